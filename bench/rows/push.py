"""bench B7: from 250 to the row pushed to the right page, with a thousand open pages and mail for all of them.

One process holds the streams and the SMTP connections, so that both ends are on one clock. A message says in its
subject when it was handed over; the reply 250 to it, and the event it makes, are taken by that subject.
"""

import asyncio
import itertools
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bench.measure import Options, Table, percentile
from bench.servers import Running, allow_open_files, ask, mayfly

STREAMS = 1_000
MESSAGES_PER_SECOND = 200
SENDERS = 10
SUBJECT = re.compile(rb"mark-(\d+)-end")


@dataclass(slots=True)
class Clock:
    """When each message was accepted and when each was seen, by its number; and what came to a wrong page."""

    accepted: dict[int, float] = field(default_factory=dict)
    seen: dict[int, float] = field(default_factory=dict)
    meant_for: dict[int, int] = field(default_factory=dict)
    astray: int = 0


async def stream(http: str, token: str, page: int, clock: Clock, ready: asyncio.Semaphore) -> None:
    """Hold one event stream open and note what comes."""
    where = urlsplit(http)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    request = f"GET /api/v1/mailbox/events HTTP/1.1\r\nHost: {where.netloc}\r\nAuthorization: Bearer {token}\r\n\r\n"
    writer.write(request.encode())
    try:
        status = await reader.readline()
        if b" 200 " not in status:
            raise RuntimeError(f"a stream was refused: {status!r}")
        while b"event: sync" not in await reader.readline():
            pass
        ready.release()
        async for line in reader:
            for number in map(int, SUBJECT.findall(line)):
                clock.astray += clock.meant_for[number] != page
                clock.seen.setdefault(number, time.perf_counter())
    finally:
        writer.close()


async def sender(
    server: Running, addresses: list[str], numbers: "itertools.count[int]", clock: Clock, end: float
) -> None:
    """Send mail at an even pace over one kept connection until ``end``."""
    host, _, port = server.smtp.rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))

    async def said(line: bytes, code: bytes) -> None:
        writer.write(line)
        while (reply := await reader.readline())[3:4] == b"-":
            pass
        if not reply.startswith(code):
            raise RuntimeError(f"{line[:40]!r} was answered by {reply!r}")

    await said(b"", b"220")
    await said(b"EHLO bench\r\n", b"250")
    pause = SENDERS / MESSAGES_PER_SECOND
    due = time.perf_counter()
    while due < end:
        due += pause
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        number = next(numbers)
        page = number % len(addresses)
        clock.meant_for[number] = page
        await said(b"MAIL FROM:<sender@example.com>\r\n", b"250")
        await said(f"RCPT TO:<{addresses[page]}>\r\n".encode(), b"250")
        await said(b"DATA\r\n", b"354")
        body = b"Your verification code is 493021.\r\n" * 140
        await said(b"From: a@example.com\r\nSubject: mark-%d-end\r\n\r\n%s.\r\n" % (number, body), b"250")
        clock.accepted[number] = time.perf_counter()
    writer.close()


async def one_run(server: Running, pages: int, seconds: float) -> Clock:
    """Open the pages, send for some seconds, and wait for the last rows."""
    boxes = [ask(server.http, "/api/v1/mailboxes", {}) for _ in range(pages)]
    clock, ready = Clock(), asyncio.Semaphore(0)
    streams = [
        asyncio.create_task(stream(server.http, box["token"], page, clock, ready)) for page, box in enumerate(boxes)
    ]
    for _ in streams:
        await asyncio.wait_for(ready.acquire(), 60)
    addresses, numbers = [box["address"] for box in boxes], itertools.count()
    end = time.perf_counter() + seconds
    await asyncio.gather(*(sender(server, addresses, numbers, clock, end) for _ in range(SENDERS)))
    last = time.perf_counter() + 10
    while len(clock.seen) < len(clock.accepted) and time.perf_counter() < last:  # noqa: ASYNC110 - a measurement's end
        await asyncio.sleep(0.05)
    for task in streams:
        task.cancel()
    await asyncio.gather(*streams, return_exceptions=True)
    return clock


def measure(options: Options) -> list[Table]:
    """Measure the push, and give the percentiles of each run."""
    pages = options.share(STREAMS, 20)
    allow_open_files(pages + 1_000)
    heading = (
        f"250 to the row on the page; {pages} open streams, {MESSAGES_PER_SECOND} messages/s of 5 kB to all of them"
    )
    table = Table(heading, ("run", "messages", "p50, ms", "p90, ms", "p99, ms", "most, ms", "missing", "astray"))
    seconds = options.seconds if options.is_tiny else max(options.seconds, 5.0)
    for number in range(1, options.runs + 1):
        with mayfly(options.data) as server:
            clock = asyncio.run(one_run(server, pages, seconds))
        took = [(clock.seen[n] - at) * 1000 for n, at in clock.accepted.items() if n in clock.seen]
        cells = [f"{percentile(took, share):.1f}" for share in (0.5, 0.9, 0.99)]
        missing = len(clock.accepted) - len(took)
        table.lines.append((str(number), str(len(took)), *cells, f"{max(took):.1f}", str(missing), str(clock.astray)))
    table.notes.append("a row may be on the page before its sender has read the 250: that counts as a negative time")
    return [table]


ROWS = {"B7": measure}
