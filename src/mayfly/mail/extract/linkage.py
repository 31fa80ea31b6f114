"""How a link stands among the others of its mail: alone, one of a pair, named by the subject; no language is asked.

Rule 1: of two that differ in one place only, yes and no, the one that goes on stands first.
Rule 2: what is on every mail is no company: it is left out before anything is counted.
"""

import re
from itertools import pairwise
from urllib.parse import urlsplit

from mayfly.mail.extract import folding
from mayfly.mail.extract.lexicon import Ear, Table
from mayfly.mail.extract.lines import Anchor

# More links than these are a newsletter's or a shop's.
_FEW = 6
_MANY = 12
# Something of one's own in an address: a value that is given to it, a piece with a digit.
_POINTED = re.compile(r"[?&][\w.-]+=[\w.%~-]|/(?=[a-z]*\d)[a-z0-9]{2,}(?=[/?&]|\Z)", re.IGNORECASE)
_LABEL = 40
_WORD = re.compile(r"(?:[^\W\d_]|[\u0900-\u109f]){4,}|[\u2e80-\u9fff]{2}|[\uac00-\ud7af]{2,}")
_WIDE = "\u2e80"
_NO = re.compile(
    r"(?<![a-z])(?:no|non|nein|nej|nei|nee|nie|ne|nao|nicht|nem|nu|hayir|tidak|khong|refus\w*|declin\w*|reject\w*|cancel\w*|deny|"
    r"ablehn\w*|absag\w*|abbrech\w*|afvis|afslaa|avvis|neka|rechaz\w*|recus\w*|rifiut\w*|annul\w*|anul\w*|odmit\w*|odrzu\w*|"
    r"elutasit\w*|tolak|reddet|iptal|huy|later|depois|pause|stop|hylk\w*|avbo\w*|atmes\w*|noraid\w*|keeld\w*|odbij\w*|zavrn\w*|nekoho|nemoz\w*|nemuz\w*|nechc\w*|avsla\w*|nahi|na)(?![a-z])"
    r"|न देख|नहीं|ना\b|না|拒|いいえ|辞退|거절|لا\b|رفض|رد کردن|خیر|לא\b|דחי|откл|отказ|нет\b|ні\b|відх|οχι|απορρ|ไม่|ปฏิเสธ"
)


def is_pointed(url: str) -> bool:
    """Say whether an address has something in it that is not the same for everybody."""
    return _POINTED.search("/" + url.split("/", 3)[-1]) is not None if url.count("/") >= 3 else False


class Company:
    """The links of one face of a mail that could be the one, and what its subject says."""

    def __init__(self, anchors: list[Anchor], heading: str, ear: Ear) -> None:
        known: dict[str, Anchor] = {}
        if len({anchor.url for anchor in anchors}) > _MANY:
            anchors = []
        for anchor in anchors:
            label = folding.fold(anchor.label)[-_LABEL:]
            # What declines is on no other mail: it is the other of a pair.
            if not ear(label)[Table.NEVER] or _NO.search(label):
                known.setdefault(anchor.url, anchor)
        self._urls = [url for url in known if len(_local(url)) > 1]
        self.few = 0 < len(known) <= _FEW
        self._pointed = [url for url in self._urls if is_pointed(url)]
        two = len(self._urls) == 2
        self._pairs = {one: other for one, other in pairwise(self._urls) if _are_a_pair(one, other, two=two)}
        self._labels = {url: folding.fold(anchor.label)[-_LABEL:] for url, anchor in known.items()}
        self._heading = {_stem(word) for word in _WORD.findall(heading)}

    def is_first_of_pair(self, anchor: Anchor) -> bool:
        """Say whether it is the one of two that goes on."""
        return self.few and anchor.url in self._pairs and not _says_no(anchor.url)

    def is_apart(self, anchor: Anchor) -> bool:
        """Say whether nothing competes with it: it is the only one, or the one of a pair that goes on."""
        return self._urls == [anchor.url] or self._pointed == [anchor.url] or self.is_first_of_pair(anchor)

    def is_to_accept(self, anchor: Anchor) -> bool:
        """Say whether the other of its pair says no."""
        other = self._pairs.get(anchor.url, "")
        declines = _says_no(other) or _NO.search(self._labels.get(other, "")) is not None
        return declines and self.is_first_of_pair(anchor)

    def recurs(self, anchor: Anchor) -> bool:
        """Say whether its label says what the subject says."""
        if anchor.prose or not self._heading or not self._urls:
            return False
        return any(_stem(word) in self._heading for word in _WORD.findall(folding.fold(anchor.label)))

    def merits(self, anchor: Anchor, *, asks: bool) -> float:
        """Weigh its standing; without anything that asks it weighs little."""
        score = 0.0
        if anchor.url in self._pairs.values() and not self.is_first_of_pair(anchor):
            return -0.3
        if self.is_first_of_pair(anchor):
            score += 0.7 if self.is_to_accept(anchor) and not asks else 0.18
        elif self.is_apart(anchor) and is_pointed(anchor.url):
            score += 0.1 if asks else 0.0
        if self.recurs(anchor):
            score += 0.12 if self.few and asks else 0.0
        return score


def _local(url: str) -> str:
    """Give the path of an address, or nothing where it cannot be read."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _stem(word: str) -> str:
    return word[:6] if word < _WIDE else word[:2]


def _says_no(url: str) -> bool:
    return _NO.search(url.split("/", 3)[-1].lower()) is not None


def _are_a_pair(one: str, other: str, *, two: bool) -> bool:
    """Say whether two addresses of a host differ in one word, or, where they are all there is, begin alike."""
    bare, bare_other = (url.partition("?")[0].split("/") for url in (one, other))
    if two and min(len(bare), len(bare_other)) >= 5 and bare[:4] == bare_other[:4] and bare != bare_other:
        return True
    first, second = (re.split(r"[/?&#=]", url) for url in (one, other))
    if len(first) != len(second) or first[:3] != second[:3] or len(first) < 4:
        return False
    return len([a for a, b in zip(first, second, strict=True) if a != b]) == 1
