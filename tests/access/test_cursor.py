"""Where a list goes on."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mayfly.access.cursor import Cursor

ALPHABET = string.ascii_letters + string.digits + "-_"
PLACES = st.integers(0, 2**63 - 1)


@given(PLACES)
def test_what_is_written_is_read(seq: int) -> None:
    """A place comes back as it was, also from a cursor that was made anew, as after a restart."""
    assert Cursor(b"uid").read(Cursor(b"uid").write(seq)) == seq


@given(PLACES, PLACES)
def test_another_mailboxs_is_none(seq: int, other: int) -> None:
    """A text is of one mailbox, and each place has its own."""
    assert Cursor(b"other").read(Cursor(b"uid").write(seq)) is None
    assert (Cursor(b"uid").write(seq) == Cursor(b"uid").write(other)) == (seq == other)


def test_neighbours_have_nothing_in_common() -> None:
    """Texts of neighbouring places do not tell that they are: about as many bits differ as between any two."""
    cursor = Cursor(b"uid")
    texts = {cursor.write(seq) for seq in range(1000)}
    for position in range(21):
        assert len({text[position] for text in texts}) > 32


def test_each_place_has_one_text() -> None:
    """The last letter carries two bits: the others that stand for the same two were never written."""
    cursor = Cursor(b"uid")
    text = cursor.write(7)
    read = {letter: cursor.read(text[:-1] + letter) for letter in ALPHABET}
    assert {letter for letter, seq in read.items() if seq is not None} == {text[-1]}


@pytest.mark.parametrize("text", ["0", "12", "A" * 21, "A" * 22, "A" * 23, "é" * 22, "=" * 22, " " * 22, "-_" * 11])
def test_what_was_never_written_is_nothing(text: str) -> None:
    """Numbers, other lengths and texts of one's own making are no places."""
    assert Cursor(b"uid").read(text) is None
