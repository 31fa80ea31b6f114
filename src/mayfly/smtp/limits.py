"""What the port is told: where it listens, who it says it is, whom it trusts, and how much a client may make it hold.

Every limit has its unit in its name and its reason beside it. A limit is enforced on what arrives, never on what
is claimed.
"""

import ipaddress
from collections.abc import Iterator

from msgspec import Struct

UNIX = "unix:"


class Limits(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How much a client may make us hold, and for how long (settings ``[smtp.limits]``)."""

    # Content, without the dots that only travel. Large providers send up to 25 MB.
    message_octets: int = 25 * 1_048_576
    # All sessions together: ten largest messages at once, and the service still fits a small machine.
    in_flight_octets: int = 256 * 1_048_576
    # One client: two of the largest at once, and room beside them. What a single one holds back, others still have.
    in_flight_octets_per_client: int = 64 * 1_048_576
    # With CRLF. RFC 5321 section 4.5.3.1.4 asks for 512; the rest is room for parameters and long UTF-8 paths.
    command_line_octets: int = 2048
    # A line longer than the limit is swallowed so that the session stays in step; this much, then it is over.
    swallowed_line_octets: int = 65_536
    # RFC 5321 section 4.5.3.1.8 asks for at least 100.
    recipients: int = 100
    # Recipients over the limit are told to come again, without counting as errors, this often in a transaction:
    # a mailing list may pipeline a thousand. Postfix has the same number. So many more may name a mailbox again.
    recipient_overshoot: int = 1000
    # Trace fields in a header block; RFC 5321 section 6.3 asks for at least 100 before it is called a loop.
    received_fields: int = 100
    # From the next error on each reply is delayed. Postfix has the same number.
    errors_before_delay: int = 10
    # Long enough to make guessing dull, short enough to cost an honest client nothing.
    error_delay_seconds: float = 1.0
    # This error is answered with 421. Postfix has the same number.
    errors: int = 20
    # Commands that bring no mail forward (NOOP, RSET, VRFY, HELP); each further one is an error. As Postfix.
    junk_commands: int = 100
    # Per IPv4 address or IPv6 /64. Postfix has the same number.
    sessions_per_client: int = 50
    # In all; about 10 KiB each.
    sessions: int = 10_000
    # From this share of all sessions, or of all messages in flight, on, the short limits of stress hold.
    stress_share: float = 0.9
    # How long a command may take under stress (Postfix, STRESS_README).
    stress_command_seconds: float = 10.0
    # Content comes at least this fast under stress: the largest message within the time that one command has otherwise.
    # Else a few that stop just before their end would keep all others out for half an hour.
    stress_content_octets_per_second: int = 100_000
    # Errors before the end under stress. As Postfix.
    stress_errors: int = 1
    # RFC 5321 section 4.5.3.2.7: at least five minutes.
    command_seconds: float = 300.0
    # Content comes at least this fast, beyond the time of one command. Postfix has the same number.
    content_octets_per_second: int = 500
    # A TLS handshake is two round trips.
    handshake_seconds: float = 30.0
    # How long the greeting is held back; who talks meanwhile is no mail server. Nobody waits by default.
    greeting_delay_seconds: float = 0.0
    # A PROXY header is the first thing a proxy sends.
    proxy_seconds: float = 5.0
    # Whatever a client does, it ends.
    session_seconds: float = 1800.0
    # How long a client may take to read our last reply before it is cut off.
    closing_seconds: float = 5.0
    # Replies wait for so long in the buffers of a client that does not read them; then it is not read either.
    unread_octets: int = 65_536


class Settings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How mail comes in (settings ``[smtp]``)."""

    # ``HOST:PORT`` or ``[IPv6]:PORT``, each a place where SMTP is spoken.
    listen: tuple[str, ...] = ("127.0.0.1:2525",)
    # The name in the greeting: what the MX record says.
    hostname: str = "localhost"
    # A certificate chain and its key, files of PEM: STARTTLS is offered with them. Read again when they change.
    tls_certificate: str = ""
    tls_key: str = ""
    # Where LMTP is spoken, for an MTA in front of us: ``unix:/path`` or ``HOST:PORT`` on loopback.
    lmtp: tuple[str, ...] = ()
    # Networks of proxies (HAProxy) that connect for others: there a PROXY header is mandatory, elsewhere none counts.
    trusted_proxies: tuple[str, ...] = ()
    # How much a client may make us hold.
    limits: Limits = Limits()


def faults(settings: Settings) -> Iterator[str]:
    """Say what is wrong with the settings, each as ``smtp.name: sentence``; ``listen`` is left to ``split_place``."""
    if bool(settings.tls_certificate) != bool(settings.tls_key):
        yield "smtp.tls_certificate: goes with smtp.tls_key; write both or none."
    for text in settings.trusted_proxies:
        try:
            ipaddress.ip_network(text)
        except ValueError:
            yield f"smtp.trusted_proxies: {text!r} is not a network; write for example 10.0.0.0/8."
    for text in settings.lmtp:
        if text.startswith(UNIX):
            if not text.removeprefix(UNIX).startswith("/"):
                yield f"smtp.lmtp: {text!r} needs a whole path; write for example unix:/run/mayfly/lmtp."
            continue
        try:
            host, port = split_place(text)
            is_loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
        except ValueError:
            yield f"smtp.lmtp: {text!r} is no place; write for example unix:/run/mayfly/lmtp or 127.0.0.1:2424."
            continue
        # RFC 2033 section 5: not on port 25; and who speaks LMTP is believed more than the world.
        if not is_loopback or port == 25:
            yield f"smtp.lmtp: {text!r} can be reached by others or is port 25; write for example 127.0.0.1:2424."


def split_place(place: str) -> tuple[str, int]:
    """Cut ``HOST:PORT`` or ``[IPv6]:PORT``; raise ValueError for anything else."""
    host, colon, port = place.rpartition(":")
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    elif ":" in host:
        host = ""
    if not colon or not host or not (port.isascii() and port.isdigit()) or int(port) > 65_535:
        raise ValueError(f"{place!r} is not HOST:PORT")
    return host, int(port)


class Budget:
    """Octets of content held by several sessions together; those of one client are also part of the ``whole``."""

    __slots__ = ("_limit", "_whole", "held")

    def __init__(self, limit: int, whole: "Budget | None" = None) -> None:
        self._limit = limit
        self._whole = whole
        self.held = 0

    def is_near(self, share: float) -> bool:
        """Say whether at least this share of it is taken."""
        return self.held >= share * self._limit

    def has_room(self, octets: int) -> bool:
        """Say whether so many octets would fit now."""
        return self.held + octets <= self._limit and (self._whole is None or self._whole.has_room(octets))

    def take(self, octets: int) -> bool:
        """Hold so many octets more; False, and nothing is held, where they do not fit."""
        if self.held + octets > self._limit or not (self._whole is None or self._whole.take(octets)):
            return False
        self.held += octets
        return True

    def give(self, octets: int) -> None:
        """Let go of octets that were taken."""
        self.held -= octets
        if self._whole is not None:
            self._whole.give(octets)
