"""Who one client is, without knowing it: what of an IP address counts, and the key it is counted under.

Rule 1: IPv4 counts whole, IPv6 by /64 (the least that one subscriber gets, RFC 6177), IPv4-mapped as IPv4.
Rule 2: only keys leave this file: hashes under a salt that is drawn anew each day and kept in memory alone, so that
no key can be joined with another day's, and none be tried against a list of addresses once its day is over. The
price: counters begin at nothing when the day (UTC) changes.
"""

import hashlib
import ipaddress
import secrets
from collections.abc import Callable

_DAY_SECONDS = 86_400
_SALT_OCTETS = 32


class Clients:
    """Names clients by the day's salt, which it draws with ``draw`` (octets wanted -> octets)."""

    def __init__(self, draw: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._draw = draw
        self._day: int | None = None
        self._salt = b""

    def key(self, address: str, now: float) -> str:
        """Give the key of the client at this IP address; ``now`` in seconds since the epoch.

        Who holds something and gives it back later keeps the key: asked on another day it is another one.
        """
        day = int(now // _DAY_SECONDS)
        if day != self._day:
            self._day, self._salt = day, self._draw(_SALT_OCTETS)
        return client_key(address, self._salt)


def client_network(address: str) -> str:
    """Give what counts as one client: an IPv4 address, or the /64 of an IPv6 address.

    Everything that is no IP address (the peer of a Unix socket) is one client, ``""``.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is None:
            return str(ipaddress.IPv6Network((ip, 64), strict=False))
        ip = ip.ipv4_mapped
    return str(ip)


def client_key(address: str, salt: bytes) -> str:
    """Give the key under which the client at this address is counted: 16 octets in hexadecimal."""
    return hashlib.blake2b(client_network(address).encode("ascii"), key=salt, digest_size=16).hexdigest()
