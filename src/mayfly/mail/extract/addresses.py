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
# The classes that are made for one reader.
SECRETS = frozenset({"named", "long", "short"})
_CAMPAIGN = re.compile(r"utm_[^&#]*|/(?:promo|campaign|offer|aktion|news|blog|article)\b", re.IGNORECASE)
# Names under which whole countries register: the last label but one is no owner.
_SECOND_LEVEL = frozenset({"co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go", "gob", "gv"})
_NEVER = re.compile(
    r"unsub|opt-?out|preferenc|privacy|terms|imprint|impressum|\.(?:png|jpe?g|gif|css|svg|webp)(?:\?|\Z)|view-?in-?browser|webversion|"
    r"report-?abuse|apps\.apple\.com|play\.google\.com",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"//meet\.|[/.]zoom\.|[/.]teams\.|/(?:webinar|meeting|vergadering|besprechung|konferenz|meetup)s?[/-]", re.IGNORECASE
)
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|linkedin|youtube|tiktok|pinterest|t\.me|discord|reddit|threads|vk|weibo)\.(?:com|net|gg|me)\Z"
)
# What a path speaks of, in the words that programs use for it in many languages; the first that is found counts.
_PATHS = {
    "front": re.compile(r"/(?:help|support|faq|contact|kontakt|contacto?|contatti|blog|legal|about|home|index)(?:[/?#]|\Z)"),
    "yes": re.compile(
        r"(?<![a-z])(?:ok|okay|yes|ja|jah|jo|joo|oui|si|sim|da|dah|tak|ano|igen|evet|ya|hai|naam|haan|ha|co|shi|ne|nai|accept\w*|accet\w*|acept\w*|aceit\w*|"
        r"akcept\w*|aksept\w*|annehm\w*|accepter\w*|hyvaks\w*|prijm\w*|prija\w*|prihvat\w*|elfogad\w*|priim\w*|priem\w*|prinya\w*|pryinya\w*|kabul\w*|"
        r"apodoch\w*|terima|setuju|dong-?y|chap-?nhan|ghabul\w*|qabul\w*|shokan|jieshou|tongyi|sudrak|dongui|hyoui|doui|sansho|svik\w*|swikar\w*|"
        r"tamam\w*|done|go|start|enter|naya|entrar|entrer|eintreten|vlez|sisaan)(?![a-z])"
    ),
    "no": re.compile(
        r"(?<![a-z])(?:not-?me|not-?you|wasnt|deny|report|cancel|declin|reject|revoke|refus|stop|undo|abort|disavow|secure)"
    ),
    "verify": re.compile(
        r"verif|confirm|activat|validat|optin|opt-in|double-?opt|aktiv|activ|attiv|ativa|bestaetig|bestatig|confer|bevestig|"
        r"bekraeft|bekraft|bekreft|vahvist|potwierdz|potvrd|potvard|potvrzen|over(?:eni|it)|megerosit|dogrula|onay|p[io]dtver|"
        r"epivev|energop|kinnita|apstiprin|patvirtin|kakunin|ninsho|yuko|hwagin|injeung|queren|qiyong|yanzheng|jihuo|kich-?hoat|xac-?(?:nhan|thuc|minh)|"
        r"aktifkan|konfirmasi|sahkan|ta.?kid|ishur|imut|hafal|faal|tay.?id|pusht|satyap|nishchit|nischit|sakriy|yuenyan|yeunyan|oob|prove"
    ),
    "reset": re.compile(
        r"reset|recover|passw(?!ordless)|mat-?khau|kata-?sandi|kennwort|mot-?de-?passe|mdp/|contrasena|senha|wachtwoord|"
        r"losenord|adgangskode|passord|salasan|haslo|heslo|jelszo|parola|sifre|parol|new-?pin"
    ),
    "login": re.compile(r"magic|passwordless|sign-?in|log-?in|auth|one-?time|otp|sso|session"),
    "invite": re.compile(
        r"invit|join/|join\b|einladung|convite|uitnodiging|pozvan|zaprosz|meghiv|davet|rsvp"
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
    if is_to_meet(url):
        return ("meeting",)
    path = path_of(url)
    if not path.strip("/"):
        return ("root",)
    whole = f"/{path}"
    return tuple(topic for topic, pattern in _PATHS.items() if pattern.search(whole)) or ("none",)


def is_to_meet(url: str) -> bool:
    """Say whether it leads to a conference."""
    return _MEETING.search(url[:_LOCAL_CHARACTERS]) is not None


def is_social(host: str) -> bool:
    """Say whether a host is a social network's: every second mail leads there."""
    return _SOCIAL.search(host) is not None


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
