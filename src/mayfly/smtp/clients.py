"""Who is connected how often, without knowing who.

Rule 1: an address is kept only as a keyed hash, and the key lives in memory and changes daily.
Rule 2: an IPv4 address counts whole, also where it comes mapped into IPv6; IPv6 counts by /64, which is what one
customer has.
"""

import hashlib
import ipaddress
import secrets
from collections import Counter

_DAY_SECONDS = 86_400


class Clients:
    """Sessions per client."""

    def __init__(self, limit: int, now: float) -> None:
        self._limit = limit
        self._counts: Counter[bytes] = Counter()
        self._salt = secrets.token_bytes(16)
        self._salted_at = now

    def enter(self, address: str) -> bytes | None:
        """Count one session more; give the key to ``leave`` with, or None where there are enough."""
        key = hashlib.blake2b(_network(address), key=self._salt, digest_size=12).digest()
        count = self._counts[key]
        if count >= self._limit:
            return None
        self._counts[key] = count + 1
        return key

    def leave(self, key: bytes) -> None:
        """Count one session less."""
        left = self._counts[key] - 1
        if left > 0:
            self._counts[key] = left
        else:
            del self._counts[key]

    def renew(self, now: float) -> None:
        """Change the salt once a day. Sessions of before are counted apart until they end."""
        if now - self._salted_at >= _DAY_SECONDS:
            self._salt = secrets.token_bytes(16)
            self._salted_at = now

    def __len__(self) -> int:
        return len(self._counts)


def _network(address: str) -> bytes:
    if ":" not in address:
        return address.encode()
    ip = ipaddress.IPv6Address(address.partition("%")[0])
    return str(ip.ipv4_mapped).encode() if ip.ipv4_mapped else ip.packed[:8]


def plain(address: str) -> str:
    """Write an IPv4 address that comes mapped into IPv6 as what it is, and leave out a zone."""
    if ":" not in address:
        return address
    ip = ipaddress.IPv6Address(address.partition("%")[0])
    return str(ip.ipv4_mapped or ip)
