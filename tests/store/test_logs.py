"""Logs do not grow without bound, whoever reads our files; what has ended leaves them all the same."""

import asyncio
import os
from pathlib import Path

import apsw
import pytest

from mayfly.core.mailbox import Mailbox
from mayfly.store.pace import Pace
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.burglar import files_with
from tests.store.contract import HOUR, T0, Bench

# Of a log: its head, and for each page a head of 24 octets (SQLite's file format, section 4.1).
HEAD, FRAME = 32, 24 + 4096
MESSAGES = 30


def started(path: Path, pace: Pace) -> SqliteStore:
    return SqliteStore.start(Settings(path=str(path), free_octets=0), pace=pace)


class Reader:
    """Somebody who reads one of our databases for long."""

    def __init__(self, path: Path) -> None:
        self._db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        self._db.execute("BEGIN")
        self.rows = self._db.execute("SELECT count(*) FROM head").get

    def leave(self) -> None:
        self._db.close()


def _pages(path: Path) -> int:
    return (path.with_name(path.name + "-wal").stat().st_size - HEAD) // FRAME


async def _fill(store: SqliteStore, mailbox: Mailbox, reads: bool) -> list[int]:
    """Put messages, each a commit, while somebody reads the first window; give how long its log was before each."""
    bench, path = Bench(store), Path(store._settings.path) / "mail-1.db"
    await bench.put_one(mailbox, bytes(10))
    reader = Reader(path) if reads else None
    lengths = []
    for _ in range(MESSAGES):
        lengths.append(_pages(path))
        await bench.put_one(mailbox, os.urandom(9000))
    if reader is not None:
        reader.leave()
    return lengths


@pytest.mark.parametrize("difference", [-1, 0, 1])
def test_a_log_that_cannot_be_carried_goes_on_elsewhere(tmp_path: Path, difference: int) -> None:
    """Up to the bound messages go to the window there is, above it to a new one, whose log nobody keeps from being cut.

    Nothing is lost or out of order, and the log is gone when the reader has left.
    """

    async def test() -> None:
        free = started(tmp_path / "free", Pace(carry_pages=0))
        _, mailbox = await Bench(free).open()
        lengths = await _fill(free, mailbox, reads=True)
        await free.close()
        assert lengths == sorted(lengths)
        bound = lengths[20] + difference
        store = started(tmp_path / "data", Pace(carry_pages=0, roll_pages=bound))
        bench = Bench(store)
        _, mailbox = await bench.open()
        bounded = await _fill(store, mailbox, reads=True)
        expected = next(length for length in lengths if length > bound)
        assert bounded[:20] == lengths[:20]
        assert max(bounded) == bounded[-1] == expected
        assert len(store._vault.windows) > 1
        listed = await store.messages(mailbox.uid, 0, 100, T0)
        assert len(listed) == MESSAGES + 1
        assert [stored.seq for stored in listed] == sorted({stored.seq for stored in listed})
        await store.purge(T0)
        await store.settle()
        assert (tmp_path / "data" / "mail-1.db-wal").stat().st_size == 0
        await store.close()
        store = started(tmp_path / "data", Pace())
        assert await store.messages(mailbox.uid, 0, 100, T0) == listed
        await store.close()

    asyncio.run(test())


def test_a_log_that_nobody_reads_begins_again(tmp_path: Path) -> None:
    """Without a reader one window and a short log are enough for any number of messages."""

    async def test() -> None:
        store = started(tmp_path / "data", Pace(carry_pages=10, roll_pages=20))
        _, mailbox = await Bench(store).open()
        lengths = await _fill(store, mailbox, reads=False)
        assert len(store._vault.windows) == 1
        assert max(lengths) < 40
        await store.close()

    asyncio.run(test())


@pytest.mark.parametrize("purges", [2, 3, 4])
def test_who_reads_for_long_keeps_nothing_from_leaving(tmp_path: Path, purges: int) -> None:
    """What has ended is in no file of ours after so many purges, and not before; who lives on is there all the time.

    So it is with the window that mail comes into and with one of before, and a second window is not kept waiting.
    """

    async def test() -> None:
        store = started(tmp_path / "data", Pace(held_purges=3))
        bench = Bench(store)
        gone, found = [], []
        token, stays = await bench.open("stays", seconds=9 * HOUR, idle=99_999)
        kept = []
        for number, now in enumerate((T0, T0 + HOUR)):
            _, mailbox = await bench.open(f"gone{number}", now=now, idle=99_999)
            gone.append(mailbox)
            message_id = await bench.put_one(mailbox, os.urandom(3000), now)
            found.append((await store.content(mailbox.uid, message_id, now)).sealed[40:72])
            kept.append(await bench.put_one(stays, b"kept", now))
        reader = Reader(tmp_path / "data" / "mail-1.db")
        assert reader.rows == 2
        for _ in range(purges):
            await store.purge(T0 + 2 * HOUR)
            await store.settle()
            assert await bench.ids(stays, T0 + 2 * HOUR) == kept
        assert files_with(tmp_path / "data", found[1]) == []
        assert bool(files_with(tmp_path / "data", found[0])) is (purges < 3)
        assert store._vault.windows[1].log_octets() == 0 or purges < 3
        new = await bench.put_one(stays, b"new", T0 + 2 * HOUR)
        reader.leave()
        await store.purge(T0 + 2 * HOUR)
        await store.settle()
        assert files_with(tmp_path / "data", found[0]) == []
        assert await bench.read(token, new, T0 + 2 * HOUR) == b"new"
        assert await bench.ids(stays, T0 + 2 * HOUR) == [*kept, new]
        await store.close()
        store = started(tmp_path / "data", Pace())
        assert await Bench(store).ids(stays, T0 + 2 * HOUR) == [*kept, new]
        await store.close()

    asyncio.run(test())


@pytest.mark.parametrize("name", ["mail-1.db", "index.db"])
@pytest.mark.parametrize("erased", [True, False])
def test_it_shows_how_long_a_log_has_held_what_should_be_gone(tmp_path: Path, name: str, erased: bool) -> None:
    """While somebody keeps a log from being cut the oldest expired thing is as old as what lies in it, then none is."""

    async def test() -> None:
        store = started(tmp_path / "data", Pace())
        bench = Bench(store)
        _, gone = await bench.open("gone", idle=99_999)
        _, stays = await bench.open("stays", seconds=9 * HOUR, idle=99_999)
        await bench.put(gone, stays)
        reader = apsw.Connection(str(tmp_path / "data" / name), flags=apsw.SQLITE_OPEN_READONLY)
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM sqlite_schema").get > 0
        ended_at = T0 + 1 if erased else T0 + HOUR
        if erased:
            await store.erase(gone.uid, ended_at)
        for later in (1, 50, 60):
            await store.purge(T0 + HOUR + later)
            await store.settle()
            assert store.status(T0 + HOUR + later).oldest_expired_seconds == T0 + HOUR + later - ended_at
        reader.close()
        await store.purge(T0 + HOUR + 61)
        await store.settle()
        assert store.status(T0 + HOUR + 61).oldest_expired_seconds == 0
        await store.close()

    asyncio.run(test())
