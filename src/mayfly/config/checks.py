"""What no single setting can know: values that are of the right type and still cannot be, alone or together.

Each check is a function from the whole configuration to faults; a new one is one more row of ``_CHECKS``. What a room
alone can know of its settings it says itself, by a function ``faults(settings)`` beside the class, in sentences that
begin with the setting's path and a colon.
"""

import ipaddress
import sys
from collections.abc import Callable, Iterator

import msgspec

from mayfly.config.settings import Config
from mayfly.config.sources import Fault
from mayfly.core.address import parse_domain, parse_literal

_LISTEN = ("smtp.listen", "web.listen")


def check(config: Config) -> list[Fault]:
    """Give every fault of the values, in the order of the checks, at most one of the same words."""
    found: dict[Fault, None] = {}
    for one in _CHECKS:
        found |= dict.fromkeys(one(config))
    return list(found)


def read_listen(text: str) -> tuple[str, int] | None:
    """Read ``HOST:PORT`` or ``[IPv6]:PORT``; port 0 lets the system choose. None for anything else."""
    host, colon, port = text.rpartition(":")
    if not colon or not (port.isascii() and port.isdigit() and len(port) <= 5) or int(port) > 65_535:
        return None
    if host.startswith("[") and host.endswith("]"):
        try:
            return str(ipaddress.IPv6Address(host[1:-1])), int(port)
        except ValueError:
            return None
    try:
        return str(ipaddress.IPv4Address(host)), int(port)
    except ValueError:
        return (host.lower(), int(port)) if parse_domain(host) is not None else None


def is_public(text: str) -> bool:
    """Say whether strangers may reach what listens here: anything but loopback and private networks.

    All interfaces at once is public, and so is a name other than localhost: what it stands for may change.
    """
    listen = read_listen(text)
    host = listen[0] if listen else ""
    if host == "localhost" or host.endswith(".localhost"):
        return False
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        return True
    return ip.is_unspecified or not (ip.is_loopback or ip.is_private or ip.is_link_local)


def _listen_strings(config: Config) -> Iterator[Fault]:
    seen: dict[tuple[str, int], str] = {}
    for path, texts in zip(_LISTEN, (config.smtp.listen, config.web.listen), strict=True):
        if not texts:
            yield Fault(path, "", "is empty; write where to listen, for example 127.0.0.1:0.")
        for text in texts:
            listen = read_listen(text)
            if listen is None:
                yield Fault(path, "", f"{text!r} is not HOST:PORT; write for example 127.0.0.1:2525 or [::1]:2525.")
            elif listen[1] and listen in seen:
                yield Fault(path, "", f"{text} is taken already by {seen[listen]}; write another port.")
            else:
                seen[listen] = path


def _rooms(config: Config) -> Iterator[Fault]:
    for field in msgspec.structs.fields(Config):
        settings = getattr(config, field.name)
        own = getattr(sys.modules[type(settings).__module__], "faults", None)
        for sentence in own(settings) if own else ():
            path, _, words = sentence.partition(": ")
            # Listening is checked for all doors alike.
            if path not in _LISTEN:
                yield Fault(path, "", words)


def _open_in_public(config: Config) -> Iterator[Fault]:
    if not config.service.open or config.service.open_in_public:
        return
    for text in (*config.smtp.listen, *config.web.listen):
        if read_listen(text) and is_public(text):
            yield Fault(
                "service.open",
                "",
                f"in open mode everybody reads everything, and {text} is open to strangers; listen on 127.0.0.1 or a"
                " private address, or say --open-in-public.",
            )


def _names_in_public(config: Config) -> Iterator[Fault]:
    if config.web.names or config.web.public_url:
        return
    for text in config.web.listen:
        if read_listen(text) and is_public(text):
            yield Fault(
                "web.names",
                "",
                f"is empty while web.listen has {text}, which strangers can reach; write the names by which the page"
                ' may be asked for, for example ["inbox.example.org"].',
            )


def _domains(config: Config) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for field in ("names", "retiring", "retired"):
        path = f"domains.{field}"
        for text in getattr(config.domains, field):
            name = parse_domain(text)
            if name is None:
                yield Fault(path, "", f"{text!r} is not a domain name; write for example mail.example.org.")
            elif name in seen:
                yield Fault(path, "", f"{text} is named already in {seen[name]}; name it once.")
            else:
                seen[name] = path
    for text in config.domains.subdomains:
        if parse_domain(text) not in seen:
            yield Fault("domains.subdomains", "", f"{text} is none of domains.names; name it there as well.")
    if not config.domains.names:
        yield Fault("domains.names", "", "is empty; write at least one domain that is given out.")


def _hostname(config: Config) -> Iterator[Fault]:
    name = config.smtp.hostname
    if parse_domain(name) is None and parse_literal(name) is None:
        yield Fault("smtp.hostname", "", f"{name!r} is not a host name; write for example mx.example.org.")


def _lifetimes(config: Config) -> Iterator[Fault]:
    times = config.mailboxes
    if times.minimum_seconds < 1:
        yield Fault("mailboxes.minimum_seconds", "", "must be 1 or more; write for example 60.")
    for path, seconds in (
        ("mailboxes.lifetime_seconds", times.lifetime_seconds),
        ("mailboxes.idle_seconds", times.idle_seconds),
    ):
        if seconds < times.minimum_seconds:
            words = f"{seconds} is less than mailboxes.minimum_seconds; write {times.minimum_seconds} or more."
            yield Fault(path, "", words)
    if times.lifetime_seconds > times.cap_seconds:
        yield Fault(
            "mailboxes.lifetime_seconds",
            "",
            f"{times.lifetime_seconds} is more than mailboxes.cap_seconds; write {times.cap_seconds} or less, or raise"
            " the cap.",
        )


def _sizes(config: Config) -> Iterator[Fault]:
    octets = config.smtp.limits.message_octets
    for path, room in (
        ("smtp.limits.in_flight_octets", config.smtp.limits.in_flight_octets),
        ("smtp.limits.in_flight_octets_per_client", config.smtp.limits.in_flight_octets_per_client),
        ("store.mailbox_octets", config.store.mailbox_octets),
    ):
        if room < octets:
            words = f"{room} is less than one message of smtp.limits.message_octets; write {octets} or more."
            yield Fault(path, "", words)


def _at_least_one(config: Config) -> Iterator[Fault]:
    """What would take no mail at all, or none to its end, is a mistake: 0 does not mean "without limit" here."""
    for path, struct in (("smtp.limits", config.smtp.limits), ("store", config.store)):
        for name in struct.__struct_fields__:
            value = getattr(struct, name)
            if isinstance(value, bool) or not isinstance(value, int) or name in _MAY_BE_NOTHING:
                continue
            if value < 1:
                yield Fault(f"{path}.{name}", "", "must be 1 or more; leave it out for the default.")


# Whole numbers that mean something when they are 0.
_MAY_BE_NOTHING = {
    "recipient_overshoot",
    "free_octets",
    "young_seconds",
    "provisional_mailboxes",
    "errors_before_delay",
}


def _store(config: Config) -> Iterator[Fault]:
    if not config.store.path:
        yield Fault("store.path", "", "is empty; write the directory for the data, for example /var/lib/mayfly.")
    if config.store.free_percent > 100:
        yield Fault("store.free_percent", "", "is more than 100; write for example 5.0.")


def _texts(config: Config) -> Iterator[Fault]:
    """No setting holds a control character: not one of them could be meant."""
    tables = msgspec.to_builtins(config)
    for path, text in _all_texts(tables, ""):
        if not text.isprintable():
            yield Fault(path, "", f"{text!r} holds a character that cannot be printed; write it without.")


def _all_texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _all_texts(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _all_texts(inner, path)
    elif isinstance(value, str):
        yield path, value


_CHECKS: tuple[Callable[[Config], Iterator[Fault]], ...] = (
    _texts,
    _listen_strings,
    _rooms,
    _open_in_public,
    _names_in_public,
    _domains,
    _hostname,
    _lifetimes,
    _sizes,
    _at_least_one,
    _store,
)
