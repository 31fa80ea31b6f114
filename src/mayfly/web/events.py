"""Server-sent events (WHATWG HTML, section 9.2), as plain ASGI: thousands of streams are held by one process.

Rule 1: the next event is asked for only when the one before has gone out. A reader who does not read holds one event
and what the connection buffers; the mailbox's watch bounds the rest, and ``sync`` is told where it had to drop some.
Rule 2: a stream ends after ``erased``, when its reader goes or stalls, and when the service stops.
"""

import asyncio
import secrets
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

import msgspec
from starlette.types import Message, Receive, Scope, Send

from mayfly.access import Arrived, Changed, Ended, Ends, Event, Gone, RefusedMail, Sync
from mayfly.core.errors import NotFound, Unavailable
from mayfly.web.answers import hang_up
from mayfly.web.holds import Hold
from mayfly.web.problems import RATE, UNAVAILABLE, Problem
from mayfly.web.routes import Answer, Ask

# What a browser waits before it comes back, in milliseconds; spread, so that those who were cut off together do not
# come back together.
_RETRY_MS = 2000
_RETRY_JITTER_MS = 1000
# After a restart everybody comes back: spread over more than ten seconds.
_RESTART_RETRY_MS = 1000
_RESTART_JITTER_MS = 12_000
_COMMENT = b":\n\n"
_encode = msgspec.json.Encoder().encode


def frame(event: Event) -> bytes:
    """Write one event; JSON of ours has no line ends, so its data is one line."""
    match event:
        case Arrived(summary):
            return b"id: %b\nevent: message\ndata: %b\n\n" % (summary.id.encode(), _encode(summary))
        case Changed(summary):
            return _named(b"changed", summary)
        case Sync():
            return _named(b"sync", event)
        case Gone():
            return _named(b"gone", event)
        case RefusedMail():
            return _named(b"refused", event)
        case Ends():
            return _named(b"ends", event)
        case Ended():
            return _named(b"erased", event)


def _named(name: bytes, value: Any) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (name, _encode(value))


def _retry(least_ms: int, jitter_ms: int) -> bytes:
    return b"retry: %d\n\n" % (least_ms + secrets.randbelow(jitter_ms))


async def follow(ask: Ask) -> Answer:
    """Answer ``GET /api/v1/mailbox/events``."""
    if ask.scope["method"] == "HEAD":
        return _Head()
    house = ask.house
    hold = house.streams.take(ask.mailbox_key, ask.client_key)
    if hold is None:
        if house.streams.closing:
            return Problem(UNAVAILABLE, retry_after_seconds=2)
        return Problem(RATE, "Too many streams are open.", retry_after_seconds=10)
    return Stream(ask.inbox.follow(ask.headers.get("last-event-id")), hold, house.settings.slow_reader_seconds)


def _start() -> Message:
    return {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]}


class _Head:
    """The headers of a stream."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await send(_start())
        await send({"type": "http.response.body"})


class Stream:
    """One open stream. Its own task waits for the reader to go; a second one sends what happens."""

    __slots__ = ("_closing", "_events", "_hold", "_stall_seconds")

    def __init__(self, events: AsyncIterator[Event | None], hold: Hold, stall_seconds: float) -> None:
        self._events = events
        self._hold = hold
        self._stall_seconds = stall_seconds
        self._closing = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold the stream until it ends."""
        try:
            await send(
                {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]}
            )
            sending = asyncio.ensure_future(self._send_all(scope, send))
            self._hold.when_closing(lambda: self._stop(sending))
            try:
                while (await receive())["type"] != "http.disconnect":
                    pass
            finally:
                sending.cancel()
                await asyncio.wait({sending})
                if not sending.cancelled() and (error := sending.exception()) is not None:
                    raise error
        finally:
            self._hold.release()

    def _stop(self, sending: "asyncio.Future[None]") -> None:
        self._closing = True
        sending.cancel()

    async def _send_all(self, scope: Scope, send: Send) -> None:
        try:
            try:
                await self._send(send, _retry(_RETRY_MS, _RETRY_JITTER_MS))
                async for event in self._events:
                    await self._send(send, _COMMENT if event is None else frame(event))
            except NotFound:
                await self._send(send, frame(Ended()))
            except Unavailable:
                # The reader comes back, and is told then.
                pass
            except asyncio.CancelledError:
                if not self._closing:
                    raise
                # The last word is when to come back.
                await self._send(send, _retry(_RESTART_RETRY_MS, _RESTART_JITTER_MS))
            await self._send(send, b"", more=False)
        except TimeoutError:
            hang_up(scope)
        finally:
            if isinstance(self._events, AsyncGenerator):
                await self._events.aclose()

    async def _send(self, send: Send, octets: bytes, *, more: bool = True) -> None:
        async with asyncio.timeout(self._stall_seconds):
            await send({"type": "http.response.body", "body": octets, "more_body": more})
