"""The listeners of the port and what their connections have in common. The only file that waits.

Rule 1: nothing that was accepted is lost by stopping: a message that was handed over is answered within the grace,
what is not complete is refused with 421 and comes again.
Rule 2: time comes from the clock that is handed in, in seconds since the epoch, and is read once in a second. Where it
goes back, the deadlines of sessions stand still for that step.
"""

import asyncio
import ipaddress
import socket
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from mayfly.smtp.clients import Client, Clients
from mayfly.smtp.connection import Connection
from mayfly.smtp.limits import UNIX, Budget, Limits, Settings, split_place
from mayfly.smtp.promise import Delivery
from mayfly.smtp.role import Role
from mayfly.smtp.tls import Certificate, Tls

__all__ = ["Limits", "Server", "Settings"]

_TICK_SECONDS = 1.0
# Of the clients that send much, so many have their turn in one of the loop: up to a millisecond each.
_READERS_IN_A_TURN = 4
# Connections the kernel holds until we accept them; it cuts this down to its own limit.
_BACKLOG = 4096
# Who may use the socket is decided by the directory it lies in; the MTA in front is another user.
_SOCKET_MODE = 0o666


class Server:
    """Takes mail by SMTP and LMTP and hands it to a delivery."""

    def __init__(self, settings: Settings, delivery: Delivery, clock: Callable[[], float]) -> None:
        limits = settings.limits
        self._settings = settings
        self._limits = limits
        self._clock = clock
        self._read_at = clock()
        self._certificate = Certificate(settings.tls_certificate, settings.tls_key) if settings.tls_key else None
        self._proxies = tuple(ipaddress.ip_network(text) for text in settings.trusted_proxies)
        self._smtp = Role(settings.hostname, limits, starttls=self._certificate is not None)
        self._lmtp = Role(settings.hostname, limits, lmtp=True)
        self._listeners: list[asyncio.Server] = []
        self._lmtp_listeners: list[asyncio.Server] = []
        self._connections: set[Connection] = set()
        self._lined_up: deque[Connection] = deque()
        self._gone = asyncio.Event()
        self._ticker: asyncio.TimerHandle | None = None
        self.now = 0.0
        self.budget = Budget(limits.in_flight_octets)
        self._clients = Clients(limits.sessions_per_client, self.now, limits.in_flight_octets_per_client, self.budget)
        self.delivery = delivery
        self.is_stressed = False

    async def start(self, sockets: Sequence[socket.socket] | None = None) -> None:
        """Listen where the settings say, SMTP on these listening sockets instead if there are any. Raises OSError."""
        loop = asyncio.get_running_loop()
        if self._certificate is not None:
            self._certificate.refresh()

        def smtp() -> Connection:
            return Connection(self, self._smtp, loop)

        def lmtp() -> Connection:
            return Connection(self, self._lmtp, loop)

        if sockets is None:
            for place in self._settings.listen:
                host, port = split_place(place)
                self._listeners.append(await loop.create_server(smtp, host, port, backlog=_BACKLOG))
        else:
            for each in sockets:
                self._listeners.append(await loop.create_server(smtp, sock=each, backlog=_BACKLOG))
        for place in self._settings.lmtp:
            if place.startswith(UNIX):
                path = place.removeprefix(UNIX)
                self._lmtp_listeners.append(await loop.create_unix_server(lmtp, path, backlog=_BACKLOG))
                _open_to_all(path)
            else:
                host, port = split_place(place)
                self._lmtp_listeners.append(await loop.create_server(lmtp, host, port, backlog=_BACKLOG))
        self._ticker = loop.call_later(_TICK_SECONDS, self._on_tick, loop)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Give the places where SMTP is spoken, as the settings write them, with the ports that were found."""
        return _places(self._listeners)

    @property
    def lmtp_addresses(self) -> tuple[str, ...]:
        """Give the places where LMTP is spoken, likewise."""
        return _places(self._lmtp_listeners)

    @property
    def certificate_expires_at(self) -> float | None:
        """Give the second from which the certificate is not believed, or None where there is no usable one."""
        certificate = self._certificate
        return certificate.expires_at if certificate is not None and certificate.context is not None else None

    @property
    def sessions(self) -> int:
        """Count the sessions there are now."""
        return len(self._connections)

    def tick(self) -> None:
        """Look at the clock, and end what is overdue."""
        read_at = self._clock()
        self.now += max(0.0, read_at - self._read_at)
        self._read_at = read_at
        self._clients.renew(self.now)
        if self._certificate is not None:
            self._certificate.refresh()
            self._certificate.warn(read_at)
        self._weigh()
        for connection in tuple(self._connections):
            connection.overdue()

    async def stop(self, grace_seconds: float) -> None:
        """Stop: listeners close at once, idle sessions get 421, the others have this long to come to an end."""
        for listener in (*self._listeners, *self._lmtp_listeners):
            listener.close()
        for connection in tuple(self._connections):
            connection.drain()
        if self._connections:
            self._gone.clear()
            try:
                await asyncio.wait_for(self._gone.wait(), grace_seconds)
            except TimeoutError:
                for connection in tuple(self._connections):
                    connection.cut()
        if self._ticker is not None:
            self._ticker.cancel()
        self._listeners = []
        self._lmtp_listeners = []

    # What the connections ask.

    def admit(self, connection: Connection) -> bool:
        """Count a connection in; False where there are too many."""
        if len(self._connections) >= self._limits.sessions:
            return False
        self._connections.add(connection)
        self._weigh()
        return True

    def is_proxy(self, address: str) -> bool:
        """Say whether a PROXY header is to come from there."""
        if not self._proxies:
            return False
        ip = ipaddress.ip_address(address)
        return any(ip in network for network in self._proxies)

    def enter(self, address: str) -> Client | None:
        """Count a session of the client at this address; None where it has too many."""
        return self._clients.enter(address)

    def tls(self) -> Tls | None:
        """Give TLS for one connection, or None where there is no usable certificate."""
        context = self._certificate.context if self._certificate is not None else None
        return Tls(context) if context is not None else None

    def line_up(self, connection: Connection) -> None:
        """Have a connection that sends much go on when it is its turn again."""
        if not self._lined_up:
            asyncio.get_running_loop().call_soon(self._on_turn)
        self._lined_up.append(connection)

    def _on_turn(self) -> None:
        turn = [self._lined_up.popleft() for _ in range(min(len(self._lined_up), _READERS_IN_A_TURN))]
        if self._lined_up:
            asyncio.get_running_loop().call_soon(self._on_turn)
        # Some of them line up again at once.
        for connection in turn:
            connection.read_on()

    def leave(self, connection: Connection) -> None:
        """Count a connection out."""
        self._connections.discard(connection)
        if connection.client is not None:
            self._clients.leave(connection.client)
            connection.client = None
        self._weigh()
        if not self._connections:
            self._gone.set()

    def _weigh(self) -> None:
        share = self._limits.stress_share
        self.is_stressed = len(self._connections) >= share * self._limits.sessions or self.budget.is_near(share)

    def _on_tick(self, loop: asyncio.AbstractEventLoop) -> None:
        self._ticker = loop.call_later(_TICK_SECONDS, self._on_tick, loop)
        self.tick()


def _open_to_all(path: str) -> None:
    Path(path).chmod(_SOCKET_MODE)


def _places(listeners: Sequence[asyncio.Server]) -> tuple[str, ...]:
    names = [each.getsockname() for listener in listeners for each in listener.sockets]
    return tuple(_place(name) for name in names)


def _place(name: tuple[str, int] | str | bytes) -> str:
    if not isinstance(name, tuple):
        return UNIX + (name if isinstance(name, str) else name.decode())
    return f"[{name[0]}]:{name[1]}" if ":" in name[0] else f"{name[0]}:{name[1]}"
