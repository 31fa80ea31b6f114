"""Who is asking, for which host, from which site; and the headers that every answer carries.

Rule 1: what is checked is the request as it was routed, never its spelling: ``/%61pi`` meets the same guard.
Rule 2: a header that a client can write is believed only from a configured network. Of ``X-Forwarded-For`` the
right-most hop that is no proxy of ours is the client; ``Forwarded``, ``X-Real-IP`` and ``X-Forwarded-Host`` are
never read.
Rule 3: a browser's unsafe request must come from our own pages. A program with a bearer token has no site.
"""

import enum
import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from mayfly.core.mailbox import decode_token, encode_token, handle_of

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# A browser sends every cookie with every request: eight of 70 octets stay far below any server's header limit.
MAX_BOXES = 8
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
_NETLOC = re.compile(r"(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?\Z")
_COOKIE = "mayfly-"
# RFC 6265bis section 4.1.3.2: browsers take this prefix only with Secure, Path=/ and without Domain, so that no
# neighbour under the same registrable domain can plant a mailbox of their own.
_HOST_PREFIX = "__Host-"


class Kind(enum.Enum):
    """What an answer is; decides its headers and how its problems are shown."""

    API = "api"  # JSON
    STREAM = "stream"  # server-sent events; guarded like API
    PAGE = "page"  # HTML of ours
    MAIL = "mail"  # octets out of a mail
    IMAGE = "image"  # a remote image, fetched by us
    STATIC = "static"  # files of the page
    PLAIN = "plain"  # health and metrics


_EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow, noarchive",
    "cache-control": "no-store, private",
    "cross-origin-resource-policy": "same-origin",
    "vary": "Authorization, Cookie",
    "permissions-policy": "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), microphone=(), midi=(), payment=(), usb=()",
}
_INERT = {"content-security-policy": "default-src 'none'; frame-ancestors 'none'", "referrer-policy": "no-referrer"}
_PAGE = {
    # 'self' alone: a foreign script, style, font, image, frame or form is refused by the browser.
    "content-security-policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    # With no-referrer the Origin of a form is "null", and our own check would refuse it.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
_MAIL = {
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'self'",
    "referrer-policy": "no-referrer",
}
# What an answer carries unless its handler has said something else in the same header.
HEADERS: Mapping[Kind, tuple[tuple[bytes, bytes], ...]] = {
    kind: tuple((name.encode(), value.encode()) for name, value in (_EVERYWHERE | own).items())
    for kind, own in {
        Kind.API: _INERT,
        Kind.STREAM: _INERT | {"x-accel-buffering": "no"},
        Kind.PAGE: _PAGE,
        Kind.MAIL: _MAIL,
        # The frame that shows it has an opaque origin, so it is cross-origin to us.
        Kind.IMAGE: _MAIL | {"cross-origin-resource-policy": "cross-origin"},
        Kind.STATIC: _INERT,
        Kind.PLAIN: _INERT,
    }.items()
}


def read_networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Read networks as an operator writes them (``10.0.0.0/8``, ``::1``); raise ValueError for anything else."""
    return tuple(ipaddress.ip_network(text, strict=False) for text in texts)


def read_address(text: str) -> IPAddress | None:
    """Read an IP address, with or without a port and brackets; a mapped IPv4 address is the IPv4 address."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, ipaddress.IPv6Address) else address


def is_within(address: IPAddress | None, networks: Iterable[Network]) -> bool:
    """Say whether an address lies in one of the networks."""
    return address is not None and any(
        address.version == network.version and address in network for network in networks
    )


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks: the text of an address (``""`` where there is none), whether the way here is encrypted, and
    whether somebody between us says to have forwarded it without being believed."""

    address: str
    secure: bool
    forwarded: bool


class Proxies:
    """Finds the client behind the proxies that are trusted."""

    def __init__(self, networks: Iterable[Network], public_url: str) -> None:
        self._networks = tuple(networks)
        url = urlsplit(public_url)
        self._secure_host = url.netloc.lower() if url.scheme == "https" else ""

    def client(self, scope: Scope, headers: Headers) -> Client:
        """Say who asks."""
        peer = scope.get("client")
        address = read_address(peer[0]) if peer else None
        secure = scope.get("scheme") == "https" or headers.get("host", "").lower() == self._secure_host != ""
        if not is_within(address, self._networks):
            return Client(
                str(address or ""), secure, any(n in headers for n in ("x-forwarded-for", "forwarded", "via"))
            )
        proto = headers.get("x-forwarded-proto", "").rpartition(",")[2].strip().lower()
        if proto:
            secure = proto == "https"
        hops = [hop for line in headers.getlist("x-forwarded-for") for hop in line.split(",")]
        for hop in reversed(hops):
            found = read_address(hop)
            if found is None:
                break
            address = found
            if not is_within(address, self._networks):
                break
        return Client(str(address or ""), secure, forwarded=False)


class Hosts:
    """The host names that requests may be for."""

    def __init__(self, names: Iterable[str], listen: Iterable[str], public_url: str) -> None:
        found = {name.lower().rstrip(".") for name in (*names, *_LOOPBACK_NAMES)}
        found |= {host_of(text) for text in listen}
        found.add(host_of(urlsplit(public_url).netloc))
        self._names = frozenset(found - {"", "0.0.0.0", "[::]", "*"})

    def admits(self, headers: Headers) -> bool:
        """Say whether a request names one host and it is ours. The port is not looked at."""
        return names_one_host(headers) and host_of(headers["host"]) in self._names


def names_one_host(headers: Headers) -> bool:
    """Say whether a request names one host, once, and it can be one (RFC 9112 section 3.2: else 400)."""
    hosts = headers.getlist("host")
    # What is written into policies and links is the whole of it, so the port has to be one.
    return len(hosts) == 1 and _NETLOC.match(hosts[0]) is not None


def accepts_pages(headers: Headers) -> bool:
    """Say whether a person's browser asks: every one of them names HTML, where programs take anything."""
    return "text/html" in headers.get("accept", "").lower()


def host_of(netloc: str) -> str:
    """Give the host of ``host:port`` in lower case without a trailing dot; IPv6 keeps its brackets."""
    netloc = netloc.strip().lower()
    if netloc.startswith("["):
        return netloc.partition("]")[0] + "]"
    return netloc.partition(":")[0].rstrip(".")


def is_foreign(headers: Headers, *, navigation: bool) -> bool:
    """Say whether a browser tells that another site is behind this request.

    With ``navigation`` a link from elsewhere is no harm: it loads a page that the other site cannot read.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        if site in ("same-origin", "none"):
            return False
        return not (navigation and headers.get("sec-fetch-mode") == "navigate")
    origin = headers.get("origin")
    return origin is not None and not _is_our_origin(origin, headers)


def is_from_our_page(headers: Headers) -> bool:
    """Say whether a browser vouches that one of our own pages sent this: what an unsafe request by cookie needs."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is not None and _is_our_origin(origin, headers)


def _is_our_origin(origin: str, headers: Headers) -> bool:
    url = urlsplit(origin)
    # Only the host is compared: behind a proxy that says nothing, we do not know that the page is on https.
    return url.scheme in ("http", "https") and url.netloc.lower() == headers.get("host", "").lower()


def is_first_view(headers: Headers) -> bool:
    """Say whether a person is looking, so that a mailbox may be made for them: a navigation, and no prefetch."""
    if "prefetch" in headers.get("sec-purpose", "") + headers.get("purpose", "") + headers.get("x-moz", ""):
        return False
    return headers.get("sec-fetch-dest", "document") == "document"


# --- cookies: one for each mailbox of a browser ---


@dataclass(frozen=True, slots=True)
class Box:
    """A mailbox that a browser holds: its handle, which is no secret, and its token."""

    handle: str
    token: bytes


def read_boxes(headers: Headers, *, secure: bool) -> tuple[Box, ...]:
    """Give the mailboxes of a browser's cookies, at most eight, in the order of the cookies.

    On an encrypted way only ``__Host-`` cookies count. A cookie whose name is not its token's handle is none.
    """
    prefix = _HOST_PREFIX + _COOKIE if secure else _COOKIE
    found: dict[str, Box] = {}
    for line in headers.getlist("cookie"):
        for pair in line.split(";"):
            name, _, value = pair.strip().partition("=")
            token = decode_token(value) if name.startswith(prefix) else None
            if token is not None and name == prefix + handle_of(token) and len(found) < MAX_BOXES:
                found.setdefault(name, Box(handle_of(token), token))
    return tuple(found.values())


def set_box(response: Response, token: bytes, *, secure: bool, max_age_seconds: int) -> None:
    """Give a mailbox to the browser, beside the others it has."""
    _set_cookie(response, handle_of(token), encode_token(token), secure=secure, max_age_seconds=max_age_seconds)


def forget_box(response: Response, handle: str, *, secure: bool) -> None:
    """Take a mailbox from the browser."""
    _set_cookie(response, handle, "", secure=secure, max_age_seconds=0)


def _set_cookie(response: Response, handle: str, value: str, *, secure: bool, max_age_seconds: int) -> None:
    response.set_cookie(
        (_HOST_PREFIX if secure else "") + _COOKIE + handle,
        value,
        max_age=max_age_seconds,
        path="/",
        secure=secure,
        httponly=True,
        # Strict would lose the mailbox: a link from another site would come without the cookie.
        samesite="lax",
    )
