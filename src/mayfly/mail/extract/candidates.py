"""What could be a code by its looks: runs of characters of the shapes of ``shapes`` that no mask covers.

Rule 1: whether it is one is not said here. What is turned down here could not be one whatever stands around it.
Rule 2: a mail that asks for a code shows few things that look like one; only the first of them are looked at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from mayfly.mail.extract import phrasing, shapes
from mayfly.mail.extract.lexicon import Ear, Table
from mayfly.mail.extract.lines import Block

# Of two thousand mails the one with most of them that asked for one had fourteen, and it was among the first six.
CANDIDATES = 24
# What could name, mask or continue something with a digit is looked at to this distance from it, to the next blank.
_AROUND_DIGIT = 40
_AT_ONCE = 6
_NO_DIGIT = re.compile(r"\D")
# What a phrase of words made up for a code never says.
_NOT_SAID = (Table.STRONG, Table.WEAK, Table.CONTEXT, Table.TYPING, Table.OTHER)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Where something stands that looks like a code: in which block, from where to where, of which shape."""

    blocks: list[Block]
    number: int
    start: int
    end: int
    kind: str
    # The block it stands in, and as it is printed there.
    block: Block
    printed: str
    # What is to be typed: no blanks in digits, no signs around.
    value: str
    # Nothing else stands in its block; or it stands out there: in bold, in larger type.
    alone: bool
    marked: bool

    @property
    def beside(self) -> str:
        """Give the cell to the left, where it stands alone in its own."""
        return self.block.beside if self.alone else ""

    @property
    def is_year(self) -> bool:
        """Say whether it could be a year."""
        return phrasing.YEAR.match(self.printed) is not None


def _candidate(blocks: list[Block], number: int, place: tuple[int, int, str]) -> Candidate:
    block, (start, end, kind) = blocks[number], place
    shown = block.shown
    printed = shown[start:end]
    value = printed.strip("#")
    if kind == "boxed":
        value = value.replace(" ", "")
    elif kind in shapes.NUMBERS and not value.isdigit():
        value = _NO_DIGIT.sub("", value)
    alone = phrasing.ALONE.match(shown[:start]) is not None and phrasing.ALONE.match(shown[end:]) is not None
    return Candidate(blocks, number, start, end, kind, block, printed, value, alone, printed in block.marked)


def candidates(subject: Block, documents: list[list[Block]], ear: Ear) -> list[Candidate]:
    """Give the first candidates of a mail; what was there already in the same company is left out.

    Both faces of a mail mostly say the same, and a template says some things twice.
    """
    return list(islice(_all(subject, documents, ear), CANDIDATES))


def _all(subject: Block, documents: list[list[Block]], ear: Ear) -> Iterator[Candidate]:
    yield from (_candidate([subject], 0, place) for place in _places(subject, ear, in_subject=True))
    seen: set[tuple[str, str]] = set()
    for blocks in documents:
        for number, item in enumerate(blocks):
            company = (blocks[number - 1].shown if number else "", item.shown)
            if company in seen:
                continue
            seen.add(company)
            for place in _places(item, ear, in_subject=False):
                yield _candidate(blocks, number, place)


def _places(item: Block, ear: Ear, *, in_subject: bool) -> Iterator[tuple[int, int, str]]:
    """Give what has the shape of a code in a block: where it begins and ends, and the shape."""
    shown = item.shown
    if len(shown) <= 60 and not in_subject and shapes.WORDS_ALONE.match(shown):
        said = ear(item.folded)
        if not any(said[table] for table in _NOT_SAID):
            yield 0, len(shown), "words"
        return
    if len(shown) <= 24 and shapes.BLANKED_ALONE.match(shown):
        yield 0, len(shown), "boxed"
        return
    if len(shown) <= shapes.WITHOUT_DIGITS:
        windows = [(0, len(shown))] if shapes.NEAR.search(shown) or shapes.LIKE_A_CODE.search(shown) else []
    else:
        windows = _windows(shown)
    for first, last in windows:
        if not shapes.SHAPES.search(shown, first, last):
            continue
        for found in shapes.SHAPES.finditer(_masked(shown, first, last), first, last):
            kind = found.lastgroup or ""
            start, end = found.span()
            if kind in shapes.DOUBTFUL and not _is_meant(item, start, end, kind, ear):
                continue
            yield start, end, kind


def _windows(shown: str) -> list[tuple[int, int]]:
    """Give where in a long block something with a digit stands that could be part of a code, with what is around it."""
    windows: list[tuple[int, int]] = []
    at = 0
    while found := shapes.NEAR.search(shown, at):
        first = shown.rfind(" ", 0, max(0, found.start() - _AROUND_DIGIT)) + 1
        last = shown.find(" ", found.end() + _AROUND_DIGIT)
        last = last if last >= 0 else len(shown)
        if windows and first <= windows[-1][1]:
            first = windows.pop()[0]
        windows.append((first, last))
        # What lies less than half of that distance before its end is looked at with what follows.
        at = max(found.end(), last - _AROUND_DIGIT // 2)
    return windows


def _masked(shown: str, first: int, last: int) -> str:
    """Write what looks like a code and is none as what nothing matches."""
    piece = shown[first:last]
    if not shapes.MASKABLE.search(piece):
        return shown
    return shown[:first] + shapes.MASKS.sub(lambda found: "\x00" * len(found[0]), piece) + shown[last:]


def _is_meant(item: Block, start: int, end: int, kind: str, ear: Ear) -> bool:
    """Say whether what ordinary words look like as well is meant literally: it stands alone, or is led to."""
    if end - start >= len(item.shown) - 4 or phrasing.LED_TO.search(item.shown[max(0, start - 12) : start]):
        return True
    return kind != "words" and _is_named(item, start, end, kind, ear)


def _is_named(item: Block, start: int, end: int, kind: str, ear: Ear) -> bool:
    """Say whether the words right at it say that it is meant literally."""
    before = item.folded[max(0, start - 30) : start]
    if kind == "letters":
        return shapes.LETTERS_TOLD.search(before) is not None
    said, behind = ear(before), ear(item.folded[end : end + 40])
    if said[Table.STRONG] or (kind == "low" and behind[Table.STRONG]):
        return True
    # "When it asks for the password, type k7-04": a word for a code is near, and one that tells to type is at it.
    told = said[Table.TYPING] or any(start < _AT_ONCE for start, _ in behind[Table.TYPING])
    return bool(told and (said[Table.WEAK] or ear(item.folded[max(0, start - 100) : start])[Table.WEAK]))
