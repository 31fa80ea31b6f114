"""bench B10: a million messages end at once, one mailbox in twenty lives on. How long until they are gone?

One run, of a million messages at the usual ``--seconds 3``, of as many fewer as that is less: filling takes minutes.
The peer is what most do: rows of one SQLite table, deleted with ``secure_delete`` in hundreds, log cut at the end.
"""

import asyncio
import os
import tempfile
import time
from pathlib import Path

import apsw

from bench.filling import HOUR, PER_MAILBOX, T0, Load, open_some, put_many, some_sealed, start
from bench.measure import Options, Table, percentile
from mayfly.core.errors import NotFound
from mayfly.core.mailbox import Mailbox
from mayfly.store.sqlite import SqliteStore

MESSAGES = 1_000_000
WINDOWS = 4
# Messages a second that come in while it is measured.
RATE = 400
QUIET_SECONDS = 5.0
LOOKED_AT = 200


def measure(options: Options) -> list[Table]:
    """Fill, let most of it end, watch; then the same with rows in a table."""
    messages = int(MESSAGES * min(1.0, options.seconds / 3.0)) // 200 * 200
    table = Table(
        f"{messages:,} messages of 5 kB in {messages // PER_MAILBOX:,} mailboxes end at once, one in twenty stays",
        ("what", "mayfly", "rows of one SQLite table"),
    )
    with tempfile.TemporaryDirectory(dir=options.data) as folder:
        ours = asyncio.run(_ours(Path(folder), messages))
    with tempfile.TemporaryDirectory(dir=options.data) as folder:
        theirs = _rows_of_one_table(Path(folder), messages)
    table.lines = [(what, value, theirs.get(what, "")) for what, value in ours.items()]
    table.notes = [f"{RATE} messages a second come in all the time, beside Mayfly only."]
    return [table]


async def _ours(folder: Path, messages: int) -> dict[str, str]:
    store, sealed = start(folder / "data"), some_sealed()
    count = messages // PER_MAILBOX
    opened = await open_some(store, 0, [48 * HOUR if n % 20 == 0 else WINDOWS * HOUR for n in range(count)])
    await put_many(store, [mailbox for _, mailbox in opened], messages, sealed, WINDOWS)
    now = T0 + WINDOWS * HOUR
    quiet, busy = (Load(store, opened[0][1], sealed[0], now, RATE) for _ in range(2))
    await quiet.run(QUIET_SECONDS)
    told = {"unreadable at the second of the end": await _unreadable(store, opened[1:LOOKED_AT], now)}
    settled = asyncio.get_running_loop().create_future()
    load = asyncio.ensure_future(busy.run(600.0, settled))
    began, cpu = time.perf_counter(), time.process_time()
    ended = await store.purge(now)
    told["shares overwritten, s"] = f"{time.perf_counter() - began:.2f}"
    await store.settle()
    took, worked = time.perf_counter() - began, time.process_time() - cpu
    settled.set_result(None)
    await load
    told["octets off the disk, s"] = f"{took:.2f}"
    told["processor time meanwhile, s"] = f"{worked:.2f}"
    told["commit p99 before, ms"] = f"{percentile(quiet.seconds, 0.99) * 1e3:.1f}"
    told["commit p99 meanwhile, ms"] = f"{percentile(busy.seconds, 0.99) * 1e3:.1f}"
    told["ratio"] = f"{percentile(busy.seconds, 0.99) / percentile(quiet.seconds, 0.99):.2f}"
    dead = [mailbox.uid for number, (_, mailbox) in enumerate(opened) if number % 20][:: max(1, count // LOOKED_AT)]
    left = await asyncio.to_thread(_left_over, folder, dead)
    told["markers left in any file"] = f"{left} of {len(dead)}"
    if ended != count - count // 20 or store.status(now).mailboxes != count // 20:
        raise RuntimeError("the run is void: not everything that is over has ended, or more")
    await store.close()
    return told


async def _unreadable(store: SqliteStore, opened: list[tuple[bytes, Mailbox]], now: float) -> str:
    refused = 0
    for token, _ in opened:
        try:
            await store.unlock(token, now)
        except NotFound:
            refused += 1
    return f"{refused} of {sum(number % 20 != 0 for number in range(1, len(opened) + 1))}"


def _left_over(directory: Path, markers: list[bytes]) -> int:
    """Count markers that are still in any file."""
    found = 0
    for path in directory.rglob("*"):
        if path.is_file() and path.name not in {"ballast", "shares"}:
            octets = path.read_bytes()
            found += sum(marker in octets for marker in markers)
    return found


def _rows_of_one_table(folder: Path, messages: int) -> dict[str, str]:
    db = apsw.Connection(str(folder / "mail.db"))
    db.pragma("journal_mode", "WAL")
    db.pragma("secure_delete", "ON")
    db.execute("CREATE TABLE message (id INTEGER PRIMARY KEY, mailbox INTEGER, expires_at REAL, content BLOB)")
    db.execute("CREATE INDEX ends ON message (expires_at)")
    content, count = os.urandom(5_300), messages // PER_MAILBOX
    for first in range(0, messages, 10_000):
        with db:
            db.executemany(
                "INSERT INTO message (mailbox, expires_at, content) VALUES (?, ?, ?)",
                ((n % count, 2.0 if n % count % 20 == 0 else 1.0, content) for n in range(first, first + 10_000)),
            )
    began, cpu = time.perf_counter(), time.process_time()
    while True:
        db.execute("DELETE FROM message WHERE id IN (SELECT id FROM message WHERE expires_at < 1.5 LIMIT 100)")
        if not db.changes():
            break
    db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    took, worked = time.perf_counter() - began, time.process_time() - cpu
    db.close()
    return {"octets off the disk, s": f"{took:.2f}", "processor time meanwhile, s": f"{worked:.2f}"}


ROWS = {"B10": measure}
