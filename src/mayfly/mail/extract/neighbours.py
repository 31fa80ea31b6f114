"""What the blocks around a candidate say that stands alone in its own: the label above it, the line below."""

from dataclasses import dataclass, replace

from mayfly.mail.extract import phrasing, shapes
from mayfly.mail.extract.candidates import Candidate
from mayfly.mail.extract.evidence import Named, Sentence, is_another_s
from mayfly.mail.extract.hearing import Heard
from mayfly.mail.extract.lexicon import Ear, Said, Table

# A label stands at the end of what is above.
_ABOVE = 200
_BELOW = 160
_STEPS = 3
_SHORT_LABEL = 40


@dataclass(frozen=True, slots=True)
class Label:
    """What is said of something that stands alone: how much that counts, the words, whether they stand right at it."""

    score: float
    evidence: str
    adjacent: bool
    # It tells to type.
    told: bool = False


def label_of(candidate: Candidate, heard: Heard) -> Label | None:
    """Judge what stands alone by the three blocks above it and the one below."""
    blocks, number, item, ear = candidate.blocks, candidate.number, candidate.block, heard.ear
    for step in range(1, min(_STEPS, number) + 1):
        above = blocks[number - step]
        tail = above.folded[-_ABOVE:]
        if step == 1 and item.upper and not _names(ear(tail)):
            above = replace(above, folded=item.upper, original=item.upper)
            tail = item.upper
        evidence = f"{above.original[-120:]} / {item.original}"
        said = ear(tail)
        strong, weak, other = _last(said, Table.STRONG), _last(said, Table.WEAK), _last(said, Table.OTHER)
        if strong < 0 and (collected := _last(said, Table.COLLECTION)) >= 0:
            if not at_a_keypad(candidate, ear):
                return None
            strong, other = collected, -1
        if strong < 0 and weak < 0:
            if step == 1 and _last(said, Table.TYPING) > max(other, len(tail) - 80):
                if heard.signals:
                    return Label(0.56, evidence, adjacent=True)
                if candidate.kind in shapes.PLAIN | shapes.PRINTED and tail.rstrip().endswith((":", "：")):
                    return Label(0.56, evidence, adjacent=True)
            if other >= 0 and (step == 1 or len(tail) < _SHORT_LABEL):
                return _displayed(candidate, heard) if heard.named else None
            continue
        last = max(strong, weak)
        if other > last and (len(tail) < 50 or (len(tail) - last > 70 and len(tail) - other < 40)):
            return None
        if said[Table.OFFERS] or (strong < 0 and is_another_s(tail, ear)):
            return None
        helped = said[Table.CONTEXT] or said[Table.TYPING]
        score = 0.72 if strong >= 0 else 0.6 if helped else 0.5
        return Label(score - 0.05 * (step - 1), evidence, adjacent=step == 1, told=bool(said[Table.TYPING]))
    return _by_line_below(candidate, ear) or _displayed(candidate, heard)


def _by_line_below(candidate: Candidate, ear: Ear) -> Label | None:
    if candidate.number + 1 >= len(candidate.blocks):
        return None
    following = candidate.blocks[candidate.number + 1]
    below = following.folded[:_BELOW]
    said = ear(below)
    named = said[Table.STRONG]
    if not named and (head := ear(below[:60]))[Table.TYPING]:
        named = head[Table.WEAK]
    if not named or any(other[0] < named[0][0] for other in said[Table.OTHER]):
        return None
    return Label(0.62, f"{candidate.block.original} / {following.original[:120]}", adjacent=False)


def _displayed(candidate: Candidate, heard: Heard) -> Label | None:
    """Judge by the looks alone: large, spaced or in boxes, in a mail that speaks of signing in."""
    item = candidate.block
    if candidate.kind not in shapes.PLAIN | shapes.PRINTED or candidate.beside:
        return None
    if not item.emphasised:
        # In a text a line of its own is all the emphasis there is.
        counts = candidate.kind in shapes.NUMBERS and 4 <= len(candidate.value) <= 8 and not candidate.is_year
        return Label(0.44, item.original, adjacent=False) if counts and heard.subject_says(Table.CONTEXT) else None
    if candidate.kind not in shapes.NUMBERS and not any(c.isdigit() for c in candidate.value):
        return None
    if heard.named:
        return Label(0.5, item.original, adjacent=False)
    if heard.signals >= 2 or (heard.signals and item.spaced):
        return Label(0.42 + (0.04 if item.spaced or item.size >= 24 else 0.0), item.original, adjacent=False)
    return None


def collected_by(candidate: Candidate, sentence: Sentence, ear: Ear) -> Named | None:
    """Judge the code of a parcel's locker: a passcode where the mail tells to type it in."""
    found = sentence.nearest(Table.COLLECTION)
    return found if found is not None and found.adjacent and at_a_keypad(candidate, ear) else None


def at_a_keypad(candidate: Candidate, ear: Ear) -> bool:
    """Say whether the blocks around tell to type something into a keypad."""
    said = [ear(item.folded) for item in candidate.blocks[max(0, candidate.number - 2) : candidate.number + 3]]
    return any(each[Table.TYPING] for each in said) and any(each[Table.KEYPAD] for each in said)


def label_says_void(candidate: Candidate, ear: Ear) -> bool:
    """Say whether a short label above says that the code is no longer good."""
    above = candidate.blocks[candidate.number - 1].folded if candidate.number else ""
    if len(above) > 80 or not (spans := ear(above)[Table.VOID]):
        return False
    # What was said of another number, in a sentence of its own, is not said of this one.
    rest = above[spans[-1][1] :]
    return not (phrasing.NEXT_NUMBER.search(above, 0, spans[-1][0]) and phrasing.SENTENCE_ENDS.search(rest))


def is_for_the_till(candidate: Candidate, ear: Ear) -> bool:
    """Say whether the line above or below is about buying for less, or showing a code to somebody."""
    blocks, number = candidate.blocks, candidate.number
    around = [item.folded[-120:] for item in blocks[max(0, number - 1) : number]]
    # A second offer, with a code of its own, says nothing of this one; nor does what is below, where a label names it.
    said = ear(around[0]) if around else None
    if said is not None and (said[Table.STRONG] or said[Table.TYPING]) and not said[Table.OFFERS]:
        return bool(said[Table.SHOWN]) and not said[Table.KEYPAD] and phrasing.NOBODY.search(around[0]) is None
    around += [
        item.folded[:100] for item in blocks[number + 1 : number + 2] if not phrasing.VOUCHER.search(item.shown[:150])
    ]
    return any(
        ear(text)[Table.OFFERS] or (ear(text)[Table.SHOWN] and phrasing.NOBODY.search(text) is None) for text in around
    )


def _names(said: Said) -> bool:
    return bool(said[Table.STRONG] or said[Table.WEAK])


def _last(said: Said, table: Table) -> int:
    return said[table][-1][0] if said[table] else -1
