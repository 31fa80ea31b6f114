"""What the sentence around a candidate says of it.

Rule 1: what stands nearest names it; a word between two numbers belongs to the one it leads to.
Rule 2: no sentence is looked at further than ``_WINDOW`` characters to either side.
"""

import re
from dataclasses import dataclass

from mayfly.mail.extract import phrasing
from mayfly.mail.extract.candidates import Candidate
from mayfly.mail.extract.lexicon import Ear, Said, Table, outright

_WINDOW = 140
# Where what is said of a code joins it: right before the number, right behind it.
_TOLD_BEFORE = 40
_TOLD_BEHIND = 24
_BEARING = (
    *(Table.STRONG, Table.WEAK, Table.CONTEXT, Table.TYPING, Table.VOID),
    *(Table.OFFERS, Table.SHOWN, Table.COLLECTION),
)
# The rest of a word, and the verb behind it.
_WORD_AND_VERB = 14
# What somebody is quoted with is a sentence or two.
_QUOTE = 200
# Between what tells to type and what is to be typed nothing ends, and nothing else is counted.
_BROKEN = re.compile(r"[.!?,;\d]")
_BROKEN_BEHIND = re.compile(r"[.!?;\d]|,.{4}")
_REST_OF_WORD = re.compile(r"[^\W\d_]*")


@dataclass(frozen=True, slots=True)
class Named:
    """The nearest hit of a table: how far it is, whether only joiners lie between, and on which side."""

    distance: int
    adjacent: bool
    leads: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """What stands before and behind a candidate in its sentence, folded."""

    left: str
    right: str
    ear: Ear
    # What is said before it, and behind it.
    said: Said
    said_behind: Said

    @property
    def around(self) -> str:
        """Give both sides."""
        return f"{self.left} \x00 {self.right}"

    def says(self, table: Table) -> bool:
        """Say whether either side says something of a table."""
        return bool(self.said[table] or self.said_behind[table])

    def nearest(self, table: Table, *, behind: bool = True) -> Named | None:
        """Find the nearest hit; what follows a candidate counts as a little farther than what leads to it."""
        best: Named | None = None
        of_another = table is Table.OTHER
        if spans := outright(self.said, table, Table.STRONG) if of_another else self.said[table]:
            rest = self.left[spans[-1][1] :]
            if word := _REST_OF_WORD.match(rest):
                rest = rest[word.end() :]
            # "Dear customer, 482913 is your code": whoever is addressed names nothing.
            if not (of_another and phrasing.ADDRESSED.match(rest)):
                best = Named(len(rest), self._leads(rest), leads=True)
        spans = self.said_behind[table] if behind else []
        if spans := outright(self.said_behind, table, Table.STRONG) if of_another and spans else spans:
            start, end = spans[0]
            if best is None or start + 4 < best.distance:
                gap = self.right[:start]
                # A mere blank joins the lines of a list as well.
                joined = bool(gap.strip()) or not self.right[start:end].isascii()
                best = Named(start + 4, joined and phrasing.LEADS_BACK.match(gap) is not None, leads=False)
        return best

    def _leads(self, rest: str) -> bool:
        """Say whether what stands between a word and the candidate leads from one to the other."""
        if phrasing.COPULA.match(rest):
            return True
        if not (phrasing.COPULA_LONG.match(rest) or phrasing.LED.match(rest)):
            return False
        # What is named right before the verb is what the verb speaks of.
        spoken_of = rest[-40:] if (number := phrasing.LAST_NUMBER.search(rest)) is None else rest[number.end() :]
        others = self.ear(spoken_of)[Table.OTHER]
        return not others or len(spoken_of) - others[-1][1] > _WORD_AND_VERB

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
    def name(self) -> str:
        """Give the words that name a passcode, those before it first."""
        if spans := self.said[Table.STRONG]:
            return self.left[spans[-1][0] : spans[-1][1]]
        return self.right[slice(*spans[0])] if (spans := self.said_behind[Table.STRONG]) else ""

    def leads_with(self, table: Table, characters: int) -> bool:
        """Say whether something of a table stands in the last characters before the candidate."""
        spans = self.said[table]
        return bool(spans) and spans[-1][0] >= len(self.left) - characters

    @property
    def silent(self) -> bool:
        """Say whether it says nothing that bears on a code."""
        said, behind = self.said, self.said_behind
        return not any(said[table] or behind[table] for table in _BEARING)

    @property
    def void(self) -> bool:
        """Say whether it is said to be no longer good."""
        told = not self.is_led_by_colon and phrasing.SOMEBODY.match(self.left) is not None
        return told or self._void_behind() or self._void_before()

    def _void_behind(self) -> bool:
        right = self.right
        following = phrasing.NEXT_NUMBER.search(right)
        # "4417 and 8812 are cancelled"
        if following is not None and len(right[: following.start()].strip(" ,;/&+")) <= 4:
            following = None
        own = right[: following.start()] if following else right
        heard = self.ear(own)
        for start, end in sorted(heard[Table.VOID] + heard[Table.BLOCKED]):
            # "It is void after 10 minutes": it is not yet. "Replaces code 1234" speaks of the number behind it.
            if phrasing.LATER.search(own[: end + 30]):
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
        listed = bool(numbers) and len(gap[numbers[-1].end() :].strip(" ,;/&+")) <= 4
        if phrasing.NEW.search(gap) or phrasing.BY_THIS.match(gap) or (numbers and not listed):
            return False
        # "If the link does not work, type": what is to be typed does.
        if self.ear(gap)[Table.TYPING]:
            return False
        return not (re.search(r"[,;:،、，—–]", gap) and phrasing.NEXT_NUMBER.search(self.left[:start]))

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
        said = self.said_behind
        spans = said[Table.STRONG] or said[Table.WEAK]
        if not spans:
            return False
        rest = self.right[spans[0][1] :]
        if word := _REST_OF_WORD.match(rest):
            rest = rest[word.end() :]
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
        return is_another_s(self.left, self.ear) or is_another_s(self.right, self.ear)

    @property
    def is_led_by_colon(self) -> bool:
        """Say whether a colon leads to it."""
        return self.left.rstrip().endswith((":", "："))

    @property
    def is_the_reader_s(self) -> bool:
        """Say whether the words speak of what is the reader's: "your code"."""
        return phrasing.YOURS.search(self.left + self.right[:40]) is not None

    @property
    def counts_others(self) -> int:
        """Count the long numbers beside it: a sentence full of them is a list of something."""
        return len(phrasing.LONG_NUMBER.findall(self.around))

    def digits_told(self) -> int:
        """Give how many digits the code is said to have, or 0."""
        found = phrasing.DIGITS_TOLD.search(self.left) or phrasing.DIGITS_TOLD.search(self.right[:60])
        return int(found[1]) if found else 0


def sentence_of(candidate: Candidate, ear: Ear) -> Sentence:
    """Cut the sentence of a candidate out of its block."""
    item, start, end = candidate.block, candidate.start, candidate.end
    first, last = max(0, start - _WINDOW), min(len(item.shown), end + _WINDOW)
    for found in phrasing.SENTENCE.finditer(item.shown, first, start):
        if not phrasing.ABBREVIATED.search(item.shown[max(0, found.start() - 6) : found.start()]):
            first = found.end()
    stop = phrasing.SENTENCE.search(item.shown, end, last)
    left, right = item.folded[first:start], item.folded[end : stop.start() if stop else last]
    return Sentence(left, right, ear, ear(left), ear(right))


def is_quoted(candidate: Candidate) -> bool:
    """Say whether it stands in somebody's words, between quotes."""
    shown, start, end = candidate.block.shown, candidate.start, candidate.end
    opened = phrasing.QUOTE_OPENS.search(shown[max(0, start - _QUOTE) : start])
    return opened is not None and phrasing.QUOTE_CLOSES.match(shown[end : end + _QUOTE]) is not None


def before_sentence(candidate: Candidate, sentence: Sentence) -> str:
    """Give what stands before the sentence in its block, folded."""
    return candidate.block.folded[max(0, candidate.start - 3 * _WINDOW) : candidate.start - len(sentence.left)]


def after_sentence(candidate: Candidate, sentence: Sentence) -> str:
    """Give what stands behind the sentence in its block, folded."""
    return candidate.block.folded[candidate.end + len(sentence.right) : candidate.end + 3 * _WINDOW]


def is_another_s(text: str, ear: Ear) -> bool:
    """Say whether a word for a code stands right at a word for something else."""
    said = ear(text)
    return any(
        named[0] - 2 <= other[1] and other[0] <= named[1] + 1
        for named in said[Table.WEAK]
        for other in said[Table.OTHER]
        if abs(named[0] - other[0]) <= 60
    )
