"""Octets to text: the short way gives what the long one gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mayfly.mail import charsets

LABELS = ["", "utf-8", "us-ascii", "iso-8859-1", "utf-7", "utf-16", "koi8-r", "shift_jis", "no such label"]
PIECES = st.sampled_from(
    [
        b"a",
        b"\r\n",
        b"\r",
        b"\n",
        b"\r\r\n",
        b"\x00",
        b"\x1b[31m",
        b"\t",
        b"\x7f",
        b"\xc2\x85",
        b"\xc2\xa0",
        b"\xc3\xa4",
        b"\x85",
        b"\xff",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        "код".encode(),
        b"+2AA-",
        b"\xc2",
    ]
)


@given(st.lists(PIECES | st.binary(max_size=4), max_size=12).map(b"".join), st.sampled_from(LABELS))
def test_text_is_plain_of_decode(octets: bytes, label: str) -> None:
    """Under every label and for all octets: decoded, line ends LF, controls visible, nothing that cannot be written."""
    said = charsets.text(octets, label)
    assert said == charsets.plain(charsets.decode(octets, label))
    assert not {*said} & {chr(c) for c in (*range(9), *range(11, 32), *range(127, 160))}
    said.encode("utf-8")


@pytest.mark.parametrize(
    ("octets", "label", "said"),
    [
        (b"one\r\ntwo\rthree\nfour", "", "one\ntwo\nthree\nfour"),
        (b"\x1b[31mred\x07", "", "\ufffd[31mred\ufffd"),
        ("a\x85b\x9fc".encode(), "utf-8", "a\ufffdb\ufffdc"),
        (b"\x80 and \x85", "iso-8859-1", "\u20ac and \u2026"),
        (b"\xc3\xa4", "iso-8859-1", "\u00c3\u00a4"),
        (b"\xc3\xa4", "", "\u00e4"),
        (b"+2AA-", "utf-7", "\ufffd"),
    ],
)
def test_what_octets_say(octets: bytes, label: str, said: str) -> None:
    """Line ends, orders to a terminal, C1, labels that lie by custom, and half of a surrogate pair."""
    assert charsets.text(octets, label) == said


# One letter that each kind of charset has, and nobody could take for another's.
LETTERS = "é ж 你 あ 한 א ก α ş ő ß ا".split()


@pytest.mark.parametrize("label", charsets._CODECS)
def test_every_label_is_read_as_what_it_is_used_for(label: str) -> None:
    """Under each name of the table, in any case and in quotes, letters of its charset come out as themselves."""
    codec = charsets._CODECS[label]
    said = "abc " + " ".join(letter for letter in LETTERS if letter.encode(codec, "ignore").decode(codec) == letter)
    assert said != "abc "
    for written in (label, label.upper(), f'"{label}"', f" '{label}' "):
        assert charsets.decode(said.encode(codec), written) == said


@pytest.mark.parametrize(
    "label", ["zlib", "bz2", "hex", "base64", "idna", "punycode", "unicode_escape", "rot13", "\x00", "💣"]
)
def test_what_is_no_charset_is_not_decoded_by(label: str) -> None:
    """Names that Python knows and mail does not are as good as none."""
    assert charsets.codec_of(label) is None
    assert charsets.text(b"x\x9cK\x04\x00\x00b\x00b", label) == charsets.text(b"x\x9cK\x04\x00\x00b\x00b")
