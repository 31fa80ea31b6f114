"""Finds the words of all languages and tables in a text, in one walk over it.

Rule 1: a walk looks once at each place where a word begins: three characters say which tables could have a phrase
there, and only those are asked. What a text costs does not depend on how many languages there are.
Rule 2: in each table hits do not overlap, and the longest phrase wins.
Rule 3: a mail has a budget of characters. What goes beyond it is heard as saying nothing.
"""

import re
from collections.abc import Callable
from enum import IntEnum
from functools import cache

from mayfly.mail.extract import folding
from mayfly.mail.extract.languages import LANGUAGES


class Table(IntEnum):
    """The tables of words, as ``languages.block`` has them."""

    STRONG = 0
    WEAK = 1
    CONTEXT = 2
    OTHER = 3
    VOID = 4
    TYPING = 5
    OFFERS = 6
    SHOWN = 7
    COLLECTION = 8
    KEYPAD = 9
    CONFERENCE = 10
    ELSEWHERE = 11
    ASKS = 12
    LEADS = 13
    NEVER = 14
    NOT_YOU = 15


# Begins a word, or is written without blanks: here a phrase may start. Ranges, not categories: those are slow to ask.
_LETTERS = "a-z\u00b5-\u058f\u10a0-\u11ff\u1e00-\u1fff"
_STARTS = re.compile(f"[{_LETTERS}]+|{folding.ANYWHERE}|[0-9%$@©]")
# The last part of a compound says what the whole is: Bestellnummer, afhentningskode, kertakoodi.
_COMPOUNDS = {
    "ode": (("code", "kode"), Table.WEAK),
    "den": (("koden", "coden"), Table.WEAK),
    "kod": (("kod",), Table.WEAK),
    "odi": (("koodi",), Table.WEAK),
    "tan": (("etan", "stan", "htan", "otan", "-tan"), Table.WEAK),
    "ort": (("kennwort", "passwort", "losungswort"), Table.WEAK),
    "mer": (("nummer",), Table.OTHER),
    "ret": (("nummeret",), Table.OTHER),
    "ren": (("numret",), Table.OTHER),
    "ero": (("numero",), Table.OTHER),
    "szam": (("szam",), Table.OTHER),
}
_COMPOUND_AT_LEAST = 7
# Some ten pages: what a person would still read for a code, and two milliseconds.
BUDGET_CHARACTERS = 20_000

_TABLES = len(Table)

# A table, and what finds its phrases that begin with one character.
_Asked = tuple[Table, Callable[[str, int], re.Match[str] | None]]
Span = tuple[int, int]
Said = tuple[list[Span], ...]
_NOTHING: Said = tuple([] for _ in range(_TABLES))


@cache
def phrases_of(table: Table) -> frozenset[str]:
    """Give the phrases of one table in all languages, folded."""
    return folding.phrases(",".join(getattr(words, table.name.lower()) for words in LANGUAGES.values()))


@cache
def _asked_at() -> dict[str, tuple[_Asked, ...]]:
    """Say for the beginning of a word, of three characters or fewer, which tables could know it, and by what pattern.

    A pattern is of one table and one first character: among hundreds of first characters a pattern would look long.
    """
    keys: dict[str, set[Table]] = {}
    grouped: dict[tuple[Table, str], set[str]] = {}
    for table in Table:
        for phrase in phrases_of(table):
            keys.setdefault(phrase.rstrip(folding.END)[:3], set()).add(table)
            grouped.setdefault((table, phrase[0]), set()).add(phrase)
    for key in keys:
        for length in range(1, len(key)):
            keys[key] |= keys.get(key[:length], set())
    patterns = {place: re.compile(folding.trie(phrases)) for place, phrases in grouped.items()}
    return {
        key: tuple((table, patterns[table, key[0]].match) for table in sorted(tables)) for key, tables in keys.items()
    }


@cache
def _first_of_short() -> frozenset[str]:
    """Give what phrases of one or two characters begin with."""
    return frozenset(key[0] for key in _asked_at() if len(key) < 3)


def listen(text: str) -> Said:
    """Find the hits of every table in a folded text whose blanks are single: where each begins and ends."""
    asked, short = _asked_at().get, _first_of_short()
    said: Said = tuple([] for _ in range(_TABLES))
    for start in _STARTS.finditer(text):
        at, end = start.span()
        known = False
        tables = asked(text[at : at + 3])
        if tables is None and text[at] in short:
            tables = asked(text[at : at + 2]) or asked(text[at])
        for table, match in tables or ():
            spans = said[table]
            if spans and spans[-1][1] > at:
                continue
            if found := match(text, at):
                spans.append(found.span())
                known = True
        if not known and end - at >= _COMPOUND_AT_LEAST and (compound := _COMPOUNDS.get(text[end - 3 : end])):
            endings, table = compound
            for ending in endings:
                if text.endswith(ending, at, end):
                    said[table].append((end - len(ending), end))
    return said


class Ear:
    """Listens to the texts of one mail, to each once, within the budget."""

    def __init__(self) -> None:
        self._heard: dict[str, Said] = {}
        self._left = BUDGET_CHARACTERS

    def __call__(self, text: str) -> Said:
        """Find the hits of every table in a folded text."""
        said = self._heard.get(text)
        if said is None:
            self._left -= len(text)
            said = self._heard[text] = listen(text) if self._left >= 0 else _NOTHING
        return said

    @property
    def tired(self) -> bool:
        """Say whether the budget is spent."""
        return self._left < 0


@cache
def units() -> re.Pattern[str]:
    """Find what a number before it counts."""
    phrases = folding.phrases(",".join(words.units for words in LANGUAGES.values()))
    return re.compile(rf"\s?-?\s?(?:{folding.trie(phrases)})")


def prepare() -> None:
    """Read and compile the tables of words."""
    listen("a")
    units()
