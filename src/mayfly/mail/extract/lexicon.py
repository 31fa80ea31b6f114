"""Finds the words of all languages and tables in a text, in one walk over it.

Rule 1: a walk looks once at each place where a word begins: its first characters say which tables could have a phrase
there, and only those are asked. What a text costs does not depend on how many languages there are.
Rule 2: in each table hits do not overlap, and the longest phrase wins.
Rule 3: a mail has a budget of characters. What goes beyond it is heard as saying nothing.
"""

import re
from collections.abc import Callable
from enum import IntEnum
from functools import cache, lru_cache

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
# How much of a word is looked at to know whom to ask; and where it is shorter, of what follows.
_KEY_CHARACTERS = 6
_SHORT_KEY_CHARACTERS = 3
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
def _patterns() -> dict[tuple[Table, str], re.Pattern[str]]:
    """Give for a table and a first character what finds the phrases there.

    Each is of one first character: among hundreds of them a pattern would look long.
    """
    grouped: dict[tuple[Table, str], set[str]] = {}
    for table in Table:
        for phrase in phrases_of(table):
            grouped.setdefault((table, phrase[0]), set()).add(phrase)
    return {place: re.compile(folding.trie(phrases)) for place, phrases in grouped.items()}


@cache
def _beginnings() -> dict[str, frozenset[tuple[Table, str]]]:
    """Give by the first characters of phrases their tables and somewhat longer beginnings."""
    found: dict[str, set[tuple[Table, str]]] = {}
    for table in Table:
        for phrase in phrases_of(table):
            beginning = phrase.rstrip(folding.END)[:_KEY_CHARACTERS]
            found.setdefault(beginning[:_SHORT_KEY_CHARACTERS], set()).add((table, beginning))
    return {key: frozenset(beginnings) for key, beginnings in found.items()}


@lru_cache(16_384)
def _asked_by(key: str) -> tuple[_Asked, ...]:
    """Say for how a text goes on which tables could have a phrase there.

    Kept for the words that were met last, which are most of those in any mail.
    """
    tables = {
        table
        for length in range(1, _SHORT_KEY_CHARACTERS + 1)
        for table, beginning in _beginnings().get(key[:length], ())
        if beginning.startswith(key) or key.startswith(beginning)
    }
    return tuple((table, _patterns()[table, key[0]].match) for table in sorted(tables))


def listen(text: str) -> Said:
    """Find the hits of every table in a folded text whose blanks are single: where each begins and ends."""
    said: Said = tuple([] for _ in range(_TABLES))
    for start in _STARTS.finditer(text):
        at, end = start.span()
        known = False
        for table, match in _asked_by(text[at : max(at + _SHORT_KEY_CHARACTERS, min(end, at + _KEY_CHARACTERS))]):
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
