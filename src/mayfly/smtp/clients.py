"""Who is connected how often and makes us hold how much, without knowing who.

Rule 1: an address is kept only as a keyed hash, and the key lives in memory and changes daily.
Rule 2: an IPv4 address counts whole, also where it comes mapped into IPv6; IPv6 counts by /64, which is what one
customer has.
"""

import hashlib
import ipaddress
import secrets

from mayfly.smtp.limits import Budget

_DAY_SECONDS = 86_400


class Client:
    """One client while it has a session or mail in flight: how many sessions, and its share of the octets."""

    __slots__ = ("budget", "key", "sessions")

    def __init__(self, key: bytes, budget: Budget) -> None:
        self.key = key
        self.sessions = 0
        self.budget = budget


class Clients:
    """Sessions per client; each has at most so many octets in flight, of a budget for all."""

    def __init__(self, limit: int, now: float, in_flight_octets: int, budget: Budget) -> None:
        self._limit = limit
        self._in_flight_octets = in_flight_octets
        self._budget = budget
        self._clients: dict[bytes, Client] = {}
        # Those who left while mail of theirs was being stored.
        self._left: set[Client] = set()
        self._salt = secrets.token_bytes(16)
        self._salted_at = now

    def enter(self, address: str) -> Client | None:
        """Count one session more; give the client to ``leave`` with, or None where it has enough."""
        key = hashlib.blake2b(_network(address), key=self._salt, digest_size=12).digest()
        client = self._clients.get(key)
        if client is None:
            client = self._clients[key] = Client(key, Budget(self._in_flight_octets, self._budget))
        if client.sessions >= self._limit:
            return None
        client.sessions += 1
        return client

    def leave(self, client: Client) -> None:
        """Count one session less. What of its mail is still being stored counts to the end, also if it comes again."""
        client.sessions -= 1
        if not client.sessions:
            self._left.add(client)
            self._forget()

    def renew(self, now: float) -> None:
        """Forget who is gone; change the salt once a day. Sessions of before are counted apart until they end."""
        self._forget()
        if now - self._salted_at >= _DAY_SECONDS:
            self._salt = secrets.token_bytes(16)
            self._salted_at = now

    def _forget(self) -> None:
        for client in tuple(self._left):
            if client.sessions:
                self._left.discard(client)
            elif not client.budget.held:
                self._left.discard(client)
                del self._clients[client.key]

    def __len__(self) -> int:
        return len(self._clients)


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
