"""The code that a mail asks to be typed in, found by what stands around it.

``candidates`` says what looks like one, ``evidence`` and ``neighbours`` what the words around it say, ``hearing`` what
the mail speaks of. Here that is weighed: a candidate is judged by its sentence, or, where it stands alone, by the words
just above and below it. Where that gives none, ``structure`` looks for what stands out without being named.

Rule 1: a word that names something else (an order, a telephone) and stands nearer than the word that names a
code turns the candidate down. So does a unit behind it, and a sentence that says the code is void.
Rule 2: the weaker the word that names a code, the more else must speak for it.
Rule 3: many candidates of the same weight are a list of something, not a code.
"""

import re
from dataclasses import dataclass, replace

from mayfly.core.message import Passcode
from mayfly.mail.extract import lexicon, phrasing, shapes, structure
from mayfly.mail.extract.candidates import Candidate, candidates
from mayfly.mail.extract.evidence import Named, Sentence, before_sentence, is_quoted, sentence_of
from mayfly.mail.extract.hearing import Heard
from mayfly.mail.extract.lexicon import Table
from mayfly.mail.extract.neighbours import collected_by, is_for_the_till, label_of, label_says_void

THRESHOLD = 0.6
_EVIDENCE_CHARACTERS = 200
# The most that the mail as a whole may add to a judgement.
_HEARD_AT_MOST = 0.2
_UNNAMED_AT_MOST = 0.85
# A sentence before it announces it; what is farther speaks of something else.
_ANNOUNCED = 160
# "It is 482913."
_SHORT_LEAD = 24


@dataclass(slots=True)
class _Judged:
    value: str
    score: float
    evidence: str
    void: bool = False
    told: bool = False
    # A word that means nothing but a passcode stands right at it, and which.
    sure: bool = False
    name: str = ""
    # A word that may mean one names it, or a label.
    named: bool = False


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What the words say for a candidate: how much, whether they stand right at it, whether they name a passcode."""

    score: float
    adjacent: bool
    evidence: str
    strong: bool = False
    told: bool = False
    named: bool = False


def find(heard: Heard) -> Passcode | None:
    """Find the one code of a mail, or None."""
    ear = heard.ear
    best: dict[str, _Judged] = {}
    void: set[str] = set()
    seen: list[Candidate] = []
    # Both faces of a mail mostly say the same: what was judged in the same company is not judged again.
    judged_in: dict[tuple[str, str, int], _Judged | None] = {}
    for number, blocks in enumerate([[heard.subject], *heard.documents]):
        for candidate in candidates(blocks, ear, in_subject=number == 0):
            seen.append(candidate)
            if ear.tired:
                break
            if candidate.company in judged_in:
                earlier = judged_in[candidate.company]
                judged = replace(earlier) if earlier else None
            else:
                judged = judged_in[candidate.company] = _judge(candidate, heard, in_subject=number == 0)
            if judged is None:
                continue
            key = structure.key_of(judged.value)
            known = best.get(key)
            if judged.void:
                void.add(key)
            elif known is None:
                best[key] = judged
            else:
                # Said twice, in the subject and in the text, is said with more weight.
                judged.score = max(judged.score, known.score) + 0.03
                judged.evidence = judged.evidence if judged.score > known.score + 0.03 else known.evidence
                best[key] = judged
    for judged in best.values() if void else ():
        # Where one is void, the other is what replaces it.
        judged.score += 0.05
    ranked = sorted((judged for key, judged in best.items() if key not in void), key=lambda judged: -judged.score)
    if not ranked or ranked[0].score < THRESHOLD:
        return _by_structure(heard, seen, void)
    winner = ranked[0]
    if _is_of_something_else(winner, heard) or (heard.is_of_an_end and len(ranked) == 1):
        return None
    if sum(other.score >= winner.score - 0.04 for other in ranked) >= 4:
        return None
    return Passcode(value=winner.value, confidence=round(min(winner.score, 0.97), 2), evidence=winner.evidence)


def _by_structure(heard: Heard, seen: list[Candidate], void: set[str]) -> Passcode | None:
    found = structure.find(heard, seen, void)
    if found is None or found.score < THRESHOLD:
        return None
    # What is not named is never as sure as what is.
    return Passcode(found.value, round(min(found.score, _UNNAMED_AT_MOST), 2), _shorten(found.evidence))


def _is_of_something_else(winner: _Judged, heard: Heard) -> bool:
    """Say whether the mail is about a purchase, a conference or a journey, whose codes nobody types in."""
    confirmed = heard.is_said_to_confirm(winner.name or winner.evidence)
    unsaid = not (heard.named or winner.told)
    ordered = confirmed and unsaid and heard.subject_says(Table.OTHER)
    if ordered and heard.is_said_of_another(winner.evidence, winner.value):
        return True
    may_be_booked = confirmed and (not heard.named or heard.named_by_confirmation)
    if may_be_booked and heard.is_of_a_booking(winner.evidence):
        return True
    if heard.is_of_a_conference and not winner.told:
        return True
    # A link that is not the one to be followed leads to what the subject is about.
    if any(structure.stands_in(url, key) for key in heard.issues for url in heard.urls.others):
        return True
    if heard.named or (heard.says(Table.KEYPAD) and heard.says(Table.TYPING)):
        return False
    if unsaid and heard.is_of_a_bill:
        return True
    if not winner.named and heard.is_sent_otherwise:
        return True
    # Nothing speaks of signing in, and something costs: it buys.
    if heard.signals < 2 and shapes.LIKE_A_VOUCHER.match(winner.value):
        return True
    if not heard.signals and phrasing.COSTS.search(heard.text):
        return True
    if heard.subject_says(Table.OTHER) and not heard.signals and (confirmed or winner.score < 0.8):
        return True
    if heard.signals >= 3:
        return False
    if heard.subject_says(Table.OFFERS):
        return True
    return not winner.sure and (heard.says(Table.CONFERENCE) or (winner.score < 0.66 and heard.says(Table.ELSEWHERE)))


def _judge(candidate: Candidate, heard: Heard, *, in_subject: bool) -> _Judged | None:
    ear, kind = heard.ear, candidate.kind
    if kind in shapes.NUMBERS and lexicon.units().match(candidate.block.folded, candidate.end):
        return None
    alone = candidate.alone
    sentence = sentence_of(candidate, ear)
    if not (alone or in_subject or candidate.marked) and sentence.silent and not _was_announced(candidate, sentence):
        return None
    if sentence.void or (alone and label_says_void(candidate, ear)) or sentence.for_the_till:
        return _Judged(candidate.value, 0.0, "", void=True)
    if kind not in shapes.NUMBERS and re.search(r"\d\s?%", sentence.around):
        return _Judged(candidate.value, 0.0, "", void=True)
    if alone and is_for_the_till(candidate, ear):
        return _Judged(candidate.value, 0.0, "", void=True)
    if not alone and is_quoted(candidate):
        return None
    digits = sentence.digits_told()
    if digits and kind in shapes.NUMBERS and len(candidate.value) != digits:
        return None
    weighed = _weigh(candidate, sentence, heard, alone=alone, in_subject=in_subject)
    if weighed is None:
        return None
    score = weighed.score + _looks(candidate, alone=alone, adjacent=weighed.adjacent)
    if not alone and not weighed.named:
        score -= 0.1 if re.search(r"\([^()]{0,25}\Z", sentence.left) else 0.0
        score -= 0.4 if weighed.adjacent and phrasing.YEAR.match(candidate.value) else 0.0
        score -= 0.0 if weighed.told or candidate.marked or not phrasing.PLACED.search(sentence.left) else 0.3
    elif not (alone or weighed.strong) and sentence.says(Table.ELSEWHERE):
        score -= 0.15
    score -= 0.15 if sentence.counts_others >= 2 else 0.0
    # Of two, the one that is called new.
    score += 0.05 if phrasing.NEW.search(sentence.left[-40:]) else 0.0
    score -= _of_a_thing(candidate, sentence, heard, weighed, alone=alone)
    if score + _HEARD_AT_MOST < THRESHOLD:
        return None
    # What names it, and nothing else, is one sign more.
    sure = weighed.adjacent and (weighed.strong or (alone and weighed.score > 0.7))
    score += 0.05 * min(heard.signals + sure, 3) + (0.05 if heard.named else 0.0)
    if not heard.signals and not weighed.strong:
        supported = (
            weighed.told or alone or in_subject or heard.named or sentence.is_led_by_colon or sentence.is_the_reader_s
        )
        score -= 0.05 if supported else 0.1 if weighed.adjacent else 0.15
    told, sure = weighed.told or sentence.told, weighed.strong and weighed.adjacent
    return _Judged(
        candidate.value,
        score,
        _shorten(weighed.evidence),
        told=told,
        sure=sure,
        name=sentence.name if sure else "",
        named=alone or in_subject or weighed.named,
    )


def _of_a_thing(candidate: Candidate, sentence: Sentence, heard: Heard, weighed: _Weighed, *, alone: bool) -> float:
    """Weigh what makes a code one of a thing: a price, other numbers beside it, and nobody is to type it."""
    elsewhere = sum(structure.stands_in(url, candidate.value) for url in heard.urls.others)
    if elsewhere > 1:
        return 0.5
    if weighed.told or alone:
        return 0.0
    quoted = phrasing.QUOTED.search(sentence.left) and phrasing.QUOTED_END.match(sentence.right)
    # A long number beside it is what it belongs to: a conference, a payment.
    score = 0.15 * elsewhere + (0.2 if quoted and not weighed.strong else 0.0)
    # A payment that is to be approved has a price, an account and a number of its own in the same sentence.
    meant = weighed.adjacent and (heard.named or heard.signals > 0)
    if phrasing.LONG_ID.search(sentence.around) and not sentence.is_led_by_colon and not meant:
        # Signing in is spoken of as well: a payment that is approved tells whom it is for.
        score += 0.2 if heard.signals > 1 else 0.3
    if weighed.strong or (meant and (sentence.is_the_reader_s or heard.subject_says(Table.WEAK))):
        return score
    score += 0.15 if phrasing.PRICE.search(sentence.around) else 0.0
    score += 0.15 if len(phrasing.ANY_NUMBER.findall(sentence.around)) >= 2 else 0.0
    if weighed.named and not (candidate.marked or sentence.is_the_reader_s or heard.says(Table.TYPING)):
        # A label that the subject has as well is what the mail is for.
        counted = candidate.kind in shapes.NUMBERS and not phrasing.ANY_NUMBER.search(sentence.around)
        score += 0.0 if counted and heard.subject_says(Table.WEAK) else 0.1
    return score


def _was_announced(candidate: Candidate, sentence: Sentence) -> bool:
    """Say whether what stands before the sentence, or a word like "new" in it, may speak of it."""
    before = before_sentence(candidate, sentence)[-_ANNOUNCED:]
    return bool(before and sentence.ear(before)[Table.STRONG]) or phrasing.NEW_IS.search(sentence.left) is not None


def _weigh(candidate: Candidate, sentence: Sentence, heard: Heard, *, alone: bool, in_subject: bool) -> _Weighed | None:
    """Weigh what the words around a candidate say; None where they say that it is no code."""
    ear, kind = heard.ear, candidate.kind
    strong, weak = sentence.nearest(Table.STRONG), sentence.nearest(Table.WEAK)
    collected = collected_by(candidate, sentence, ear) if strong is None else None
    if collected is None and sentence.leads_with(Table.COLLECTION, 60):
        return None
    strong = strong or collected
    named_by = strong or weak
    # "Usa 123456" tells; "USA 12345" is a country.
    told = sentence.told and "USA" not in candidate.block.shown[max(0, candidate.start - 5) : candidate.end + 5]
    if named_by is not None and not named_by.leads and sentence.another_is_named:
        return None
    # A label leads to its value: what stands behind the candidate names the next thing.
    led = named_by is not None and named_by.leads
    other = None if collected else sentence.nearest(Table.OTHER, behind=not led)
    if named_by is not None:
        if _is_nearer(other, named_by) or (strong is None and sentence.names_something_else):
            return None
        if kind in ("mixed", "low") and not (named_by.adjacent or told or alone or candidate.marked):
            return None
        return _weigh_named(candidate, sentence, named_by, strong=strong is not None, told=told)
    plain = kind in shapes.PLAIN | shapes.PRINTED
    if in_subject and heard.sent_to_subject and other is None and plain:
        return _Weighed(0.64, adjacent=True, evidence=candidate.block.original, told=True)
    if alone:
        label = label_of(candidate, heard)
        return None if label is None else _Weighed(label.score, label.adjacent, label.evidence, told=label.told)
    if other is not None and not (told and other.distance > 12):
        return None
    score = _by_what_it_is_for(candidate, sentence, heard, told=told)
    if score == 0 or (kind not in shapes.PLAIN and not ((told or candidate.marked) and kind in shapes.PRINTED)):
        return None
    return _Weighed(score, told, candidate.block.original, told=told)


def _is_nearer(other: Named | None, named_by: Named) -> bool:
    """Say whether a word for something else is nearer to the candidate than the one for a code."""
    if other is None:
        return False
    if other.distance < named_by.distance and not named_by.adjacent:
        return True
    return other.leads and other.distance <= 3 and not named_by.leads


def _weigh_named(candidate: Candidate, sentence: Sentence, named_by: Named, *, strong: bool, told: bool) -> _Weighed:
    adjacent = named_by.adjacent
    helped = not strong and (told or sentence.says(Table.CONTEXT))
    base = 0.76 if strong else 0.64 if helped and adjacent else 0.54 if adjacent else 0.42
    base = max(base, 0.64 if told else 0.58) if helped else base
    score = base + (0.06 if adjacent else -0.002 * named_by.distance)
    score = max(score, 0.62) if told else score
    if not strong and adjacent and candidate.kind in shapes.PLAIN | shapes.PRINTED:
        score += 0.05 if sentence.is_the_reader_s else 0.0
    return _Weighed(score, adjacent, candidate.block.original, strong=strong, told=told, named=True)


def _by_what_it_is_for(candidate: Candidate, sentence: Sentence, heard: Heard, *, told: bool) -> float:
    """Judge a code in a sentence that does not name it: by what the sentence says, and by the one before."""
    here = sentence.says(Table.CONTEXT)
    if told and (here or heard.signals or heard.mentioned):
        return 0.62
    # Six digits that are to be typed in are hardly anything else.
    if told and candidate.kind in shapes.NUMBERS and 6 <= len(candidate.value) <= 8:
        return 0.58
    if candidate.marked and heard.signals and candidate.kind in shapes.PLAIN | shapes.PRINTED:
        return 0.5
    if phrasing.NEW_IS.search(sentence.left) and heard.mentioned:
        return 0.62
    if here and sentence.is_led_by_colon:
        return 0.46
    if here and phrasing.WITH.search(sentence.left) and heard.ear(sentence.right)[Table.CONTEXT]:
        return 0.56
    if heard.ear(before_sentence(candidate, sentence))[Table.STRONG]:
        # A sentence of its own, with nothing else that is counted, says what was spoken of before.
        if phrasing.ANY_NUMBER.search(sentence.around) or not (here or len(sentence.left) <= _SHORT_LEAD):
            return 0.0
        return 0.5 if here else 0.42
    if here and (heard.named or heard.signals >= 3):
        return 0.42 if heard.named else 0.34
    return 0.0


def _looks(candidate: Candidate, *, alone: bool, adjacent: bool) -> float:
    """Weigh how it looks: six digits in large type say more than a year in a sentence."""
    item, value, kind = candidate.block, candidate.value, candidate.kind
    score = 0.08 if alone else 0.0
    score += 0.08 if item.emphasised and (alone or len(item.shown) < 60) else 0.0
    if kind == "uneven":
        score -= 0.02 if adjacent else 0.3
    elif kind in shapes.NUMBERS:
        score += 0.08 if len(value) == 6 else 0.03 if len(value) in (4, 5, 7, 8) else -0.12
        if phrasing.YEAR.match(candidate.printed) and not (alone and adjacent):
            score -= 0.1 if adjacent else 0.5
        score -= 0.15 if candidate.printed.startswith("#") else 0.0
        score -= 0.3 if value in shapes.EXAMPLES and not alone else 0.0
    elif kind in ("prefixed", "groups", "upper", "boxed"):
        score += 0.02 if any(c.isdigit() for c in value) or adjacent else -0.2
        score -= 0.2 if phrasing.HEX_WORDS.match(value) or (len(value) < 5 and not adjacent) else 0.0
        score -= 0.1 if len(value) < 5 and adjacent else 0.0
        score -= 0.4 if shapes.OF_A_THING.match(value) else 0.0
        score -= 0.25 if shapes.LIKE_A_VOUCHER.match(value) else 0.0
        score -= 0.15 if shapes.OF_GOODS.match(value) else 0.0
    elif kind in shapes.DOUBTFUL:
        score -= _doubt(value, kind, alone=alone or candidate.marked, adjacent=adjacent)
    return score


def _doubt(value: str, kind: str, *, alone: bool, adjacent: bool) -> float:
    """Weigh against what ordinary words look like as well."""
    if adjacent and alone and "-" in value:
        return 0.0
    if adjacent and (alone or kind != "words"):
        return 0.06
    # "The password is blue-7-sail": three words that are joined, or a figure among them.
    if adjacent and (value.count("-") > 1 or any(c.isdigit() for c in value)):
        return 0.1
    return 0.1 if kind in ("mixed", "low") and alone else 0.4


def _shorten(text: str) -> str:
    return text if len(text) <= _EVIDENCE_CHARACTERS else text[: _EVIDENCE_CHARACTERS - 1] + "…"
