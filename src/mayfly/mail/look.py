"""One function for all questions that are asked of a message, so that a child process can be asked any of them.

The parsers behind it are loaded by ``prepare``, or by the first look: the process that holds the keys never loads them.
"""

from msgspec import Struct

from mayfly.mail.values import Document, ImagePath, Part, Reading

# What is above either may take a hundred times longer than most mail: it waits in a line of its own.
LIGHT_OCTETS = 65_536
LIGHT_TAGS = 2500


class Look(Struct, frozen=True):
    """Look at a message: read it, unless one of the others is asked for.

    ``html`` asks for the document, ``part`` (not -1) for the attachment with this index, ``words`` whether all of them
    occur. ``known`` reads it without looking for code and link, which are known.
    """

    content: bytes = b""
    html: bool = False
    images: ImagePath | None = None
    part: int = -1
    words: str = ""
    known: bool = False


class Looked(Struct, frozen=True):
    """The answer to a ``Look``: one of these, or none where there is no such thing."""

    reading: Reading | None = None
    document: Document | None = None
    part: Part | None = None
    found: bool = False


def look(wanted: Look) -> Looked:
    """Answer one look."""
    from mayfly.mail.read import read, show_html, take_part
    from mayfly.mail.search import find

    if wanted.html:
        return Looked(document=show_html(wanted.content, wanted.images))
    if wanted.part >= 0:
        return Looked(part=take_part(wanted.content, wanted.part))
    if wanted.words:
        return Looked(found=find(wanted.content, wanted.words))
    return Looked(reading=read(wanted.content, find=not wanted.known))


def prepare() -> None:
    """Load what the looks need, as a child does before it says that it is ready: no look is charged for it."""
    from mayfly.mail import extract, read, search  # noqa: F401 - loaded for those who look

    extract.prepare()


def look_all(wanted: list[Look]) -> list[Looked]:
    """Answer some looks, in their order."""
    return [look(each) for each in wanted]


def is_heavy(content: bytes) -> bool:
    """Say whether a message may cost many times what most cost; costs next to nothing."""
    return len(content) > LIGHT_OCTETS or content.count(b"<") > LIGHT_TAGS
