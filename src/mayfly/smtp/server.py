"""The listeners of the port and what their connections have in common. The only file that waits.

Rule 1: nothing that was accepted is lost by stopping: a message that was handed over is answered within the grace,
what is not complete is refused with 421 and comes again.
Rule 2: time comes from the clock that is handed in, in seconds that never go back; it is read once in a second.
"""

import asyncio
import socket
from collections.abc import Callable, Sequence

from mayfly.smtp import reply
from mayfly.smtp.clients import Clients
from mayfly.smtp.connection import Connection
from mayfly.smtp.limits import Budget, Limits, Settings, split_place
from mayfly.smtp.promise import Delivery
from mayfly.smtp.reply import Reply
from mayfly.smtp.session import Role

__all__ = ["Limits", "Server", "Settings"]

_TICK_SECONDS = 1.0
# Connections the kernel holds until we accept them; it cuts this down to its own limit.
_BACKLOG = 4096


class Server:
    """Takes mail by SMTP and hands it to a delivery."""

    def __init__(self, settings: Settings, delivery: Delivery, clock: Callable[[], float]) -> None:
        self._settings = settings
        self._limits = settings.limits
        self._clock = clock
        self._listeners: list[asyncio.Server] = []
        self._connections: set[Connection] = set()
        self._gone = asyncio.Event()
        self._ticker: asyncio.TimerHandle | None = None
        self.now = clock()
        self._clients = Clients(self._limits.sessions_per_client, self.now)
        self.role = Role(settings.hostname, self._limits)
        self.budget = Budget(self._limits.in_flight_octets)
        self.delivery = delivery
        self.is_stressed = False

    async def start(self, sockets: Sequence[socket.socket] | None = None) -> None:
        """Listen where the settings say, or on these listening sockets instead. Raises OSError."""
        loop = asyncio.get_running_loop()

        def connection() -> Connection:
            return Connection(self, loop)

        if sockets is None:
            for place in self._settings.listen:
                host, port = split_place(place)
                self._listeners.append(await loop.create_server(connection, host, port, backlog=_BACKLOG))
        else:
            for each in sockets:
                self._listeners.append(await loop.create_server(connection, sock=each, backlog=_BACKLOG))
        self._ticker = loop.call_later(_TICK_SECONDS, self._on_tick, loop)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Give the places that are listened on, as the settings write them, with the ports that were found."""
        names = [each.getsockname() for listener in self._listeners for each in listener.sockets]
        return tuple(f"[{name[0]}]:{name[1]}" if ":" in name[0] else f"{name[0]}:{name[1]}" for name in names)

    @property
    def sessions(self) -> int:
        """Count the sessions there are now."""
        return len(self._connections)

    def tick(self) -> None:
        """Look at the clock, and end what is overdue."""
        self.now = self._clock()
        self._clients.renew(self.now)
        self._weigh()
        for connection in tuple(self._connections):
            connection.overdue()

    async def stop(self, grace_seconds: float) -> None:
        """Stop: listeners close at once, idle sessions get 421, the others have this long to come to an end."""
        for listener in self._listeners:
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

    # What the connections ask.

    def enter(self, connection: Connection, address: str) -> Reply | None:
        """Count a connection in, or give the reply that refuses it."""
        refusal = None
        if len(self._connections) >= self._limits.sessions:
            refusal = reply.TOO_MANY_SESSIONS
        elif address:
            connection.client_key = self._clients.enter(address)
            refusal = reply.TOO_MANY_OF_YOURS if connection.client_key is None else None
        if refusal is None:
            self._connections.add(connection)
            self._weigh()
        return refusal

    def leave(self, connection: Connection) -> None:
        """Count a connection out."""
        self._connections.discard(connection)
        if connection.client_key is not None:
            self._clients.leave(connection.client_key)
            connection.client_key = None
        if not self._connections:
            self._gone.set()

    def _weigh(self) -> None:
        self.is_stressed = len(self._connections) >= self._limits.stress_share * self._limits.sessions

    def _on_tick(self, loop: asyncio.AbstractEventLoop) -> None:
        self._ticker = loop.call_later(_TICK_SECONDS, self._on_tick, loop)
        self.tick()
