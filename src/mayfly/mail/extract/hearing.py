"""What a mail as a whole speaks of: signing in or shopping, or a journey. Asked only where a candidate needs it."""

from dataclasses import dataclass
from functools import cached_property

from mayfly.mail.extract import folding, phrasing
from mayfly.mail.extract.lexicon import Ear, Table, outright
from mayfly.mail.extract.lines import Block

# The first screen or two of a mail say what it is for; what comes then is the small print.
_BLOCKS = 60
_CHARACTERS = 4000
# A sentence around the word that tells to type; the first few of them.
_AROUND = 150
# Some two sentences before a code.
_BEFORE = 200
_TELLINGS = 12
# Of words that begin alike one counts: "confirm", "confirming".
_STEM = 5


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
    def text(self) -> str:
        """Give the subject and the first screens, folded, what stands in both faces once."""
        said = [item.folded for blocks in self.documents for item in blocks[:_BLOCKS]]
        return " ".join(dict.fromkeys([self.subject.folded, *said]))[:_CHARACTERS]

    @cached_property
    def length(self) -> int:
        """Count the characters of the longest face."""
        return max((sum(len(item.shown) for item in blocks) for blocks in self.documents), default=0)

    @cached_property
    def telling(self) -> str:
        """Give what stands around the words that tell to type something in, folded."""
        spans = self.ear(self.text)[Table.TYPING]
        return " ".join(self.text[max(0, start - _AROUND) : end + _AROUND] for start, end in spans[:_TELLINGS])

    @cached_property
    def sends_to_subject(self) -> bool:
        """Say whether the text speaks of its subject, and of typing or a number."""
        found = phrasing.IN_SUBJECT.search(self.text, len(self.subject.folded))
        if found is None:
            return False
        near = self.ear(self.text[max(0, found.start() - 60) : found.end() + 60])
        return bool(
            near[Table.TYPING]
            or near[Table.STRONG]
            or near[Table.WEAK]
            or phrasing.FIGURES.search(self.text, max(0, found.start() - 60), found.end() + 60)
        )

    def says(self, table: Table) -> bool:
        """Say whether the mail says something of a table."""
        return bool(self.ear(self.text)[table])

    def subject_says(self, table: Table) -> bool:
        """Say whether its subject does."""
        return bool(self.ear(self.subject.folded)[table])

    @cached_property
    def signals(self) -> int:
        """Count the different words that speak of signing in, proving an address, or a short life."""
        spans = outright(self.ear(self.text), Table.CONTEXT, Table.STRONG)
        return len({self.text[start:end][:_STEM] for start, end in spans})

    @cached_property
    def signals_of_life(self) -> int:
        """Count them without those that a confirmed booking has as well."""
        found = {self.text[start:end] for start, end in self.ear(self.text)[Table.CONTEXT]}
        return sum(
            phrasing.CONFIRMATION.search(word) is None and phrasing.CONFIRM.match(word) is None for word in found
        )

    @cached_property
    def named(self) -> bool:
        """Say whether the subject names a passcode."""
        return self.subject_says(Table.STRONG)

    @cached_property
    def named_by_confirmation(self) -> bool:
        """Say whether the subject names no more than a "confirmation code", as a booking has one."""
        spans = self.ear(self.subject.folded)[Table.STRONG]
        return bool(spans) and all(phrasing.CONFIRMATION.search(self.subject.folded[a:b]) for a, b in spans)

    @cached_property
    def is_of_an_end(self) -> bool:
        """Say whether its subject says that a code is no longer good, and neither it nor the text offers a new one."""
        if not self.subject_says(Table.VOID) or phrasing.NEW.search(self.subject.folded):
            return False
        return phrasing.NEW_FOLLOWS.search(self.text, len(self.subject.folded)) is None

    @cached_property
    def mentioned(self) -> bool:
        """Say whether anything names a code."""
        return self.says(Table.STRONG) or self.says(Table.WEAK)

    @cached_property
    def sent_to_subject(self) -> bool:
        """Say whether the text sends its reader to the subject."""
        return self.mentioned and phrasing.IN_SUBJECT.search(self.text, len(self.subject.folded)) is not None

    def is_of_a_booking(self, evidence: str) -> bool:
        """Say whether subject, line and words before a code tell of something bought or booked, not of a short life.

        What comes behind it, down to the foot of the mail, speaks of orders, lines and members in any mail.
        """
        if self.signals_of_life or self.says(Table.TYPING) or self.says(Table.KEYPAD):
            return False
        said = folding.fold(evidence.partition(" / ")[0].rstrip("…"))
        end = self.text.find(said) + len(said) if said in self.text else len(self.text)
        return self.subject_says(Table.OTHER) or bool(self.ear(self.text[max(0, end - _BEFORE) : end])[Table.OTHER])

    @cached_property
    def is_of_a_conference(self) -> bool:
        """Say whether it invites to a conference: by words and the long number of one, or by where its links lead."""
        if any(phrasing.MEETING_PLACE.search(url) for url in (self.urls.asked, *self.urls.others)):
            return not self.named
        if not self.says(Table.CONFERENCE):
            return False
        return self.subject_says(Table.CONFERENCE) or phrasing.LONG_ID.search(self.text) is not None

    @cached_property
    def issues(self) -> tuple[str, ...]:
        """Give what its subject calls a thing that is talked about: an issue, a ticket."""
        return tuple(key.strip("#") for key in phrasing.ISSUE.findall(self.subject.shown))

    @cached_property
    def is_sent_otherwise(self) -> bool:
        """Say whether it tells that the code went to a telephone."""
        return any(
            said[Table.STRONG] or said[Table.WEAK]
            for said in (
                self.ear(self.text[max(0, start - 60) : start]) for start, _ in self.ear(self.text)[Table.SENT]
            )
        )

    @cached_property
    def is_of_a_bill(self) -> bool:
        """Say whether it tells what is to be paid or was, and nothing of typing in or a short life."""
        if self.named or self.says(Table.TYPING):
            return False
        said = {self.text[start:end] for start, end in self.ear(self.text)[Table.BILL]}
        return len(said) > 1 or (bool(said) and self.signals_of_life < 2)

    def is_said_of_another(self, evidence: str, value: str) -> bool:
        """Say whether the words just before a code, where it rests on them, name something else."""
        before = folding.fold(evidence.partition(value)[0])
        return bool(self.ear(before[-50:])[Table.OTHER])

    @cached_property
    def digits_told(self) -> int:
        """Give how many digits the mail says that its code has, or 0."""
        found = phrasing.DIGITS_TOLD.search(self.text)
        return int(found[1]) if found else 0

    def is_said_to_confirm(self, evidence: str) -> bool:
        """Say whether what a code rests on is a word of confirmation, which bookings have as well."""
        return phrasing.CONFIRMATION.search(folding.fold(evidence)) is not None
