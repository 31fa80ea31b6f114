"""What speaks for and against a link: named signs, each there or not, and none of them weighed here.

A sign says what is seen: what its label says, the sentence before it and the words behind it, what its address has of
the reader's own, how it stands among the others, what the mail speaks of. The words are those of ``lexicon``'s tables,
so that a sign is the same in every language. ``link_weights`` says what each is worth.

Rule 1: what stands around a link is heard once, whichever of its parts is asked about.
Rule 2: signs of the mail are the same for each of its links: they tell whether any is meant.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from mayfly.core.message import Party
from mayfly.mail.extract import addresses, folding, link_phrasing
from mayfly.mail.extract.addresses import Address
from mayfly.mail.extract.hearing import Heard
from mayfly.mail.extract.lexicon import Ear, Said, Table, outright
from mayfly.mail.extract.lines import Anchor, Seen
from mayfly.mail.extract.linkage import Company, Member, step, words_of

# A mail with more addresses than these is a newsletter or a digest: none of them is the one it was sent for.
ADDRESSES = 24
# "Not you? Change it": a question leads to the sentence behind it.
_SENTENCE_END = re.compile(r"[.!]\s|[。！।]")
_LABEL = 120
# The sentence before a link or two; of what lists many addresses, the words right before each.
_BEFORE = 120
_MANY = 10
_BEFORE_OF_MANY = 60
_NAMES = tuple(table.name.lower() for table in Table)
# What a subject speaks of, what speaks most against a link first.
_SUBJECTS = (
    *(Table.OFFERS, Table.BILL, Table.CONFERENCE, Table.ASKS),
    *(Table.OTHER, Table.VOID, Table.CONTEXT, Table.STRONG),
)
_DIGIT = re.compile(r"\d")
_LONG_NUMBER = re.compile(r"\d{4}")
# What is shorter is no sentence.
_SENTENCE = 4
# A word right before a link.
_NEAR = 60
_MEMBER = 40
# The first screen of a mail says what it is about.
_SCREEN = 1000


@dataclass(frozen=True, slots=True)
class Words:
    """What stands before a link and on it: a folded text, what is said in it, and where its pieces are."""

    text: str
    said: Said
    # Where the sentence that leads to the link begins, and where its label does.
    lead: int
    label: int

    @property
    def present(self) -> list[tuple[str, list[tuple[int, int]]]]:
        """Give the tables that anything is said of, and where."""
        return [(name, spans) for name, spans in zip(_NAMES, self.said, strict=True) if spans]

    def hits(self, table: Table, first: int, last: int) -> list[tuple[int, int]]:
        """Give what a piece says of a table."""
        spans = self.said[table]
        return [span for span in spans if first <= span[0] < last] if spans else spans

    def outright(self, table: Table, first: int, last: int) -> list[tuple[int, int]]:
        """Give what a piece says of a table that is not part of something that asks."""
        spans = self.said[table]
        return [span for span in outright(self.said, table, Table.ASKS) if first <= span[0] < last] if spans else spans

    def kind(self, first: int, last: int) -> str:
        """Name what a piece is: what matters most of all that it says."""
        if not self.text[first:last].strip():
            return "empty"
        if self.hits(Table.NOT_YOU, first, last):
            return "not you"
        asks, never = self.hits(Table.ASKS, first, last), self.outright(Table.NEVER, first, last)
        if never:
            return "asks never" if asks else "never"
        other = self.outright(Table.OTHER, first, last)
        if asks:
            kind = "asks first" if asks[0][0] == first else "asks"
            offered = self.hits(Table.OFFERS, first, last) or self.hits(Table.BILL, first, last)
            if offered or link_phrasing.OFFERED.search(self.text, first, last):
                return f"{kind} offer"
            return f"{kind} other" if other else kind
        if other:
            return "other"
        leads = self.hits(Table.LEADS, first, last)
        return "silent" if not leads else "leads first" if leads[0][0] == first else "leads"


@dataclass(frozen=True, slots=True)
class Option:
    """A link that could be the one, and its own signs."""

    anchor: Anchor
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """The links of a mail that could be the one, and the signs that they share."""

    each: tuple[Option, ...] = ()
    common: tuple[str, ...] = ()


def options(seen: list[Seen], sender: Party | None, heard: Heard, ear: Ear) -> Options:
    """Find the links that could be the one, and their signs."""
    domain = sender.address.rpartition("@")[2].lower() if sender else ""
    owner = addresses.owner_of(domain)
    faces = [[anchor for anchor in face.anchors if _could_be(anchor.url, owner)] for face in seen]
    if not 0 < len({anchor.url for face in faces for anchor in face}) <= ADDRESSES:
        return Options()
    mail = _Mail(seen, heard, ear)
    return Options(tuple(option for face in faces for option in mail.options(face)), mail.common)


def of_code(option: Option) -> list[str]:
    """Give what it says of a link that the mail asks for a code as well."""
    with_code = ("label ", "secret ", "stands ", "path first", "urls ", "recurs")
    return ["coded", *(f"coded & {sign}" for sign in option.signs if sign.startswith(with_code))]


def _could_be(url: str, sender: str) -> bool:
    """Say whether an address could be the one; a social network's is that of its own mails only."""
    if not addresses.could_be(url):
        return False
    host = addresses.host_of(url)
    return bool(host) and (not addresses.is_social(host) or addresses.owner_of(host) == sender)


def _words(anchor: Anchor, ear: Ear, most: int) -> Words:
    """Find what stands before a link, of that at most so many characters, and on it."""
    before = folding.fold(folding.same_digits(anchor.before))
    label = folding.fold(folding.same_digits(anchor.label))
    if anchor.prose:
        text = (before if before.endswith(label) else f"{before} {label}")[-most:]
        start = len(text)
    else:
        label = label[:_LABEL]
        start = before.rfind(label) if label else len(before)
        if start < 0:
            before, start = f"{before} {label}", len(before) + 1
        text = before[max(0, start - most) : start + len(label)]
        start = len(text) - len(label)
    lead = 0
    for found in _SENTENCE_END.finditer(text, 0, start):
        # "Confirm it. Here": what leads to a link that begins its sentence is the sentence before.
        if start - found.end() >= _SENTENCE:
            lead = found.end()
    return Words(text, ear(text), lead, start)


class _Mail:
    """A mail whose links are looked at."""

    def __init__(self, seen: list[Seen], heard: Heard, ear: Ear) -> None:
        self._seen = seen
        self._heard = heard
        self._ear = ear
        self._stems = words_of(heard.subject.folded)
        self._addresses: dict[str, Address] = {}

    @cached_property
    def subject(self) -> str:
        """Name what the subject speaks of: what matters most of all that it says."""
        said = self._ear(self._heard.subject.folded)
        return next((table.name.lower() for table in _SUBJECTS if said[table]), "silent")

    @cached_property
    def common(self) -> tuple[str, ...]:
        """Give the signs of the mail as a whole."""
        heard, heading = self._heard, self._heard.subject.folded
        anchors = [anchor for face in self._seen for anchor in face.anchors]
        said = self._ear(heading)
        signs = {
            "subject offered": link_phrasing.OFFERED.search(heading),
            "subject invites": "invit" in heading,
            "subject answers": heard.is_answer,
            "subject tagged": link_phrasing.TAG.match(heading),
            "subject has issue": heard.issues,
            "subject has number": _LONG_NUMBER.search(heading),
            "mail costs": link_phrasing.COSTS.search(heard.text, 0, _SCREEN),
            "mail price": link_phrasing.PRICE.search(heard.text, 0, _SCREEN),
            "mail meets": any(addresses.is_to_meet(anchor.url) for anchor in anchors[:ADDRESSES]),
            "mail to leave": any(addresses.is_to_leave(anchor.url) for anchor in anchors),
        }
        return (
            *(f"subject {name}" for name, spans in zip(_NAMES, said, strict=True) if spans),
            *(f"mail {_NAMES[table]}" for table in sorted(heard.tables)),
            *(sign for sign, there in signs.items() if there),
            f"signals {min(heard.signals, 4)}",
            "length " + step(heard.length, (150, 300, 600, 1200, 2500, 5000)),
            "all urls " + step(len({anchor.url for anchor in anchors}), (1, 2, 3, 5, 8, 13, 25)),
        )

    def options(self, anchors: list[Anchor]) -> list[Option]:
        """Give the links of one face with their signs."""
        most = _BEFORE if len({anchor.url for anchor in anchors}) <= _MANY else _BEFORE_OF_MANY
        words = [_words(anchor, self._ear, most) for anchor in anchors]
        own = [self._address(anchor.url) for anchor in anchors]
        company = Company([_member(*each) for each in zip(anchors, own, words, strict=True)])
        buttons = sum(anchor.button for anchor in anchors)
        return [
            Option(
                anchor,
                (
                    *self._of_words(anchor, address, around),
                    *self._of_address(address),
                    *_of_place(anchor, buttons),
                    *company.signs(anchor.url),
                ),
            )
            for anchor, address, around in zip(anchors, own, words, strict=True)
        ]

    def _address(self, url: str) -> Address:
        """Take an address apart, each once."""
        known = self._addresses.get(url)
        if known is None:
            known = self._addresses[url] = addresses.address_of(url)
        return known

    def _of_words(self, anchor: Anchor, address: Address, words: Words) -> list[str]:
        """Give the signs of what leads to a link and what it says, alone and with its address and the subject."""
        text, lead, label, end = words.text, words.lead, words.label, len(words.text)
        leads = words.kind(lead, label)
        bare = _is_bare(anchor)
        if bare:
            says = "prose" if anchor.prose else "url" if anchor.label else "none"
            kind = f"~{leads}"
        else:
            says = kind = words.kind(label, end)
        out = [f"label is {says}", f"lead is {leads}"]
        if not bare:
            out += self._of_label(words)
        kin = "bare lead" if bare else "lead"
        for name, spans in words.present:
            if spans[0][0] < lead:
                out.append(f"earlier {name}")
            if any(lead <= start < label for start, _ in spans):
                out.append(f"{kin} {name}")
        led = text[lead:label].rstrip()
        conferred = link_phrasing.CONFERENCE.search(text, max(0, label - _NEAR))
        signs = {
            "lead conferred": conferred and conferred.start() < label,
            "label conferred": conferred and conferred.start() >= label,
            "lead otherwise": link_phrasing.OTHERWISE.search(led),
            "lead has number": _LONG_NUMBER.search(led),
            "led by colon": led.endswith((":", "：")),
            "led by question": "?" in led or "？" in led,
            "nothing before": not led,
        }
        out += [sign for sign, there in signs.items() if there]
        own, topic = address.own, address.topics[0]
        return [
            *out,
            f"& label {kind} secret {own}",
            f"& label {kind} subject {self.subject}",
            f"& label {kind} path {topic}",
            f"& path {topic} secret {own}",
        ]

    def _of_label(self, words: Words) -> list[str]:
        """Give the signs of what a label says."""
        label, end = words.label, len(words.text)
        text = words.text[label:]
        out = ["label length " + step(end - label, (8, 14, 22, 32, 48, 80))]
        for name, spans in words.present:
            if spans[-1][0] < label:
                continue
            out.append(f"label {name}")
            start, last = next(span for span in spans if span[0] >= label)
            if start == label:
                out.append(f"label {name} first")
                if last >= end - 1:
                    out.append(f"label {name} whole")
        signs = {
            "label offered": link_phrasing.OFFERED.search(text),
            "label has underscore": "_" in text,
            "label has digit": _DIGIT.search(text),
        }
        out += [sign for sign, there in signs.items() if there]
        return [*out, f"recurs {min(2, len(self._stems & words_of(text)))}"]

    def _of_address(self, address: Address) -> list[str]:
        """Give the signs of where a link leads."""
        out = [
            f"secret {address.secret}",
            f"path first {address.topics[0]}",
            *(f"path {each}" for each in address.topics),
        ]
        out.append("path depth " + step(address.path.strip("/").count("/") + 1, (1, 2, 3, 4)))
        out.append("query " + step(address.query.count("="), (1, 2, 3)))
        if any(key in address.url for key in self._heard.issues):
            out.append("path is issue")
        if "@" in address.path or "@" in address.query:
            out.append("path has mailbox")
        return out


def _of_place(anchor: Anchor, buttons: int) -> list[str]:
    """Give the signs of where a link stands, and how it looks there."""
    out = ["place " + step(int(anchor.place * 100), (20, 40, 60, 75, 85, 95))]
    if anchor.button:
        return [*out, "button", "only button" if buttons == 1 else "one of buttons"]
    return [*out, "other is button"] if buttons else out


def _is_bare(anchor: Anchor) -> bool:
    """Say whether a link has no words of its own."""
    return anchor.prose or not anchor.label or addresses.looks_like_url(anchor.label)


def _member(anchor: Anchor, address: Address, words: Words) -> Member:
    """Say what a link is to the others."""
    end = len(words.text)
    start = max(0, end - _MEMBER) if anchor.prose else words.label
    never, asks = words.hits(Table.NEVER, start, end), words.hits(Table.ASKS, start, end)
    return Member(address, words.text[start:][-_MEMBER:], never=bool(never), asks=bool(asks) and not anchor.prose)
