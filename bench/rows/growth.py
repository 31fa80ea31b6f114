"""bench B17: what a message costs while ever more are kept, from a thousand to a million (``--seconds 3``).

In the store alone, one operation after the other: taken in, listed, read, and a hundred mailboxes ended and gone. The
aim is that nothing grows but the disk.
"""

import asyncio
import functools
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bench.filling import HOUR, PER_MAILBOX, T0, open_some, put_many, put_one, some_sealed, start
from bench.measure import Options, Table, percentile
from mayfly.core.mailbox import Mailbox
from mayfly.store.sqlite import SqliteStore

STEPS = (1_000, 10_000, 100_000, 1_000_000)
TIMES = 500
ENDING = 100


def measure(options: Options) -> list[Table]:
    """Fill one store in steps, and measure at each."""
    steps = [step for step in STEPS if step <= 1_000_000 * min(1.0, options.seconds / 3.0)] or [STEPS[0]]
    table = Table(
        "one operation with so many messages stored: p50 (p99), ms; processor time, us",
        ("stored", "take in", "list", "read", f"end {ENDING} mailboxes", "kept, octets each"),
    )
    with tempfile.TemporaryDirectory(dir=options.data) as folder:
        asyncio.run(_measure(Path(folder) / "data", steps, table))
    return [table]


async def _measure(directory: Path, steps: list[int], table: Table) -> None:
    store, sealed = start(directory), some_sealed()
    opened: list[tuple[bytes, Mailbox]] = []
    for step in steps:
        more = await open_some(store, len(opened), [48 * HOUR] * (step // PER_MAILBOX - len(opened)))
        await put_many(store, [mailbox for _, mailbox in more], PER_MAILBOX * len(more), sealed)
        opened += more
        boxes = [opened[number * len(opened) // TIMES][1] for number in range(TIMES)]
        octets = await asyncio.to_thread(_octets_of_windows, directory)
        kept = f"{octets / store.status(T0).messages:,.0f}"
        took_in = await _time([functools.partial(put_one, store, box, sealed[0], T0) for box in boxes])
        listed = await _time([functools.partial(store.messages, box.uid, 0, 100, T0) for box in boxes])
        ids = [(box.uid, (await store.messages(box.uid, 0, 1, T0))[0].message_id) for box in boxes]
        read = await _time([functools.partial(store.content, uid, message_id, T0) for uid, message_id in ids])
        short = await open_some(store, 10**7 + step, [1.0] * ENDING)
        await put_many(store, [mailbox for _, mailbox in short], PER_MAILBOX * ENDING, sealed)
        ended = await _time([functools.partial(_end, store)])
        table.lines.append((f"{step:,}", took_in, listed, read, ended, kept))
    await store.close()


def _octets_of_windows(directory: Path) -> int:
    return sum(path.stat().st_size for path in directory.glob("mail-*"))


async def _end(store: SqliteStore) -> None:
    await store.purge(T0 + 1.0)
    await store.settle()


async def _time(operations: Sequence[Callable[[], Awaitable[object]]]) -> str:
    took = []
    cpu = time.process_time()
    for operation in operations:
        began = time.perf_counter()
        await operation()
        took.append(time.perf_counter() - began)
    worked = (time.process_time() - cpu) / len(operations) * 1e6
    return f"{percentile(took, 0.5) * 1e3:.2f} ({percentile(took, 0.99) * 1e3:.2f}); {worked:,.0f}"


ROWS = {"B17": measure}
