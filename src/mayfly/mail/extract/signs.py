"""What speaks for and against a candidate: named signs, each there or not, and none of them weighed here.

A sign says what is seen: how it looks, where it stands, which words stand how near, what the mail speaks of. The words
are those of ``lexicon``'s tables, so that a sign is the same in every language. ``code_weights`` says what each weighs.

Rule 1: a block is heard once; what is asked of a piece of it is answered by where the hits lie.
Rule 2: a sign must be one that a reader who does not know the language could be told about.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from mayfly.mail.extract import lexicon, phrasing, shapes
from mayfly.mail.extract.candidates import Candidate
from mayfly.mail.extract.hearing import Heard
from mayfly.mail.extract.lexicon import Said, Table, outright
from mayfly.mail.extract.lines import Block
from mayfly.mail.extract.sentence import Sentence, is_quoted, sentence_of

# What a number is called by, best first.
_NAMES = {Table.STRONG: "strong", Table.WEAK: "weak", Table.COLLECTION: "collection", Table.OTHER: "other"}
# What else a sentence, or what stands around it, says of a number.
_SAID = (Table.CONTEXT, Table.TYPING, Table.VOID, Table.OFFERS, Table.SHOWN, Table.KEYPAD)
# What tells to type and what is void is asked of the whole sentence.
_SAID_OF_IT = (Table.CONTEXT, Table.OFFERS, Table.SHOWN, Table.KEYPAD)
# A label stands at the end of what is above, and what follows says at its beginning what the number was.
_ABOVE = 200
_BELOW = 110
_STEPS = 3
_AT_ONCE = 3
_NEAR = 40
# How far into its face it stands, in parts of the whole; what stands last is the small print.
_SHARES = (0.15, 0.4, 0.7, 0.9)
_SHORT = 60
_PRINT = 14
_MANY_LINKS = ((12, "many"), (6, "some"), (3, "few"), (1, "one"), (0, "none"))
_CAPITALS, _SMALL, _DIGITS = re.compile(r"[A-Z]+"), re.compile(r"[a-z]+"), re.compile(r"\d+")
_SIGNS = re.compile(r"[^A-Za-z0-9]")
# Who somebody is: that number stands in a link as well.
_USER = re.compile(r"[?&/](?:u|uid|id|user|customer|member|client)=?\Z", re.IGNORECASE)


class Mail:
    """A mail and all that could be its code: gives the signs of each."""

    def __init__(self, heard: Heard, found: list[Candidate]) -> None:
        self._heard = heard
        self._places: dict[str, list[Candidate]] = {}
        for candidate in found:
            self._places.setdefault(key_of(candidate.value), []).append(candidate)
        self._alike = Counter(form_of(places[0]) for places in self._places.values())
        self._leading = next((key_of(each.value) for each in found if each.block is not heard.subject), None)
        self._in_subject = any(candidate.block is heard.subject for candidate in found)

    def signs_of(self, candidate: Candidate) -> Iterator[str]:
        """Give the signs that one candidate has for itself."""
        sentence = sentence_of(candidate, self._heard.ear)
        around = list(self._around(candidate, sentence))
        yield from _looks(candidate)
        yield from self._place(candidate, sentence)
        named = list(_names(sentence))
        yield from named
        yield from _sentence(candidate, sentence)
        yield from around
        title = _title(sentence, named, around)
        elsewhere = list(self._elsewhere(candidate))
        yield f"title {title}"
        yield from elsewhere
        if candidate.kind in shapes.DOUBTFUL:
            yield f"{candidate.kind}, {title}"
        if title == "none":
            # What nothing names is known by its looks alone, if nothing speaks against them.
            yield from (f"unnamed, {sign}" for sign in (f"form {form_of(candidate)}", *elsewhere))

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """Give the signs that all candidates of the mail have."""
        heard = self._heard
        signs = [f"mail {table.name}" for table in heard.tables]
        signs += [f"subject {table.name}" for table in heard.subject_tables]
        signs.append(f"signals {min(heard.signals, 4)}")
        signs.append("links " + next(name for least, name in _MANY_LINKS if len(heard.urls.others) >= least))
        told = {
            "subject none": not heard.subject.folded,
            "subject answers": heard.is_answer,
            "subject names an issue": bool(heard.issues),
            "of an end": heard.is_of_an_end and len(self._places) == 1,
            "of a conference": heard.is_of_a_conference,
            "sent otherwise": heard.is_sent_otherwise,
            "of a bill": heard.is_of_a_bill,
            "sends to subject": self._in_subject and heard.sends_to_subject,
        }
        return (*signs, *(sign for sign, is_so in told.items() if is_so))

    def _place(self, candidate: Candidate, sentence: Sentence) -> Iterator[str]:
        """Give where it stands."""
        item = candidate.block
        if item is self._heard.subject:
            yield "in subject"
            yield "subject " + (
                "starts" if candidate.start == 0 else "ends" if candidate.end >= len(item.shown) - 1 else "holds"
            )
        else:
            yield "alone" if candidate.alone else "in text"
            before = sum(len(each.shown) for each in candidate.blocks[: candidate.number]) + candidate.start
            share = before / self._length(candidate.blocks)
            yield f"share {sum(share >= bound for bound in _SHARES)}"
        if item.emphasised and (candidate.alone or len(item.shown) < _SHORT):
            yield "loud"
        elif candidate.marked:
            yield "marked"
        if candidate.beside:
            yield "in table"
        left, right = sentence.left.strip(), sentence.right.strip(" .!")
        if right and not left:
            yield "begins"
        if left and not right:
            yield "ends"

    @staticmethod
    def _length(blocks: list[Block]) -> int:
        return sum(len(each.shown) for each in blocks) or 1

    def _around(self, candidate: Candidate, sentence: Sentence) -> Iterator[str]:
        """Give what stands before and behind its sentence says, in its block or in those around."""
        ear, item, blocks, number = self._heard.ear, candidate.block, candidate.blocks, candidate.number
        in_subject = item is self._heard.subject
        said = ear(item.folded)
        if sentence.first:
            yield from _beside("earlier", _last(said, sentence.first), said)
        elif item.upper or candidate.beside:
            for place, text in (("cell above", item.upper), ("cell beside", candidate.beside)):
                yield from _beside(place, _last(ear(text), len(text)), ear(text))
        elif candidate.alone and not in_subject:
            for step in range(1, min(_STEPS, number) + 1):
                above = blocks[number - step].folded
                names = _last(ear(above), len(above))
                yield from _beside(f"above {step}", names, ear(above))
                if names:
                    break
        if sentence.last < len(item.folded):
            yield from _beside("after", _first(said, sentence.last), said)
        elif number + 1 < len(blocks) and not in_subject:
            below = ear(blocks[number + 1].folded)
            yield from _beside("below" if candidate.alone else "under", _first(below, 0), below)

    def _elsewhere(self, candidate: Candidate) -> Iterator[str]:
        """Give where else in the mail it stands, and what stands there like it."""
        heard, value, key = self._heard, candidate.value, key_of(candidate.value)
        if stands_in(heard.urls.asked, value):
            yield "in the link"
        if elsewhere := sum(stands_in(url, value) for url in heard.urls.others):
            yield "in another link" if elsewhere == 1 else "in other links"
        in_subject = candidate.block is heard.subject
        if any((each.block is heard.subject) is not in_subject for each in self._places[key]):
            yield "in text too" if in_subject else "in subject too"
        if alike := self._alike[form_of(candidate)] - 1:
            yield f"alike {min(alike, 3)}"
        if key == self._leading:
            yield "first of text"
        if value in heard.issues:
            yield "issue"


def form_of(candidate: Candidate) -> str:
    """Give the class of its looks."""
    kind, value = candidate.kind, candidate.value
    if kind not in shapes.NUMBERS:
        printed = kind in shapes.PRINTED or kind == "prefixed"
        return "capitals" if printed and not any(each.isdigit() for each in value) else kind
    if candidate.is_year:
        return "year"
    return {4: "four", 6: "six"}.get(len(value), "some" if len(value) in (5, 7, 8) else "long")


def _looks(candidate: Candidate) -> Iterator[str]:
    kind, value, printed = candidate.kind, candidate.value, candidate.printed
    yield f"form {form_of(candidate)}"
    pattern = _SMALL.sub("a", _CAPITALS.sub("A", printed))
    yield "print " + _DIGITS.sub(lambda found: f"d{len(found[0])}", pattern)[:_PRINT]
    if shapes.LIKE_A_VOUCHER.match(value):
        yield "like a voucher"
    if phrasing.HEX_WORDS.match(value):
        yield "like a model"
    if value in shapes.EXAMPLES:
        yield "example"
    if printed.startswith("#"):
        yield "hash"
    if kind in shapes.NUMBERS:
        if value.startswith("0"):
            yield "zero first"
        if lexicon.units().match(candidate.block.folded, candidate.end):
            yield "unit"
    else:
        yield "letters " + ("short" if len(value) < 5 else "long" if len(value) > 9 else "usual")


def _names(sentence: Sentence) -> Iterator[str]:
    """Give which names stand how near, and which of them is the nearest."""
    nearest: list[tuple[int, str]] = []
    for table, name in _NAMES.items():
        if before := sentence.before(table):
            yield f"before {name} {before[1]}"
            nearest.append((before[0], f"nearest before {name} {before[1]}"))
        if behind := sentence.behind(table):
            yield f"behind {name} {behind[1]}"
            # What follows counts as a little farther than what leads to it.
            nearest.append((behind[0] + 4, f"nearest behind {name} {behind[1]}"))
    if nearest:
        yield min(nearest)[1]


def _sentence(candidate: Candidate, sentence: Sentence) -> Iterator[str]:
    """Give what its sentence says of it besides."""
    for table in _SAID_OF_IT:
        if sentence.said[table]:
            yield f"before {table.name}"
        if sentence.said_behind[table]:
            yield f"behind {table.name}"
    left, shown, start = sentence.left, candidate.block.shown, candidate.start
    if numbers := len(phrasing.ANY_NUMBER.findall(sentence.around)):
        yield "numbers " + ("one" if numbers == 1 else "some" if numbers < 4 else "many")
    if phrasing.LONG_ID.search(sentence.around):
        yield "long id"
    digits = sentence.digits_told()
    in_quotes = not candidate.alone and is_quoted(candidate)
    is_void = sentence.void
    told = {
        # What somebody was told, or did, nobody is told to do.
        "told": sentence.told and not in_quotes and not is_void,
        "tells": sentence.says(Table.TYPING),
        "void": is_void,
        "void later": sentence.void_later,
        "new": phrasing.NEW.search(left[-_NEAR:]),
        "for the till": sentence.for_the_till,
        "another is named": sentence.another_is_named,
        "named as another's": sentence.names_something_else,
        "digits right": digits and digits == len(candidate.value),
        "digits wrong": digits and digits != len(candidate.value),
        "in quotes": in_quotes,
        "colon": sentence.is_led_by_colon,
        "numbered": phrasing.NUMBERED.search(left),
        "for example": phrasing.EXAMPLE.search(left),
        "of the reader": (of_what := sentence.before(Table.CONTEXT)) and of_what[1] == "at",
        "led to": phrasing.LED_TO.search(shown[max(0, start - 12) : start]),
        "quoted": phrasing.QUOTED.search(left),
    }
    yield from (sign for sign, is_so in told.items() if is_so)


def _last(said: Said, end: int) -> dict[str, int]:
    """Give how far from the end of a text each name stands that is the last of its table."""
    found: dict[str, int] = {}
    for table, name in _NAMES.items():
        spans = outright(said, table, Table.STRONG) if table is Table.OTHER else said[table]
        near = [stop for _, stop in spans if end - _ABOVE < stop <= end]
        if near:
            found[name] = end - near[-1]
    return found


def _first(said: Said, start: int) -> dict[str, int]:
    """Give how far behind a place each name stands that is the first of its table."""
    found: dict[str, int] = {}
    for table, name in _NAMES.items():
        spans = outright(said, table, Table.STRONG) if table is Table.OTHER else said[table]
        near = [begin for begin, _ in spans if start <= begin < start + _BELOW]
        if near:
            found[name] = near[0] - start
    return found


def _beside(place: str, names: dict[str, int], said: Said) -> Iterator[str]:
    """Give what a text beside the sentence calls something, and says."""
    for name, distance in names.items():
        yield f"{place} {name} " + ("at" if distance <= _AT_ONCE else "near" if distance <= _NEAR else "far")
    if names:
        yield f"{place} first {min((distance, name) for name, distance in names.items())[1]}"
    yield from (f"{place} {table.name}" for table in _SAID if said[table])


def _title(sentence: Sentence, named: list[str], around: list[str]) -> str:
    """Give in a word how it is named: by its sentence, else by what stands nearest."""
    nearest = named[-1].split() if named else []
    if nearest:
        _, side, name, how = nearest
        return f"{name} {how if how in ('at', 'led') else 'far'} {side}"
    for sign in around:
        place, first, name = sign.rpartition(" first ")
        if first:
            return f"{place} {name}"
    return "told" if sentence.told else "none"


def key_of(value: str) -> str:
    """Give what two ways to print one value have in common: its letters and digits."""
    return value if value.isalnum() else _SIGNS.sub("", value)


def stands_in(url: str, value: str) -> bool:
    """Say whether a value stands by itself in the path or query of an address."""
    if value not in url and "-" in value:
        value = value.replace("-", "")
    at = url.find(value, 9) if value in url else -1
    if at < 0 or _USER.search(url, max(9, at - 12), at):
        return False
    return not url[at - 1].isalnum() and not url[at + len(value) : at + len(value) + 1].isalnum()
