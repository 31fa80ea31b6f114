"""What an address says of itself: whose it is, what its path speaks of, and whether it is made for one reader.

Rule 1: nothing is fetched and nothing followed: what cannot be seen in the address is not known.
Rule 2: patterns are linear, and look at a bounded part of it.
"""

import re
from urllib.parse import unquote, urlsplit

import idna

from mayfly.mail.extract import folding

# Browsers and servers refuse longer ones; a summary must not carry a megabyte.
_URL_CHARACTERS = 8192
_LOCAL_CHARACTERS = 300
_DOMAIN = re.compile(r"(?<![a-z0-9.-])(?:https?://)?((?:[a-z0-9-]++\.)+[a-z]{2,24})(?=[/\s:?#]|\Z)", re.IGNORECASE)
_WEB = re.compile(r"https?://|www\.", re.IGNORECASE)
# What is given to a name that speaks of a secret, and a piece so long that nobody would write it by hand.
_NAMED_SECRET = re.compile(
    r"[?&#](?:[\w.-]*(?:token|code|key|hash|sig|otp|nonce|ticket|secret|oob|confirm|verif|uid|t|k)[\w.-]*)=[\w%.~-]{6,}",
    re.IGNORECASE,
)
_LONG_SECRET = re.compile(r"/[\w-]{20,}|/[0-9a-f-]{16,}|=[\w-]{20,}", re.IGNORECASE)
# Shorter, but nothing that somebody would write by hand: a piece of letters and digits.
_SHORT_SECRET = re.compile(r"[/=](?=[a-z-]*\d)(?=[\d-]*[a-z])[a-z0-9_-]{5,}(?=[/&?#]|\Z)", re.IGNORECASE)
# What things are counted by.
_NUMBER = re.compile(r"[/=]\d{5,}(?=[/&?#]|\Z)")
# Something of one's own in an address: a value that is given to it, a piece with a digit.
_POINTED = re.compile(r"[?&][\w.-]+=[\w.%~-]|/(?=[a-z]*\d)[a-z0-9]{2,}(?=[/?&]|\Z)", re.IGNORECASE)
_CAMPAIGN = re.compile(r"utm_[^&#]*|/(?:promo|campaign|offer|aktion|news|blog|article)\b", re.IGNORECASE)
# Names under which whole countries register: the last label but one is no owner.
_SECOND_LEVEL = frozenset({"co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go", "gob", "gv"})
_NEVER = re.compile(
    r"unsub|opt-?out|preferenc|privacy|terms|imprint|impressum|\.(?:png|jpe?g|gif|css|svg|webp)(?:\?|\Z)|view-?in-?browser|webversion|"
    r"/(?:help|support|faq|contact|blog|legal|about)(?:[/?#]|\Z)|report-?abuse|apps\.apple\.com|play\.google\.com",
    re.IGNORECASE,
)
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|linkedin|youtube|tiktok|pinterest|t\.me|discord|reddit|threads|vk|weibo)\.(?:com|net|gg|me)\Z"
)
# What a path speaks of, in the words that programs use for it in many languages; the first that is found counts.
_PATHS = {
    "no": re.compile(
        r"(?<![a-z])(?:not-?me|not-?you|wasnt|deny|report|cancel|declin|reject|revoke|refus|stop|undo|abort|disavow|secure)"
    ),
    "meeting": re.compile(r"//meet\.|[/.]zoom\.|[/.]teams\.|/(?:webinar|meeting|vergadering|besprechung|konferenz|meetup)s?[/-]"),
    "verify": re.compile(
        r"verif|confirm|activat|validat|optin|opt-in|double-?opt|aktiv|activ|attiv|ativa|bestaetig|bestatig|confer|bevestig|"
        r"bekraeft|bekraft|bekreft|vahvist|potwierdz|potvrd|overeni|megerosit|dogrula|onay|podtverd|oob|prove"
    ),
    "reset": re.compile(
        r"reset|recover|passw(?!ordless)|mat-?khau|kata-?sandi|kennwort|mot-?de-?passe|mdp/|contrasena|senha|wachtwoord|"
        r"losenord|adgangskode|passord|salasan|haslo|heslo|jelszo|parola|sifre|parol|new-?pin"
    ),
    "login": re.compile(r"magic|passwordless|sign-?in|log-?in|auth|one-?time|otp|sso|session"),
    "invite": re.compile(
        r"invit|accept|join/|join\b|einladung|convite|uitnodiging|pozvan|zaprosz|meghiv|davet|rsvp"
    ),
    "unlock": re.compile(r"unlock|approve|allow|grant|freigeb|freischalt|entsperr|debloc|debloqu|sblocc|desbloq|sign(?:ing|ature)?/|firma/"),
    "register": re.compile(r"signup|sign-up|register|registr|inscri|anmeld|onboard|welcome|setup|set-up|complete|finish|claim|subscribe"),
    "settings": re.compile(r"setting|profil|account|konto|compte|cuenta|conta\b|manag|security|device|dashboard|password"),
    "goods": re.compile(
        r"order|invoice|bill|receipt|pay|cart|checkout|basket|shop|product|offer|promo|coupon|deal|sale|track|parcel|shipment|"
        r"deliver|booking|reserv|ticket|reward|gift|renew|upgrade|plan\b|pricing|donat|quote"
    ),
    "talk": re.compile(
        r"/(?:issue|pull|browse|merge|commit|thread|topic|comment|discussion|message|post|job|run|build|pipeline|incident|case)s?[/-]"
    ),
    "reading": re.compile(r"article|blog|news|docs?/|guide|learn|event|story|read|help|faq|kb/|support|survey|review|rate|feedback|status|report|video|watch"),
    "files": re.compile(r"download|\.(?:pdf|zip|ics|html?|docx?|xlsx?)\b|statement|document"),
}
_HOSTS = {
    "asks": re.compile(r"(?:auth|login|signin|sign-in|account|id|verify|confirm|sso|secure|my|app|join|invite)[.-]"),
    "reads": re.compile(r"(?:help|support|docs|blog|news|status|shop|store|meet|calendar|www)[.-]"),
    "counts": re.compile(r"(?:click|links?|track|email|mail|go|r|t|e|u|url\d*|ct|lnk)[.-]"),
}


def could_be(url: str) -> bool:
    """Say whether an address could be the one: of the web, and not on every mail."""
    if len(url) > _URL_CHARACTERS or not url[:8].lower().startswith(("http://", "https://")):
        return False
    return _NEVER.search(url) is None


def is_to_leave(url: str) -> bool:
    """Say whether it takes its reader off a list: only what is sent to many has that."""
    return "unsub" in url[:_LOCAL_CHARACTERS].lower()


def local(url: str) -> str:
    """Give what stands behind the host, without what campaigns add."""
    return _CAMPAIGN.sub("", "/" + url.split("/", 3)[-1] if url.count("/") >= 3 else "")


def secret_of(url: str) -> str:
    """Give the class of what it has of its reader's own: ``named``, ``long``, ``short``, ``number``, ``pointed``, or nothing."""
    rest = local(url)
    if _NAMED_SECRET.search(rest):
        return "named"
    if _LONG_SECRET.search(rest):
        return "long"
    if _SHORT_SECRET.search(rest):
        return "short"
    if _NUMBER.search(rest):
        return "number"
    return "pointed" if is_pointed(url) else ""


def is_pointed(url: str) -> bool:
    """Say whether an address has something in it that is not the same for everybody."""
    return _POINTED.search("/" + url.split("/", 3)[-1]) is not None if url.count("/") >= 3 else False


def path_of(url: str) -> str:
    """Give the path and what follows as folded text."""
    return folding.fold(unquote(url.split("/", 3)[-1])[:_LOCAL_CHARACTERS]) if url.count("/") >= 3 else ""


def topics_of(url: str) -> tuple[str, ...]:
    """Name what its path speaks of, what is asked for first; ``none`` where it is nothing known, ``root`` where there is none."""
    path = path_of(url)
    if len(path.strip("/")) < 1:
        return ("root",)
    whole = f"/{path}"
    found = [topic for topic, pattern in _PATHS.items() if topic != "meeting" and pattern.search(whole)]
    if _PATHS["meeting"].search(url[:_LOCAL_CHARACTERS].lower()):
        found.insert(0, "meeting")
    return tuple(found) or ("none",)


def kinds_of_host(host: str) -> list[str]:
    """Name what the first labels of a host speak of."""
    found = [kind for kind, pattern in _HOSTS.items() if pattern.match(host)]
    return [*found, "social"] if _SOCIAL.search(host) else found


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


def looks_like_url(text: str) -> bool:
    """Say whether a label is an address itself."""
    return "." in text and (_WEB.match(text.strip()) or _DOMAIN.fullmatch(text.strip())) is not None


def named_in(label: str) -> str:
    """Give the host that a label names, or an empty string."""
    found = _DOMAIN.search(label)
    return found[1].lower() if found else ""
