"""The code that a mail asks to be typed in, found by what stands around it.

A candidate is a run of characters of the shapes of ``_SHAPES``, where nothing of ``_MASKS`` covers it. It is judged
by the words in its sentence, or, where it stands alone, by the words just above and below it.

Rule 1: a word that names something else (an order, a telephone) and stands nearer than the word that names a
code turns the candidate down. So does a unit behind it, and a sentence that says the code is void.
Rule 2: many candidates of the same weight are a list of something, not a code.
Rule 3: no candidate is looked at further than ``_WINDOW`` characters and three blocks.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mayfly.core.message import Passcode
from mayfly.mail.extract import folding
from mayfly.mail.extract.lines import Block

THRESHOLD = 0.6
_WINDOW = 100
_CANDIDATES = 500
_EVIDENCE_CHARACTERS = 200

_MONEY = r"[$€£¥₹₽₩₺₫฿₴₪₦₱]"
_ENDS = r"\bend(?:ing|s)?\ (?:in|with)?\ ?|\bende[tn]d?\ auf|\btermin\w+\ (?:par|en|em|in)|末尾|尾号为?|尾號|끝자리"
_MONEY_WORDS = "usd|eur|gbp|chf|jpy|cny|inr|rub|brl|sek|nok|dkk|pln|czk|huf|ron|kr|zł|kč|ft|lei|руб|грн|лв"
# What looks like a code and is none, whatever stands around it.
_MASKS = re.compile(
    rf"""
    https?://\S+ | www\.\S+
    | (?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+
    | (?<![a-z0-9.-])(?=[0-9-]*[a-z])(?:[a-z0-9-]++\.)+[a-z]{{2,}}(?:/\S*)?
    | \b\d{{1,3}}(?:\.\d{{1,3}}){{3}}\b | \b(?:[0-9a-f]{{1,4}}:){{3,}}[0-9a-f:]*
    | \b\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}\b
    | \b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b | \b\d{{1,2}}-\d{{1,2}}-\d{{4}}\b
    | \b\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?\s?(?:[ap]\.?m\b|uhr\b|h\b) | \b\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:[.,]\d+)?\b
    | (?:{_MONEY}|\b(?:usd|eur|gbp|chf|rs|inr|us\$|r\$|rp|kr|rm|aed|sar)\.?)\s?\d[\d.,'\ ]{{0,15}}
    | \d[\d.,'\ ]{{0,15}}\s?(?:{_MONEY}|(?:{_MONEY_WORDS})\b)
    | \b\d{{1,3}}(?:[,.']\d{{3}})+(?:[.,]\d+)?(?![\d]) | \b\d+[.,]\d+(?!\d)
    | \+\s?\d[\d\s().-]{{6,30}}\d | \(\d{{2,5}}\)\s?\d[\d\s.-]{{4,30}} | \b1?-?8(?:00|88|77|66|55|44|33)-\d{{3}}-\d{{4}}
    | \b\d{{3}}[-.\s]\d{{3}}[-.\s]\d{{4}}\b | \b0\d{{2,4}}[-/\s]\d{{3,4}}[-\s]\d{{3,4}}\b
    | \b0\d{{2,4}}[-/\s]\d{{6,8}}\b
    | \b\d(?:[\ -]?\d){{10,}}\b
    | [*•·●]{{2,}}[\ -]?\d{{2,5}}\b(?!\*) | \b[xX]{{2,}}[\ -]?\d+
    | \#[0-9a-f]*[a-f][0-9a-f]*\b
    | \b[0-9a-f]{{8}}-[0-9a-f]{{4}}-[0-9a-f-]{{14,}}
    | \b\d+/\d+\b
    | (?:{_ENDS})\s*:?\s*\d{{2,5}}
    | \bv\d[\w.]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LEFT = r"(?<![A-Za-z0-9_\u00c0-\u024f\u0370-\u052f])(?<![A-Za-z0-9][-_/.=&@])(?<![#/=&@_~^\x00])"
_RIGHT = r"(?![A-Za-z0-9_\x00])(?![-_/=&@][A-Za-z0-9])(?![.,:]\d)(?!\s?%)"
_HASH_LEFT = _LEFT.replace("[#/=&@_~^", "[/=&@_~^")
_GROUPED = r"\d{3}(?:[ -]|\ -\ )\d{3}(?:[ -]\d{3})?|\d{4}[ -]\d{4}|\d{2}(?:[ -]\d{2}){2,3}|\d{4}-\d{3}|\d{3}-\d{4}"
_SHAPES = re.compile(
    rf"""
    (?P<spaced>{_LEFT}\d(?:(?:\ ?[-·.]\ ?|\ {{1,3}})\d){{3,7}}{_RIGHT}(?!\ \d))
    | (?P<grouped>{_LEFT}(?<!\d\ )(?:{_GROUPED}){_RIGHT}(?!\ \d\d))
    | (?P<digits>{_HASH_LEFT}\#?\d{{4,10}}{_RIGHT})
    | (?P<prefixed>{_LEFT}[A-Z]{{1,5}}-\d{{3,8}}{_RIGHT})
    | (?P<groups>{_LEFT}(?=[A-Z0-9-]{{7,40}})[A-Z0-9]{{2,6}}(?:-[A-Z0-9]{{2,6}}){{1,5}}{_RIGHT})
    | (?P<upper>{_LEFT}(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{{4,12}}{_RIGHT})
    | (?P<letters>{_LEFT}[A-Z]{{4,10}}{_RIGHT})
    | (?P<mixed>{_LEFT}(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{{5,12}}{_RIGHT})
    | (?P<low>{_LEFT}(?=[a-z-]*\d)(?=[0-9-]*[a-z])[a-z0-9]{{3,6}}(?:-[a-z0-9]{{3,6}}){{1,3}}{_RIGHT})
    | (?P<words>{_LEFT}[a-z]{{2,12}}(?:-[a-z0-9]{{2,12}}){{1,5}}{_RIGHT})
    """,
    re.VERBOSE,
)
# Shapes that ordinary words have as well: only where nothing else could be meant.
_PLAIN = frozenset({"digits", "grouped", "spaced", "prefixed"})
_DOUBTFUL = frozenset({"letters", "words", "mixed", "low"})
_WORDS_ALONE = re.compile(r"[A-Za-z]?[a-z]{2,12}(?:[ -][A-Za-z]?[a-z]{2,12}){1,5}(?:[ -]\d{1,3})?\Z")

# A code of letters alone stands in a short line.
_WITHOUT_DIGITS = 120
_MASKABLE = re.compile(r"[\d@/.]")
_DIGIT = re.compile(r"\d")

# What leads to a word that is meant literally: a colon, a quote, "is".
_LED_TO = re.compile(
    r"(?:[:：=\"'“„«「【>]|\b(?:is|ist|es|est|e|é|är|er|to|jest|je|on|это|це)\b|是|は|为|為)\s*\Z", re.IGNORECASE
)

# A point before a small letter ends nothing, nor does one behind an abbreviation.
_SENTENCE = re.compile(r"[.]['\"”)]?\s+(?![a-z])|[!?]['\"”)]?\s|[。！？।؟]|\s[|•·]\s|;\s")
_ABBREVIATED = re.compile(
    r"(?<![^\W\d_])(?:no|nr|ref|tel|tél|dvs|st|mr|ms|dr|num|núm|str|ул|тел|г|им|n|p|o)\Z", re.IGNORECASE
)
# What may stand between the word for a code and the code, and the other way round.
_COPULA = re.compile(
    r"""[^\w]*(?:(?:is|are|was|ist|lautet|est|es|e|è|sao|sono|ar|er|on|to|jest|je|je:|este|este:|eshte|ir|yra|ez|az|a|
    это|є|це|е|είναι|ειναι|adalah|ialah|la|la:|dir|هو|هي|است|הוא|היא|है|হল|হলো|คือ|は|が|을|를|은|는|이|가|为|為|是|
    below|here|ay|now|following|number|no|nr)[^\w]*){0,2}\Z""",
    re.VERBOSE,
)
# "The code to continue is": what it is for stands between.
_COPULA_LONG = re.compile(
    r"\W+(?:to|for|zum|zur|fur|pour|para|per|voor|til|do|pro|для|за)\b[^.!?:]{1,50}?"
    r"(?:\b(?:is|are|ist|lautet|est|es|e|é|è|ar|er|on|jest|je|este)\b|:)\W*\Z"
)
_NEW = re.compile(
    r"\b(?:new|neue|nouve|nuev|nov[oaiy]|nuov|nieuw|nya?\b|uusi|uj\b|нов|yeni|baru|moi\b)|新|새|ใหม่|جديد|חדש|नया"
)
_YOURS = re.compile(
    r"\b(?:your|dein|deine|ihr|ihre|votre|ton|tu|su|seu|tuo|je|jouw|uw|din|ditt|dit|sinun|twoj|vas|az on|codul|kodunuz|"
    r"ваш|твой|твій|anda|cua ban)\b|您的|你的|あなた|お客様|귀하|회원님|الخاص بك|שלך|आपका|ของคุณ"
)
_LEADS_BACK = re.compile(
    r"""[^\w]*(?:(?:is|as|ist|est|es|e|è|ar|er|on|to|jest|je|este|это|є|це|е|είναι|the|your|a|my|use|votre|tu|su|seu|il|tuo|
    ihr|dein|der|uw|je|jouw|din|ditt|twoj|vas|vase|ваш|твой|κωδικος|olan|adalah|ialah|la|は|が|을|를|은|는|이|가|入|입니다|
    为|為|是|您|的|你)[^\w]*){0,4}\Z
    |\W*(?:is|as|ist|est|es|e|è|é)\W+(?:your|the|my|a|an|dein|ihr|votre|ton|tu|su|seu|il|uw|je|jouw)\W+(?:[\w&.'-]+\W+){0,3}\Z""",
    re.VERBOSE,
)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_ALONE = re.compile(r"[\s:：=>→«»“”\"'„‚‘’`()\[\]【】「」*_#.,!|\-–—]*\Z")
_HEX_WORDS = re.compile(r"(?:mp|h|a|b|r|s|x|i|m|g|k)\d+[a-z]?\Z", re.IGNORECASE)


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
    heard = " ".join([subject.folded, *(item.folded for blocks in documents for item in blocks[:60])])[:12_000]
    signals = len({found[0] for found in folding.context().finditer(heard)})
    named = folding.strong().search(subject.folded) is not None
    about_other = folding.other().search(subject.folded) is not None
    best: dict[str, _Candidate] = {}
    void: set[str] = set()
    for blocks in [[subject], *documents]:
        for candidate in _candidates(blocks, signals, named=named, in_subject=blocks[:1] == [subject]):
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
    if not named and ((about_other and not signals) or (signals < 3 and folding.elsewhere().search(heard))):
        return None
    if sum(other.score >= winner.score - 0.04 for other in ranked) >= 4:
        return None
    return Passcode(value=winner.value, confidence=round(min(winner.score, 0.97), 2), evidence=winner.evidence)


def _candidates(blocks: list[Block], signals: int, *, named: bool, in_subject: bool) -> list[_Candidate]:
    places = ((number, *place) for number in range(len(blocks)) for place in _places(blocks[number], in_subject))
    judged = (_judge(blocks, *place, signals, named) for place in itertools.islice(places, _CANDIDATES))
    return [candidate for candidate in judged if candidate is not None]


def _places(item: Block, in_subject: bool) -> Iterator[tuple[int, int, str]]:
    """Give what has the shape of a code in a block: where it begins and ends, and the shape."""
    if len(item.shown) <= 60 and not in_subject and _WORDS_ALONE.match(item.shown):
        if not (folding.strong().search(item.folded) or folding.weak().search(item.folded)):
            yield 0, len(item.shown), "words"
        return
    if len(item.shown) > _WITHOUT_DIGITS and not _DIGIT.search(item.shown):
        return
    masked = (
        _MASKS.sub(lambda found: "\x00" * len(found[0]), item.shown) if _MASKABLE.search(item.shown) else item.shown
    )
    for found in _SHAPES.finditer(masked):
        kind = found.lastgroup or ""
        start, end = found.span()
        if kind in _DOUBTFUL and end - start < len(item.shown) - 4 and not _LED_TO.search(item.shown[:start]):
            continue
        yield start, end, kind


def _judge(
    blocks: list[Block], number: int, start: int, end: int, kind: str, signals: int, named: bool
) -> _Candidate | None:
    item = blocks[number]
    value = item.shown[start:end]
    left, right = _sentence(item, start, end)
    if folding.units().match(item.folded, end) and kind in ("digits", "grouped", "spaced"):
        return None
    alone = bool(_ALONE.match(item.shown[:start]) and _ALONE.match(item.shown[end:]))
    if _says_void(left, right) or (alone and _label_says_void(blocks, number)):
        return _Candidate(_value(value, kind), 0.0, "", void=True)
    if folding.offers().search(left + " \x00 " + right):
        return None
    strong = _nearest(folding.strong(), left, right)
    weak = _nearest(folding.weak(), left, right)
    named_by = strong or weak
    # A label leads to its value: what stands behind the candidate names the next thing.
    other = _nearest(folding.other(), left, "" if named_by is not None and named_by.leads else right)
    evidence = item.original
    if named_by is not None:
        if other is not None and other.distance < named_by.distance and not named_by.adjacent:
            return None
        if other is not None and other.leads and other.distance <= 3 and not named_by.leads:
            return None
        if strong is None and _is_another_s(left, right):
            return None
        score = (0.76 if strong else 0.54 if weak and weak.adjacent else 0.42) + (
            0.06 if named_by.adjacent else -0.002 * named_by.distance
        )
        adjacent = named_by.adjacent
        score += 0.05 if strong is None and adjacent and kind in _PLAIN and _YOURS.search(left + right[:40]) else 0.0
    elif alone:
        above = _by_neighbours(blocks, number, signals, item, kind)
        if above is None:
            return None
        score, evidence, adjacent = above
    else:
        if other is not None:
            return None
        score = _by_sentence_before(item, start, right, left, signals, named)
        adjacent = False
        if score == 0 or kind not in _PLAIN:
            return None
    score += _looks(item, value, kind, alone=alone, adjacent=adjacent)
    score += 0.05 * min(signals, 3)
    score -= 0.0 if signals or strong else 0.05 if adjacent else 0.15
    score += 0.05 if named else 0.0
    return _Candidate(_value(value, kind), score, _shorten(evidence))


def _sentence(item: Block, start: int, end: int) -> tuple[str, str]:
    """Give what stands before and behind a candidate in its sentence, folded."""
    first, last = max(0, start - _WINDOW), min(len(item.shown), end + _WINDOW)
    for found in _SENTENCE.finditer(item.shown, first, start):
        if not _ABBREVIATED.search(item.shown[max(0, found.start() - 6) : found.start()]):
            first = found.end()
    stop = _SENTENCE.search(item.shown, end, last)
    return item.folded[first:start], item.folded[end : stop.start() if stop else last]


def _nearest(table: re.Pattern[str], left: str, right: str) -> _Found | None:
    """Find the nearest hit; what follows a candidate counts as a little farther than what leads to it."""
    best: _Found | None = None
    for found in table.finditer(left):
        gap = left[found.end() :]
        word = re.match(r"[^\W\d_]*", gap)
        rest = gap[word.end() :] if word else gap
        best = _Found(len(rest), bool(_COPULA.match(rest) or _COPULA_LONG.match(rest)), leads=True)
    for found in table.finditer(right):
        distance = found.start() + 4
        if best is None or distance < best.distance:
            best = _Found(distance, _LEADS_BACK.match(right[: found.start()]) is not None, leads=False)
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
    if folding.void().search(right):
        return True
    hits = [found.end() for found in folding.void().finditer(left)]
    # "... was cancelled, your new code is": what comes behind "new" is meant to replace.
    return bool(hits) and not _NEW.search(left, hits[-1])


def _label_says_void(blocks: list[Block], number: int) -> bool:
    above = blocks[number - 1].folded if number else ""
    return len(above) <= 80 and folding.void().search(above) is not None


def _by_neighbours(
    blocks: list[Block], number: int, signals: int, item: Block, kind: str
) -> tuple[float, str, bool] | None:
    """Judge what stands alone by the three blocks above it and the one below."""
    for step in range(1, 4):
        if number - step < 0:
            break
        above = blocks[number - step]
        tail = above.folded[-200:]
        strong, weak = _last(folding.strong(), tail), _last(folding.weak(), tail)
        other = _last(folding.other(), tail)
        if strong is None and weak is None:
            if other is not None and (step == 1 or len(tail) < 40):
                return None
            continue
        last = max(-1 if strong is None else strong, -1 if weak is None else weak)
        if other is not None and other > last and (len(tail) < 50 or len(tail) - last > 70):
            return None
        if folding.offers().search(tail) or (strong is None and _is_another_s(tail, "")):
            return None
        score = (0.72 if strong is not None else 0.5) - 0.05 * (step - 1)
        return score, f"{above.original[-120:]} / {item.original}", step == 1
    if number + 1 < len(blocks):
        below = blocks[number + 1].folded[:160]
        strong_below = folding.strong().search(below)
        if strong_below is not None and folding.other().search(below[: strong_below.start()]) is None:
            return 0.62, f"{item.original} / {blocks[number + 1].original[:120]}", False
    if item.emphasised and signals >= 2 and kind in ("digits", "grouped", "spaced", "upper", "prefixed"):
        return 0.42, item.original, False
    return None


def _last(table: re.Pattern[str], text: str) -> int | None:
    place = None
    for found in table.finditer(text):
        place = found.start()
    return place


def _by_sentence_before(item: Block, start: int, right: str, left: str, signals: int, named: bool) -> float:
    """Judge a code in a sentence that does not name it: by what the sentence says, and by the one before."""
    before = item.folded[max(0, start - 3 * _WINDOW) : start - len(left)]
    here = folding.context().search(left + " \x00 " + right) is not None
    told = [found.end() for found in folding.typing().finditer(left)]
    asked = folding.typing().search(right[:20])
    told_here = (bool(told) and len(left) - told[-1] <= 12) or asked is not None
    if folding.strong().search(before):
        return 0.55 if here or told_here else 0.45
    if here and (named or signals >= 3 or (told_here and signals)):
        return 0.5 if told_here else 0.42 if named else 0.34
    return 0.0


def _looks(item: Block, value: str, kind: str, *, alone: bool, adjacent: bool) -> float:
    score = 0.08 if alone else 0.0
    score += 0.08 if item.emphasised and (alone or len(item.shown) < 60) else 0.0
    if kind in ("digits", "grouped", "spaced"):
        count = sum(c.isdigit() for c in value)
        score += 0.08 if count == 6 else 0.03 if count in (4, 5, 7, 8) else -0.12
        if _YEAR.match(value) and not (alone and adjacent):
            score -= 0.1 if adjacent else 0.5
        if value.startswith("#"):
            score -= 0.15
    elif kind in ("prefixed", "groups", "upper"):
        score += 0.02 if any(c.isdigit() for c in value) or adjacent else -0.2
        if len(value) < 5 or _HEX_WORDS.match(value):
            score -= 0.2
    elif kind in _DOUBTFUL:
        score -= 0.06 if adjacent and (alone or kind != "words") else 0.1 if kind in ("mixed", "low") and alone else 0.4
    return score


def _value(value: str, kind: str) -> str:
    """Give what is to be typed: no blanks in digits, no signs around."""
    value = value.strip("#")
    if kind in ("digits", "grouped", "spaced"):
        return re.sub(r"\D", "", value)
    return value


def _shorten(text: str) -> str:
    return text if len(text) <= _EVIDENCE_CHARACTERS else text[: _EVIDENCE_CHARACTERS - 1] + "…"
