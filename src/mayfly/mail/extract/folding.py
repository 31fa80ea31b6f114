"""Text made comparable, character for character, and tables of phrases made one pattern each.

Rule 1: both foldings keep the length, so that a place found in one text is the same place in the other.
Rule 2: a table becomes a trie, so that a thousand phrases cost no more than one at each place.
"""

import re
import unicodedata
from functools import cache

# Zero width, bidi controls, soft hyphen, fillers: they stand inside of codes and words to no effect.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# Right-to-left override: what stands behind it is shown backwards, 482913 as 319284.
_TURNS = "\u202e"
END = "\x00"
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


def line(text: str, most: int) -> str:
    """Write what can be seen of a text as one line of composed characters, at most so many.

    Nothing is read where a part is shown backwards: it would not say what its reader sees.
    """
    if _TURNS in text:
        return ""
    if text.isascii():
        return " ".join(text.split())[:most]
    # Cut before it is composed, where two become one: what that costs grows with the square of a run of marks.
    bare = " ".join(INVISIBLE.sub("", text).split())[: 2 * most]
    return unicodedata.normalize("NFC", bare)[:most]


def phrases(table: str) -> frozenset[str]:
    """Read a table of phrases parted by commas; a point at the end becomes the mark of a word's end."""
    read = (fold(" ".join(phrase.split())) for phrase in table.replace("،", ",").split(","))
    return frozenset(phrase[:-1] + END if phrase.endswith(".") else phrase for phrase in read if phrase)


def trie(table: set[str] | frozenset[str]) -> str:
    """Write a pattern of phrases as nested groups, the longest way first."""
    heads: dict[str, set[str]] = {}
    for phrase in table:
        if phrase:
            heads.setdefault(phrase[0], set()).add(phrase[1:])
    pieces = [re.escape(head) + trie(heads[head]) for head in sorted(heads) if head != END]
    if END in heads:
        pieces.append(r"(?![^\W\d_])")
    if not pieces:
        return ""
    joined = pieces[0] if len(pieces) == 1 else "(?:" + "|".join(pieces) + ")"
    return f"(?:{joined})?" if "" in table else joined
