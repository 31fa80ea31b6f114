"""Finds the words of all languages and tables in a text, in one walk over it.

Rule 1: a walk looks once at each word, and at each letter of what is written without blanks: a dictionary says what
begins there, in whichever language. What a text costs does not depend on how many languages and phrases there are.
Rule 2: in each table hits do not overlap, and the longest phrase wins.
Rule 3: a mail has a budget of characters. What goes beyond it is heard as saying nothing.
"""

import re
from dataclasses import dataclass
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
    BLOCKED = 16
    SENT = 17
    BILL = 18


# Begins a word, or is written without blanks: here a phrase may start. Ranges, not categories: those are slow to ask.
_LETTERS = "a-z\u00b5-\u058f\u10a0-\u11ff\u1e00-\u1fff"
_START = re.compile(f"[{_LETTERS}]+|.", re.DOTALL)
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
_JOINS = "-_"
# No word of a phrase is longer; what is longer in a mail is no word.
_WORD_CHARACTERS = 40
# What goes on behind the first word of a phrase is looked up by its first characters.
_NEXT_CHARACTERS = 2
# Some ten pages: what a person would still read for a code, and two milliseconds.
BUDGET_CHARACTERS = 20_000

_TABLES = len(Table)

Span = tuple[int, int]
Said = tuple[list[Span], ...]
_EMPTY: tuple[tuple[Span, ...], ...] = ((),) * _TABLES
_NOTHING: Said = tuple([] for _ in range(_TABLES))


@cache
def phrases_of(table: Table) -> frozenset[str]:
    """Give the phrases of one table in all languages, folded."""
    return folding.phrases(",".join(getattr(words, table.name.lower()) for words in LANGUAGES.values()))


# A phrase that goes on behind its first word: itself, whether it must end a word, and its tables.
_Longer = tuple[str, bool, tuple[Table, ...]]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one word says: by itself, with what may follow, and by its last part where nothing else is known."""

    # Where in the word the hit of a table ends.
    hits: tuple[tuple[Table, int], ...]
    # The same, where other letters follow at once and it is not the end of a word; mostly there is no difference.
    inside: tuple[tuple[Table, int], ...] | None
    # By the characters that follow the phrases that begin with it, the longest first.
    longer: dict[str, tuple[_Longer, ...]] | None
    # Whether some of them end after one character.
    short: bool
    compound: tuple[Table, int] | None


@cache
def _tables_of() -> dict[str, tuple[Table, ...]]:
    """Give for each phrase, its mark of an end included, the tables that have it."""
    found: dict[str, list[Table]] = {}
    for table in Table:
        for phrase in phrases_of(table):
            found.setdefault(phrase, []).append(table)
    return {phrase: tuple(tables) for phrase, tables in found.items()}


@cache
def _longer() -> dict[str, dict[str, tuple[_Longer, ...]]]:
    """Give by its first word or letter the phrases that go on behind it."""
    found: dict[str, dict[str, list[_Longer]]] = {}
    for phrase, tables in _tables_of().items():
        bare = phrase.rstrip(folding.END)
        first = _START.match(bare)
        if first is not None and first.end() < len(bare):
            following = bare[first.end() :][:_NEXT_CHARACTERS]
            found.setdefault(first[0], {}).setdefault(following, []).append((bare, bare != phrase, tables))
    return {
        first: {key: tuple(sorted(phrases, key=lambda each: (-len(each[0]), each))) for key, phrases in by_next.items()}
        for first, by_next in found.items()
    }


@cache
def _starts() -> re.Pattern[str]:
    """Find the words, and of what is written without blanks the letters that begin a phrase."""
    letters = {phrase[0] for phrase in _tables_of() if not re.match(f"[{_LETTERS}]", phrase[0])}
    return re.compile(f"[{_LETTERS}]+|[{re.escape(''.join(sorted(letters)))}]")


@lru_cache(16_384)
def _entry(word: str) -> _Entry | None:
    """Look one word up; kept for the words that were met last, which are most of those in any mail."""
    tables_of = _tables_of()
    longest: dict[Table, int] = {}
    for length in range(1, len(word) + 1):
        for table in tables_of.get(word[:length], ()):
            longest[table] = length
    ended = {table: len(word) for table in tables_of.get(word + folding.END, ())}
    longer = _longer().get(word)
    compound = None
    if not (longest or ended) and len(word) >= _COMPOUND_AT_LEAST:
        endings, table = _COMPOUNDS.get(word[-3:], ((), Table.WEAK))
        compound = next(((table, len(ending)) for ending in endings if word.endswith(ending)), None)
    if not (longest or ended or longer or compound):
        return None
    hits, inside = tuple({**longest, **ended}.items()), tuple(longest.items())
    short = longer is not None and any(len(key) < _NEXT_CHARACTERS for key in longer)
    return _Entry(hits, None if hits == inside else inside, longer, short, compound)


def _is_joined(text: str, at: int, end: int) -> bool:
    """Say whether a word is part of a name: between two hyphens, behind a line: "django-otp-forms", "login_code"."""
    if not text[at - 2 : at - 1].isalpha():
        return False
    return text[at - 1] == "_" or text[end : end + 1] == "-"


def listen(text: str) -> Said:
    """Find the hits of every table in a folded text whose blanks are single: where each begins and ends."""
    said: Said = tuple(map(list, _EMPTY))
    for start in _starts().finditer(text):
        at, end = start.span()
        if at and text[at - 1] in _JOINS and _is_joined(text, at, end):
            continue
        entry = _entry(text[at:end] if end - at <= _WORD_CHARACTERS else text[at : at + _WORD_CHARACTERS])
        if entry is None:
            continue
        known = False
        if entry.longer is not None:
            phrases = entry.longer.get(text[end : end + _NEXT_CHARACTERS], ())
            if entry.short:
                phrases += entry.longer.get(text[end : end + 1], ())
            for phrase, ends, tables in phrases:
                if text.startswith(phrase, at) and not (
                    ends and text[at + len(phrase) : at + len(phrase) + 1].isalpha()
                ):
                    known = True
                    for table in tables:
                        spans = said[table]
                        if not spans or spans[-1][1] <= at:
                            spans.append((at, at + len(phrase)))
        for table, length in entry.hits if entry.inside is None or not text[end : end + 1].isalpha() else entry.inside:
            spans = said[table]
            if not spans or spans[-1][1] <= at:
                spans.append((at, at + length))
        if entry.compound is not None and not known:
            table, length = entry.compound
            said[table].append((end - length, end))
    return said


def outright(said: Said, table: Table, by: Table) -> list[Span]:
    """Give the hits of a table that are not part of a longer phrase of another: "report" of "confirm report"."""
    longer = said[by]
    if not longer:
        return said[table]
    return [
        (start, end)
        for start, end in said[table]
        if not any(a <= start and end <= b and b - a > end - start for a, b in longer)
    ]


def within(said: Said, first: int, last: int) -> Said:
    """Give the hits that lie in a piece of a text, counted from where it begins."""
    if not any(said):
        return said
    return tuple(
        [(start - first, end - first) for start, end in spans if first <= start and end <= last] if spans else spans
        for spans in said
    )


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


@cache
def units() -> re.Pattern[str]:
    """Find what a number before it counts."""
    phrases = folding.phrases(",".join(words.units for words in LANGUAGES.values()))
    return re.compile(rf"\s?-?\s?(?:{folding.trie(phrases)})")


def prepare() -> None:
    """Read the tables of words."""
    listen("a b")
    units()
