"""The sentence around a candidate: what it says before and behind, and what that says of the candidate.

Rule 1: no sentence is looked at further than ``_WINDOW`` characters to either side.
Rule 2: what stands nearest names it; a word between two numbers belongs to the one it leads to.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from mayfly.mail.extract import phrasing
from mayfly.mail.extract.candidates import Candidate
from mayfly.mail.extract.lexicon import Ear, Said, Span, Table, outright, within

_WINDOW = 140
# Nearer than this, a word is near that is not joined to the candidate.
_NEAR = 25
# Where what is said of a code joins it: right before the number, right behind it.
_TOLD_BEFORE = 40
_TOLD_BEHIND = 24
# What somebody is quoted with is a sentence or two.
_QUOTE = 200
# Right behind the word for the end, a time says that it is to come.
_LATER = 30
# Two numbers with no more than this between them are a list.
_LISTED = 4
# Between what tells to type and what is to be typed nothing ends, and nothing else is counted.
_BROKEN = re.compile(r"[.!?,;\d]")
_BROKEN_BEHIND = re.compile(r"[.!?;\d]|,.{4}")
_REST_OF_WORD = re.compile(r"[^\W\d_]*")
_CLAUSE = re.compile(r"[,;:،、，—–]")


@dataclass(frozen=True)
class Sentence:
    """What stands before and behind a candidate in its sentence, folded, and the hits in each, from its own start."""

    first: int
    last: int
    left: str
    right: str
    said: Said
    said_behind: Said

    @cached_property
    def around(self) -> str:
        """Give both sides."""
        return f"{self.left} \x00 {self.right}"

    def says(self, table: Table) -> bool:
        """Say whether either side says something of a table."""
        return bool(self.said[table] or self.said_behind[table])

    def before(self, table: Table) -> tuple[int, str] | None:
        """Tell of the last hit before the candidate how far it is, and how it leads there: at, led, near, far."""
        spans = outright(self.said, table, Table.STRONG) if table is Table.OTHER else self.said[table]
        if not spans:
            return None
        rest = self._behind_word(self.left, spans[-1])
        # "Dear customer, 482913 is your code": whoever is addressed names nothing.
        if table is Table.OTHER and phrasing.ADDRESSED.match(rest):
            return None
        if phrasing.COPULA.match(rest):
            return len(rest), "at"
        if phrasing.COPULA_LONG.match(rest) or phrasing.LED.match(rest):
            return len(rest), "led"
        return len(rest), "near" if len(rest) <= _NEAR else "far"

    def behind(self, table: Table) -> tuple[int, str] | None:
        """Tell the same of the first hit behind it."""
        spans = outright(self.said_behind, table, Table.STRONG) if table is Table.OTHER else self.said_behind[table]
        if not spans:
            return None
        start, end = spans[0]
        gap = self.right[:start]
        # A mere blank joins the lines of a list as well.
        joined = bool(gap.strip()) or not self.right[start:end].isascii()
        if joined and phrasing.LEADS_BACK.match(gap):
            return start, "at"
        return start, "near" if start <= _NEAR else "far"

    @staticmethod
    def _behind_word(text: str, span: Span) -> str:
        """Give what stands behind a hit and the rest of its word."""
        rest = text[span[1] :]
        word = _REST_OF_WORD.match(rest)
        return rest[word.end() :] if word else rest

    @property
    def told(self) -> bool:
        """Say whether the words right at the candidate tell to type it in."""
        near = len(self.left) - _TOLD_BEFORE
        gaps = [self.left[end:] for start, end in self.said[Table.TYPING] if start >= near]
        if any(not _BROKEN.search(gap) and gap.strip(" :").count(" ") <= 4 for gap in gaps):
            return True
        behind = [start for start, _ in self.said_behind[Table.TYPING][:1] if start < _TOLD_BEHIND]
        if not behind or phrasing.OTHERWISE.match(self.right):
            return False
        return not _BROKEN_BEHIND.search(self.right[: behind[0]])

    @property
    def void(self) -> bool:
        """Say whether it is said to be no longer good."""
        told = not self.is_led_by_colon and phrasing.SOMEBODY.match(self.left) is not None
        return told or self._void_behind() or self._void_before()

    @property
    def void_later(self) -> bool:
        """Say whether it is said when it will be void: it is good until then."""
        return any(phrasing.LATER.search(self.right, 0, end + _LATER) for _, end in self.said_behind[Table.VOID])

    def _void_behind(self) -> bool:
        spans = sorted(self.said_behind[Table.VOID] + self.said_behind[Table.BLOCKED])
        if not spans:
            return False
        right = self.right
        following = phrasing.NEXT_NUMBER.search(right)
        # "4417 and 8812 are cancelled"
        if following is not None and len(right[: following.start()].strip(" ,;/&+")) <= _LISTED:
            following = None
        own = right[: following.start()] if following else right
        for start, end in spans:
            # "It is void after 10 minutes": it is not yet. "Replaces code 1234" speaks of the number behind it.
            if end > len(own) or phrasing.LATER.search(own, 0, end + _LATER):
                continue
            if following is None or len(own) - end > 8 or not phrasing.OF_THE_NEXT.search(own[start:end]):
                return True
        return False

    def _void_before(self) -> bool:
        spans = self.said[Table.VOID]
        if not spans:
            return False
        start, end = spans[-1]
        gap = self.left[end:]
        # "... was cancelled, your new code is": what comes behind "new" is meant to replace. What was said of another
        # number, which stands behind the word or before it in a clause of its own, is not said of this one.
        numbers = list(phrasing.NEXT_NUMBER.finditer(gap))
        listed = bool(numbers) and len(gap[numbers[-1].end() :].strip(" ,;/&+")) <= _LISTED
        if phrasing.NEW.search(gap) or phrasing.BY_THIS.match(gap) or (numbers and not listed):
            return False
        # "If the link does not work, type": what is to be typed does.
        if any(begins >= end for begins, _ in self.said[Table.TYPING]):
            return False
        return not (_CLAUSE.search(gap) and phrasing.NEXT_NUMBER.search(self.left[:start]))

    @property
    def for_the_till(self) -> bool:
        """Say whether it is for buying, or for showing to somebody at a till or a desk."""
        if self.says(Table.OFFERS) or phrasing.SHARED.search(self.left):
            return True
        if not self.says(Table.SHOWN) or self.says(Table.KEYPAD):
            return False
        return phrasing.NOBODY.search(self.around) is None

    @property
    def another_is_named(self) -> bool:
        """Say whether the word that names a code, behind the candidate, leads to another one."""
        spans = self.said_behind[Table.STRONG] or self.said_behind[Table.WEAK]
        if not spans:
            return False
        rest = self._behind_word(self.right, spans[0])
        value = phrasing.LIKE_A_VALUE.search(rest[:90])
        if value is None:
            return False
        gap = rest[: value.start()]
        if value[0].isdigit() and len(gap) <= 8:
            return True
        return any(pattern.match(gap) for pattern in (phrasing.COPULA, phrasing.COPULA_LONG, phrasing.LED))

    @property
    def names_something_else(self) -> bool:
        """Say whether the word for a code is part of a name of something else: "booking code", 会員番号."""
        return any(
            named[0] - 2 <= other[1] and other[0] <= named[1] + 1
            for said in (self.said, self.said_behind)
            for named in said[Table.WEAK]
            for other in said[Table.OTHER]
        )

    @property
    def is_led_by_colon(self) -> bool:
        """Say whether a colon leads to it."""
        return self.left.rstrip().endswith((":", "："))

    def digits_told(self) -> int:
        """Give how many digits the code is said to have, or 0."""
        found = phrasing.DIGITS_TOLD.search(self.left) or phrasing.DIGITS_TOLD.search(self.right[:60])
        return int(found[1]) if found else 0


def sentence_of(candidate: Candidate, ear: Ear) -> Sentence:
    """Cut the sentence of a candidate out of its block; the block is heard once for all of them."""
    item, start, end = candidate.block, candidate.start, candidate.end
    first, last = max(0, start - _WINDOW), min(len(item.shown), end + _WINDOW)
    for found in phrasing.SENTENCE.finditer(item.shown, first, start):
        if not phrasing.ABBREVIATED.search(item.shown[max(0, found.start() - 6) : found.start()]):
            first = found.end()
    stop = phrasing.SENTENCE.search(item.shown, end, last)
    last = stop.start() if stop else last
    said = ear(item.folded)
    left, right = item.folded[first:start], item.folded[end:last]
    return Sentence(first, last, left, right, within(said, first, start), within(said, end, last))


def is_quoted(candidate: Candidate) -> bool:
    """Say whether it stands in somebody's words, between quotes."""
    shown, start, end = candidate.block.shown, candidate.start, candidate.end
    opened = phrasing.QUOTE_OPENS.search(shown[max(0, start - _QUOTE) : start])
    return opened is not None and phrasing.QUOTE_CLOSES.match(shown[end : end + _QUOTE]) is not None
