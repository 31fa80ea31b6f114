"""What an address says of itself: whose it is, what its path speaks of, and whether it is made for one reader.

Rule 1: nothing is fetched and nothing followed: what cannot be seen in the address is not known.
Rule 2: patterns are linear, and look at a bounded part of it.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import idna

from mayfly.mail.extract import folding, paths

# Browsers and servers refuse longer ones; a summary must not carry a megabyte.
_URL_CHARACTERS = 8192
_LOCAL_CHARACTERS = 300
# Letters that look like others included; behind a mailbox's sign stands nobody's page.
_L = "a-z0-9\u00b5-\u052f_"
_DOMAIN = re.compile(
    rf"(?<![{_L}.@-])(?:https?://(?:[^\s/@]{{0,99}}@)?)?((?:[{_L}-]++\.)+[a-z]{{2,24}})(?![{_L}@-]|\.[{_L}])",
    re.IGNORECASE,
)
# What a browser takes for a host as it is written; a backslash or a blank ends it, a reference stands for something.
_HOST = re.compile(r"[a-z0-9._-]+\Z|[0-9a-f:.]*:[0-9a-f:.]*\Z")
# A name has 253 characters at most, and a user and a port may stand beside it. What is longer is not composed.
_AUTHORITY_CHARACTERS = 320
_LONG_AUTHORITY = re.compile(rf"\s*[a-z]+://[^/?#]{{{_AUTHORITY_CHARACTERS + 1}}}", re.IGNORECASE)
# An address by number: in four parts, in one, in hexadecimal, in the sixth version.
_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)\Z|[^:]*:")
_WEB = re.compile(r"https?://|www\.", re.IGNORECASE)
_SECRETS = {
    # What is given to a name that speaks of a secret.
    "named": re.compile(
        r"[?&#](?=[\w.-]*(?:token|code|key|hash|sig|otp|nonce|ticket|secret|oob|confirm|verif|uid|t|k))[\w.-]++=[\w%.~-]{6,}",
        re.IGNORECASE,
    ),
    # A piece so long that nobody would write it by hand.
    "long": re.compile(r"/[\w-]{20,}|/[0-9a-f-]{16,}|=[\w-]{20,}", re.IGNORECASE),
    # Shorter, but nothing that somebody would write by hand: letters and digits.
    "short": re.compile(r"[/=](?=[a-z-]*\d)(?=[\d-]*[a-z])[a-z0-9_-]{5,}(?=[/&?#]|\Z)", re.IGNORECASE),
    # What things are counted by.
    "number": re.compile(r"[/=]\d{5,}(?=[/&?#]|\Z)"),
}
# Something of one's own in an address: a value that is given to it, a piece with a digit.
_POINTED = re.compile(r"[?&][\w.-]+=[\w.%~-]|/(?=[a-z]*\d)[a-z0-9]{2,}(?=[/?&]|\Z)", re.IGNORECASE)
# The classes that are made for one reader.
SECRETS = frozenset({"named", "long", "short"})
_CAMPAIGN = re.compile(r"utm_[^&#]*|/(?:promo|campaign|offer|aktion|news|blog|article)\b", re.IGNORECASE)
# Names under which whole countries register: the last label but one is no owner.
_SECOND_LEVEL = frozenset({"co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go", "gob", "gv"})
_NEVER = re.compile(
    r"unsub|opt-?out|preferenc|privacy|terms|imprint|impressum|\.(?:png|jpe?g|gif|css|svg|webp)(?:\?|\Z)|view-?in-?browser|"
    r"webversion|report-?abuse|apps\.apple\.com|play\.google\.com",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"//meet\.|[/.]zoom\.|[/.]teams\.|/(?:webinar|meeting|vergadering|besprechung|konferenz|meetup)s?[/-]",
    re.IGNORECASE,
)
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|linkedin|youtube|tiktok|pinterest|t\.me|discord|reddit|threads|vk|weibo)\.(?:com|net|gg|me)\Z"
)


def could_be(url: str) -> bool:
    """Say whether an address could be the one: of the web, and not on every mail."""
    if len(url) > _URL_CHARACTERS or not url[:8].lower().startswith(("http://", "https://")):
        return False
    return _NEVER.search(url) is None


def is_to_leave(url: str) -> bool:
    """Say whether it takes its reader off a list: only what is sent to many has that."""
    return "unsub" in url[:_LOCAL_CHARACTERS].lower()


@dataclass(frozen=True, slots=True)
class Address:
    """An address, taken apart once."""

    url: str
    # What stands behind the host, folded; the first of it.
    path: str
    query: str
    # The class of what it has of its reader's own: one of ``SECRETS``, ``number``, ``pointed``, or ``none``.
    secret: str
    # What its path speaks of, the most telling first.
    topics: tuple[str, ...]
    # Something in it is not the same for everybody.
    pointed: bool

    @property
    def is_secret(self) -> bool:
        """Say whether it is made for one reader."""
        return self.secret in SECRETS

    @property
    def own(self) -> str:
        """Name the class of its secret more roughly."""
        return "own" if self.is_secret else self.secret


def address_of(url: str) -> Address:
    """Take an address apart."""
    behind = "/" + url.split("/", 3)[-1] if url.count("/") >= 3 else ""
    local = _CAMPAIGN.sub("", behind)
    path, _, query = folding.fold(unquote(behind)[:_LOCAL_CHARACTERS]).partition("?")
    pointed = _POINTED.search(behind) is not None
    kinds = (kind for kind, pattern in _SECRETS.items() if pattern.search(local))
    secret = next(kinds, "pointed" if pointed else "none")
    topics = ("meeting",) if is_to_meet(url) else paths.topics_of(path, query)
    return Address(url, path, query, secret, topics, pointed)


def is_to_meet(url: str) -> bool:
    """Say whether it leads to a conference."""
    return _MEETING.search(url[:_LOCAL_CHARACTERS]) is not None


def is_social(host: str) -> bool:
    """Say whether a host is a social network's: every second mail leads there."""
    return _SOCIAL.search(host) is not None


def host_of(url: str) -> str:
    """Give the host of a URL in lower case as A-labels, or nothing where a browser might find another one than we."""
    if _LONG_AUTHORITY.match(url):
        return ""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    # To a browser a backslash is a slash: what stands behind it is no host.
    if "\\" in parts.netloc:
        return ""
    host = host.lower() if host.isascii() else _in_ascii(host)
    return host if _HOST.match(host) else ""


def _in_ascii(host: str) -> str:
    """Write a name in A-labels, or nothing where it cannot be one."""
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""


def is_number(host: str) -> bool:
    """Say whether a host is an IP address, however it is written."""
    return _NUMBER.match(host) is not None


def owner_of(host: str) -> str:
    """Give the part of a host name that somebody registered, by rule of thumb."""
    labels = host.split(".")
    take = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-take:])


def looks_like_url(text: str) -> bool:
    """Say whether a label is an address itself."""
    return "." in text and (_WEB.match(text.strip()) or _DOMAIN.fullmatch(text.strip())) is not None


def named_in(label: str) -> list[str]:
    """Give the hosts that a label names, as A-labels."""
    names = (found[1].lower() for found in _DOMAIN.finditer(unicodedata.normalize("NFKC", label)))
    return [name if name.isascii() else _in_ascii(name) or name for name in names]
