"""A service under an even load for as long as one says: what it loses, whom it connects to, what it grows by.

``python -m tests.soak.load [SECONDS [STREAMS]]``: two hundred mails of 20 kB a second to a thousand mailboxes, an
open event stream for each, and now and then the forms in which others try to relay. Wrong is: a mail accepted and never
pushed to its own stream or pushed to another, a connection to anybody, a relay that was taken, more open files than at
the start. Memory and latency are printed, not judged.
"""

import asyncio
import concurrent.futures
import itertools
import re
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from tests.whole.service import BULK, Service, start, stop
from tests.whole.tracing import read_trace, strace

STREAMS = 1000
SENDERS = 20
MAILS_PER_SECOND = 200
LOOK_SECONDS = 10.0
BODY = b"The quick brown fox jumps over the lazy dog, again and again, and never gets anywhere at all.\r\n" * 210
MARK = re.compile(rb"mark-(\d+)-(\d+)-end")
RELAYS = (
    "u@other.example", "u%other.example@mayfly.test.other.example", "@mayfly.test:u@other.example", "u@[192.0.2.1]",
    '"u"@other.example', "u@mayfly.test.other.example",
)  # fmt: skip
SETTINGS = {
    **BULK,
    "MAYFLY_WEB__STREAMS_PER_CLIENT": "100000",
    "MAYFLY_STORE__MAILBOX_MESSAGES": "1000000",
    "MAYFLY_STORE__MAILBOX_OCTETS": "100000000000",
}


class Run:
    """What is seen while it runs."""

    def __init__(self) -> None:
        self.accepted: dict[int, float] = {}
        self.pushed: dict[int, float] = {}
        self.wrong: list[str] = []
        self.refused = 0


async def listen(service: Service, token: str, page: int, run: Run, ready: asyncio.Semaphore) -> None:
    """Hold one event stream open, and note what comes."""
    where = urlsplit(service.http)
    reader, writer = await asyncio.open_connection(where.hostname, where.port, limit=1 << 20)
    request = f"GET /api/v1/mailbox/events HTTP/1.1\r\nHost: {where.netloc}\r\nAuthorization: Bearer {token}\r\n\r\n"
    writer.write(request.encode())
    is_ready = False
    async for line in reader:
        if not is_ready and b"event: sync" in line:
            is_ready = True
            ready.release()
        for mailbox, number in MARK.findall(line):
            run.pushed.setdefault(int(number), time.monotonic())
            if int(mailbox) != page:
                run.wrong.append(f"mail {number.decode()} was pushed to page {page}")


async def send(service: Service, addresses: list[str], numbers: "itertools.count[int]", run: Run, end: float) -> None:
    """Send at an even pace over kept sessions until the end."""
    due = time.monotonic()
    while max(due, time.monotonic()) < end:
        reader, writer = await asyncio.open_connection(*service.smtp)

        async def ask(line: bytes, reader=reader, writer=writer) -> bytes:
            writer.write(line)
            while (said := await reader.readline())[3:4] == b"-":
                pass
            return said

        await ask(b"")
        await ask(b"EHLO soak.example\r\n")
        # A session has half an hour.
        for turn in range(5000):
            due += SENDERS / MAILS_PER_SECOND
            # A service that does not keep up gets less, not longer.
            if max(due, time.monotonic()) >= end:
                break
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            number = next(numbers)
            page = number % len(addresses)
            await ask(b"MAIL FROM:<a@b.example>\r\n")
            if turn % 500 == 250:
                relay = RELAYS[number % len(RELAYS)]
                if not (said := await ask(f"RCPT TO:<{relay}>\r\n".encode())).startswith(b"5"):
                    run.wrong.append(f"{relay} was answered {said!r}")
            await ask(f"RCPT TO:<{addresses[page]}>\r\n".encode())
            await ask(b"DATA\r\n")
            said = await ask(b"From: a@b.example\r\nSubject: mark-%d-%d-end\r\n\r\n%s.\r\n" % (page, number, BODY))
            if said.startswith(b"250"):
                run.accepted[number] = time.monotonic()
            else:
                run.refused += 1
        writer.close()


def figures(service: Service) -> tuple[float, int]:
    """Give the memory of the process in MB and its number of open files."""
    pid = service.process.pid
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6, len(list(Path(f"/proc/{pid}/fd").iterdir()))


async def watch(service: Service, looks: list[tuple[float, float, int]]) -> None:
    """Look at the process now and then."""
    while True:
        looks.append((time.monotonic(), *figures(service)))
        await asyncio.sleep(LOOK_SECONDS)


async def play(service: Service, seconds: float, streams: int, run: Run) -> list[tuple[float, float, int]]:
    """Open mailboxes and streams, send for so long, wait for the last mail to be pushed; give the looks taken."""
    # Each waits for the disk; many at once share that.
    with concurrent.futures.ThreadPoolExecutor(SENDERS) as pool:
        opened = list(pool.map(lambda _: service.open(lifetime_seconds=86_400), range(streams)))
    addresses = [address for address, _ in opened]
    ready = asyncio.Semaphore(0)
    pages = [
        asyncio.create_task(listen(service, token, page, run, ready))
        for page, (_, token) in enumerate(opened[:streams])
    ]
    for _ in pages:
        await ready.acquire()
    looks: list[tuple[float, float, int]] = []
    watcher = asyncio.create_task(watch(service, looks))
    numbers = itertools.count()
    end = time.monotonic() + seconds
    await asyncio.gather(*(send(service, addresses, numbers, run, end) for _ in range(SENDERS)))
    patience = time.monotonic() + 60
    while missing(run) and time.monotonic() < patience:  # noqa: ASYNC110 - the end of a measurement
        await asyncio.sleep(0.1)
    looks.append((time.monotonic(), *figures(service)))
    for task in (watcher, *pages):
        task.cancel()
    await asyncio.gather(watcher, *pages, return_exceptions=True)
    return looks


def missing(run: Run) -> list[int]:
    """Name the mails that were accepted and are not on their page."""
    return [number for number in run.accepted if number not in run.pushed]


def slope(looks: list[tuple[float, float, int]]) -> float:
    """Give the megabytes an hour by which memory grows, by least squares over the second half."""
    points = [(at / 3600, megabytes) for at, megabytes, _ in looks[len(looks) // 2 :]]
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0


def outward(trace: Path) -> list[str]:
    """Name the connections the service made to anything but a socket of this machine's own file system."""
    with trace.open(encoding="ascii", errors="replace") as lines:
        return [call.words for call in read_trace(lines) if call.name == "connect" and "AF_UNIX" not in call.words]


def main() -> int:
    """Run it; say what was seen."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 300.0
    streams = int(sys.argv[2]) if len(sys.argv) > 2 else STREAMS
    run = Run()
    with tempfile.TemporaryDirectory(prefix="mayfly-", ignore_cleanup_errors=True) as folder:
        trace = Path(folder) / "trace"
        service = start(Path(folder) / "data", settings=SETTINGS, wrap=strace(trace, "connect", "--seccomp-bpf"))
        try:
            looks = asyncio.run(play(service, seconds, streams, run))
        finally:
            status = stop(service)
        run.wrong += [f"connected: {words}" for words in outward(trace)]
    lost = missing(run)
    run.wrong += [f"mail {number} was never pushed" for number in lost]
    if status:
        run.wrong.append(f"the service ended with {status}")
    if looks[-1][2] > looks[0][2] + SENDERS:
        run.wrong.append(f"{looks[0][2]} open files have become {looks[-1][2]}")
    took = sorted(run.pushed[number] - at for number, at in run.accepted.items() if number in run.pushed)
    print(
        f"load: {len(run.accepted)} mails accepted and {run.refused} refused in {seconds:.0f} s, {streams} streams,"
        f" 250 to push p50 {took[len(took) // 2] * 1000:.0f} ms, p99 {took[len(took) * 99 // 100] * 1000:.0f} ms;"
        f" memory {looks[0][1]:.0f} to {looks[-1][1]:.0f} MB, {slope(looks):+.1f} MB/h over the second half;"
        f" open files {looks[0][2]} to {looks[-1][2]}; {len(run.wrong)} wrong"
    )
    print("\n".join(run.wrong[:50]))
    return 1 if run.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
