"""How fast messages become durable: so many in flight, sealed before, kept and committed in groups.

Run as ``python -m bench.store_commit [messages] [in flight] [octets] [directory]``. The cost of one fdatasync on the
same disk is printed first. A second table shows what the checkpoints cost: as shipped, and as SQLite does by itself.
"""

import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mayfly.core.address import Address
from mayfly.store import writer
from mayfly.store.base import NewMailbox
from mayfly.store.checkpoint import Checkpointer
from mayfly.store.sealing import SealFor, SealJob, seal_batch
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from mayfly.store.values import SealedCopy, SealedMessage

MAILBOXES = 1000


async def measure(directory: Path, messages: int, in_flight: int, octets: int) -> str:
    """Put all messages, so many at a time; give rate, CPU and times as one line."""
    store = SqliteStore.start(Settings(path=str(directory), mailbox_messages=10**6, mailbox_octets=10**12))
    opened = await asyncio.gather(
        *(
            store.open(NewMailbox(Address(f"m{n}", "mail.example"), os.urandom(32), 0.0, 1e9, 10**9, spend=False))
            for n in range(MAILBOXES)
        )
    )
    jobs = [SealJob((os.urandom(octets),), (SealFor(o.uid, o.public_key, os.urandom(16)),), 1.0) for o in opened]
    sealed = [message.copies[0] for message in seal_batch(jobs)]
    seconds: list[float] = []
    numbers = iter(range(messages))

    async def session() -> None:
        for number in numbers:
            copy = sealed[number % MAILBOXES]
            message = SealedMessage((SealedCopy(copy.uid, os.urandom(16), copy.sealed),), None, 1.0)
            began = time.perf_counter()
            await store.put(message, 1.0)
            seconds.append(time.perf_counter() - began)

    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(session() for _ in range(in_flight)))
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    status = store.status(1.0)
    await store.close()
    p50, p99, most = (sorted(seconds)[min(messages * part // 100, messages - 1)] * 1e3 for part in (50, 99, 100))
    return (
        f"{messages / took:7.0f} messages/s  {cpu / messages * 1e6:5.0f} us CPU each"
        f"  p50 {p50:6.2f}  p99 {p99:6.2f}  most {most:6.1f} ms"
        f"  log {status.log_octets / 1e6:4.0f} MB"
    )


def sync_milliseconds(directory: Path) -> float:
    """Measure one fdatasync after 20 kB, the median of two hundred."""
    descriptor = os.open(directory / "sync", os.O_RDWR | os.O_CREAT)
    took = []
    for number in range(200):
        os.pwrite(descriptor, os.urandom(20_000), number * 20_000)
        began = time.perf_counter()
        os.fdatasync(descriptor)
        took.append(time.perf_counter() - began)
    os.close(descriptor)
    return sorted(took)[100] * 1e3


@contextmanager
def by_the_writer_alone() -> Iterator[None]:
    """Let the writer carry the log every thousand pages, as SQLite does by itself, and no helper."""
    wake, pages = Checkpointer.wake, vars(writer)["LOG_PAGES"]
    setattr(Checkpointer, "wake", _sleep_on)  # noqa: B010 - what is compared
    setattr(writer, "LOG_PAGES", 1000)  # noqa: B010 - the same
    try:
        yield
    finally:
        setattr(Checkpointer, "wake", wake)  # noqa: B010 - as it was
        setattr(writer, "LOG_PAGES", pages)  # noqa: B010 - as it was


def _sleep_on(_: Checkpointer) -> None:
    return


def main() -> None:
    """Measure in directories of their own, in turn, and remove them."""
    given = [int(word) for word in sys.argv[1:4]]
    messages, in_flight, octets = (*given, *(20_000, 64, 5_000)[len(given) :])
    parent = Path(tempfile.mkdtemp(prefix="mayfly-bench-", dir=sys.argv[4] if len(sys.argv) > 4 else None))
    try:
        print(f"one fdatasync: {sync_milliseconds(parent):.2f} ms; {in_flight} in flight, {octets} octets")
        for turn in range(3):
            print(f"as shipped        {asyncio.run(measure(parent / f's{turn}', messages, in_flight, octets))}")
            with by_the_writer_alone():
                print(f"writer alone      {asyncio.run(measure(parent / f'a{turn}', messages, in_flight, octets))}")
    finally:
        shutil.rmtree(parent)


if __name__ == "__main__":
    main()
