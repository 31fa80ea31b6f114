"""Text made comparable, character for character, and tables of phrases made one pattern each.

Rule 1: both foldings keep the length, so that a place found in one text is the same place in the other.
Rule 2: a table becomes a trie, so that a thousand phrases cost no more than one at each place.
"""

import re
import unicodedata
from functools import cache

from mayfly.mail.extract import words

# Written without blanks between words, or with particles before them: a phrase may begin anywhere.
_ANYWHERE = re.compile(
    "[\u0590-\u07ff\u0900-\u109f\u0e00-\u0fff\u1200-\u137f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
# Zero width, bidi controls, soft hyphen: they stand inside of codes and words to no effect.
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_END = "\x00"
_TABLE_ENDS_AT = 0x3100


def _same(character: str) -> str:
    """Give the same digit in ASCII, the same letter in half width, any blank as a blank."""
    code = ord(character)
    if 0xFF10 <= code <= 0xFF5A and chr(code - 0xFEE0).isalnum():
        return chr(code - 0xFEE0)
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category == "Zs":
        return " "
    if character in "‐‑‒–—−﹣－":
        return "-"
    return character


def _folded(character: str) -> str:
    """Give the lower case letter without its accent, where that is one character."""
    character = _same(character)
    lower = character.lower()
    base = unicodedata.normalize("NFD", lower)
    if len(base) > 1 and all(unicodedata.category(c) == "Mn" for c in base[1:]):
        lower = base[0]
    lower = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ς": "σ"}.get(lower, lower)
    return lower if len(lower) == 1 else character


@cache
def _tables() -> tuple[dict[int, str], dict[int, str]]:
    codes = [*range(_TABLE_ENDS_AT), *range(0xA620, 0xA62A), *range(0xFF01, 0xFF5F), *range(0x1D7CE, 0x1D800)]
    same = {code: _same(chr(code)) for code in codes}
    fold = {code: _folded(chr(code)) for code in codes}
    return (
        {code: to for code, to in same.items() if to != chr(code)},
        {code: to for code, to in fold.items() if to != chr(code)},
    )


def same_digits(text: str) -> str:
    """Write digits of all scripts in ASCII; the length stays."""
    return text if text.isascii() else text.translate(_tables()[0])


def fold(text: str) -> str:
    """Write in lower case without accents; the length stays."""
    return text.lower() if text.isascii() else text.translate(_tables()[1])


def visible(text: str) -> str:
    """Compose, and leave out what cannot be seen."""
    return text if text.isascii() else INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def phrases(table: str) -> frozenset[str]:
    """Read a table of phrases parted by commas; a point at the end becomes the mark of a word's end."""
    read = (fold(" ".join(phrase.split())) for phrase in table.replace("،", ",").split(","))
    return frozenset(phrase[:-1] + _END if phrase.endswith(".") else phrase for phrase in read if phrase)


def pattern(table: frozenset[str]) -> re.Pattern[str]:
    """Make one pattern of a table of folded phrases."""
    anywhere = {phrase for phrase in table if _ANYWHERE.match(phrase)}
    pieces = [_trie(anywhere)] if anywhere else []
    if begins := table - anywhere:
        pieces.append(rf"(?<![^\W\d_])(?:{_trie(begins)})")
    return re.compile("|".join(pieces))


def _trie(table: set[str] | frozenset[str]) -> str:
    """Write phrases as nested groups, the longest way first."""
    heads: dict[str, set[str]] = {}
    for phrase in table:
        if phrase:
            heads.setdefault(phrase[0], set()).add(phrase[1:])
    pieces = [
        (r"\s+" if head == " " else re.escape(head)) + _trie(heads[head]) for head in sorted(heads) if head != _END
    ]
    if _END in heads:
        pieces.append(r"(?![^\W\d_])")
    if not pieces:
        return ""
    joined = pieces[0] if len(pieces) == 1 else "(?:" + "|".join(pieces) + ")"
    return f"(?:{joined})?" if "" in table else joined


@cache
def strong() -> re.Pattern[str]:
    """Find what names a passcode."""
    return pattern(phrases(",".join(words.STRONG.values())))


@cache
def weak() -> re.Pattern[str]:
    """Find what may name a passcode."""
    return pattern(phrases(words.WEAK))


@cache
def context() -> re.Pattern[str]:
    """Find what speaks of signing in, proving an address, or a short life."""
    return pattern(phrases(words.CONTEXT))


@cache
def other() -> re.Pattern[str]:
    """Find what numbers are called that nobody has to type in."""
    return pattern(phrases(words.OTHER))


@cache
def void() -> re.Pattern[str]:
    """Find what says that a code is no longer good."""
    return pattern(phrases(words.VOID))


@cache
def typing() -> re.Pattern[str]:
    """Find what tells to type something in."""
    return pattern(phrases(words.TYPING))


@cache
def conference() -> re.Pattern[str]:
    """Find what invites to a conference: its codes are for all who come."""
    return pattern(phrases(words.CONFERENCE))


@cache
def collection() -> re.Pattern[str]:
    """Find what a parcel is collected with."""
    return pattern(phrases(words.COLLECTION))


@cache
def keypad() -> re.Pattern[str]:
    """Find what a code of a parcel's locker is typed into."""
    return pattern(phrases(words.KEYPAD))


@cache
def elsewhere() -> re.Pattern[str]:
    """Find what tells of a meeting, a journey or a stay: their codes are for a conference, a desk or a door."""
    return pattern(phrases(words.ELSEWHERE))


@cache
def offers() -> re.Pattern[str]:
    """Find what speaks of buying for less: the codes of such a sentence are for the till."""
    return pattern(phrases(words.OFFERS))


@cache
def units() -> re.Pattern[str]:
    """Find what a number before it counts."""
    return re.compile(rf"\s?-?\s?(?:{_trie(phrases(words.UNITS))})")
