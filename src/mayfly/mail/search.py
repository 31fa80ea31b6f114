"""Search in one message: sender, recipients, subject, text; case, accents and widths folded.

Rule 1: all of the text that is shown is searched, and nothing that is not shown.
Rule 2: one letter written in two ways is one letter; two letters of a script stay two, so vowel signs of Indic scripts
and voiced sound marks of kana stay, where accents, Hebrew points and Arabic vowel marks go.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from mayfly.mail import addresses, bodies, fields, parse, text
from mayfly.mail.caps import Caps
from mayfly.mail.extract.folding import INVISIBLE

# What one types into a search field; more words narrow nothing down.
WORDS = 10
WORD_CHARACTERS = 100
# Letters that Unicode does not take apart, and what people type for them. The Arabic kashida is only length.
_LETTERS = {
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ـ": "",
}
# Canonical combining classes of marks that go: Hebrew and Arabic points, and what is above or below any letter. Others
# (nukta, virama, kana voicing, tones of Thai and Lao) make another letter.
_POINTS = range(10, 37)
# Behind the last of them, by Unicode 17.
_MARKS_END = 0x1F000
_ACCENTS = range(200, 241)
# They choose between a sign and its picture.
_VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE10)))


def find(content: bytes, words: str, caps: Caps | None = None) -> bool:
    """Say whether every word occurs in the sender, the recipients, the subject or the text of a message.

    A word is looked for anywhere, also inside of words: not every script writes blanks. No words match all. Of very
    many or very long words the first ten and their first hundred characters count.
    """
    wanted = [_folded(word[:WORD_CHARACTERS]) for word in words.split(maxsplit=WORDS)[:WORDS]]
    missing = [word for word in wanted if word]
    for said in _texts(content, caps or Caps()):
        heard = _folded(said)
        missing = [word for word in missing if word not in heard]
        if not missing:
            break
    return not missing


def _texts(content: bytes, caps: Caps) -> Iterator[str]:
    """Give what is shown of a message as text, what is cheap to have first."""
    parsed = parse.parse(content, caps)
    header = parsed.header
    yield fields.decoded(header.first("subject") or b"")
    parties = [*addresses.parties(header.first("from"), 1), *addresses.parties(header.first("to"))]
    yield "\n".join(f"{party.name}\n{party.address}" for party in parties)
    if parsed.root is None:
        yield parse.source(parsed, caps)
    else:
        chosen = bodies.choose(parsed.root, caps)
        yield text.of_bodies(chosen, caps)[: caps.text_octets]
        # Many senders write little more into their plain text than where the HTML is.
        yield text.of_html_beside(chosen, caps)[: caps.text_octets]


class _Letters(dict[int, str]):
    """What each character is in a search; each is thought about once."""

    def __missing__(self, code: int) -> str:
        # Folding case takes letters apart once more: a capital I with a dot, a small letter n with an apostrophe.
        apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
        kept = unicodedata.normalize("NFC", "".join(map(_letter, apart)))
        self[code] = kept
        return kept


def _letter(character: str) -> str:
    mark = unicodedata.combining(character)
    if mark in _POINTS or mark in _ACCENTS or INVISIBLE.match(character) or character in _VARIANTS:
        return ""
    digit = unicodedata.decimal(character, None)
    return _LETTERS.get(character, character) if digit is None else str(digit)


@cache
def _long_runs() -> re.Pattern[str]:
    """Find more marks on one letter than any script writes (UAX #15, section 13: thirty)."""
    marks = "".join(re.escape(chr(code)) for code in range(_MARKS_END) if unicodedata.combining(chr(code)))
    return re.compile(f"([{marks}]{{30}})[{marks}]+")


def _folded(said: str) -> str:
    """Write a text so that what reads alike is alike."""
    if said.isascii():
        return said.lower()
    # What was written in pieces, Korean syllables and voiced kana, is put together at the end. Putting in order what
    # stands on one letter costs the square of how much that is.
    return unicodedata.normalize("NFC", _long_runs().sub(r"\1", said.translate(_Letters())))
