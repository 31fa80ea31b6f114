"""What speaks for and against a candidate: named signs, each there or not, and none of them weighed here.

A sign says what is seen: how it looks, where it stands, which words stand how near, what the mail speaks of. The words
are those of ``lexicon``'s tables, so that a sign is the same in every language. ``weights`` says what each is worth.

Rule 1: a block is heard once; what is asked of a piece of it is answered by where the hits lie.
Rule 2: what stands nearest names it; a word between two numbers belongs to the one it leads to.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from mayfly.mail.extract import lexicon, phrasing, shapes
from mayfly.mail.extract.candidates import Candidate
from mayfly.mail.extract.hearing import Heard
from mayfly.mail.extract.lexicon import Table

_WINDOW = 140
_NEAR = 25
_ABOVE = 200
_BELOW = 110
_BEFORE = 220
_REST_OF_WORD = re.compile(r"[^\W\d_]*")
_NAMES = ((Table.STRONG, "s"), (Table.WEAK, "w"), (Table.COLLECTION, "c"), (Table.OTHER, "o"))
_SAID = (
    *(Table.CONTEXT, Table.TYPING, Table.VOID, Table.OFFERS, Table.SHOWN, Table.KEYPAD, Table.CONFERENCE),
    *(Table.ELSEWHERE, Table.SENT, Table.BILL, Table.BLOCKED, Table.NOT_YOU),
)
_BROKEN = re.compile(r"[.!?,;\d]")
_BROKEN_BEHIND = re.compile(r"[.!?;\d]|,.{4}")

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate, what its sentence is, and what is said in it: hits by table, before it and behind it."""

    candidate: Candidate
    first: int
    last: int
    before: tuple[Spans, ...]
    behind: tuple[Spans, ...]

    @property
    def left(self) -> str:
        return self.candidate.block.folded[self.first : self.candidate.start]

    @property
    def right(self) -> str:
        return self.candidate.block.folded[self.candidate.end : self.last]


def place_of(candidate: Candidate, heard: Heard) -> Place:
    """Find the sentence of a candidate, and what is said in it."""
    item, start, end = candidate.block, candidate.start, candidate.end
    first, last = max(0, start - _WINDOW), min(len(item.shown), end + _WINDOW)
    for found in phrasing.SENTENCE.finditer(item.shown, first, start):
        if not phrasing.ABBREVIATED.search(item.shown[max(0, found.start() - 6) : found.start()]):
            first = found.end()
    stop = phrasing.SENTENCE.search(item.shown, end, last)
    last = stop.start() if stop else last
    said = heard.ear(item.folded)
    before = tuple([span for span in spans if first <= span[0] and span[1] <= start] if spans else spans for spans in said)
    behind = tuple([span for span in spans if end <= span[0] < last] if spans else spans for spans in said)
    return Place(candidate, first, last, before, behind)


_SHORT_TABLES = {table: table.name.lower() for table in Table}


def _outright(said, table, by):
    return [
        (start, end) for start, end in said[table]
        if not any(a <= start and end <= b and b - a > end - start for a, b in said[by])
    ]


def form(candidate: Candidate) -> str:
    """Give the class of its looks."""
    kind, value = candidate.kind, candidate.value
    if kind in shapes.NUMBERS:
        if candidate.is_year:
            return "year"
        if len(value) == 6:
            return "six"
        return "four" if len(value) == 4 else "some" if len(value) in (5, 7, 8) else "long"
    if kind in ("prefixed", "groups", "upper", "boxed"):
        return kind if any(c.isdigit() for c in value) else "capitals"
    return kind


def names(place: Place, heard: Heard) -> dict[str, str]:
    """Give for each kind of name how near its nearest hit stands: at, led, near, far; l is before, r behind."""
    found: dict[str, str] = {}
    folded, start, end = place.candidate.block.folded, place.candidate.start, place.candidate.end
    nearest: list[tuple[int, str]] = []
    for table, short in _NAMES:
        spans = _outright(place.before, table, Table.STRONG) if table is Table.OTHER else place.before[table]
        if spans:
            rest = folded[spans[-1][1] : start]
            word = _REST_OF_WORD.match(rest)
            rest = rest[word.end():] if word else rest
            if not (table is Table.OTHER and phrasing.ADDRESSED.match(rest)):
                if phrasing.COPULA.match(rest):
                    how = "at"
                elif phrasing.COPULA_LONG.match(rest) or phrasing.LED.match(rest):
                    how = "led"
                elif len(rest) <= _NEAR:
                    how = "near"
                else:
                    how = "far"
                found["l" + short] = how
                nearest.append((len(rest), "l" + short))
        spans = _outright(place.behind, table, Table.STRONG) if table is Table.OTHER else place.behind[table]
        if spans:
            gap = folded[end : spans[0][0]]
            joined = bool(gap.strip()) or not folded[spans[0][0]:spans[0][1]].isascii()
            if joined and phrasing.LEADS_BACK.match(gap):
                how = "at"
            elif len(gap) <= _NEAR:
                how = "near"
            else:
                how = "far"
            found["r" + short] = how
            nearest.append((len(gap) + 4, "r" + short))
    if nearest:
        found["first"] = min(nearest)[1]
        names = [n for n in nearest if n[1][1] != "o"]
        if names:
            found["name"] = min(names)[1]
    return found


def told(place: Place) -> str:
    """Say how the sentence tells to type it in."""
    left, right = place.left, place.right
    base = place.first
    for start, end in place.before[Table.TYPING]:
        gap = left[end - base:]
        if len(left) - (start - base) <= 40 and not _BROKEN.search(gap) and gap.strip(" :").count(" ") <= 4:
            return "told"
    spans = place.behind[Table.TYPING]
    if spans and spans[0][0] - place.candidate.end < 24 and not phrasing.OTHERWISE.match(right):
        if not _BROKEN_BEHIND.search(right[: spans[0][0] - place.candidate.end]):
            return "told"
    return "tells" if place.before[Table.TYPING] or spans else ""


def tail_names(said, folded: str, length: int, *, from_start: bool) -> dict[str, int]:
    """Give the distance of each name in a neighbouring text, from the end next to the candidate."""
    out = {}
    for table, short in _NAMES:
        spans = _outright(said, table, Table.STRONG) if table is Table.OTHER else said[table]
        if from_start:
            spans = [s for s in spans if s[0] < length]
            if spans:
                out[short] = spans[0][0]
        else:
            spans = [s for s in spans if s[1] > len(folded) - length]
            if spans:
                out[short] = len(folded) - spans[-1][1]
    return out


class Mail:
    """The candidates of a mail and what all of them share."""

    def __init__(self, heard: Heard, found: list[Candidate], link: bool, key_of) -> None:
        self.heard = heard
        self.found = found
        self.link = link
        self.key_of = key_of
        self.by_key: dict[str, list[Candidate]] = {}
        for candidate in found:
            self.by_key.setdefault(key_of(candidate.value), []).append(candidate)

    @cached_property
    def common(self) -> list[str]:
        heard = self.heard
        out = []
        said = heard.ear(heard.subject.folded)
        for table in Table:
            if said[table]:
                out.append(f"subject {table.name}")
        if not heard.subject.folded:
            out.append("subject none")
        whole = heard.ear(heard.text)
        for table in Table:
            if whole[table]:
                out.append(f"mail {table.name}")
            n = len({heard.text[s:e][:5] for s, e in whole[table]})
            if n >= 3:
                out.append(f"mail {table.name} 3")
        signals = heard.signals
        out.append(f"signals {min(signals, 4)}")
        out.append(f"life {min(heard.signals_of_life, 3)}")
        length = heard.length
        out.append("length " + ("a" if length < 150 else "b" if length < 400 else "c" if length < 900 else "d" if length < 2000 else "e" if length < 5000 else "f"))
        urls = len(heard.urls.others)
        out.append("urls " + ("0" if not urls else "1" if urls < 3 else "3" if urls < 6 else "6" if urls < 12 else "12"))
        out.append("asked link" if heard.urls.asked else "no asked link")
        if heard.urls.asked and self.link:
            pass
        values = len(self.by_key)
        out.append("values " + str(values if values < 4 else "4" if values < 7 else "7" if values < 14 else "14"))
        if re.match(r"\s*(?:re|aw|sv|vs|fwd?|wg|tr|rv|odp|ynt|回复|答复|转发|re\[\d+\])\s*:", heard.subject.folded):
            out.append("subject answer")
        if heard.issues:
            out.append("subject issue")
        if heard.is_of_an_end:
            out.append("of an end")
        if heard.is_of_a_conference:
            out.append("of a conference")
        if heard.is_sent_otherwise:
            out.append("sent otherwise")
        if heard.is_of_a_bill:
            out.append("of a bill")
        if phrasing.COSTS.search(heard.text):
            out.append("costs")
        if phrasing.PRICE.search(heard.text):
            out.append("price in mail")
        if heard.sends_to_subject:
            out.append("sends to subject")
        if phrasing.LONG_ID.search(heard.text):
            out.append("long id in mail")
        return out

    def signs(self, candidate: Candidate, stands_in) -> list[str]:
        heard = self.heard
        place = place_of(candidate, heard)
        out: list[str] = []
        item, value, kind = candidate.block, candidate.value, candidate.kind
        shown = item.shown
        left, right = place.left, place.right
        in_subject = item is heard.subject
        # form
        shape = form(candidate)
        out.append(f"form {shape}")
        out.append(f"kind {kind}")
        if value in shapes.EXAMPLES:
            out.append("example")
        if candidate.printed.startswith("#"):
            out.append("hash")
        if shapes.OF_A_THING.match(candidate.printed):
            out.append("of a thing")
        if shapes.LIKE_A_VOUCHER.match(value):
            out.append("like a voucher")
        if shapes.OF_GOODS.match(value):
            out.append("of goods")
        if phrasing.HEX_WORDS.match(value):
            out.append("like a model")
        if kind not in shapes.NUMBERS:
            out.append(f"letters {'short' if len(value) < 5 else 'long' if len(value) > 9 else 'mid'}")
        elif value.startswith("0"):
            out.append("zero first")
        if kind in shapes.NUMBERS and lexicon.units().match(item.folded, candidate.end):
            out.append("unit")
        # place
        where = "subject" if in_subject else "alone" if candidate.alone else "cell" if candidate.beside else "text"
        out.append(f"place {where}")
        if in_subject:
            out.append("subject " + ("start" if candidate.start == 0 else "end" if candidate.end >= len(shown) - 1 else "middle"))
        loud = candidate.marked or (item.emphasised and (candidate.alone or len(shown) < 60))
        if candidate.marked:
            out.append("marked")
            if len(item.marked) == 1:
                out.append("only marked")
        if item.emphasised and (candidate.alone or len(shown) < 60):
            out.append("loud")
            out.append("size " + ("28" if item.size >= 28 else "20" if item.size >= 20 else "16"))
            if item.spaced:
                out.append("spaced out")
        if candidate.beside:
            out.append("in table")
        led = left.rstrip()
        if led.endswith((":", "：")):
            out.append("colon")
        if phrasing.LED_TO.search(shown[max(0, candidate.start - 12) : candidate.start]):
            out.append("led to")
        if phrasing.PLACED.search(left):
            out.append("placed")
        if phrasing.QUOTED.search(left):
            out.append("quoted")
        if phrasing.YOURS.search(left + right[:40]):
            out.append("yours")
        if phrasing.NEW_IS.search(left):
            out.append("new is")
        elif phrasing.NEW.search(left[-40:]):
            out.append("new")
        if phrasing.WITH.search(left):
            out.append("with")
        if not left.strip() and right.strip():
            out.append("begins sentence")
        if left.strip() and not right.strip(" .!"):
            out.append("ends sentence")
        if re.search(r"\([^()]{0,25}\Z", left):
            out.append("in brackets")
        around = f"{left} \x00 {right}"
        numbers = len(phrasing.ANY_NUMBER.findall(around))
        if numbers:
            out.append("numbers " + ("1" if numbers == 1 else "2" if numbers < 4 else "4"))
        longs = len(phrasing.LONG_NUMBER.findall(around))
        if longs:
            out.append("long numbers " + ("1" if longs == 1 else "2"))
        if phrasing.PRICE.search(around):
            out.append("price")
        if phrasing.LONG_ID.search(around):
            out.append("long id")
        if re.search(r"\d\s?%", around):
            out.append("percent")
        # sentence
        named = names(place, heard)
        for key, how in named.items():
            out.append(f"{key} {how}")
        said_told = told(place)
        if said_told:
            out.append(said_told)
        for table in _SAID:
            if table is Table.TYPING:
                continue
            if place.before[table]:
                out.append(f"left {table.name}")
            if place.behind[table]:
                out.append(f"right {table.name}")
        from mayfly.mail.extract.evidence import sentence_of, is_quoted
        sentence = sentence_of(candidate, heard.ear)
        if sentence.void:
            out.append("void")
        if sentence.for_the_till:
            out.append("till")
        if sentence.another_is_named:
            out.append("another is named")
        if sentence.names_something_else:
            out.append("names something else")
        digits = sentence.digits_told()
        if digits:
            out.append("digits right" if digits == len(value) else "digits wrong")
        elif heard.digits_told:
            out.append("digits right in mail" if heard.digits_told == len(value) else "digits wrong in mail")
        if not candidate.alone and is_quoted(candidate):
            out.append("in quotes")
        # what stands before the sentence, in the block or above it
        said = heard.ear(item.folded)
        blocks, number = candidate.blocks, candidate.number
        if place.first > 0:
            first = place.first
            cut = tuple([s for s in spans if first - _BEFORE <= s[0] and s[1] <= first] for spans in said)
            near = tail_names(cut, item.folded[:first], _BEFORE, from_start=False)
            self._put(out, "before", near, cut)
        elif number and not in_subject and not candidate.beside:
            for step in range(1, min(3, number) + 1):
                above = blocks[number - step]
                said_above = heard.ear(above.folded)
                cut = tuple([s for s in spans if s[1] > len(above.folded) - _ABOVE] for spans in said_above)
                near = tail_names(cut, above.folded, _ABOVE, from_start=False)
                prefix = f"above{step}" if candidate.alone else f"over{step}"
                self._put(out, prefix, near, cut)
                if step == 1 and above.folded.rstrip().endswith((":", "：")):
                    out.append(f"{prefix} colon")
                if near:
                    break
        if item.upper:
            said_upper = heard.ear(item.upper)
            self._put(out, "upper", tail_names(said_upper, item.upper, 80, from_start=False), said_upper)
        if candidate.beside:
            said_beside = heard.ear(candidate.beside)
            near = tail_names(said_beside, candidate.beside, 80, from_start=False)
            self._put(out, "beside", near, said_beside)
            if not near:
                out.append("beside unknown")
        if place.last < len(item.folded):
            last = place.last
            cut = tuple([s for s in spans if last <= s[0] < last + _BELOW] for spans in said)
            moved = tail_names(cut, item.folded, last + _BELOW, from_start=True)
            self._put(out, "after", moved, cut)
        elif number + 1 < len(blocks) and not in_subject:
            below = blocks[number + 1]
            said_below = heard.ear(below.folded)
            cut = tuple([s for s in spans if s[0] < _BELOW] for spans in said_below)
            self._put(out, "below" if candidate.alone else "under", tail_names(cut, below.folded, _BELOW, from_start=True), cut)
        # mail
        if stands_in(heard.urls.asked, value):
            out.append("in asked link")
        elsewhere = sum(stands_in(url, value) for url in heard.urls.others)
        if elsewhere:
            out.append("in other link" if elsewhere == 1 else "in other links")
        same = self.by_key[self.key_of(value)]
        if any(c.block is heard.subject for c in same) and not in_subject:
            out.append("in subject too")
        if in_subject and len(same) > 1:
            out.append("in text too")
        counts: dict[int, int] = {}
        for c in same:
            counts[id(c.blocks)] = counts.get(id(c.blocks), 0) + 1
        if max(counts.values()) > 1:
            out.append("again")
        alike = sum(1 for key, cs in self.by_key.items() if cs[0].value != value and form(cs[0]) == shape)
        if alike:
            out.append("alike " + ("1" if alike == 1 else "2" if alike < 4 else "4"))
        numbers_first = next((c for c in self.found if c.block is not heard.subject), None)
        if numbers_first is not None and self.key_of(numbers_first.value) == self.key_of(value):
            out.append("first of text")
        out.extend(self.common)
        # how it is named, in one word
        title = self._title(out, named)
        out.append(f"title {title}")
        out.append(f"title {title} & {shape}")
        out.append(f"title {title} & place {where}")
        out.append(f"title {title} & signals {min(heard.signals, 2)}")
        s = heard.ear(heard.subject.folded)
        topic = "strong" if s[Table.STRONG] else "offers" if s[Table.OFFERS] else "context" if s[Table.CONTEXT] else "weak" if s[Table.WEAK] else "other" if s[Table.OTHER] else "none"
        out.append(f"title {title} & topic {topic}")
        out.append(f"{where} & topic {topic}")
        out.append(f"{shape} & {where}" + (" loud" if loud else ""))
        return out

    def _put(self, out: list[str], prefix: str, near: dict[str, int], said) -> None:
        for short, distance in near.items():
            out.append(f"{prefix} {short} " + ("at" if distance <= 3 else "near" if distance <= 40 else "far"))
        if near:
            out.append(f"{prefix} first {min((d, s) for s, d in near.items())[1]}")
        for table in _SAID:
            if said[table]:
                out.append(f"{prefix} {table.name}")

    def _title(self, out: list[str], named: dict[str, str]) -> str:
        have = set(out)
        name = named.get("name")
        first = named.get("first")
        if name:
            how = named[name]
            lost = " lost" if first and first[1] == "o" and how != "at" else ""
            return f"{name[1]} {'in' if how in ('near', 'far') else how}{lost}"
        if first:
            return "o " + ("at" if named[first] in ("at", "led") else "in")
        for prefix in ("beside", "upper", "above1", "before", "above2", "over1", "above3", "below", "after", "under"):
            for short in "swc":
                if f"{prefix} first {short}" in have:
                    return f"{prefix} {short}"
            if f"{prefix} first o" in have and prefix in ("beside", "upper", "above1"):
                return f"{prefix} o"
        return "told" if "told" in have else "none"
