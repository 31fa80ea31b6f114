"""The code that a mail asks to be typed in, found by what stands around it.

A candidate is a run of characters of the shapes of ``shapes``, where nothing of its masks covers it. It is judged
by the words in its sentence, or, where it stands alone, by the words just above and below it.

Rule 1: a word that names something else (an order, a telephone) and stands nearer than the word that names a
code turns the candidate down. So does a unit behind it, and a sentence that says the code is void.
Rule 2: many candidates of the same weight are a list of something, not a code.
Rule 3: no candidate is looked at further than ``_WINDOW`` characters and three blocks.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mayfly.core.message import Passcode
from mayfly.mail.extract import folding, phrasing, shapes
from mayfly.mail.extract.lines import Block

THRESHOLD = 0.6
_WINDOW = 100
# A mail that asks for a code shows few things that look like one; each costs a third of a millisecond to judge.
_CANDIDATES = 64
_EVIDENCE_CHARACTERS = 200

# What a phrase of words made up for a code never says.
_NOT_SAID = (folding.strong, folding.weak, folding.context, folding.typing, folding.other)


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the mail as a whole speaks of."""

    signals: int
    # the subject names a passcode
    named: bool
    # anything names a code
    mentioned: bool
    in_subject: bool = False
    # the text sends its reader to the subject
    sent: bool = False


@dataclass(slots=True)
class _Candidate:
    value: str
    score: float
    evidence: str
    void: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """The nearest hit of a table: how far it is, and whether only joiners lie between."""

    distance: int
    adjacent: bool
    leads: bool


def find(subject: Block, documents: list[list[Block]]) -> Passcode | None:
    """Find the one code of a mail, or None."""
    heard = " ".join([subject.folded, *(item.folded for blocks in documents for item in blocks[:60])])[:8000]
    signals = len({found[0] for found in folding.context().finditer(heard)})
    named = folding.strong().search(subject.folded) is not None
    about_other = folding.other().search(subject.folded) is not None
    mentioned = folding.strong().search(heard) is not None or folding.weak().search(heard) is not None
    sent = mentioned and phrasing.IN_SUBJECT.search(heard, len(subject.folded)) is not None
    all_said = _Heard(signals, named, mentioned, sent=sent)
    best: dict[str, _Candidate] = {}
    void: set[str] = set()
    for blocks in [[subject], *documents]:
        for candidate in _candidates(blocks, replace(all_said, in_subject=blocks[:1] == [subject])):
            key = re.sub(r"[^A-Za-z0-9]", "", candidate.value)
            if candidate.void:
                void.add(key)
                continue
            known = best.get(key)
            if known is None:
                best[key] = candidate
            elif candidate.score > known.score:
                candidate.score += 0.03
                best[key] = candidate
            else:
                known.score += 0.03
    ranked = sorted((candidate for key, candidate in best.items() if key not in void), key=lambda found: -found.score)
    if not ranked or ranked[0].score < THRESHOLD:
        return None
    winner = ranked[0]
    confirmed = phrasing.CONFIRMATION.search(folding.fold(winner.evidence)) is not None
    if not named and about_other and not signals and (confirmed or winner.score < 0.8):
        return None
    if not named and signals < 3 and folding.conference().search(heard):
        return None
    if not named and signals < 3 and (confirmed or winner.score < 0.66) and folding.elsewhere().search(heard):
        return None
    if sum(other.score >= winner.score - 0.04 for other in ranked) >= 4:
        return None
    return Passcode(value=winner.value, confidence=round(min(winner.score, 0.97), 2), evidence=winner.evidence)


def _candidates(blocks: list[Block], heard: _Heard) -> list[_Candidate]:
    places = ((number, *place) for number in range(len(blocks)) for place in _places(blocks[number], heard.in_subject))
    judged = (_judge(blocks, *place, heard) for place in itertools.islice(places, _CANDIDATES))
    return [candidate for candidate in judged if candidate is not None]


def _places(item: Block, in_subject: bool) -> Iterator[tuple[int, int, str]]:
    """Give what has the shape of a code in a block: where it begins and ends, and the shape."""
    if len(item.shown) <= 60 and not in_subject and shapes.WORDS_ALONE.match(item.shown):
        if not any(table().search(item.folded) for table in _NOT_SAID):
            yield 0, len(item.shown), "words"
        return
    if not shapes.DIGIT.search(item.shown) and (
        len(item.shown) > shapes.WITHOUT_DIGITS or not shapes.LIKE_A_CODE.search(item.shown)
    ):
        return
    masked = (
        shapes.MASKS.sub(lambda found: "\x00" * len(found[0]), item.shown)
        if shapes.MASKABLE.search(item.shown)
        else item.shown
    )
    for found in shapes.SHAPES.finditer(masked):
        kind = found.lastgroup or ""
        start, end = found.span()
        if (
            kind in shapes.DOUBTFUL
            and end - start < len(item.shown) - 4
            and not phrasing.LED_TO.search(item.shown[:start])
        ):
            before = item.folded[max(0, start - 30) : start]
            table = shapes.LETTERS_TOLD if kind == "letters" else folding.strong()
            named = table.search(before) or (kind == "low" and table.search(item.folded[end : end + 40]))
            if kind == "words" or not named:
                continue
        yield start, end, kind


def _judge(blocks: list[Block], number: int, start: int, end: int, kind: str, heard: _Heard) -> _Candidate | None:
    item, signals, named = blocks[number], heard.signals, heard.named
    value = item.shown[start:end]
    left, right = _sentence(item, start, end)
    if folding.units().match(item.folded, end) and kind in shapes.NUMBERS:
        return None
    alone = bool(phrasing.ALONE.match(item.shown[:start]) and phrasing.ALONE.match(item.shown[end:]))
    if _says_void(left, right) or (alone and _label_says_void(blocks, number)):
        return _Candidate(_value(value, kind), 0.0, "", void=True)
    around = left + " \x00 " + right
    if folding.offers().search(around) or phrasing.SHARED.search(left):
        return _Candidate(_value(value, kind), 0.0, "", void=True)
    if kind not in shapes.NUMBERS and re.search(r"\d\s?%", around):
        return _Candidate(_value(value, kind), 0.0, "", void=True)
    strong = _nearest(folding.strong(), left, right)
    weak = _nearest(folding.weak(), left, right)
    collected = _by_collection(left, right, blocks, number) if strong is None else None
    if collected is None and folding.collection().search(left[-60:]):
        return None
    strong = strong or collected
    named_by = strong or weak
    # "Usa 123456" tells; "USA 12345" is a country.
    told = _is_told(left, right) and "USA" not in item.shown[max(0, start - 5) : end + 5]
    if named_by is not None and not named_by.leads and _claimed(right):
        return None
    # A label leads to its value: what stands behind the candidate names the next thing.
    other = (
        None if collected else _nearest(folding.other(), left, "" if named_by is not None and named_by.leads else right)
    )
    evidence = item.original
    if named_by is not None:
        if other is not None and other.distance < named_by.distance and not named_by.adjacent:
            return None
        if other is not None and other.leads and other.distance <= 3 and not named_by.leads:
            return None
        if strong is None and _is_another_s(left, right):
            return None
        helped = strong is None and (folding.context().search(around) is not None or told)
        base = 0.76 if strong else 0.64 if helped and named_by.adjacent else 0.54 if named_by.adjacent else 0.42
        base = max(base, 0.64 if told else 0.58) if helped else base
        score = base + (0.06 if named_by.adjacent else -0.002 * named_by.distance)
        score = max(score, 0.62) if told else score
        adjacent = named_by.adjacent
        score += (
            0.05
            if strong is None
            and adjacent
            and kind in shapes.PLAIN | shapes.PRINTED
            and phrasing.YOURS.search(left + right[:40])
            else 0.0
        )
    elif heard.in_subject and heard.sent and other is None and kind in shapes.PLAIN | shapes.PRINTED:
        score, adjacent = 0.64, True
    elif alone and _is_for_the_till(blocks, number):
        return _Candidate(_value(value, kind), 0.0, "", void=True)
    elif alone and (above := _by_neighbours(blocks, number, signals, item, kind)) is not None:
        score, evidence, adjacent = above
    elif alone:
        return None
    else:
        if other is not None and not (told and other.distance > 12):
            return None
        score = _by_sentence_before(item, start, right, left, heard)
        adjacent = told
        if score == 0 or (kind not in shapes.PLAIN and not (told and kind in shapes.PRINTED)):
            return None
    if named_by is None and not alone and re.search(r"\([^()]{0,25}\Z", left):
        score -= 0.1
    score += _looks(item, value, kind, alone=alone, adjacent=adjacent)
    if phrasing.YEAR.match(value) and adjacent and named_by is None and not alone:
        score -= 0.4
    score += 0.05 * min(signals, 3)
    score -= 0.0 if signals or strong else 0.05 if adjacent or told else 0.15
    score += 0.05 if named else 0.0
    return _Candidate(_value(value, kind), score, _shorten(evidence))


def _sentence(item: Block, start: int, end: int) -> tuple[str, str]:
    """Give what stands before and behind a candidate in its sentence, folded."""
    first, last = max(0, start - _WINDOW), min(len(item.shown), end + _WINDOW)
    for found in phrasing.SENTENCE.finditer(item.shown, first, start):
        if not phrasing.ABBREVIATED.search(item.shown[max(0, found.start() - 6) : found.start()]):
            first = found.end()
    stop = phrasing.SENTENCE.search(item.shown, end, last)
    return item.folded[first:start], item.folded[end : stop.start() if stop else last]


def _nearest(table: re.Pattern[str], left: str, right: str) -> _Found | None:
    """Find the nearest hit; what follows a candidate counts as a little farther than what leads to it."""
    best: _Found | None = None
    for found in table.finditer(left):
        gap = left[found.end() :]
        word = re.match(r"[^\W\d_]*", gap)
        rest = gap[word.end() :] if word else gap
        led = phrasing.COPULA.match(rest)
        # What is named right before the verb is what the verb speaks of.
        if not led and (phrasing.COPULA_LONG.match(rest) or phrasing.LED.match(rest)):
            spoken_of = rest[-40:] if (number := phrasing.LAST_NUMBER.search(rest)) is None else rest[number.end() :]
            led = None if folding.other().search(spoken_of) else phrasing.ANYTHING.match(rest)
        best = _Found(len(rest), bool(led), leads=True)
    for found in table.finditer(right):
        distance = found.start() + 4
        if best is None or distance < best.distance:
            gap = right[: found.start()]
            # A mere blank joins the lines of a list as well.
            adjacent = phrasing.LEADS_BACK.match(gap) is not None and (bool(gap.strip()) or not found[0].isascii())
            best = _Found(distance, adjacent, leads=False)
        break
    return best


def _is_another_s(left: str, right: str) -> bool:
    """Say whether the word for a code is part of a name of something else: "booking code", 会員番号."""
    for text in (left, right):
        for named in folding.weak().finditer(text):
            for other in folding.other().finditer(text, max(0, named.start() - 40), named.end() + 12):
                if named.start() - 2 <= other.end() and other.start() <= named.end() + 1:
                    return True
    return False


def _says_void(left: str, right: str) -> bool:
    following = phrasing.NEXT_NUMBER.search(right)
    # "4417 and 8812 are cancelled"
    if following is not None and len(right[: following.start()].strip(" ,;/&+")) <= 4:
        following = None
    own = right[: following.start()] if following else right
    for found in folding.void().finditer(own):
        # "replaces code 1234" speaks of the number behind it.
        if phrasing.LATER.search(own[: found.end() + 30]):
            continue
        if following is None or len(own) - found.end() > 8 or not phrasing.OF_THE_NEXT.search(found[0]):
            return True
    hits = [found.span() for found in folding.void().finditer(left)]
    if not hits:
        return False
    start, end = hits[-1]
    gap = left[end:]
    # "... was cancelled, your new code is": what comes behind "new" is meant to replace. What was said of another
    # number, which stands behind the word or before it in a clause of its own, is not said of this one.
    numbers = list(phrasing.NEXT_NUMBER.finditer(gap))
    listed = bool(numbers) and len(gap[numbers[-1].end() :].strip(" ,;/&+")) <= 4
    if phrasing.NEW.search(gap) or phrasing.BY_THIS.match(gap) or (numbers and not listed):
        return False
    return not (re.search(r"[,;:،、，—–]", gap) and phrasing.NEXT_NUMBER.search(left[:start]))


def _is_told(left: str, right: str) -> bool:
    """Say whether the words right at a candidate tell to type it in."""
    tail = left[-40:]
    told = [found.end() for found in folding.typing().finditer(tail)]
    if told and not re.search(r"[.!?,;\d]", tail[told[-1] :]) and tail[told[-1] :].count(" ") <= 4:
        return True
    behind = folding.typing().search(right[:24])
    return behind is not None and not re.search(r"[.!?;\d]", right[: behind.start()])


def _claimed(right: str) -> bool:
    """Say whether the word that names a code, behind a candidate, leads to another one."""
    found = folding.strong().search(right) or folding.weak().search(right)
    if found is None:
        return False
    rest = right[found.end() :]
    rest = rest[len(match[0]) :] if (match := re.match(r"[^\W\d_]*", rest)) else rest
    value = re.search(r"(?=[a-z-]*\d)[a-z0-9][a-z0-9-]{3,}", rest[:90])
    if value is None:
        return False
    gap = rest[: value.start()]
    return (
        phrasing.COPULA.match(gap) is not None
        or phrasing.COPULA_LONG.match(gap) is not None
        or phrasing.LED.match(gap) is not None
    )


def _by_collection(left: str, right: str, blocks: list[Block], number: int) -> _Found | None:
    """Judge the code of a parcel's locker: a passcode where the mail tells to type it in."""
    found = _nearest(folding.collection(), left, right)
    if found is None or not found.adjacent:
        return None
    near = " ".join(item.folded for item in blocks[max(0, number - 2) : number + 3])
    return found if folding.typing().search(near) and folding.keypad().search(near) else None


def _label_says_void(blocks: list[Block], number: int) -> bool:
    above = blocks[number - 1].folded if number else ""
    return len(above) <= 80 and folding.void().search(above) is not None


def _is_for_the_till(blocks: list[Block], number: int) -> bool:
    around = [item.folded[-120:] for item in blocks[max(0, number - 1) : number]]
    below = blocks[number + 1 : number + 2]
    # A second offer, with a code of its own, says nothing of this one.
    around += [item.folded[:100] for item in below if not phrasing.VOUCHER.search(item.shown[:150])]
    return any(folding.offers().search(text) for text in around)


def _by_neighbours(
    blocks: list[Block], number: int, signals: int, item: Block, kind: str
) -> tuple[float, str, bool] | None:
    """Judge what stands alone by the three blocks above it and the one below."""
    for step in range(1, 4):
        if number - step < 0:
            break
        above = blocks[number - step]
        if step == 1 and item.upper and not _names(above.folded[-200:]):
            above = replace(above, folded=item.upper, original=item.upper)
        tail = above.folded[-200:]
        strong, weak = _last(folding.strong(), tail), _last(folding.weak(), tail)
        other = _last(folding.other(), tail)
        if strong is None and (collected := _last(folding.collection(), tail)) is not None:
            near = " ".join(each.folded for each in blocks[max(0, number - 2) : number + 3])
            if not (folding.typing().search(near) and folding.keypad().search(near)):
                return None
            strong, other = collected, None
        if strong is None and weak is None:
            if step == 1 and other is None and folding.typing().search(tail[-80:]) and signals:
                return 0.56, f"{above.original[-120:]} / {item.original}", True
            if other is not None and (step == 1 or len(tail) < 40):
                return None
            continue
        last = max(-1 if strong is None else strong, -1 if weak is None else weak)
        if other is not None and other > last and (len(tail) < 50 or len(tail) - last > 70):
            return None
        if folding.offers().search(tail) or (strong is None and _is_another_s(tail, "")):
            return None
        helped = folding.context().search(tail) is not None or folding.typing().search(tail) is not None
        score = (0.72 if strong is not None else 0.6 if helped else 0.5) - 0.05 * (step - 1)
        return score, f"{above.original[-120:]} / {item.original}", step == 1
    if number + 1 < len(blocks):
        below = blocks[number + 1].folded[:160]
        strong_below = folding.strong().search(below)
        if strong_below is None and folding.typing().search(below[:60]):
            strong_below = folding.weak().search(below[:60])
        if strong_below is not None and folding.other().search(below[: strong_below.start()]) is None:
            return 0.62, f"{item.original} / {blocks[number + 1].original[:120]}", False
    if item.emphasised and signals >= 2 and kind in shapes.PLAIN | {"upper", "boxed"}:
        return 0.42, item.original, False
    return None


def _names(text: str) -> bool:
    return folding.strong().search(text) is not None or folding.weak().search(text) is not None


def _last(table: re.Pattern[str], text: str) -> int | None:
    place = None
    for found in table.finditer(text):
        place = found.start()
    return place


def _by_sentence_before(item: Block, start: int, right: str, left: str, heard: "_Heard") -> float:
    """Judge a code in a sentence that does not name it: by what the sentence says, and by the one before."""
    before = item.folded[max(0, start - 3 * _WINDOW) : start - len(left)]
    here = folding.context().search(left + " \x00 " + right) is not None
    told_to = _is_told(left, right)
    if told_to and (heard.signals or here or heard.mentioned):
        return 0.62
    if heard.mentioned and phrasing.NEW_IS.search(left):
        return 0.62
    if here and phrasing.WITH.search(left) and folding.context().search(right):
        return 0.56
    if folding.strong().search(before):
        return 0.5 if here else 0.42
    if here and (heard.named or heard.signals >= 3):
        return 0.42 if heard.named else 0.34
    return 0.0


def _looks(item: Block, value: str, kind: str, *, alone: bool, adjacent: bool) -> float:
    score = 0.08 if alone else 0.0
    score += 0.08 if item.emphasised and (alone or len(item.shown) < 60) else 0.0
    if kind == "uneven":
        score -= 0.02 if adjacent else 0.3
    elif kind in shapes.NUMBERS:
        count = sum(c.isdigit() for c in value)
        score += 0.08 if count == 6 else 0.03 if count in (4, 5, 7, 8) else -0.12
        if phrasing.YEAR.match(value) and not (alone and adjacent):
            score -= 0.1 if adjacent else 0.5
        if value.startswith("#"):
            score -= 0.15
    elif kind in ("prefixed", "groups", "upper", "boxed"):
        score += 0.02 if any(c.isdigit() for c in value) or adjacent else -0.2
        if len(value) < 5 or phrasing.HEX_WORDS.match(value):
            score -= 0.2
    elif kind in shapes.DOUBTFUL:
        score -= (
            0.0
            if adjacent and alone and "-" in value
            else 0.06
            if adjacent and (alone or kind != "words")
            else 0.1
            if kind in ("mixed", "low") and alone
            else 0.4
        )
    return score


def _value(value: str, kind: str) -> str:
    """Give what is to be typed: no blanks in digits, no signs around."""
    value = value.strip("#")
    if kind == "boxed":
        return value.replace(" ", "")
    if kind in shapes.NUMBERS:
        return re.sub(r"\D", "", value)
    return value


def _shorten(text: str) -> str:
    return text if len(text) <= _EVIDENCE_CHARACTERS else text[: _EVIDENCE_CHARACTERS - 1] + "…"
