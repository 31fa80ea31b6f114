"""What speaks for and against a link: named signs, each there or not, and none of them weighed here.

A sign says what is seen: what its label says, the sentence before it and the words behind it, what its address has of
the reader's own, how it stands among the others, what the mail speaks of. The words are those of ``lexicon``'s tables,
so that a sign is the same in every language. ``link_weights`` says what each is worth.

Rule 1: what stands around a link is heard once, whichever of its parts is asked about.
Rule 2: signs of the mail are the same for each of its links: they tell whether any is meant.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from mayfly.core.message import Party
from mayfly.mail.extract import addresses, folding, phrasing
from mayfly.mail.extract.hearing import Heard
from mayfly.mail.extract.lexicon import Ear, Said, Table, outright
from mayfly.mail.extract.lines import Anchor, Seen
from mayfly.mail.extract.linkage import Company, words_of
from mayfly.mail.trackers import tracker_of

_SENTENCE_END = re.compile(r"[.!?]\s|[。！？।]")
_LABEL = 120
_BEFORE = 260
_BEHIND = 100
_ANSWER = re.compile(r"\s*(?:re|aw|sv|vs|fwd?|wg|tr|rv|odp|ynt|回复|答复|转发|re\[\d+\])\s*:")
# An option that is switched on, a reward that is claimed: words of confirmation, nothing confirmed.
_OFFERED = re.compile(
    r"\b(?:free\b|offer|ofert|offre|angebot|offert|aanbod|tilbud|erbjudand|tarjou|nabidk|ajanlat|kampan|firsat"
    r"|reward|bonus|premi|free spins|casino|jackpot|"
    r"belohn|recompens|option|deal|discount|rabat|gratis|coupon|gutschein|descuento|desconto|sconto)|\d\s?(?:%|gb\b)|\dx\d"
    r"|акци|предложен|пропозиц|скидк|знижк|бонус|προσφορ|εκπτωσ|عرض|خصم|מבצע|הנחה|پیشنهاد|تخفیف|ऑफर|छूट|অফার|ছাড়|ข้อเสนอ|ส่วนลด|"
    r"uu dai|giam gia|penawaran|diskon|特典|キャンペーン|割引|혜택|할인|쿠폰|优惠|優惠|折扣|奖励|獎勵"
)
_CONFERENCE = re.compile(
    r"\bjoin (?:the )?(?:meeting|call|webinar|zoom|conference)"
    r"|besprechung|\breunion|\breuniao|riunione"
    r"|vergadering|\bmote|\bmode\b|kokou|spotkan|schuzk|konferen|конферен|зустріч|συσκεψ|toplanti|الاجتماع|לפגישה|לישיבה"
    r"|会議|ミーティング|회의|会议|會議"
)
_TABLES = tuple((table, table.name.lower()) for table in Table)


def _few(number: int, steps: tuple[int, ...]) -> str:
    """Give the largest step that a number reaches."""
    return str(max((step for step in steps if step <= number), default=0))


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around a link: a folded text, what is said in it, and where its label is."""

    text: str
    said: Said
    # Where the sentence before the label begins, the label itself, and where it ends.
    lead: int
    start: int
    end: int

    def says(self, table: Table, first: int, last: int) -> bool:
        return any(first <= start < last for start, _ in self.said[table])


@dataclass(frozen=True, slots=True)
class Option:
    """A link that could be the one, and its signs."""

    anchor: Anchor
    signs: tuple[str, ...]


class Signs:
    """The signs of the links of a mail."""

    def __init__(self, seen: list[Seen], sender: Party | None, heard: Heard, ear: Ear) -> None:
        self._seen = seen
        self._heard = heard
        self._ear = ear
        domain = sender.address.rpartition("@")[2].lower() if sender else ""
        self._sender = addresses.owner_of(domain) if domain else ""
        self._stems = words_of(heard.subject.folded)

    @cached_property
    def subject(self) -> str:
        """Give the class of what the subject speaks of."""
        said = self._ear(self._heard.subject.folded)
        for table in (Table.OFFERS, Table.BILL, Table.CONFERENCE, Table.ASKS, Table.OTHER, Table.VOID, Table.CONTEXT, Table.STRONG):
            if said[table]:
                return table.name.lower()
        return "silent"

    @cached_property
    def common(self) -> tuple[str, ...]:
        """Give the signs of the mail as a whole."""
        heard = self._heard
        said, whole = self._ear(heard.subject.folded), heard.ear(heard.text)
        out = [f"subject {name}" for table, name in _TABLES if said[table]]
        for table, name in _TABLES:
            if whole[table]:
                out.append(f"mail {name}")
                if len({heard.text[start:end][:5] for start, end in whole[table]}) > 2:
                    out.append(f"mail {name} 3")
        out.append(f"signals {min(heard.signals, 4)}")
        out.append("length " + _few(heard.length, (150, 300, 600, 1200, 2500, 5000)))
        if _OFFERED.search(heard.subject.folded):
            out.append("subject offered")
        if "invit" in heard.subject.folded:
            out.append("subject invites")
        if _ANSWER.match(heard.subject.folded):
            out.append("subject answers")
        if heard.issues:
            out.append("subject has issue")
        if re.search(r"\d\d", heard.subject.folded):
            out.append("subject has number")
        if phrasing.COSTS.search(heard.text):
            out.append("mail costs")
        if phrasing.PRICE.search(heard.text):
            out.append("mail price")
        if phrasing.MEETING_PLACE.search(" ".join(anchor.url[:300] for face in self._seen for anchor in face.anchors[:20])):
            out.append("mail meets")
        if any(addresses.is_to_leave(anchor.url) for face in self._seen for anchor in face.anchors):
            out.append("mail to leave")
        urls = {anchor.url for face in self._seen for anchor in face.anchors}
        out.append("all urls " + _few(len(urls), (1, 2, 3, 5, 8, 13, 25)))
        return tuple(out)

    def options(self) -> list[Option]:
        """Give the links that could be the one."""
        out = []
        for face in self._seen:
            anchors = [anchor for anchor in face.anchors if addresses.could_be(anchor.url) and addresses.host_of(anchor.url)]
            company = Company(anchors, self._ear)
            buttons = sum(anchor.button for anchor in anchors)
            for anchor in anchors:
                out.append(Option(anchor, (*self._own(anchor, company, buttons), *self.common)))
        return out

    def _words(self, anchor: Anchor) -> Words:
        before = folding.fold(folding.same_digits(anchor.before))
        label = folding.fold(folding.same_digits(anchor.label))
        if anchor.prose:
            text = (before if before.endswith(label) else f"{before} {label}")[-_BEFORE:]
            start = end = len(text)
        else:
            label = label[:_LABEL]
            start = before.rfind(label) if label else len(before)
            if start < 0:
                before = f"{before} {label}"
                start = len(before) - len(label)
            first = max(0, start - _BEFORE)
            text = before[first : start + len(label) + _BEHIND]
            start -= first
            end = start + len(label)
        lead = 0
        for found in _SENTENCE_END.finditer(text, 0, start):
            if start - found.end() >= 4:
                lead = found.end()
        # "Not you? Change it": a question leads to the sentence behind it.
        return Words(text, self._ear(text), lead, start, end)

    def _class_of(self, words: Words, first: int, last: int) -> str:
        """Give the class of what is said in a piece of the words around a link."""
        text = words.text
        if not text[first:last].strip():
            return "empty"
        asks = [s for s in words.said[Table.ASKS] if first <= s[0] < last]
        never = [s for s in outright(words.said, Table.NEVER, Table.ASKS) if first <= s[0] < last]
        if words.says(Table.NOT_YOU, first, last):
            return "notyou"
        if asks and never:
            return "asks+never"
        if never:
            return "never"
        if asks:
            return "asks0" if asks[0][0] == first else "asks"
        if any(first <= s[0] < last for s in outright(words.said, Table.OTHER, Table.ASKS)):
            return "other"
        leads = [s for s in words.said[Table.LEADS] if first <= s[0] < last]
        if leads:
            return "leads0" if leads[0][0] == first else "leads"
        return "silent"

    def _own(self, anchor: Anchor, company: Company, buttons: int) -> list[str]:
        url = anchor.url
        words = self._words(anchor)
        out: list[str] = []
        bare = anchor.prose or not anchor.label or addresses.looks_like_url(anchor.label)
        lead = self._class_of(words, words.lead, words.start)
        label = ("prose" if anchor.prose else "none" if not anchor.label else "url") if bare else self._class_of(words, words.start, words.end)
        said = f"~{lead}" if bare else label
        out.append(f"label {label}")
        out.append(f"lead {lead}")
        if not bare:
            length = words.end - words.start
            out.append("label length " + _few(length, (0, 8, 14, 22, 32, 48, 80)))
            for table, name in _TABLES:
                hits = [s for s in words.said[table] if words.start <= s[0] < words.end]
                if hits:
                    out.append(f"label {name}")
                    if hits[0][0] == words.start:
                        out.append(f"label {name} first")
                    if hits[0][0] == words.start and hits[0][1] >= words.end - 1:
                        out.append(f"label {name} whole")
            text = words.text[words.start : words.end]
            if _OFFERED.search(text):
                out.append("label offered")
            if _CONFERENCE.search(text):
                out.append("label conferred")
            if "_" in text:
                out.append("label is a name")
            if any(c.isdigit() for c in text):
                out.append("label digit")
        kin = "bare lead" if bare else "lead"
        for table, name in _TABLES:
            if words.says(table, words.lead, words.start):
                out.append(f"{kin} {name}")
            if words.says(table, 0, words.lead):
                out.append(f"earlier {name}")
            if words.says(table, words.end, len(words.text)):
                out.append(f"behind {name}")
        if _CONFERENCE.search(words.text, max(0, words.start - 60), words.start):
            out.append("lead conferred")
        led = words.text[words.lead : words.start].rstrip()
        if led.endswith((":", "：")):
            out.append("led by colon")
        if led.endswith(("?", "？")):
            out.append("led by question")
        if not led:
            out.append("nothing before")
        if not words.text[words.end :].strip(" .!:"):
            out.append("nothing behind")
        # its address
        secret, topics = addresses.secret_of(url), addresses.topics_of(url)
        own = "own" if secret in ("named", "long", "short") else secret or "same"
        topic = topics[0]
        out.append(f"secret {secret}")
        out += [f"path {each}" for each in topics]
        out.append(f"path first {topic}")
        path = addresses.path_of(url)
        out.append("path depth " + _few(path.partition("?")[0].strip("/").count("/") + 1, (1, 2, 3, 4)))
        out.append("query " + _few(path.partition("?")[2].count("="), (0, 1, 2, 3)))
        if "utm_" in path:
            out.append("query of campaign")
        if any(key in url for key in self._heard.issues):
            out.append("path is issue")
        if "@" in path:
            out.append("path has mailbox")
        host = addresses.host_of(url)
        owner = addresses.owner_of(host)
        out.append("host " + ("tracker" if tracker_of(host) else "sender" if owner == self._sender else "foreign" if self._sender else "unknown"))
        out += [f"host {kind}" for kind in addresses.kinds_of_host(host)]
        # its place
        out.append("place " + _few(int(anchor.place * 100), (0, 20, 40, 60, 75, 85, 95)))
        if anchor.button:
            out.append("button")
            out.append("only button" if buttons == 1 else "one of buttons")
        elif buttons:
            out.append("other is button")
        # its company
        apart = company.standing(url)
        out.append(f"stands {apart}")
        out += company.signs(url)
        recurs = len(self._stems & words_of(words.text[words.start : words.end])) if not bare else 0
        out.append(f"recurs {min(recurs, 2)}")
        if not bare and company.asking(url, asks=bool("asks" in label)):
            out.append("only asking")
        subject = self.subject
        mode = "b" if anchor.button else "p" if anchor.prose else "a"
        out += [
            f"& label {said} secret {own}",
            f"& label {said} subject {subject}",
            f"& label {said} stands {apart}",
            f"& label {said} {mode}",
            f"& label {said} path {topic}",
            f"& label {said} lead {lead}",
            f"& path {topic} secret {own}",
            f"& path {topic} stands {apart}",
            f"& path {topic} subject {subject}",
            f"& secret {own} subject {subject}",
            f"& secret {own} stands {apart}",
            f"& stands {apart} subject {subject}",
        ]
        return out


def of_code(option: Option) -> list[str]:
    """Give what it says that the mail asks for a code as well."""
    return ["coded", *(f"coded & {sign}" for sign in option.signs if sign.startswith(("label ", "secret ", "stands ", "path first", "urls ", "recurs")))]
