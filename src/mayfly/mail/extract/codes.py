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
from dataclasses import dataclass, replace

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
    | \bv\d[\w.]* | \bAS\d{{3,6}}\b | \bSHA-?\d+:\S*
    | (?:\b[0-9A-F]{{4}}\s+){{4,}}[0-9A-F]{{4}}\b | (?:\b[0-9a-f]{{2}}\ ){{6,}}.*
    | "\w+"\s*:\s*(?:"[^"\n]*"|[\w.-]+) | \w\((?:[^()"\n]*)"[^"\n]*" | [!=]=\s*"?[\w-]+ | \b\w+\s?=\s?"[^"\n]*"
    | \#define\b.*
    | \b[45]\d\d[\ -][45]\.\d+\.\d+\b.*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LEFT = r"(?<![A-Za-z0-9_\u00c0-\u024f\u0370-\u052f])(?<![A-Za-z0-9][-_/.=&@])(?<![#/=&@_~^\x00])"
_RIGHT = r"(?![A-Za-z0-9_\x00])(?![-_/=&@][A-Za-z0-9])(?![.,:]\d)(?!\s?%)"
_HASH_LEFT = _LEFT.replace("[#/=&@_~^", "[/=&@_~^")
_UNEVEN = r"(?=[\d -]{6,9}(?![\d]))\d{2,5}[ -]\d{2,5}"
_COUNTED = (
    r"(?!\s*(?:min|uhr|h\b|hrs|hour|sek|sec|std|stund|days|tage|am\b|pm\b|%|€|\$|分|분|時|时|시|日|月|年|元|円|원))"
)
_GROUPED = r"\d{3}(?:[ -]|\ -\ )\d{3}(?:[ -]\d{3})?|\d{4}[ -]\d{4}|\d{2}(?:[ -]\d{2}){2,3}|\d{4}-\d{3}|\d{3}-\d{4}"
_SHAPES = re.compile(
    rf"""
    (?P<spaced>{_LEFT}\d(?:(?:\ ?[-·.]\ ?|\ {{1,3}})\d){{3,7}}{_RIGHT}(?!\ \d))
    | (?P<grouped>{_LEFT}(?<!\d\ )(?:{_GROUPED}){_RIGHT}(?!\ \d\d))
    | (?P<uneven>{_LEFT}(?<!\d\ )(?:{_UNEVEN}){_RIGHT}(?!\ \d){_COUNTED})
    | (?P<boxed>{_LEFT}(?=(?:[A-Z]\ ){{0,7}}\d)(?=(?:\d\ ){{0,7}}[A-Z])[A-Z0-9](?:\ [A-Z0-9]){{3,7}}{_RIGHT}
        (?!\ [A-Z0-9]))
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
_NUMBERS = frozenset({"digits", "grouped", "spaced", "uneven"})
_PLAIN = _NUMBERS | {"prefixed"}
_PRINTED = frozenset({"upper", "groups", "boxed"})
_DOUBTFUL = frozenset({"letters", "words", "mixed", "low"})
_WORDS_ALONE = re.compile(
    r"[a-z]{2,12}(?:-[a-z]{2,12}){1,5}(?:-\d{1,3})?\Z|[A-Z]?[a-z]{2,11}(?:-[A-Z]?[a-z]{2,11}){2,5}\Z|"
    r"[a-z]{3,12}(?: [a-z]{3,12}){2,5}\Z"
)

# A code of letters alone stands in a short line.
_WITHOUT_DIGITS = 120
_MASKABLE = re.compile(r"[\d@/.]")
# Four capitals, or words that are joined: what a code without a digit has.
_LIKE_A_CODE = re.compile(r"[A-Z]{4}|[a-z]-[a-z]")
_DIGIT = re.compile(r"\d")

_LETTERS_TOLD = re.compile(
    r"\b(?:letters|characters|buchstaben|zeichen|lettres|letras|lettere|letters|буквы|буквами) \Z"
)
# What leads to a word that is meant literally: a colon, a quote, "is".
_LED_TO = re.compile(
    r"(?:[:：=\"'“„«「【>]|\b(?:is|ist|es|est|e|é|är|er|to|jest|je|on|это|це)\b|是|は|为|為)\s*\Z", re.IGNORECASE
)

# A point before a small letter ends nothing, nor does one behind an abbreviation.
_SENTENCE = re.compile(r"[.]['\"”)]?\s+(?![a-z])|[!?]['\"”)]?\s|[。！？।؟]|\s[|•·]\s|;\s")
_ABBREVIATED = re.compile(
    r"(?<![^\W\d_])(?:no|nr|ref|tel|tél|dvs|st|mr|ms|dr|num|núm|str|ул|тел|г|им|n|p|o)\Z", re.IGNORECASE
)
# "Your code for this: 123456", "your code for paying 240,00 here is 123456": the colon or the verb leads.
_LED = re.compile(
    r"[^.!?:;]{0,60}[:：=]\W*\Z|(?:[^!?:;.]|\.(?=\d)){0,90}(?<![^\W\d_])(?:is|lautet|est|es|e|é|è|er|ar|este|to|jest|je|"
    r"on|это|є|це|ειναι|είναι|adalah|ialah|la|هو|هي|است|הוא|היא)\W{1,4}\Z"
)
# "With 123456 you confirm": the number is what it is done with.
_WITH = re.compile(
    r"(?:\b(?:with|using|mit|con|avec|com|met|med|cu|z|ze|s|so|με|с|со|з|із|ile|dengan|bang|voi|kode|kod|code)|用|使用|ด้วย)\W{0,4}\Z"
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
_SHARED = re.compile(r"(?<!not )(?<!never )(?<!n't )(?<!n’t )\bshare your (?:\w+ )?code\b")
_OF_THE_NEXT = re.compile(
    r"replac(?!ed)|instead|ignore|disregard|do not use|previous|old|earlier|former|last|alte|vorher|fruher|ancien|"
    r"anterior|vecchi|precedent|oude|vorige|tidigare|stary|poprzedn|stary|predchoz|korabbi|regi|стар|предыдущ|попередн|"
    r"προηγουμεν|onceki|eski|السابق|הקודם|قبلی|पिछल|पुरान|আগের|เดิม|ก่อนหน้า|cu|truoc|sebelumnya|lama|以前|前回|古い|이전|之前|旧|舊"
)
# "It is void after 10 minutes": it is not yet.
_LATER = re.compile(
    r"(?:\b(?:after|within|in|nach|apres|dans|despues de|tras|depois de|apos|dopo|na|over|efter|om|etter|jalkeen|"
    r"kuluttua|po|za|utan|mulva|dupa|peste|после|через|за|після|след|μετα|σε|sau|setelah|dalam)\s(?:\w+\s)?"
    r"|بعد\s|خلال\s|אחרי\s|תוך\s|پس از\s|หลัง\w*\s?|ใน\s?)\d{1,3}\b"
    r"|\d{1,3}\s?(?:minuuti\w*|dakika|perc|분|분간|分|分钟|分鐘|मिनट|মিনিট)\s?"
    r"(?:kuluttua|jalkeen|sonra|icinde|mulva|utan|후|이후|뒤|後|后|以内|내|बाद|में|পর|के बाद)"
)
_BY_THIS = re.compile(r"\s*(?:by|with|durch|par|por|da|dal|door|med|av|af|przez|на|з|с)\s")
_NEW_IS = re.compile(
    r"(?:\b(?:new|neuer?|nouveau|nuevo|novo|nuovo|nieuwe|ny|nya|nye|uusi|nowy|novy|uj|nou|нов\w*|νεος|yeni|moi|baru)|新|새|ใหม่|"
    r"الجديد|החדש|جدید|नया|নতুন)(?:\s\w+)?[\s:：=]*(?:\b(?:is|ist|est|es|e|é|er|ar|to|on|je|este)\b|是|は)?[\s:：]*\Z"
)
# Where a mail says that the code stands in its subject.
_IN_SUBJECT = re.compile(
    r"\bsubject|\btitle\b|betreff|\bobjet\b|\btitre|\basunto|\bassunto|\boggetto|onderwerp|\bamne|\bemne|aihe|otsiko|\btemat|predmet|"
    r"targy|subiect|\bтем[аеиоуы]|заголов|θεμα|\bkonu|الموضوع|العنوان|נושא|כותרת|موضوع|عنوان|विषय|शीर्षक|বিষয়|শিরোনাম|หัวข้อ|หัวเรื่อง|"
    r"tieu de|chu de|judul|subjek|件名|標題|标题|主旨|主题|題名|제목"
)
# What a booking has as well as a sign-up.
_CONFIRMATION = re.compile(
    r"confirmation|confirmac|conferma|bestatigungs|bevestig|bekraft|bekraef|bekreft|vahvist|potwierdz|potvrz|potvrd|visszaigazol|confirmare|"
    r"подтвержд|підтвердж|επιβεβαι|onay|تأكيد|تاكيد|אישור|تایید|पुष्टि|নিশ্চিত|ยืนยัน|xac nhan|konfirmasi|確認|확인|确认"
)
_NEXT_NUMBER = re.compile(r"\d{4,}|\d{2,4}[ -]\d{2,4}")
_LEADS_BACK = re.compile(
    r"""[^\w]*(?:(?:is|as|ist|c'est|c’est|est|es|e|è|ar|er|on|to|jest|je|este|это|є|це|е|είναι|the|your|a|my|use|votre|ton|mon|tu|su|seu|il|tuo|
    ihr|dein|der|uw|je|jouw|din|ditt|twoj|vas|vase|ваш|твой|κωδικος|olan|adalah|ialah|la|は|が|을|를|은|는|이|가|入|입니다|
    为|為|是|您|的|你)[^\w]*){0,4}\Z
    |\W*(?:is|as|ist|est|es|e|è|é)\W+(?:your|the|my|a|an|dein|ihr|votre|ton|tu|su|seu|il|uw|je|jouw)\W+(?:[\w&.'-]+\W+){0,3}\Z""",
    re.VERBOSE,
)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_VOUCHER = re.compile(r"\b[A-Z]{2,}\d+\b|\b[A-Z]{5,12}\b")
_LAST_NUMBER = re.compile(r"\d{4,}(?=[^\d]*\Z)")
_ANYTHING = re.compile("")
_ALONE = re.compile(r"[\s:：=>→«»“”\"'„‚‘’`()\[\]【】「」*_#.,!|\-–—]*\Z")
_HEX_WORDS = re.compile(r"(?:mp|h|a|b|r|s|x|i|m|g|k)\d+[a-z]?\Z", re.IGNORECASE)


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
    sent = mentioned and _IN_SUBJECT.search(heard, len(subject.folded)) is not None
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
    confirmed = _CONFIRMATION.search(folding.fold(winner.evidence)) is not None
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
    if len(item.shown) <= 60 and not in_subject and _WORDS_ALONE.match(item.shown):
        if not any(table().search(item.folded) for table in _NOT_SAID):
            yield 0, len(item.shown), "words"
        return
    if not _DIGIT.search(item.shown) and (len(item.shown) > _WITHOUT_DIGITS or not _LIKE_A_CODE.search(item.shown)):
        return
    masked = (
        _MASKS.sub(lambda found: "\x00" * len(found[0]), item.shown) if _MASKABLE.search(item.shown) else item.shown
    )
    for found in _SHAPES.finditer(masked):
        kind = found.lastgroup or ""
        start, end = found.span()
        if kind in _DOUBTFUL and end - start < len(item.shown) - 4 and not _LED_TO.search(item.shown[:start]):
            before = item.folded[max(0, start - 30) : start]
            table = _LETTERS_TOLD if kind == "letters" else folding.strong()
            named = table.search(before) or (kind == "low" and table.search(item.folded[end : end + 40]))
            if kind == "words" or not named:
                continue
        yield start, end, kind


def _judge(blocks: list[Block], number: int, start: int, end: int, kind: str, heard: _Heard) -> _Candidate | None:
    item, signals, named = blocks[number], heard.signals, heard.named
    value = item.shown[start:end]
    left, right = _sentence(item, start, end)
    if folding.units().match(item.folded, end) and kind in _NUMBERS:
        return None
    alone = bool(_ALONE.match(item.shown[:start]) and _ALONE.match(item.shown[end:]))
    if _says_void(left, right) or (alone and _label_says_void(blocks, number)):
        return _Candidate(_value(value, kind), 0.0, "", void=True)
    around = left + " \x00 " + right
    if folding.offers().search(around) or _SHARED.search(left):
        return _Candidate(_value(value, kind), 0.0, "", void=True)
    if kind not in _NUMBERS and re.search(r"\d\s?%", around):
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
            if strong is None and adjacent and kind in _PLAIN | _PRINTED and _YOURS.search(left + right[:40])
            else 0.0
        )
    elif heard.in_subject and heard.sent and other is None and kind in _PLAIN | _PRINTED:
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
        if score == 0 or (kind not in _PLAIN and not (told and kind in _PRINTED)):
            return None
    if named_by is None and not alone and re.search(r"\([^()]{0,25}\Z", left):
        score -= 0.1
    score += _looks(item, value, kind, alone=alone, adjacent=adjacent)
    if _YEAR.match(value) and adjacent and named_by is None and not alone:
        score -= 0.4
    score += 0.05 * min(signals, 3)
    score -= 0.0 if signals or strong else 0.05 if adjacent or told else 0.15
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
        led = _COPULA.match(rest)
        # What is named right before the verb is what the verb speaks of.
        if not led and (_COPULA_LONG.match(rest) or _LED.match(rest)):
            spoken_of = rest[-40:] if (number := _LAST_NUMBER.search(rest)) is None else rest[number.end() :]
            led = None if folding.other().search(spoken_of) else _ANYTHING.match(rest)
        best = _Found(len(rest), bool(led), leads=True)
    for found in table.finditer(right):
        distance = found.start() + 4
        if best is None or distance < best.distance:
            gap = right[: found.start()]
            # A mere blank joins the lines of a list as well.
            adjacent = _LEADS_BACK.match(gap) is not None and (bool(gap.strip()) or not found[0].isascii())
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
    following = _NEXT_NUMBER.search(right)
    # "4417 and 8812 are cancelled"
    if following is not None and len(right[: following.start()].strip(" ,;/&+")) <= 4:
        following = None
    own = right[: following.start()] if following else right
    for found in folding.void().finditer(own):
        # "replaces code 1234" speaks of the number behind it.
        if _LATER.search(own[: found.end() + 30]):
            continue
        if following is None or len(own) - found.end() > 8 or not _OF_THE_NEXT.search(found[0]):
            return True
    hits = [found.span() for found in folding.void().finditer(left)]
    if not hits:
        return False
    start, end = hits[-1]
    gap = left[end:]
    # "... was cancelled, your new code is": what comes behind "new" is meant to replace. What was said of another
    # number, which stands behind the word or before it in a clause of its own, is not said of this one.
    numbers = list(_NEXT_NUMBER.finditer(gap))
    listed = bool(numbers) and len(gap[numbers[-1].end() :].strip(" ,;/&+")) <= 4
    if _NEW.search(gap) or _BY_THIS.match(gap) or (numbers and not listed):
        return False
    return not (re.search(r"[,;:،、，—–]", gap) and _NEXT_NUMBER.search(left[:start]))


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
    return _COPULA.match(gap) is not None or _COPULA_LONG.match(gap) is not None or _LED.match(gap) is not None


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
    around += [item.folded[:100] for item in below if not _VOUCHER.search(item.shown[:150])]
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
    if item.emphasised and signals >= 2 and kind in _PLAIN | {"upper", "boxed"}:
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
    if heard.mentioned and _NEW_IS.search(left):
        return 0.62
    if here and _WITH.search(left) and folding.context().search(right):
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
    elif kind in _NUMBERS:
        count = sum(c.isdigit() for c in value)
        score += 0.08 if count == 6 else 0.03 if count in (4, 5, 7, 8) else -0.12
        if _YEAR.match(value) and not (alone and adjacent):
            score -= 0.1 if adjacent else 0.5
        if value.startswith("#"):
            score -= 0.15
    elif kind in ("prefixed", "groups", "upper", "boxed"):
        score += 0.02 if any(c.isdigit() for c in value) or adjacent else -0.2
        if len(value) < 5 or _HEX_WORDS.match(value):
            score -= 0.2
    elif kind in _DOUBTFUL:
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
    if kind in _NUMBERS:
        return re.sub(r"\D", "", value)
    return value


def _shorten(text: str) -> str:
    return text if len(text) <= _EVIDENCE_CHARACTERS else text[: _EVIDENCE_CHARACTERS - 1] + "…"
