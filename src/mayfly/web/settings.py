"""What an operator can set about HTTP (settings ``[web]``); read once, by ``config``."""

import ipaddress
from urllib.parse import urlsplit

from msgspec import Struct


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """How the page and the API are reached, by whom they are trusted, and what one client may hold."""

    # Loopback: nothing is open to a network before somebody says so. ``HOST:PORT`` or ``[IPv6]:PORT``.
    listen: tuple[str, ...] = ("127.0.0.1:8080",)
    # Host names that a request may be for. Loopback names, the host of ``public_url`` and every address that is
    # listened on are always among them; any other name is DNS rebinding or a mistake, and is answered by 421.
    names: tuple[str, ...] = ()
    # The page's address as people type it, for links that leave the page; "" takes what the request says.
    public_url: str = ""
    # Networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. Everybody else's are ignored.
    trusted_proxies: tuple[str, ...] = ()
    # Networks that may read /metrics, beside loopback.
    metrics_networks: tuple[str, ...] = ()
    # Remote images of a mail, when its reader asks for them, are fetched by this server.
    images: bool = True
    # Open event streams: a few tabs and a script; a household or an office; what one process holds in 150 MB.
    streams_per_mailbox: int = 5
    streams_per_client: int = 20
    streams_in_all: int = 20_000
    # Requests that wait for mail at the same time: a test suite waits in many mailboxes at once, from one machine.
    waits_per_mailbox: int = 20
    waits_per_client: int = 200
    # Mail in the clear in memory for those who read it now. The largest mail takes three quarters of it while it is
    # opened, and hundreds of letters are read beside it; who finds no room in ten seconds is told to come again.
    reading_octets: int = 134_217_728
    # The largest request is a form of some hundred octets; this is room for what nobody thought of.
    body_octets: int = 65_536
    # From the first octet of a request to its last: a slow phone manages, a slow-loris does not.
    request_seconds: int = 30
    # Between two requests on one connection.
    keep_alive_seconds: int = 15
    # A reader that takes nothing for so long is hung up on; its browser comes back and is told what it missed.
    slow_reader_seconds: int = 30
    # Connections in all: every stream may have one, and some room for requests beside them.
    connections: int = 24_000


def split_listen(text: str) -> tuple[str, int] | None:
    """Read ``HOST:PORT`` or ``[IPv6]:PORT``; None for anything else."""
    host, colon, port = text.rpartition(":")
    if not colon or not host or not (port.isascii() and port.isdigit()) or int(port[:6]) > 65_535:
        return None
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    elif ":" in host:
        return None
    return host, int(port)


def faults(settings: Settings) -> tuple[str, ...]:
    """Give one sentence for each setting that cannot be, with its name and what to write instead."""
    found = [
        f"web.listen: {text!r} is no HOST:PORT; write for example 127.0.0.1:8080 or [::1]:8080."
        for text in settings.listen
        if split_listen(text) is None
    ]
    for name in ("trusted_proxies", "metrics_networks"):
        for text in getattr(settings, name):
            try:
                ipaddress.ip_network(text, strict=False)
            except ValueError:
                found.append(f"web.{name}: {text!r} is no network; write for example 10.0.0.0/8 or ::1.")
    url = urlsplit(settings.public_url)
    if settings.public_url and (url.scheme not in ("http", "https") or not url.hostname or url.path not in ("", "/")):
        found.append(
            f"web.public_url: {settings.public_url!r} is no address of a site; write https://mail.example.org."
        )
    found += [
        f"web.{name}: must be 1 or more."
        for name, value in ((name, getattr(settings, name)) for name in settings.__struct_fields__)
        if isinstance(value, int) and not isinstance(value, bool) and value < 1
    ]
    return tuple(found)
