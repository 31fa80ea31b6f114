"""Local parts: how new ones are made, and which ones somebody may choose.

Rule 1: what is drawn comes from ``secrets``; the source of choice is an argument, so that tests can hand in
their own.
Rule 2: what is issued is plain ASCII. Quoted and UTF-8 local parts are read elsewhere, never given out.
"""

import math
import re
import secrets
from collections.abc import Callable, Sequence
from typing import Literal

from mayfly.core.address import LOCAL_PART_OCTETS
from mayfly.core.errors import Refused, Rule
from mayfly.core.words import ADJECTIVES, NOUNS

Style = Literal["readable", "random"]
Choice = Callable[[Sequence[str]], str]

# No vowels, so that no words arise; no 0, 1 and l, which are taken for o, i and each other.
ALPHABET = "bcdfghjkmnpqrstvwxyz23456789"
# Nothing but its length keeps a random address from being guessed, and no spent ledger watches over it: 80 bits
# at least. At a thousand million guesses a second that is longer than there have been people.
RANDOM_LETTERS = 17
# A readable address is kept unique by the spent ledger; 40 bits keep it from being met by chance.
READABLE_LETTERS = 5

RANDOM_BITS = RANDOM_LETTERS * math.log2(len(ALPHABET))
READABLE_BITS = math.log2(len(ADJECTIVES)) + math.log2(len(NOUNS)) + READABLE_LETTERS * math.log2(len(ALPHABET))

# Begins and ends with a letter or digit; dots only singly, as a dot-string of RFC 5321 section 4.1.2 has them.
_PLAIN = re.compile(r"[A-Za-z0-9](?:(?:[A-Za-z0-9_-]|\.(?!\.))*[A-Za-z0-9])?\Z")


def new_local_part(style: Style, choose: Choice = secrets.choice) -> str:
    """Draw a local part: ``random`` carries RANDOM_BITS, ``readable`` (``quiet-heron-7f3k2``) READABLE_BITS."""
    if style == "random":
        return _letters(RANDOM_LETTERS, choose)
    return f"{choose(ADJECTIVES)}-{choose(NOUNS)}-{_letters(READABLE_LETTERS, choose)}"


def is_plain(local_part: str) -> bool:
    """Say whether a local part is of the form that may be chosen.

    Letters and digits of ASCII, ``.``, ``-`` and ``_``; 1 to 64 octets; a letter or digit at both ends; no two
    dots in a row.
    """
    return len(local_part) <= LOCAL_PART_OCTETS and _PLAIN.match(local_part) is not None


def choose_local_part(wanted: str) -> str:
    """Give the canonical form (lower case) of a local part somebody chose; raise Refused where it is not plain.

    Whether it is reserved, taken or spent is not asked here.
    """
    if not wanted:
        raise Refused("local_part", Rule.TOO_SHORT, 1)
    if len(wanted.encode("utf-8", "surrogatepass")) > LOCAL_PART_OCTETS:
        raise Refused("local_part", Rule.TOO_LONG, LOCAL_PART_OCTETS)
    if not is_plain(wanted):
        raise Refused("local_part", Rule.NOT_ALLOWED)
    return wanted.lower()


def _letters(count: int, choose: Choice) -> str:
    return "".join(choose(ALPHABET) for _ in range(count))
