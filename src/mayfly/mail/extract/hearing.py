"""What a mail as a whole speaks of: its subject and its first screens, heard block by block.

Rule: asked only where there is something to be judged; what nothing asks for costs nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mayfly.mail.extract import phrasing
from mayfly.mail.extract.lexicon import Ear, Said, Table, outright
from mayfly.mail.extract.lines import Block

_TABLES = tuple(Table)
# The first screen or two of a mail say what it is for; what comes then is the small print.
_BLOCKS = 60
_CHARACTERS = 4000
# Of words that begin alike one counts: "confirm", "confirming".
_STEM = 5
# What was sent is named right before the word that says how.
_BEFORE = 60
_BEHIND = 30


@dataclass(frozen=True, slots=True)
class Urls:
    """The addresses of a mail: of the link that it asks to be followed, and of all the others."""

    asked: str = ""
    others: tuple[str, ...] = ()


class Heard:
    """The subject and the first screens of a mail, and what they say."""

    def __init__(self, subject: Block, documents: list[list[Block]], ear: Ear, urls: Urls) -> None:
        self.subject = subject
        self.documents = documents
        self.ear = ear
        self.urls = urls

    @cached_property
    def pieces(self) -> list[str]:
        """Give the subject and the blocks of the first screens, folded, what stands in both faces once."""
        blocks = [item.folded for blocks in self.documents for item in blocks[:_BLOCKS]]
        pieces: list[str] = []
        room = _CHARACTERS
        for piece in dict.fromkeys([self.subject.folded, *blocks]):
            if room <= 0:
                break
            pieces.append(piece)
            room -= len(piece)
        return pieces

    @cached_property
    def length(self) -> int:
        """Count the characters of the longest face."""
        return max((sum(len(item.shown) for item in blocks) for blocks in self.documents), default=0)

    @cached_property
    def text(self) -> str:
        """Give them as one text."""
        return " ".join(self.pieces)

    @property
    def said(self) -> Iterator[tuple[str, Said]]:
        """Give each piece with what it says."""
        return ((piece, self.ear(piece)) for piece in self.pieces)

    def words(self, table: Table) -> set[str]:
        """Give the different words of a table that were heard."""
        return {piece[start:end] for piece, said in self.said for start, end in said[table]}

    @cached_property
    def tables(self) -> frozenset[Table]:
        """Give the tables of which the mail says something; what will be void later is good."""
        tables = {table for _, said in self.said for table in tables_of(said)}
        if Table.VOID in tables and not any(_is_void(piece, said) for piece, said in self.said):
            tables.remove(Table.VOID)
        return frozenset(tables)

    @cached_property
    def subject_tables(self) -> frozenset[Table]:
        """Give the tables of which its subject does."""
        return frozenset(tables_of(self.ear(self.subject.folded)))

    def says(self, table: Table) -> bool:
        """Say whether the mail says something of a table."""
        return table in self.tables

    def subject_says(self, table: Table) -> bool:
        """Say whether its subject does."""
        return table in self.subject_tables

    @cached_property
    def signals(self) -> int:
        """Count the different words that speak of signing in, proving an address, or a short life."""
        return len(
            {
                piece[start:end][:_STEM]
                for piece, said in self.said
                for start, end in outright(said, Table.CONTEXT, Table.STRONG)
            }
        )

    @cached_property
    def sends_to_subject(self) -> bool:
        """Say whether the text speaks of its subject, and of typing or a number."""
        for piece, said in self.said:
            if piece is self.subject.folded or (found := phrasing.IN_SUBJECT.search(piece)) is None:
                continue
            first, last = max(0, found.start() - _BEFORE), found.end() + _BEFORE
            near = (Table.TYPING, Table.STRONG, Table.WEAK)
            if any(first <= start <= last for table in near for start, _ in said[table]):
                return True
            if phrasing.FIGURES.search(piece, first, last):
                return True
        return False

    @cached_property
    def is_of_an_end(self) -> bool:
        """Say whether its subject says that a code is no longer good, and neither it nor the text offers a new one."""
        if not self.subject_says(Table.VOID) or phrasing.NEW.search(self.subject.folded):
            return False
        return phrasing.NEW_FOLLOWS.search(self.text, len(self.subject.folded)) is None

    @cached_property
    def is_of_a_conference(self) -> bool:
        """Say whether it invites to a conference: by words and the long number of one, or by where its links lead."""
        if any(phrasing.MEETING_PLACE.search(url) for url in (self.urls.asked, *self.urls.others)):
            return True
        if not self.says(Table.CONFERENCE):
            return False
        return self.subject_says(Table.CONFERENCE) or phrasing.LONG_ID.search(self.text) is not None

    @cached_property
    def issues(self) -> tuple[str, ...]:
        """Give what its subject calls a thing that is talked about: an issue, a ticket."""
        return tuple(key.strip("#") for key in phrasing.ISSUE.findall(self.subject.shown))

    @cached_property
    def is_answer(self) -> bool:
        """Say whether its subject is that of an answer."""
        return phrasing.ANSWER.match(self.subject.folded) is not None

    @cached_property
    def is_sent_otherwise(self) -> bool:
        """Say whether it tells that the code went to a telephone."""
        return any(
            start - _BEFORE <= end <= start
            for _, said in self.said
            for start, _ in said[Table.SENT]
            for table in (Table.STRONG, Table.WEAK)
            for _, end in said[table]
        )

    @cached_property
    def is_of_a_bill(self) -> bool:
        """Say whether it tells in two ways what is to be paid or was, and nothing of typing in."""
        return not self.says(Table.TYPING) and len(self.words(Table.BILL)) > 1


def tables_of(said: Said) -> list[Table]:
    """Give the tables that say something; what is part of a passcode's name says nothing else."""
    found = [table for table, spans in zip(_TABLES, said, strict=True) if spans]
    if said[Table.OTHER] and not outright(said, Table.OTHER, Table.STRONG):
        found.remove(Table.OTHER)
    return found


def _is_void(piece: str, said: Said) -> bool:
    return any(
        not phrasing.LATER.search(piece, max(0, start - _BEFORE), end + _BEHIND) for start, end in said[Table.VOID]
    )
