"""Many event streams in one process: opened, watched for their events, dropped and opened again.

The client is a ``Protocol`` for each stream, without a parser: it looks for the names of events in what comes. It runs
in the process of the bench, whose own memory and time are not measured.
"""

import asyncio
import re
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

OPENING_AT_ONCE = 200
PATIENCE_SECONDS = 120.0
EVENT = re.compile(rb"^event: (\w+)", re.MULTILINE)
IDENTITY = re.compile(rb"^id: (\S+)", re.MULTILINE)


class Stream(asyncio.Protocol):
    """One stream: ``ready`` when its first event is there; counts the messages it is told of."""

    __slots__ = ("_rest", "last_id", "messages", "ready", "transport", "was_lost")

    def __init__(self) -> None:
        self._rest = b""
        self.last_id = b""
        self.messages = 0
        self.ready = asyncio.get_running_loop().create_future()
        self.was_lost = False
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Look for events in whole lines."""
        lines, cut, rest = (self._rest + data).rpartition(b"\n")
        self._rest = rest
        if not cut:
            return
        if not self.ready.done() and lines.startswith(b"HTTP/1.1 ") and not lines.startswith(b"HTTP/1.1 200"):
            self.ready.set_exception(RuntimeError(f"void: a stream was refused: {lines[:100]!r}"))
            return
        names = EVENT.findall(lines)
        self.messages += names.count(b"message")
        if ids := IDENTITY.findall(lines):
            self.last_id = ids[-1]
        if b"sync" in names and not self.ready.done():
            self.ready.set_result(None)

    def connection_lost(self, _exc: Exception | None) -> None:
        """Remember that it ended, whoever ended it."""
        self.was_lost = True
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("void: a stream was ended before it began"))


async def open_all(http: str, tokens: Sequence[str], last_ids: Sequence[bytes] = ()) -> list[Stream]:
    """Open a stream with each token, some hundred at once, and wait until all have begun."""
    place = urlsplit(http).netloc
    host, _, port = place.rpartition(":")
    loop = asyncio.get_running_loop()
    gate = asyncio.Semaphore(OPENING_AT_ONCE)

    async def open_one(number: int) -> Stream:
        async with gate:
            transport, stream = await loop.create_connection(Stream, host, int(port))
            since = f"Last-Event-ID: {last_ids[number].decode()}\r\n" if last_ids and last_ids[number] else ""
            transport.write(
                f"GET /api/v1/mailbox/events HTTP/1.1\r\nHost: {place}\r\nAccept: text/event-stream\r\n"
                f"Authorization: Bearer {tokens[number]}\r\n{since}\r\n".encode()
            )
            await asyncio.wait_for(stream.ready, PATIENCE_SECONDS)
            return stream

    return list(await asyncio.gather(*(open_one(number) for number in range(len(tokens)))))


async def wait_for_messages(streams: Sequence[Stream], each: int) -> float:
    """Wait until every stream has been told of so many messages; give the time; raise where for long none was."""
    fewest, last = len(streams) + 1, 0.0
    while missing := sum(stream.messages < each for stream in streams):
        if missing < fewest:
            fewest, last = missing, time.perf_counter() + PATIENCE_SECONDS
        elif time.perf_counter() > last:
            raise TimeoutError(f"void: {missing} streams were not told of their message")
        await asyncio.sleep(0.005)
    if any(stream.messages > each for stream in streams):
        raise RuntimeError("void: a stream was told of somebody else's message, or of one twice")
    return time.perf_counter()


def close_all(streams: Sequence[Stream]) -> None:
    """Drop them without a word."""
    for stream in streams:
        if stream.transport is not None:
            stream.transport.abort()
