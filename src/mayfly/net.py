"""The only outward calls: a remote image that a reader asked for.

Rule 1: a name is resolved once, every address it has must be public, and the connection is made to one that was
checked. A second look-up could give another answer (DNS rebinding). The same for each hop of a redirect.
Rule 2: nothing about the reader goes out: no cookie, no referrer, no address, no language; every fetch is a connection
of its own, so that one reader's fetch says nothing about another's.
Rule 3: what comes back is a raster image, as its first octets say, or nothing.
"""

import asyncio
import ipaddress
import re
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit

import httpcore2
import idna

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
# A name and a port to all addresses the name has.
Resolve = Callable[[str, int], Awaitable[tuple[IPAddress, ...]]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take."""

    seconds: float = 5.0
    octets: int = 5 * 1_048_576
    hops: int = 3
    # Real image URLs with tracking data reach 2,000 characters.
    url_characters: int = 4096


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: its type, as its first octets say, and its octets."""

    media_type: str
    octets: bytes


# IANA's special-purpose registries (RFC 6890 and what was added since). The standard library's ``is_global`` has
# changed its mind between versions, and calls the translated and tunnelled forms below global.
_CLOSED_V4 = tuple(
    ipaddress.IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# Only this is handed out to the public: what is not in it is loopback, mapped (::ffff:0:0/96), translated
# (64:ff9b::/96, 64:ff9b:1::/48), unique-local, link-local, multicast or nothing yet.
_OPEN_V6 = ipaddress.IPv6Network("2000::/3")
_CLOSED_V6 = tuple(
    ipaddress.IPv6Network(text)
    for text in (
        "2001::/23",  # Teredo (2001::/32), benchmarking, ORCHID: none is a host that serves images
        "2001:db8::/32",
        "2002::/16",  # 6to4: the IPv4 address inside may be anything
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)


def is_public(address: IPAddress) -> bool:
    """Say whether an address is one of the open Internet."""
    if isinstance(address, ipaddress.IPv6Address):
        return (
            address.scope_id is None and address in _OPEN_V6 and not any(address in network for network in _CLOSED_V6)
        )
    return not any(address in network for network in _CLOSED_V4)


async def resolve(host: str, port: int) -> tuple[IPAddress, ...]:
    """Ask the system's resolver; raise OSError where there is no answer."""
    infos = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(ipaddress.ip_address(info[4][0]) for info in infos))


_MAGIC: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), "image/avif"),
)


def image_type(octets: bytes) -> str | None:
    """Give the media type of a raster image, or None. SVG is none: it is a document that can hold scripts."""
    return next((media_type for magic, media_type in _MAGIC if magic.match(octets)), None)


# --- URLs ---

_HOST = re.compile(
    r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\.)*[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\.?\Z"
)
# A blank within a path is written as %20, as browsers do: many senders leave it to them.
_UNFIT = re.compile(r"[\x00-\x1f\x7f\\]")
_PORTS = {"http": 80, "https": 443}
_TARGET_SAFE = "/?:@!$&'()*+,;=-._~%#[]"


def _read_url(text: str, limits: Limits) -> httpcore2.URL | None:
    """Read a URL that may be fetched: http or https, on its own port, with nothing of a person in it."""
    if len(text) > limits.url_characters or _UNFIT.search(text):
        return None
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError:
        return None
    host = url.hostname or ""
    if url.scheme not in _PORTS or port not in (None, *_PORTS.values()) or url.username is not None or not host:
        return None
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return None
    if ":" in host:
        try:
            host = str(ipaddress.IPv6Address(host))
        except ValueError:
            return None
    elif len(host) > 253 or not _HOST.match(host):
        return None
    target = quote(url.path or "/", safe=_TARGET_SAFE)
    if url.query:
        target += "?" + quote(url.query, safe=_TARGET_SAFE)
    return httpcore2.URL(scheme=url.scheme.encode(), host=host.encode(), port=port, target=target.encode("ascii"))


def _place(url: str, location: bytes) -> str:
    """Give where a redirect leads, or nothing where it is no URL."""
    try:
        # Octets beyond ASCII are mostly UTF-8 that nobody wrote in percent signs.
        return urljoin(url, location.decode("utf-8", "replace"))
    except ValueError:
        return ""


# --- the connection ---


class _RefusedError(Exception):
    """Say that a host has an address that is not public."""


class _Checked(httpcore2.AsyncNetworkBackend):
    """Connects to addresses that were checked, and to nothing else."""

    def __init__(self, find: Resolve, is_allowed: Callable[[IPAddress], bool], inner: httpcore2.AsyncNetworkBackend):
        self._find = find
        self._is_allowed = is_allowed
        self._inner = inner

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        try:
            found: tuple[IPAddress, ...] = (ipaddress.ip_address(host),)
        except ValueError:
            try:
                found = await self._find(host, port)
            except (OSError, UnicodeError, ValueError):
                raise _RefusedError from None
        # One that is not public is enough: a name with both is made to deceive.
        if not found or not all(self._is_allowed(address) for address in found):
            raise _RefusedError
        return await self._inner.connect_tcp(str(found[0]), port, timeout, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


_HEADERS = (
    (b"accept", b"image/avif,image/webp,image/png,image/jpeg,image/gif"),
    # Nothing is to be unpacked here.
    (b"accept-encoding", b"identity"),
    (b"user-agent", b"Mozilla/5.0 (compatible; Mayfly image proxy)"),
    (b"connection", b"close"),
)
# What a peer, the way to it or a name can do wrong.
_FAULTS: tuple[type[Exception], ...] = (
    _RefusedError,
    TimeoutError,
    OSError,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.TimeoutException,
    httpcore2.UnsupportedProtocol,
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(slots=True)
class Fetcher:
    """Fetches images, as many at a time as it is asked for: each holds up to ``limits.octets``.

    ``find``, ``is_allowed`` and ``backend`` are what tests put servers of their own behind.
    """

    limits: Limits = field(default_factory=Limits)
    find: Resolve = resolve
    is_allowed: Callable[[IPAddress], bool] = is_public
    backend: httpcore2.AsyncNetworkBackend = field(default_factory=httpcore2.AnyIOBackend)
    _tls: ssl.SSLContext | None = field(init=False, default=None)

    async def fetch(self, url: str) -> Image | None:
        """Fetch one image; None is whatever is no image, not to be had, too large, too slow or not public."""
        try:
            async with asyncio.timeout(self.limits.seconds):
                octets = await self._fetch(url)
        except _FAULTS:
            return None
        media_type = image_type(octets) if octets is not None else None
        return Image(media_type, octets) if media_type is not None and octets is not None else None

    async def _fetch(self, text: str) -> bytes | None:
        for _ in range(self.limits.hops + 1):
            url = _read_url(text, self.limits)
            if url is None:
                return None
            backend = _Checked(self.find, self.is_allowed, self.backend)
            async with (
                httpcore2.AsyncConnectionPool(ssl_context=self._context(), network_backend=backend) as pool,
                pool.stream("GET", url, headers=list(_HEADERS)) as answer,
            ):
                if answer.status in _REDIRECTS:
                    places = [value for name, value in answer.headers if name.lower() == b"location"]
                    if len(places) != 1:
                        return None
                    text = _place(text, places[0])
                    continue
                return await self._read(answer) if answer.status == 200 else None
        return None

    async def _read(self, answer: httpcore2.Response) -> bytes | None:
        pieces: list[bytes] = []
        octets = 0
        async for piece in answer.aiter_stream():
            octets += len(piece)
            if octets > self.limits.octets:
                return None
            pieces.append(piece)
        return b"".join(pieces)

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = ssl.create_default_context()
        return self._tls
