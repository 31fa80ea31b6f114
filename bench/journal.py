"""Senders that keep a journal of every 250 they were given, and senders of garbage, for the rows about faults.

Each message carries a mark of its own in its subject, so that what is stored can be compared with the journal, one by
one. A sender whose connection breaks makes a new one and goes on; what it had no reply to is in neither list.

Rule: a mark is in ``accepted`` only after its 250 was read.
"""

import asyncio
import contextlib
import itertools
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.letters import blob

# One in five of what comes is no mail.
MESSAGES_PER_GARBAGE = 4
REPLY_SECONDS = 60.0
AGAIN_SECONDS = 0.02
DRIP_SECONDS = 0.5
GARBAGE: tuple[bytes, ...] = (
    random.Random(1).randbytes(3_000),
    b"GET / HTTP/1.1\r\nHost: mayfly.test\r\n\r\n",
    b"EHLO garbage.example\r\nDATA\r\nRCPT TO:<nobody@mayfly.test>\r\nMAIL FROM:<a@b>\r\nNOOP\r\nQUIT\r\n",
    b"EHLO garbage.example\r\nMAIL FROM:<a@example.com>\r\n",
    b"EHLO garbage.example\r\nMAIL FROM:<a@example.com>\r\nBDAT 99999999999999999999 LAST\r\nBDAT -1\r\nQUIT\r\n",
    b"EHLO " + b"x" * 100_000 + b"\r\n",
    b"EHLO garbage.example\nMAIL FROM:<a@example.com>\nDATA\n.\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500),
    b"RCPT TO:<unknown@mayfly.test>\r\n" * 200,
)


@dataclass(slots=True)
class Journal:
    """What was accepted, by its mark and the time of its 250; how often what else happened.

    ``name`` begins its marks.
    """

    name: str
    accepted: dict[str, float] = field(default_factory=dict)
    other: Counter[str] = field(default_factory=Counter)
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)


@dataclass(slots=True)
class Peer:
    """One session, as its client sees it."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def say(self, octets: bytes) -> bytes:
        """Send, and give the last line of the reply."""
        self.writer.write(octets)
        while True:
            line = await asyncio.wait_for(self.reader.readline(), REPLY_SECONDS)
            if not line:
                raise ConnectionError("hung up")
            if line[3:4] != b"-":
                return line


async def greet(port: int) -> Peer:
    """Open a session and say EHLO."""
    peer = Peer(*await asyncio.open_connection("127.0.0.1", port))
    for octets in (b"", b"EHLO journal.example\r\n"):
        reply = await peer.say(octets)
        if not reply.startswith(b"2"):
            peer.writer.close()
            raise ConnectionError(f"refused: {reply!r}")
    return peer


def message(mark: str, octets: int) -> bytes:
    """Make a message with a mark: a few lines of text, or an attachment of so many octets."""
    if octets:
        return blob(octets, mark)
    return f"From: a@example.com\r\nSubject: {mark}\r\n\r\n{'A line, and nothing in it.' * 8}\r\n".encode()


async def send_one(peer: Peer, address: str, journal: Journal, octets: int) -> None:
    """Send one message; what it came to is in the journal."""
    mark = f"{journal.name}-{next(journal.numbers)}-end"
    steps = (
        (b"MAIL FROM:<sender@example.com>\r\n", b"250"),
        (f"RCPT TO:<{address}>\r\n".encode(), b"250"),
        (b"DATA\r\n", b"354"),
        (message(mark, octets) + b".\r\n", b"250"),
    )
    for step, wanted in steps:
        reply = await peer.say(step)
        if not reply.startswith(wanted):
            journal.other[reply[:9].decode(errors="replace")] += 1
            if reply.startswith(b"421"):
                raise ConnectionError("told to go")
            await peer.say(b"RSET\r\n")
            # Who is told to come again does not come again at once.
            await asyncio.sleep(AGAIN_SECONDS)
            return
    journal.accepted[mark] = time.perf_counter()


async def sender(
    port: int, addresses: Sequence[str], journal: Journal, end: asyncio.Event, *, octets: int = 0, garbage: bool = False
) -> None:
    """Send without a pause until the end, whatever happens to the connection."""
    turn = itertools.count(1)
    while not end.is_set():
        try:
            peer = await greet(port)
        except (TimeoutError, OSError):
            journal.other["no connection"] += 1
            await asyncio.sleep(AGAIN_SECONDS)
            continue
        try:
            while not end.is_set():
                number = next(turn)
                await send_one(peer, addresses[number % len(addresses)], journal, octets)
                if garbage and not number % MESSAGES_PER_GARBAGE:
                    await throw(port, GARBAGE[number // MESSAGES_PER_GARBAGE % len(GARBAGE)])
                    journal.other["garbage"] += 1
        except (TimeoutError, OSError):
            journal.other["broken off"] += 1
        finally:
            peer.writer.close()


async def throw(port: int, octets: bytes) -> None:
    """Open a connection, send garbage, take what comes at once, and go without a word."""
    with contextlib.suppress(OSError, asyncio.TimeoutError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            await asyncio.wait_for(reader.readline(), REPLY_SECONDS)
            writer.write(octets)
            await asyncio.wait_for(reader.read(1_000), 0.05)
        finally:
            writer.transport.abort()


async def drip(port: int, address: str, journal: Journal, end: asyncio.Event) -> None:
    """Begin a message and send it an octet at a time, never to its end."""
    try:
        peer = await greet(port)
    except (TimeoutError, OSError):
        journal.other["slow sender refused"] += 1
        return
    try:
        for step in (b"MAIL FROM:<slow@example.com>\r\n", f"RCPT TO:<{address}>\r\n".encode(), b"DATA\r\n"):
            await peer.say(step)
        journal.other["slow senders"] += 1
        while not end.is_set():
            peer.writer.write(b"x")
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(end.wait(), DRIP_SECONDS)
    except (TimeoutError, OSError):
        journal.other["slow sender broken off"] += 1
    finally:
        peer.writer.transport.abort()


def missing(journal: Journal, stored: Sequence[str]) -> tuple[int, int]:
    """Give how many accepted messages are not stored, and how many are stored that were not accepted, or twice."""
    count = Counter(stored)
    lost = sum(mark not in count for mark in journal.accepted)
    return lost, len(stored) - (len(journal.accepted) - lost)
