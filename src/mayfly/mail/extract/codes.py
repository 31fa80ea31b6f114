"""The code that a mail asks to be typed in: what looks like one, and has the signs of one.

``candidates`` says what looks like one, ``signs`` what speaks for and against each, ``choice`` weighs that.

Rule: one that is less probable than ``THRESHOLD`` is not shown. No chip is better than a wrong one.
"""

from mayfly.core.message import Passcode
from mayfly.mail.extract import choice
from mayfly.mail.extract.candidates import Candidate, candidates
from mayfly.mail.extract.code_weights import WEIGHTS
from mayfly.mail.extract.hearing import Heard
from mayfly.mail.extract.lexicon import Table
from mayfly.mail.extract.sentence import sentence_of
from mayfly.mail.extract.signs import Mail, key_of

THRESHOLD = 0.75
# No words of a sender make anything surer.
_CONFIDENCE_AT_MOST = 0.97
# Where nothing in the mail names a code, it is known by its looks alone.
_UNNAMED_AT_MOST = 0.85
_EVIDENCE_CHARACTERS = 200
_LABEL_CHARACTERS = 120


def find(heard: Heard) -> Passcode | None:
    """Find the one code of a mail, or None."""
    found = candidates(heard.subject, heard.documents, heard.ear)
    if not found:
        return None
    mail = Mail(heard, found)
    shared = choice.weigh((*mail.shared, choice.ALWAYS), WEIGHTS)
    chosen = choice.choose(
        [(key_of(each.value), shared + choice.weigh(mail.signs_of(each), WEIGHTS)) for each in found]
    )
    if chosen is None or chosen.probability < THRESHOLD:
        return None
    candidate = found[chosen.place]
    return Passcode(
        value=candidate.value,
        confidence=round(min(chosen.probability, _CONFIDENCE_AT_MOST if _is_spoken_of(heard) else _UNNAMED_AT_MOST), 2),
        evidence=_evidence(candidate, heard),
    )


def _is_spoken_of(heard: Heard) -> bool:
    return heard.says(Table.STRONG) or heard.says(Table.WEAK)


def _evidence(candidate: Candidate, heard: Heard) -> str:
    """Give the line that it rests on: its sentence, or, where it stands alone, with its label."""
    item, blocks, number = candidate.block, candidate.blocks, candidate.number
    if not candidate.alone:
        sentence = sentence_of(candidate, heard.ear)
        return _shorten(item.original[sentence.first : sentence.last])
    above = blocks[number - 1].original if number else ""
    if not above and number + 1 < len(blocks):
        return _shorten(f"{item.original} / {blocks[number + 1].original[:_LABEL_CHARACTERS]}")
    return _shorten(f"{above[-_LABEL_CHARACTERS:]} / {item.original}" if above else item.original)


def _shorten(text: str) -> str:
    return text if len(text) <= _EVIDENCE_CHARACTERS else text[: _EVIDENCE_CHARACTERS - 1] + "…"
