"""A window that fails while the service runs holds up itself alone: all else is forgotten on time."""

import asyncio
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from mayfly.store.pace import PACE, Pace
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.contract import HOUR, T0, Bench

WINDOWS = 4
NOW = T0 + 9 * HOUR


def started(path: Path, pace: Pace = PACE) -> SqliteStore:
    return SqliteStore.start(Settings(path=str(path / "data"), free_octets=0), pace=pace)


async def filled(path: Path, pace: Pace, *, stays: bool) -> tuple[SqliteStore, Callable[[], list[int]]]:
    """Fill windows with mail of one who will be over; give a store anew, and how many rows there are of it in each."""
    store = started(path)
    bench = Bench(store)
    _, gone = await bench.open("gone", seconds=9 * HOUR, idle=99_999)
    _, other = await bench.open("stays", seconds=99 * HOUR, idle=999_999)
    for number in range(WINDOWS):
        for _ in range(3):
            await bench.put_one(gone, os.urandom(3000), T0 + number * HOUR)
        if stays:
            await bench.put_one(other, now=T0 + number * HOUR)
    await store.close()
    store = started(path, pace)

    def rows() -> list[int]:
        text = "SELECT count(*) FROM head WHERE uid = ?"
        return [w.reader.execute(text, (gone.uid,)).get for w in store._vault.windows.values() if w.path.exists()]

    return store, rows


def spoil(store: SqliteStore, table: str) -> None:
    """Damage a page of the oldest window, as a disk would that loses it, and let nobody remember what was there."""
    window = store._vault.windows[1]
    page = window.reader.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).get
    with window.path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    for db in (window.db, window.reader):
        db.pragma("shrink_memory")


@pytest.mark.parametrize("purges", [1, 3])
def test_rows_that_cannot_be_deleted_hold_up_no_others(
    tmp_path: Path, purges: int, caplog: pytest.LogCaptureFixture
) -> None:
    """What has ended leaves the other windows and the index with the first purge; the log names the one it stays in.

    Mail is taken all the while, and that it is late shows.
    """

    async def test() -> None:
        store, rows = await filled(tmp_path, PACE, stays=True)
        spoil(store, "message")
        with caplog.at_level(logging.WARNING):
            for _ in range(purges):
                await store.purge(NOW)
                await store.settle()
        assert rows() == [3, 0, 0, 0]
        assert not any(window.stale for window in store._vault.windows.values() if window.number != 1)
        assert store._vault.index.reader.execute("SELECT count(*) FROM mailbox").get == 1
        assert not store._vault.index.stale
        assert caplog.text.count("CorruptError at mail-1.db") == purges
        assert store.status(NOW + 60).oldest_expired_seconds == 60
        _, fresh = await Bench(store).open("fresh", now=NOW)
        await Bench(store).put_one(fresh, now=NOW)
        await store.close()

    asyncio.run(test())


def test_a_window_that_cannot_be_read_is_unlinked_all_the_same(tmp_path: Path) -> None:
    """With nothing alive in it, its file goes with the first purge, and so do the others."""

    async def test() -> None:
        store, _ = await filled(tmp_path, PACE, stays=False)
        spoil(store, "head_body")
        with pytest.raises(apsw.CorruptError):
            store._vault.windows[1].bodies()
        await store.purge(NOW)
        await store.settle()
        assert list((tmp_path / "data").glob("mail-*")) == []
        assert store.status(NOW + 60).oldest_expired_seconds == 0
        await store.close()

    asyncio.run(test())


def test_a_window_whose_file_somebody_took_holds_up_no_others(tmp_path: Path) -> None:
    """It cannot be written anew; the others are."""

    async def test() -> None:
        store, rows = await filled(tmp_path, Pace(rewrite_rows=1), stays=True)
        (tmp_path / "data" / "mail-1.db").unlink()
        await store.purge(NOW)
        await store.settle()
        assert len(rows()) >= WINDOWS - 1
        assert not any(rows())
        await store.close()

    asyncio.run(test())


def test_a_new_file_that_fails_at_its_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where what happened meanwhile cannot be put right in it, the dead are deleted where they are."""

    async def test() -> None:
        store, rows = await filled(tmp_path, Pace(rewrite_rows=1), stays=True)

        def fail(*_: object) -> int:
            raise apsw.IOError("planted")

        monkeypatch.setattr("mayfly.store.rewrite._mend", fail)
        await store.purge(NOW)
        await store.settle()
        assert len(rows()) >= WINDOWS
        assert not any(rows())
        assert all(window.path.name == f"mail-{number}.db" for number, window in store._vault.windows.items())
        await store.close()

    asyncio.run(test())


def test_without_a_thread_the_dead_are_deleted_where_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system gives no thread for writing a window anew, what has ended goes all the same."""

    async def test() -> None:
        store, rows = await filled(tmp_path, Pace(rewrite_rows=1), stays=True)
        start = threading.Thread.start

        def fail(thread: threading.Thread) -> None:
            if thread.name == "store-rewriter":
                raise RuntimeError("can't start new thread")
            start(thread)

        monkeypatch.setattr(threading.Thread, "start", fail)
        await store.purge(NOW)
        await store.settle()
        assert not any(rows())
        assert store.status(NOW).faults > 0
        await store.close()

    asyncio.run(test())
