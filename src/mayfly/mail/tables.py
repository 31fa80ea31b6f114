"""Tables of words, written as text."""


def words(text: str) -> frozenset[str]:
    """Read a table of words parted by white space."""
    return frozenset(text.split())
