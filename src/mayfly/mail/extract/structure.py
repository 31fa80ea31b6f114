"""The code of a mail by its place and looks, where no word right at it names it: independent evidences, added up.

A reader who does not know the language still sees it: the one thing of that form in a mail, large or alone or first in
the subject, at a verb that tells to type, and again in the address of the button. Words count here wherever in the mail
they stand, and only as hints.

Rule 1: no single evidence reaches the threshold. The place says where to look, the rest says that it is worth a look.
Rule 2: what is named as something else, counted, quoted, void or part of another link's address is struck out first.
Rule 3: two that stand out alike are none.
"""

import re
from dataclasses import dataclass

from mayfly.mail.extract import lexicon, phrasing, shapes
from mayfly.mail.extract.candidates import Candidate
from mayfly.mail.extract.evidence import Sentence, after_sentence, before_sentence, is_quoted, sentence_of
from mayfly.mail.extract.hearing import Heard
from mayfly.mail.extract.lexicon import Table
from mayfly.mail.extract.neighbours import is_for_the_till, label_says_void

# Two that are nearer than this compete; two of one form need more to be told apart.
_CLEAR = 0.06
_CLEAR_OF_LIKE = 0.12
# A number named as something else is named within these characters, or in the label above it.
_NAMED = 25
_LABEL = 60
_NEIGHBOUR = 120
# "Write it where it says code": the next sentence begins with what is to be done.
_AT_ONCE = 8
# What is sent for one code is read in one look; a newsletter is not.
_LONG = 2000
_SHORT = 500
# A mail with more that look like codes lists something.
_A_LIST = 12
_MANY_LINKS = 8
# What labels a code is named again: in the subject, and where the mail tells to type.
_IN_SUBJECT = 0.08
# From here on two characters are a word.
_WIDE = "\u2e80"
# Who somebody is: that number stands in a link as well.
_USER = re.compile(r"[?&/](?:u|uid|id|user|customer|member|client)=?\Z", re.IGNORECASE)
_SIGNS = re.compile(r"[^A-Za-z0-9]")
_WORD = re.compile(r"[^\W\d_]{4,}|[\u2e80-\u9fff]{2,}")


@dataclass(slots=True)
class Standing:
    """How much speaks for one value, and the text it was seen in."""

    value: str
    score: float
    evidence: str
    in_subject: bool
    leads: bool


def find(heard: Heard, found: list[Candidate], void: set[str]) -> Standing | None:
    """Find the one that stands out, or None; ``void`` is what was said to be no longer good."""
    if not found or len({candidate.value for candidate in found}) > _A_LIST:
        return None
    if not any(_is_worth_a_look(candidate, heard) for candidate in found):
        return None
    if heard.subject_says(Table.OFFERS) or heard.says(Table.CONFERENCE) or heard.is_of_an_end:
        return None
    if any(stands_in(url, key) for key in heard.issues for url in heard.urls.others):
        return None
    if heard.is_of_a_conference or heard.is_of_a_bill or heard.is_sent_otherwise:
        return None
    common = _of_the_mail(heard)
    best: dict[str, Standing] = {}
    others: set[str] = set()
    for candidate in found:
        if heard.ear.tired:
            return None
        key = key_of(candidate.value)
        if key in void:
            continue
        sentence = sentence_of(candidate, heard.ear)
        if _is_struck(candidate, sentence, heard):
            others.add(key)
            continue
        in_subject = candidate.block is heard.subject
        score = common + _weigh(candidate, sentence, heard)
        # One that replaces another looks like it.
        score += 0.2 if any(len(old) == len(key) for old in void) else 0.0
        known = best.get(key)
        if known is None:
            leads = in_subject and candidate.start == 0
            best[key] = Standing(candidate.value, score, candidate.block.original, in_subject, leads)
        elif known.in_subject and not in_subject:
            known.score = max(known.score, score) + (0.15 if known.leads else 0.0)
            known.in_subject = False
        elif score > known.score:
            known.score, known.evidence = score, candidate.block.original
    ranked = sorted((standing for key, standing in best.items() if key not in others), key=lambda each: -each.score)
    if not ranked:
        return None
    rivals = len(ranked) - 1
    ranked[0].score += 0.08 if not rivals else 0.0 if rivals == 1 else -0.06 if rivals < 4 else -0.2
    for rival in ranked[1:]:
        like = len(rival.value) == len(ranked[0].value)
        if rival.score > ranked[0].score - (_CLEAR_OF_LIKE if like else _CLEAR):
            return None
    return ranked[0]


def _weigh(candidate: Candidate, sentence: Sentence, heard: Heard) -> float:
    score = _place(candidate, heard) + _form(candidate) + _told(candidate, sentence, heard)
    score += _purpose(candidate, sentence, heard) + _recurs(candidate, heard) - _of_a_thing(candidate, sentence)
    # What the link carries for the reader is what the reader may type instead.
    return score + (0.24 if stands_in(heard.urls.asked, candidate.value) else 0.0)


def _is_worth_a_look(candidate: Candidate, heard: Heard) -> bool:
    """Say whether anything at all speaks for it: asked before the mail as a whole is heard."""
    if candidate.alone or candidate.start == 0 or candidate.marked:
        return True
    left = candidate.block.shown[max(0, candidate.start - 12) : candidate.start]
    if phrasing.LED_TO.search(left) or stands_in(heard.urls.asked, candidate.value):
        return True
    return sentence_of(candidate, heard.ear).says(Table.TYPING)


def _of_the_mail(heard: Heard) -> float:
    """Weigh what the mail as a whole says, wherever it says it."""
    score = 0.05 * min(heard.signals, 3) + (0.04 if heard.length < _SHORT and len(heard.urls.others) < 4 else 0.0)
    score += 0.08 if heard.says(Table.STRONG) else 0.04 if heard.says(Table.WEAK) else 0.0
    score += 0.06 if heard.says(Table.TYPING) else 0.0
    score += 0.04 if heard.says(Table.KEYPAD) else 0.0
    score -= 0.1 if heard.says(Table.ELSEWHERE) else 0.0
    score -= 0.1 if heard.subject_says(Table.OTHER) and not heard.signals else 0.0
    score -= 0.1 if heard.says(Table.OFFERS) else 0.0
    score -= 0.1 if heard.length > _LONG else 0.0
    score -= 0.1 if len(heard.urls.others) > _MANY_LINKS else 0.0
    return score


def _place(candidate: Candidate, heard: Heard) -> float:
    """Weigh where it stands and how it looks there."""
    item = candidate.block
    if item is heard.subject:
        if heard.sends_to_subject:
            return 0.42
        if candidate.alone:
            return 0.3
        # At its end stands what the mail is about: a model, a case.
        return 0.2 if candidate.start == 0 else 0.0
    if candidate.alone:
        above = candidate.blocks[candidate.number - 1].folded if candidate.number else ""
        large = 0.06 if item.spaced or item.size >= 24 else 0.0
        return 0.22 + (0.1 + large if item.emphasised else 0.0) + (0.06 if above.endswith((":", "：")) else 0.0)
    left = item.shown[max(0, candidate.start - 12) : candidate.start]
    led = 0.05 if not left else 0.0
    if phrasing.LED_TO.search(left) and not phrasing.QUOTED.search(left):
        led = 0.12
    return led + (0.2 if candidate.marked and len(item.marked) == 1 else 0.0)


def _told(candidate: Candidate, sentence: Sentence, heard: Heard) -> float:
    """Weigh what tells to type it in, and how near that stands."""
    ear = heard.ear
    if sentence.told:
        return 0.36
    if candidate.block is heard.subject:
        return 0.0
    if candidate.alone:
        blocks, number = candidate.blocks, candidate.number
        around = [item.folded[-_NEIGHBOUR:] for item in blocks[max(0, number - 1) : number]]
        around += [item.folded[:_NEIGHBOUR] for item in blocks[number + 1 : number + 2]]
        return 0.24 if any(ear(text)[Table.TYPING] for text in around) else 0.0
    if sentence.says(Table.TYPING):
        return 0.12
    after = after_sentence(candidate, sentence)[:60]
    said = ear(after)
    if any(start < _AT_ONCE for start, _ in said[Table.TYPING]) and (said[Table.WEAK] or said[Table.STRONG]):
        return 0.3
    beside = (before_sentence(candidate, sentence)[-_NEIGHBOUR:], after[:40])
    return 0.16 if any(ear(text)[Table.TYPING] for text in beside) else 0.0


def _purpose(candidate: Candidate, sentence: Sentence, heard: Heard) -> float:
    """Weigh that right there the mail speaks of signing in, and of as many digits."""
    score = 0.1 if candidate.kind in shapes.NUMBERS and heard.digits_told == len(candidate.value) else 0.0
    if not candidate.alone:
        return score + (0.08 if sentence.says(Table.CONTEXT) else 0.0)
    around = candidate.blocks[max(0, candidate.number - 1) : candidate.number + 2]
    return score + (0.1 if any(heard.ear(item.folded[-_NEIGHBOUR:])[Table.CONTEXT] for item in around) else 0.0)


def _of_a_thing(candidate: Candidate, sentence: Sentence) -> float:
    """Weigh what makes it one of many numbers, or one with a price."""
    if candidate.alone:
        return 0.0
    score = 0.1 if len(phrasing.ANY_NUMBER.findall(sentence.around)) >= 2 else 0.0
    # One of a range, or of a list, is like the other.
    alike = [number for number in phrasing.LONG_NUMBER.findall(sentence.around) if len(number) == len(candidate.value)]
    score += 0.2 if alike and candidate.kind in shapes.NUMBERS else 0.0
    return score + (0.15 if phrasing.PRICE.search(sentence.around) and not sentence.told else 0.0)


def _form(candidate: Candidate) -> float:
    value, kind = candidate.value, candidate.kind
    if kind in shapes.NUMBERS:
        # In groups, nine are a telephone's.
        score = 0.14 if len(value) == 6 else 0.1 if 4 <= len(value) <= 8 else -0.04 if kind == "digits" else -0.15
        score -= 0.12 if kind == "uneven" and not candidate.alone else 0.0
        return score - (0.2 if candidate.is_year or value in shapes.EXAMPLES else 0.0)
    digit = any(c.isdigit() for c in value)
    if kind == "letters":
        return -0.25
    if kind in ("prefixed", "groups", "upper", "boxed"):
        score = 0.08 if digit else -0.1
        score -= 0.2 if shapes.OF_A_THING.match(value) else 0.0
        score -= 0.2 if shapes.LIKE_A_VOUCHER.match(value) or phrasing.HEX_WORDS.match(value) else 0.0
        return score - (0.04 if len(value) < 5 else 0.0)
    return 0.02 if digit else 0.0 if candidate.alone else -0.06


def _recurs(candidate: Candidate, heard: Heard) -> float:
    """Weigh that what labels it is spoken of elsewhere: in the subject, or where the mail tells to type."""
    if candidate.block is heard.subject:
        return 0.0
    blocks, number = candidate.blocks, candidate.number
    if candidate.alone:
        beside = [candidate.block.upper, *(blocks[n].folded[-_LABEL:] for n in (number - 1,) if n >= 0)]
        beside += [item.folded[:_LABEL] for item in blocks[number + 1 : number + 2]]
    else:
        beside = [candidate.block.folded[max(0, candidate.start - _LABEL) : candidate.start]]
    words = {word[: 6 if word < _WIDE else 2] for text in beside for word in _WORD.findall(text)}
    if not words:
        return 0.0
    if any(word in heard.telling and heard.text.count(word) > 1 for word in words):
        return 0.12
    return _IN_SUBJECT if any(word in heard.subject.folded for word in words) else 0.0


def _is_struck(candidate: Candidate, sentence: Sentence, heard: Heard) -> bool:
    """Say whether it is something else, or no longer good."""
    ear, kind, alone = heard.ear, candidate.kind, candidate.alone
    if kind in shapes.NUMBERS and lexicon.units().match(candidate.block.folded, candidate.end):
        return True
    if sentence.void or sentence.for_the_till or (not alone and is_quoted(candidate)):
        return True
    if alone and (label_says_void(candidate, ear) or is_for_the_till(candidate, ear)):
        return True
    if kind in shapes.DOUBTFUL and not (alone or sentence.told or candidate.marked):
        return True
    if not (alone or sentence.told or candidate.marked) and phrasing.PLACED.search(sentence.left):
        return True
    if shapes.OF_A_THING.match(candidate.printed):
        return True
    if candidate.beside and not _is_like_a_label(candidate, heard):
        return True
    digits = sentence.digits_told()
    if digits and kind in shapes.NUMBERS and len(candidate.value) != digits:
        return True
    if kind not in shapes.NUMBERS and re.search(r"\d\s?%", sentence.around):
        return True
    if _is_named_otherwise(candidate, sentence, heard):
        return True
    if sentence.told or stands_in(heard.urls.asked, candidate.value):
        return False
    return any(stands_in(url, candidate.value) for url in heard.urls.others)


def _is_like_a_label(candidate: Candidate, heard: Heard) -> bool:
    """Say whether the cell to the left could name a code: a table has names for all that is in it."""
    said = heard.ear(candidate.beside)
    if said[Table.STRONG] or said[Table.WEAK] or said[Table.TYPING]:
        return True
    return _recurs(candidate, heard) > _IN_SUBJECT


def _is_named_otherwise(candidate: Candidate, sentence: Sentence, heard: Heard) -> bool:
    if candidate.block is heard.subject and candidate.start == 0 and heard.sends_to_subject:
        return False
    ear, other = heard.ear, sentence.nearest(Table.OTHER)
    if other is not None:
        near = 3 if sentence.told else _NAMED
        if other.distance <= near and (other.leads or not sentence.told):
            return True
    if sentence.leads_with(Table.COLLECTION, 60):
        return True
    if not candidate.alone or not candidate.number:
        return False
    above = candidate.blocks[candidate.number - 1].folded[-_LABEL:]
    said = ear(candidate.block.upper or above)
    if not said[Table.OTHER] or said[Table.TYPING]:
        return False
    # "Pairing number": what has to be typed is called by its label once more.
    return not (candidate.block.emphasised and _recurs(candidate, heard) > _IN_SUBJECT)


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
