"""How a link stands among the others of its mail: alone, one of a pair, one of many; no language is asked.

Rule 1: of two that differ in one place only, yes and no, the one that goes on stands first.
Rule 2: what is on every mail is no company: it is left out before anything is counted.
"""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from mayfly.mail.extract.addresses import Address

# More links than these are a newsletter's or a shop's: yes and no are not looked for among them.
_FEW = 6
_STEPS = (1, 2, 3, 4, 7, 13)
_WORD = re.compile(r"(?:[^\W\d_]|[\u0900-\u109f]){4,}|[\u2e80-\u9fff]{2}|[\uac00-\ud7af]{2,}")
_WIDE = "\u2e80"
_NO = re.compile(
    r"(?<![a-z])(?:no|non|nein|nej|nei|nee|nie|ne|nao|nicht|nem|nu|hayir|tidak|khong|refus\w*|declin\w*|reject\w*|cancel\w*|deny|"
    r"ablehn\w*|absag\w*|abbrech\w*|afvis|afslaa|avvis|neka|rechaz\w*|recus\w*|rifiut\w*|annul\w*|anul\w*|odmit\w*|odrzu\w*|"
    r"elutasit\w*|tolak|reddet|iptal|huy|later|depois|pause|stop|hylk\w*|avbo\w*|atmes\w*|noraid\w*|keeld\w*|odbij\w*|zavrn\w*|nekoho|nemoz\w*|nemuz\w*|nechc\w*|avsla\w*|nahi|na)(?![a-z])"
    r"|न देख|नहीं|ना\b|না|拒|いいえ|辞退|거절|لا\b|رفض|رد کردن|خیر|לא\b|דחי|откл|отказ|нет\b|ні\b|відх|οχι|απορρ|ไม่|ปฏิเสธ"
)


@dataclass(frozen=True, slots=True)
class Member:
    """A link among others: its address, its label, and what that is for."""

    address: Address
    label: str
    # It says what is on every mail, or what asks.
    never: bool
    asks: bool


class Company:
    """The links of one face of a mail that could be the one."""

    def __init__(self, members: list[Member]) -> None:
        self._times = Counter(member.address.url for member in members)
        self._asking = {member.address.url for member in members if member.asks}
        known: dict[str, Member] = {}
        for member in members:
            # What declines is on no other mail: it is the other of a pair.
            if not member.never or _NO.search(member.label):
                known.setdefault(member.address.url, member)
        self._known = known
        self._urls = [url for url in known if len(_local(url)) > 1]
        self._pointed = [url for url in self._urls if known[url].address.pointed]
        self._secret = [url for url in self._urls if known[url].address.is_secret]
        self._declines = {url for url in known if _says_no(url)}
        self._pairs: dict[str, str] = {}
        if len(known) <= _FEW:
            two = len(self._urls) == 2
            self._pairs = {one: other for one, other in pairwise(self._urls) if _are_a_pair(one, other, two=two)}

    def standing(self, url: str) -> str:
        """Name how it stands: of a pair, the only one, the only one with something of its reader's own, or of many."""
        if url in self._pairs and url not in self._declines:
            other = self._pairs[url]
            return "accepts" if other in self._declines or _NO.search(self._known[other].label) else "first"
        if url in self._pairs.values():
            return "second"
        if self._urls == [url]:
            return "alone"
        if self._secret == [url]:
            return "secret"
        if self._pointed == [url]:
            return "pointed"
        if url in self._secret:
            return "some" if len(self._secret) < 4 else "many"
        return "beside" if self._secret else "plain"

    def signs(self, url: str) -> list[str]:
        """Give the signs of one of them: how many there are, and which of them it is."""
        out = [
            f"stands {self.standing(url)}",
            "urls " + step(len(self._urls), _STEPS),
            "secrets " + step(len(self._secret), _STEPS),
            "pointed " + step(len(self._pointed), _STEPS),
            f"times {min(3, self._times[url])}",
        ]
        if url not in self._known:
            out.append("no company")
        if self._urls[:1] == [url]:
            out.append("first url")
        if self._secret[:1] == [url]:
            out.append("first secret")
        if url in self._declines:
            out.append("says no")
        if self._asking == {url}:
            out.append("only asking")
        return out


def step(number: int, steps: tuple[int, ...]) -> str:
    """Give the last of rising steps that a number reaches, or 0."""
    at = bisect_right(steps, number)
    return str(steps[at - 1]) if at else "0"


def words_of(text: str) -> set[str]:
    """Give the stems of its words."""
    return {_stem(word) for word in _WORD.findall(text)}


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
    """Say whether an address declines."""
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
