"""The one link that a mail asks to be followed, by its words and its place, and what is odd about it.

Rule 1: at most one. What is on every mail (unsubscribe, help, imprint, social networks) is never the one.
Rule 2: nothing is fetched. A warning says what can be seen without that.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import idna

from mayfly.core.message import Link, Party
from mayfly.mail import render
from mayfly.mail.extract import folding, linkage
from mayfly.mail.extract.hearing import Heard
from mayfly.mail.extract.lexicon import Ear, Table, outright
from mayfly.mail.extract.lines import Anchor, Seen
from mayfly.mail.trackers import tracker_of

THRESHOLD = 0.6
_LABEL_CHARACTERS = 80
# The most that the mail as a whole may add.
_HEARD_AT_MOST = 0.2
# Browsers and servers refuse longer ones; a summary must not carry a megabyte.
_URL_CHARACTERS = 8192
_DOMAIN = re.compile(r"(?<![a-z0-9.-])(?:https?://)?((?:[a-z0-9-]++\.)+[a-z]{2,24})(?=[/\s:?#]|\Z)", re.IGNORECASE)
_WEB = re.compile(r"https?://|www\.", re.IGNORECASE)
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}\Z|\[?[0-9a-f]{0,4}:[0-9a-f:]{0,41}\]?\Z", re.IGNORECASE)
_SECRET = re.compile(
    r"(?:[?&#](?:[\w.-]*(?:token|code|key|hash|sig|otp|nonce|ticket|secret|oob|confirm|verif|uid|t|k)[\w.-]*)=[\w%.~-]{6,})|/[\w-]{20,}|/[0-9a-f-]{16,}",
    re.IGNORECASE,
)
# Shorter, but nothing that somebody would write by hand: a piece of letters and digits, or a long number.
_SHORT_SECRET = re.compile(
    r"[/=](?=[a-z-]*\d)(?=[\d-]*[a-z])[a-z0-9_-]{5,}(?=[/&?#]|\Z)|[/=]\d{5,}(?=[/&?#]|\Z)", re.IGNORECASE
)
_CAMPAIGN = re.compile(r"utm_[^&#]*|/(?:promo|campaign|offer|aktion|news|blog|article)\b", re.IGNORECASE)
# Names under which whole countries register: the last label but one is no owner.
_SECOND_LEVEL = frozenset({"co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go", "gob", "gv"})


# What stands right before a link says where it leads.
_CONFERENCE_CHARACTERS = 60
_SENTENCE_END = re.compile(r"[.!?]\s|[。！？।]")
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
_MEETING_PLACE = re.compile(
    r"//meet\.|[/.]zoom\.|[/.]teams\.|/(?:webinar|meeting|vergadering|besprechung|konferenz)s?/", re.IGNORECASE
)
_PATH_ASKS = re.compile(
    r"verif|confirm|activat|validat|magic|passwordless|reset|recover|sign-?in|log-?in|signup|register|invit|accept|"
    r"auth|optin|opt-in|double-?opt|subscribe/confirm|one-?time|otp|unlock|approve|oob|set-?password|new-?password|"
    r"aktiv|activ|attiv|ativa|bestaetig|bestatig|confer|bevestig|bekraeft|bekraft|bekreft|vahvist|potwierdz|potvrd|overeni|"
    r"megerosit|dogrula|onay|podtverd|freigeb|freischalt|entsperr|debloc|debloqu|sblocc|desbloq|sign(?:ing|ature)?/|firma/|passw|mat-?khau|kata-?sandi|"
    r"kennwort|mot-?de-?passe|mdp/|contrasena|senha|wachtwoord|losenord|adgangskode|passord|salasan|haslo|heslo|jelszo|parola|sifre|parol|"
    r"einladung|invito|convite|uitnodiging|pozvan|zaprosz|meghiv|davet|join/|registr|inscri|anmeld",
    re.IGNORECASE,
)
_PATH_NEVER = re.compile(
    r"unsub|opt-?out|preferenc|privacy|terms|imprint|impressum|\.(?:png|jpe?g|gif|css|svg|webp)(?:\?|\Z)|view-?in-?browser|webversion|"
    r"/(?:help|support|faq|contact|blog|legal|about)(?:[/?#]|\Z)|report-?abuse|apps\.apple\.com|play\.google\.com",
    re.IGNORECASE,
)
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|linkedin|youtube|tiktok|pinterest|t\.me|discord|reddit|threads|vk|weibo)\.(?:com|net|gg|me)\Z"
)


def find(seen: list[Seen], sender: Party | None, heard: Heard, ear: Ear, *, coded: bool = False) -> Link | None:
    """Find the one link of a mail, or None; ``coded`` tells that the mail asks for a code as well."""
    heading = heard.subject.folded
    said = ear(heading)
    if _OFFERED.search(heading) or said[Table.OFFERS]:
        return None
    asked = "invit" in heading or bool(said[Table.ASKS])
    best: tuple[float, Anchor] | None = None
    for face in seen:
        # A link that stands in the text as well is the same one; its HTML has the better words.
        candidates = [anchor for anchor in face.anchors if _could_be(anchor.url)]
        only = len({anchor.url for anchor in candidates if _is_secret(anchor.url)}) == 1
        mail = _Mail(linkage.Company(candidates, heading, ear), asked, only, coded, bool(said[Table.OTHER]))
        for anchor in candidates:
            score = _score(anchor, ear, mail)
            if THRESHOLD - _HEARD_AT_MOST <= score < THRESHOLD:
                score += _heard(anchor, mail, heard)
            if any(key in anchor.url for key in heard.issues):
                score -= 0.3
            if (
                score >= THRESHOLD
                and (best is None or score > best[0])
                and not _is_another_s(anchor, asks=bool(ear(folding.fold(anchor.label))[Table.ASKS]))
            ):
                best = score, anchor
    if best is None:
        return None
    score, anchor = best
    url = render.link(anchor.url)
    host = host_of(anchor.url)
    if url is None or not host:
        return None
    label = anchor.label if anchor.label and not _looks_like_url(anchor.label) else host
    return Link(
        url=url,
        label=label[:_LABEL_CHARACTERS],
        host=host,
        confidence=round(min(score, 0.97), 2),
        warnings=_warnings(anchor, host, sender),
    )


def _is_another_s(anchor: Anchor, *, asks: bool) -> bool:
    """Say whether what is asked for is a bargain or a conference."""
    label = folding.fold(folding.same_digits(anchor.label))
    return (
        _OFFERED.search(label) is not None
        or (not asks and _CONFERENCE.search(folding.fold(anchor.before[-_CONFERENCE_CHARACTERS:])) is not None)
        or _CONFERENCE.search(label) is not None
        or _MEETING_PLACE.search(anchor.url[:300]) is not None
    )


def _could_be(url: str) -> bool:
    """Say whether an address could be the one: of the web, and not on every mail."""
    if len(url) > _URL_CHARACTERS or not url[:8].lower().startswith(("http://", "https://")):
        return False
    return _PATH_NEVER.search(url) is None


def _local(url: str) -> str:
    """Give what stands behind the host, without what campaigns add."""
    return _CAMPAIGN.sub("", "/" + url.split("/", 3)[-1] if url.count("/") >= 3 else "")


def _is_secret(url: str) -> bool:
    local = _local(url)
    return _SECRET.search(local) is not None or _SHORT_SECRET.search(local) is not None


@dataclass(frozen=True, slots=True)
class _Mail:
    """What is true of the mail, whichever of its links is judged."""

    company: linkage.Company
    # Its subject asks for something to be confirmed.
    asked: bool
    # One link and no other has a secret in it.
    only: bool
    # It asks for a code as well.
    coded: bool
    # Its subject names an order, an article, a case.
    about_another: bool


def _heard(anchor: Anchor, mail: _Mail, heard: Heard) -> float:
    """Weigh that a mail with one way on speaks of signing in, of an address to be proved, of a short life."""
    if not (mail.company.few and mail.company.is_apart(anchor) and linkage.is_pointed(anchor.url)):
        return 0.0
    if mail.about_another or heard.says(Table.BILL) or heard.says(Table.OFFERS):
        return 0.0
    return (
        _HEARD_AT_MOST
        if heard.signals > 2 or (heard.signals == 2 and mail.only)
        else 0.12
        if heard.signals == 2
        else 0.0
    )


def _score(anchor: Anchor, ear: Ear, mail: _Mail) -> float:
    company, asked, coded = mail.company, mail.asked, mail.coded
    label = folding.fold(folding.same_digits(anchor.label))
    said = ear(label)
    bare = not label or _looks_like_url(anchor.label) or anchor.prose
    asks = bool(said[Table.ASKS]) and "_" not in label
    path = unquote(anchor.url.split("/", 3)[-1])[:300] if anchor.url.count("/") >= 3 else ""
    path_asks = _PATH_ASKS.search(folding.fold(path)) is not None
    pointed = linkage.is_pointed(anchor.url)
    apart = company.is_apart(anchor)
    only = mail.only or (apart and pointed)
    stands_out = company.recurs(anchor) or (only and (asked or path_asks or coded)) or company.is_first_of_pair(anchor)
    if not (asks or bare or len(label) < 14 or said[Table.LEADS] or stands_out):
        return 0.0  # its other merits do not add up to the threshold
    secret = _is_secret(anchor.url)
    if outright(said, Table.NEVER, Table.ASKS) and not anchor.prose:
        # "Confirm contact": what begins with what is asked, and is the only one to prove something, is it.
        if not (asks and said[Table.ASKS][0][0] == 0 and mail.only and secret):
            return 0.0
        said = (*said[: Table.NEVER], [], *said[Table.NEVER + 1 :])
    # "Track your order", "check the delivery": what is named by its number is looked at, not proved.
    meant = (anchor.prose and path_asks) or (asks and asked) or (coded and apart and company.recurs(anchor))
    if outright(said, Table.OTHER, Table.ASKS) and len(label) <= 60 and not meant:
        return 0.0
    host = host_of(anchor.url)
    if not host or _SOCIAL.search(host) or _is_for_the_other_case(anchor, label, ear):
        return 0.0
    words = folding.fold(anchor.before[-300:]) if bare or len(label) < 14 else label
    if anchor.prose:
        # What leads to an address in a text is the sentence before it, not all of the line.
        words = f"{words} {label}"
        label = _SENTENCE_END.split(label)[-1]
        said = ear(label)
    if outright(said, Table.NEVER, Table.ASKS) or (
        bare and not anchor.prose and outright(ear(words), Table.NEVER, Table.ASKS)
    ):
        return 0.0
    score = 0.0
    if asks:
        score = 0.62 if len(label) <= 60 and not anchor.prose else 0.5
    elif "_" not in label and ear(words)[Table.ASKS]:
        score = 0.5 if bare or secret else 0.3
    elif anchor.prose and asked and secret and not mail.about_another:
        score = 0.4
    elif anchor.prose and only and path_asks:
        score = 0.3
    elif said[Table.LEADS]:
        score = 0.3 if len(label) <= 60 else 0.2
    score += 0.2 if path_asks else 0.0
    score += 0.12 if secret else 0.0
    score += 0.1 if anchor.button else 0.0
    score += 0.1 if asked else 0.0
    # The only one that proves something, in a mail whose subject asks for it, is it.
    score += 0.12 if only and secret and (asked or path_asks) else 0.0
    score -= 0.15 if anchor.place > 0.85 and not anchor.button and not secret else 0.0
    score += company.merits(anchor, asks=asks or path_asks or asked or coded)
    if coded and only:
        # A code and one link with something of one's own in it do the same.
        score = max(score + 0.1, THRESHOLD + 0.02 if apart and company.few else 0.0)
    if not asks and mail.about_another:
        score -= 0.15
    if not secret and not (apart and pointed and (asks or path_asks or asked or coded)):
        score -= _without_secret(anchor, mail, asks=asks, path_asks=path_asks)
        score -= 0.0 if path or asked else 0.2
    return score


def _without_secret(anchor: Anchor, mail: _Mail, *, asks: bool, path_asks: bool) -> float:
    """Weigh that it carries no secret: what is the same for everybody is a way to the front door."""
    if mail.company.is_to_accept(anchor):
        return 0.08
    if (mail.asked and (path_asks or asks)) or (mail.coded and asks and mail.company.is_apart(anchor)):
        return 0.1
    return 0.15 if path_asks and anchor.button else 0.25


def _is_for_the_other_case(anchor: Anchor, label: str, ear: Ear) -> bool:
    """Say whether it is for whoever asked for nothing: "If it was not you, change your password"."""
    if ear(label)[Table.NOT_YOU]:
        return True
    before = folding.fold(anchor.before)
    at = before.rfind(label) if label and not anchor.prose else len(before)
    own = _SENTENCE_END.split(before[:at])
    # "Not you? Change it": a question leads to the sentence behind it.
    lead = " ".join(own[-2:]) if before[:at].rstrip().endswith("?") or len(own[-1].strip()) < 4 else own[-1]
    return at > 0 and bool(ear(lead[-200:])[Table.NOT_YOU])


def host_of(url: str) -> str:
    """Give the host of a URL in lower case as A-labels, or an empty string."""
    try:
        host = (urlsplit(url.strip()).hostname or "").rstrip(".")
    except ValueError:
        return ""
    if host.isascii():
        return host.lower()
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""


def owner_of(host: str) -> str:
    """Give the part of a host name that somebody registered, by rule of thumb."""
    labels = host.split(".")
    take = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-take:])


def _looks_like_url(text: str) -> bool:
    return "." in text and (_WEB.match(text.strip()) or _DOMAIN.fullmatch(text.strip())) is not None


def _warnings(anchor: Anchor, host: str, sender: Party | None) -> tuple[str, ...]:
    """Say what is odd: text and target differ, the sender is somebody else, the target hides itself."""
    out: list[str] = []
    named = _DOMAIN.search(anchor.label)
    if named and owner_of(named[1].lower()) != owner_of(host):
        out.append(f"The text says {named[1].lower()}, but the link leads to {host}.")
    tracker = tracker_of(host)
    domain = sender.address.rpartition("@")[2].lower() if sender else ""
    if tracker:
        out.append(f"The link goes through {host} ({tracker}) first.")
    elif domain and owner_of(domain) != owner_of(host):
        out.append(f"The sender writes from {domain}, but the link leads to {host}.")
    if _IP.match(host):
        out.append("The link leads to an IP address instead of a name.")
    if any(label.startswith("xn--") for label in host.split(".")):
        out.append(f"The host name {host} has letters that can look like others.")
    if anchor.url[:6].lower() != "https:":
        out.append("The link is not encrypted (http).")
    if "@" in urlsplit(anchor.url).netloc:
        out.append("The link hides its host behind a user name.")
    return tuple(out)
