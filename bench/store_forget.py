"""Bench B10: a million messages end at once; one mailbox in twenty lives on. How long until they are gone?

Run as ``python -m bench.store_forget [messages] [directory]``. Prints when they could not be read any more, when their
shares were overwritten, when their octets were off the disk, how long a commit took meanwhile, and what is left.
Sealed octets are made once and used again: what is measured is keeping and forgetting. Quotas are raised.
"""

import asyncio
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from mayfly.core.address import Address
from mayfly.core.errors import NotFound
from mayfly.core.mailbox import Mailbox
from mayfly.store.base import NewMailbox
from mayfly.store.sealing import SealFor, SealJob, seal_batch
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from mayfly.store.values import SealedCopy, SealedMessage

T0 = 1_800_000_000.0
HOUR = 3600.0
MESSAGES = 1_000_000
PER_MAILBOX = 10
CONTENT_OCTETS = 5_000
WINDOWS = 4
# Messages a second that come in while it is measured.
LOAD = 400


class Load:
    """Mail that comes in steadily; how long each commit took."""

    def __init__(self, store: SqliteStore, mailbox: Mailbox, sealed: bytes, now: float) -> None:
        self._store, self._mailbox, self._sealed, self._now = store, mailbox, sealed, now
        self.seconds: list[float] = []

    async def run(self, seconds: float, until: "asyncio.Future[object] | None" = None) -> None:
        """Put for so long, or until something is done."""
        began = time.perf_counter()
        tasks = set()
        sent = 0
        while time.perf_counter() - began < seconds and not (until and until.done()):
            due = int((time.perf_counter() - began) * LOAD)
            for _ in range(due - sent):
                task = asyncio.ensure_future(self._one())
                tasks.add(task)
                task.add_done_callback(tasks.discard)
            sent = due
            await asyncio.sleep(0.002)
        await asyncio.gather(*tasks)

    async def _one(self) -> None:
        copy = SealedCopy(self._mailbox.uid, os.urandom(16), self._sealed)
        began = time.perf_counter()
        await self._store.put(SealedMessage((copy,), None, self._now), self._now)
        self.seconds.append(time.perf_counter() - began)

    def percentile(self, percent: float) -> float:
        """Give a percentile in milliseconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] * 1000


async def fill(store: SqliteStore, messages: int, sealed: list[bytes]) -> list[tuple[bytes, Mailbox]]:
    """Open the mailboxes and put all messages; every window holds a part of each kind."""
    opened: list[tuple[bytes, Mailbox]] = []
    count = messages // PER_MAILBOX

    async def open_one(number: int) -> tuple[bytes, Mailbox]:
        token = os.urandom(32)
        lives = 48 * HOUR if number % 20 == 0 else WINDOWS * HOUR
        address = Address(f"m{number}", "mail.example")
        return token, await store.open(NewMailbox(address, token, T0, T0 + lives, 10**7, spend=False))

    for start in range(0, count, 1000):
        opened += await asyncio.gather(*(open_one(number) for number in range(start, min(start + 1000, count))))
    pending: list[asyncio.Future[object]] = []
    for number in range(messages):
        now = T0 + (number * WINDOWS // messages) * HOUR
        copy = SealedCopy(opened[number % count][1].uid, os.urandom(16), sealed[number % len(sealed)])
        pending.append(store.put(SealedMessage((copy,), None, now), now))  # type: ignore[arg-type]  # any future
        if len(pending) == 512:
            await asyncio.gather(*pending)
            pending.clear()
    await asyncio.gather(*pending)
    return opened


def left_over(directory: Path, markers: list[bytes]) -> int:
    """Count markers that are still in any file."""
    found = 0
    for path in directory.rglob("*"):
        if path.is_file() and path.name not in {"ballast", "shares"}:
            octets = path.read_bytes()
            found += sum(marker in octets for marker in markers)
    return found


async def measure(messages: int, directory: Path) -> None:
    """Fill, let most of it end, and watch."""
    settings = Settings(path=str(directory / "data"), mailbox_messages=10**6, mailbox_octets=10**12)
    store = SqliteStore.start(settings)
    jobs = [
        SealJob((os.urandom(CONTENT_OCTETS),), (SealFor(bytes(16), bytes([9, *bytes(31)]), bytes(16)),), T0)
        for _ in range(500)
    ]
    sealed = [message.copies[0].sealed for message in seal_batch(jobs)]
    began = time.perf_counter()
    opened = await fill(store, messages, sealed)
    print(f"filled: {messages} messages, {len(opened)} mailboxes, {time.perf_counter() - began:.1f} s")
    now = T0 + WINDOWS * HOUR
    quiet, busy = (Load(store, opened[0][1], sealed[0], now) for _ in range(2))
    await quiet.run(5)
    refused = 0
    for token, _ in opened[1:200]:
        try:
            await store.unlock(token, now)
        except NotFound:
            refused += 1
    print(f"unreadable at the second of the end: {refused} of {sum(n % 20 != 0 for n in range(1, 200))}")
    began = time.perf_counter()
    purging = asyncio.ensure_future(store.purge(now))
    load = asyncio.ensure_future(busy.run(600, settled := asyncio.get_running_loop().create_future()))
    ended = await purging
    print(f"shares of {ended} mailboxes overwritten: {time.perf_counter() - began:.2f} s")
    await store.settle()
    print(f"octets off the disk: {time.perf_counter() - began:.2f} s")
    settled.set_result(None)
    await load
    for name, one in (("quiet", quiet), ("while forgetting", busy)):
        print(
            f"commit, {name}: p50 {one.percentile(50):.2f} ms, p99 {one.percentile(99):.2f} ms,"
            f" most {one.percentile(100):.1f} ms, {len(one.seconds)} messages"
        )
    print(f"ingest p99 while forgetting / quiet: {busy.percentile(99) / quiet.percentile(99):.2f}")
    dead = [mailbox.uid for number, (_, mailbox) in enumerate(opened) if number % 20][:: max(1, len(opened) // 200)]
    print(f"markers left in any file: {left_over(directory / 'data', dead)} of {len(dead)}")
    status = store.status(now)
    print(f"left: {status.mailboxes} mailboxes, {status.messages} messages, {status.octets} octets")
    await store.close()


def main() -> None:
    """Measure in a directory of its own, and remove it."""
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES
    directory = Path(tempfile.mkdtemp(prefix="mayfly-bench-", dir=sys.argv[2] if len(sys.argv) > 2 else None))
    try:
        asyncio.run(measure(messages, directory))
    finally:
        shutil.rmtree(directory)


if __name__ == "__main__":
    main()
