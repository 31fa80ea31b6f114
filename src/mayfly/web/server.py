"""The HTTP server: uvicorn inside our own event loop, with limits on what a client can make it hold.

uvicorn bounds neither the size of a request's head nor the time it takes, and reads on when an answer has been given;
the protocol below does. Signals are left to whoever runs the loop.
"""

import asyncio
import contextlib
import os
import secrets
import socket
import sys
from asyncio.events import TimerHandle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import uvicorn
from httptools.parser.errors import HttpParserInvalidMethodError
from prometheus_client import CollectorRegistry
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mayfly.access import Access
from mayfly.core.domains import Domains
from mayfly.guard.rate import Tally
from mayfly.store.base import Store
from mayfly.web import framing
from mayfly.web.build import build
from mayfly.web.house import House, Pages
from mayfly.web.settings import Settings, split_listen

# Eight cookies, a bearer token and what browsers and proxies add come to 4 KiB at most.
_HEAD_OCTETS = 32_768
# What is read and thrown away after an answer, so that a client who is still sending can read it.
_DISCARD_OCTETS = 1_048_576
# Requests that wait behind one being answered, each some kilobytes of ours for thirty octets of theirs. Browsers
# send none ahead, programs a few; who sends more gets so many answers and asks again (RFC 9112 section 9.3.2).
_AHEAD_REQUESTS = 64
_BACKLOG = 2048


@dataclass(frozen=True, slots=True)
class _Door:
    """What all connections share."""

    head_seconds: float
    connections: int
    # What a path takes, as the header Allow says it; "" where there is no such path.
    allow: Callable[[str], str]


class _Protocol(HttpToolsProtocol):
    """uvicorn's protocol, with a head that is bounded in octets and in time, and problems that say what is wrong."""

    # Beyond thirty attributes an instance has a dictionary of its own, of 1.5 kB, for each connection.
    __slots__ = (
        "_discarded", "_door", "_head_octets", "_head_timer", "_in_head", "_is_deaf", "_received", "_unread_octets",
    )  # fmt: skip

    def __init__(self, door: _Door, **uvicorns: Any) -> None:
        super().__init__(**uvicorns)
        self._door = door
        self._received = b""
        self._is_deaf = False
        self._head_timer: TimerHandle | None = None
        self._head_octets = 0
        self._unread_octets = 0
        self._in_head = True
        self._discarded = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end_of_head()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._is_deaf:
            self._discard(len(data))
            return
        began = self._in_head
        self._received = data
        super().data_received(data)
        self._received = b""
        if began and self._in_head:
            # A field that does not end is in the parser's hands and was not counted below.
            self._unread_octets += len(data)
            if self._unread_octets > _HEAD_OCTETS:
                self._refuse(framing.TOO_LARGE_ANSWER)

    def on_url(self, url: bytes) -> None:
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def _count(self, octets: int) -> None:
        self._head_octets += octets
        if self._head_octets > _HEAD_OCTETS:
            raise ValueError("the head is too large")

    def send_400_response(self, _msg: str) -> None:
        if self._head_octets > _HEAD_OCTETS:
            answer = framing.TOO_LARGE_ANSWER
        elif isinstance(sys.exception(), HttpParserInvalidMethodError) and (path := framing.path_of(self._received)):
            answer = framing.unknown_method(self._door.allow(path))
        else:
            answer = framing.MALFORMED_ANSWER
        self._refuse(answer)

    def on_message_begin(self) -> None:
        if len(self.pipeline) >= _AHEAD_REQUESTS:
            raise ValueError("too many requests are sent ahead")
        super().on_message_begin()
        self.scope["extensions"] = {"mayfly.abort": {"abort": self.transport.abort}}
        self._in_head = True
        self._head_octets = self._unread_octets = 0
        self._wait_for_head()

    def on_headers_complete(self) -> None:
        self._end_of_head()
        app = self.app
        if len(self.connections) > self._door.connections:
            self.app = framing.busy()
        super().on_headers_complete()
        self.app = app

    def on_body(self, body: bytes) -> None:
        super().on_body(body)
        if self.cycle.response_complete:
            self._discard(len(body))

    def _discard(self, octets: int) -> None:
        self._discarded += octets
        if self._discarded > _DISCARD_OCTETS:
            self.transport.abort()

    def _wait_for_head(self) -> None:
        if self._head_timer is None:
            self._head_timer = self.loop.call_later(self._door.head_seconds, self._refuse, framing.TOO_SLOW_ANSWER)

    def _end_of_head(self) -> None:
        self._in_head = False
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _refuse(self, answer: bytes) -> None:
        self._end_of_head()
        if self.transport.is_closing():
            return
        cycle = self.cycle
        is_pending = cycle is not None and not cycle.response_complete
        if is_pending and (cycle.response_started or not cycle.more_body or self.pipeline):
            # What was asked before is answered first, an open stream goes on; nothing is written in between.
            cycle.keep_alive = False
            self._is_deaf = True
            return
        self.transport.write(answer)
        self.transport.close()


class _Uvicorn(uvicorn.Server):
    """uvicorn's server without its signal handlers: it shares the process with others."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


class Server:
    """The web room, listening."""

    def __init__(
        self,
        settings: Settings,
        *,
        access: Access,
        domains: Domains,
        store: Store,
        openings: Tally,
        clock: Callable[[], float],
        pages: Pages | None = None,
        registry: CollectorRegistry | None = None,
        image_key: bytes | None = None,
    ) -> None:
        self.house = House(
            settings=settings,
            access=access,
            domains=domains,
            store=store,
            openings=openings,
            clock=clock,
            # A new one at each start: a signed image path need not outlive its page.
            image_key=image_key or secrets.token_bytes(32),
            pages=pages or Pages(),
            registry=registry or CollectorRegistry(),
        )
        self._app = build(self.house)
        self._uvicorn: _Uvicorn | None = None
        self._serving: asyncio.Task[None] | None = None
        self.addresses: tuple[str, ...] = ()

    async def start(self) -> None:
        """Listen on all addresses; raise OSError that names the one that is not to be had."""
        settings = self.house.settings
        sockets = _bind(settings.listen)
        self.addresses = tuple(_name(one) for one in sockets)
        config = uvicorn.Config(
            self._app,
            http=_protocol_of(_Door(settings.request_seconds, settings.connections, self._app.allow)),
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            # What it has to say is told elsewhere, or names who was connected.
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            backlog=_BACKLOG,
            timeout_keep_alive=settings.keep_alive_seconds,
        )
        self._uvicorn = _Uvicorn(config)
        self._serving = asyncio.create_task(self._uvicorn.serve(sockets))
        await self._uvicorn.ready.wait()

    @property
    def connections(self) -> int:
        """Say how many connections are open."""
        return len(self._uvicorn.server_state.connections) if self._uvicorn is not None else 0

    async def stop(self, grace_seconds: float) -> None:
        """Listen no more, tell streams and waiting requests, finish what is under way. May be called twice."""
        self.house.closing()
        if self._uvicorn is None or self._serving is None:
            return
        self._uvicorn.config.timeout_graceful_shutdown = max(1, int(grace_seconds))
        self._uvicorn.should_exit = True
        serving, self._serving = self._serving, None
        await serving


def _protocol_of(door: _Door) -> Any:
    def make(**uvicorns: Any) -> _Protocol:
        return _Protocol(door, **uvicorns)

    return make


def _bind(listen: tuple[str, ...]) -> list[socket.socket]:
    found: list[socket.socket] = []
    try:
        for text in listen:
            address = split_listen(text)
            if address is None:
                raise OSError(f"cannot listen on {text}: not HOST:PORT")
            try:
                infos = socket.getaddrinfo(*address, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
                for family, _, _, _, name in infos:
                    found.append(socket.create_server(name[:2], family=family, backlog=_BACKLOG))
            except OSError as error:
                reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
                raise OSError(error.errno, f"cannot listen on {text}: {reason}") from error
    except OSError:
        for one in found:
            one.close()
        raise
    for one in found:
        one.setblocking(False)
    return found


def _name(one: socket.socket) -> str:
    host, port = one.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
