"""bench B14, shortened: too much, garbage, slow senders, kill -9 and a full disk: no accepted message is lost, and the
memory stays what it was.

Twenty sessions that send without a pause are saturation: more of them bring no more messages. Twice as many, with one
in five of all that comes no mail at all, and five hundred senders that send an octet every half second, are the load.
What was accepted is known by the senders' own journal, and looked for one by one in the mailboxes at the end.
"""

import asyncio
import contextlib
import os
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.journal import Journal, drip, missing, sender
from bench.mailboxes import open_mailboxes, subjects
from bench.measure import Options, Table, cpu_seconds, proportional_octets
from bench.servers import allow_open_files, free_port, mayfly_command, wait_for_greeting

SATURATION = 20
SLOW_SENDERS = 500
MAILBOXES = 20
ROUNDS = 3
KILLS = 10
# Small, so that it is soon full: what is as shipped is the share of it that is kept free.
DISK_OCTETS = 64 * 1_048_576
BALLAST_OCTETS = DISK_OCTETS // 4 * 3
FILLING_OCTETS = 131_072
PATIENCE_SECONDS = 120.0
COLUMNS = ("what", "accepted", "a second", "lost", "not accepted, or double", "CPU, %", "memory after, MB", "meanwhile")


@dataclass(slots=True)
class Service:
    """A service that may be killed and started again on the same data and ports."""

    data: Path
    smtp: int = field(default_factory=free_port)
    http: int = field(default_factory=free_port)
    addresses: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def base(self) -> str:
        """Give where its API is."""
        return f"http://127.0.0.1:{self.http}"

    @property
    def pid(self) -> int:
        """Give its process; raise where it has ended by itself."""
        if self.process is None or self.process.poll() is not None:
            raise RuntimeError("void: the service has ended by itself")
        return self.process.pid

    def start(self) -> None:
        """Start it and wait until it greets; the first time, open its mailboxes."""
        command = mayfly_command(self.smtp, self.http, self.data)
        with (self.data.parent / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        wait_for_greeting(self.smtp, self.process)
        if not self.addresses:
            self.addresses, self.tokens = open_mailboxes(self.base, MAILBOXES)

    def kill(self) -> None:
        """End it as a lack of memory or current would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stored(self) -> list[str]:
        """Give the subjects of all messages in all mailboxes."""
        return [subject for token in self.tokens for subject in subjects(self.base, token)]


@contextlib.contextmanager
def served(data: Path) -> Iterator[Service]:
    """Run a service on new data below a folder, whatever happens to it meanwhile, and end it."""
    service = Service(data / "data")
    service.start()
    try:
        yield service
    except BaseException:
        print((data / "log").read_text()[-2_000:])
        raise
    finally:
        if service.process is not None:
            service.process.terminate()
            service.process.wait()


async def during(works: list[Coroutine[Any, Any, None]], end: asyncio.Event, story: Coroutine[Any, Any, None]) -> None:
    """Have all at work while the story is told."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await story
    finally:
        end.set()
        await asyncio.gather(*tasks)


def senders(
    service: Service, journal: Journal, end: asyncio.Event, number: int, *, octets: int = 0, garbage: bool = False
) -> list[Coroutine[Any, Any, None]]:
    """Make so many senders that go on until the end."""
    return [
        sender(service.smtp, service.addresses, journal, end, octets=octets, garbage=garbage) for _ in range(number)
    ]


class Parts:
    """The parts of the row as they are told: every part is compared with what is stored before the next begins."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: set[str] = set()
        self._doubles = 0

    def tell(self, what: str, service: Service, journal: Journal, seconds: float, cpu: float = 0.0) -> None:
        """Compare the journal with what the service has, and write the line of a part."""
        memory = f"{proportional_octets(service.pid) / 1e6:.0f}"
        fresh = [mark for mark in service.stored() if mark not in self._known]
        lost, extra = missing(journal, fresh)
        self._known.update(fresh)
        other = ", ".join(f"{name.strip()}: {count:,}" for name, count in sorted(journal.other.items()))
        rate = f"{len(journal.accepted) / seconds:,.0f}"
        busy = f"{100 * cpu / seconds:.0f}" if cpu else "-"
        accepted = f"{len(journal.accepted):,}"
        self._table.lines.append((what, accepted, rate, str(lost), str(extra), busy, memory, other or "-"))


async def overload(parts: Parts, service: Service, options: Options) -> None:
    """Saturate it, and then twice over with garbage and slow senders, some rounds of it."""
    for round_number in range(1 + (1 if options.is_tiny else ROUNDS)):
        hard = round_number > 0
        journal, slow, end = Journal(f"r{round_number}"), Journal("s"), asyncio.Event()
        works = senders(service, journal, end, SATURATION * (2 if hard else 1), garbage=hard)
        number = options.share(SLOW_SENDERS, 10) if hard else 0
        works += [drip(service.smtp, service.addresses[0], slow, end) for _ in range(number)]
        used, began = cpu_seconds(service.pid), time.perf_counter()
        await during(works, end, asyncio.sleep(options.seconds))
        seconds, used = time.perf_counter() - began, cpu_seconds(service.pid) - used
        journal.other += slow.other
        what = f"twice as many, garbage, slow senders, round {round_number}" if hard else f"{SATURATION} sessions"
        parts.tell(what, service, journal, seconds, used)


async def kills(parts: Parts, service: Service, options: Options) -> None:
    """Kill it again and again while mail comes in."""
    journal, end = Journal("k"), asyncio.Event()
    number = 2 if options.is_tiny else KILLS
    pause = 0.05 if options.is_tiny else 0.5

    async def story() -> None:
        for _ in range(number):
            # Not before mail comes in again, or there is nothing to lose.
            taken = len(journal.accepted)
            await until(lambda: len(journal.accepted) > taken, time.perf_counter() + PATIENCE_SECONDS)  # noqa: B023
            await asyncio.sleep(pause)
            service.kill()
            await asyncio.to_thread(service.start)
        await asyncio.sleep(pause)

    began = time.perf_counter()
    await during(senders(service, journal, end, SATURATION), end, story())
    parts.tell(f"kill -9, {number} times", service, journal, time.perf_counter() - began)


async def full_disk(parts: Parts, service: Service, ballast: Path) -> None:
    """Send until nothing more is taken, then fill the disk by hand to the last octet; then there is room again."""
    journal, end = Journal("d"), asyncio.Event()
    filler = ballast.with_name("filler")
    _, spare = open_mailboxes(service.base, 1)

    async def story() -> None:
        last = time.perf_counter() + PATIENCE_SECONDS
        await until(lambda: any(name.startswith("452") for name in journal.other), last)
        fill(filler)
        taken = len(journal.accepted)
        await asyncio.sleep(0.5)
        journal.other["taken on a full disk"] = len(journal.accepted) - taken
        # It still answers, lists, and lets an owner erase.
        await asyncio.to_thread(service.stored)
        await asyncio.to_thread(erase, service.base, spare[0])
        await asyncio.to_thread(make_room, filler, ballast)
        taken = len(journal.accepted)
        await until(lambda: len(journal.accepted) > taken, time.perf_counter() + PATIENCE_SECONDS)

    began = time.perf_counter()
    await during(senders(service, journal, end, 4, octets=FILLING_OCTETS), end, story())
    parts.tell("the disk full, and room again", service, journal, time.perf_counter() - began)


async def until(has_come: Callable[[], bool], last: float) -> None:
    """Wait for something; raise where it does not come."""
    while not has_come():
        if time.perf_counter() > last:
            raise TimeoutError("void: what was waited for did not come")
        await asyncio.sleep(0.01)


def fill(file: Path) -> None:
    """Take every octet that is left on a disk."""
    with file.open("wb", buffering=0) as filler, contextlib.suppress(OSError):
        while True:
            filler.write(bytes(65_536))


def make_room(*files: Path) -> None:
    """Give back what was taken."""
    for file in files:
        file.unlink()


def erase(base: str, token: str) -> None:
    """Erase a mailbox; raise where that is refused."""
    request = urllib.request.Request(
        f"{base}/api/v1/mailbox", headers={"Authorization": f"Bearer {token}"}, method="DELETE"
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        answer.read()


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Mount a small disk in memory; raise LookupError where that is not allowed."""
    if os.geteuid() != 0:
        raise LookupError("the full disk is left out: only root mounts one")
    where = Path(tempfile.mkdtemp(dir=folder))
    words = ["mount", "-t", "tmpfs", "-o", f"size={DISK_OCTETS}", "tmpfs", str(where)]
    if subprocess.run(words, check=False, capture_output=True).returncode:
        raise LookupError("the full disk is left out: tmpfs cannot be mounted here")
    try:
        yield where
    finally:
        subprocess.run(["umount", str(where)], check=True)


def measure(options: Options) -> list[Table]:
    """Tell the parts, once: what is looked for is a loss, not a rate."""
    allow_open_files(SLOW_SENDERS + 1_000)
    table = Table("faults; what was accepted and what is stored", COLUMNS)
    parts = Parts(table)
    with tempfile.TemporaryDirectory(dir=options.data) as folder, served(Path(folder)) as service:
        asyncio.run(overload(parts, service, options))
        asyncio.run(kills(parts, service, options))
    try:
        with small_disk(options.data) as disk:
            ballast = disk / "ballast"
            ballast.write_bytes(bytes(BALLAST_OCTETS))
            with served(disk) as service:
                asyncio.run(full_disk(parts, service, ballast))
    except LookupError as missing_tool:
        table.notes.append(str(missing_tool))
    if any(int(line[3]) for line in table.lines):
        table.notes.append("AN ACCEPTED MESSAGE WAS LOST")
    table.notes.append("stored but not accepted: its 250 was on the way when the connection broke")
    return [table]


ROWS = {"B14": measure}
