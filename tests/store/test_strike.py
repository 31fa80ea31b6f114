"""Rows of ended mailboxes leave the index in a thread beside the writer's, and nobody's mail waits for that."""

import asyncio
import threading
import time
from pathlib import Path

import apsw
import pytest

from mayfly.store import forget, index
from mayfly.store.pace import Pace
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.contract import HOUR, T0, Bench

ENDED = 40


def started(path: Path) -> SqliteStore:
    return SqliteStore.start(Settings(path=str(path / "data"), free_octets=0))


async def filled(path: Path) -> tuple[SqliteStore, Bench]:
    """Open mailboxes that end after an hour, and one that stays."""
    store = started(path)
    bench = Bench(store)
    await asyncio.gather(*(bench.open(f"a{number}", idle=99_999) for number in range(ENDED)))
    await bench.open("stays", seconds=99 * HOUR, idle=999_999)
    return store, bench


def rows(store: SqliteStore) -> int:
    return int(store._vault.index.reader.execute("SELECT count(*) FROM mailbox").get)


class Gate:
    """Holds up each deletion of rows until it is let through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._whole = index._delete_boxes
        self._at, self._let = threading.Semaphore(0), threading.Semaphore(0)
        monkeypatch.setattr(index, "_delete_boxes", self)

    def __call__(self, db: apsw.Connection, uids: tuple[bytes, ...]) -> None:
        self._at.release()
        assert self._let.acquire(timeout=60)
        self._whole(db, uids)

    async def wait(self) -> None:
        assert await asyncio.to_thread(self._at.acquire, timeout=60)

    def open(self) -> None:
        self._let.release(1000)


def test_nobody_waits_for_the_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While they are being deleted mail is stored and mailboxes are opened, ended and extended."""

    async def test() -> None:
        store, bench = await filled(tmp_path)
        gate = Gate(monkeypatch)
        assert await store.purge(T0 + HOUR) == ENDED
        await gate.wait()
        _, fresh = await bench.open("fresh", now=T0 + HOUR)
        await bench.put_one(fresh, now=T0 + HOUR)
        await store.extend(fresh.uid, T0 + 3 * HOUR, T0 + HOUR)
        _, other = await bench.open("other", now=T0 + HOUR)
        await store.erase(other.uid, T0 + HOUR)
        assert rows(store) == ENDED + 3
        assert store.status(T0 + HOUR + 30).oldest_expired_seconds == 30
        gate.open()
        await store.settle()
        assert rows(store) == 2
        assert store.status(T0 + HOUR + 30).oldest_expired_seconds == 0
        await store.close()

    asyncio.run(test())


@pytest.mark.parametrize("error", [apsw.IOError("planted"), apsw.BusyError("planted"), KeyError("planted")])
def test_rows_that_cannot_be_deleted_go_with_the_next_purge(
    tmp_path: Path, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of some that fail none is lost sight of, in whatever order it happens, and no slot is given out again before."""

    async def test() -> None:
        monkeypatch.setattr(index, "_ROWS_AT_ONCE", 7)
        monkeypatch.setattr(forget, "_STRUCK", 15)
        whole, calls = index._delete_boxes, []

        def fail_now_and_then(db: apsw.Connection, uids: tuple[bytes, ...]) -> None:
            calls.append(len(uids))
            if len(calls) % 3 == 2:
                raise error
            whole(db, uids)

        monkeypatch.setattr(index, "_delete_boxes", fail_now_and_then)
        store, bench = await filled(tmp_path)
        now = T0 + HOUR
        assert await store.purge(now) == ENDED
        await store.settle()
        assert 0 < rows(store) - 1 < ENDED
        assert store.status(now + 5).oldest_expired_seconds == 5
        _, other = await bench.open("other", now=now, seconds=9 * HOUR, idle=99_999)
        slots = [row[0] for row in store._vault.index.reader.execute("SELECT slot FROM mailbox")]
        assert len(slots) == len(set(slots))
        for _ in range(ENDED):
            await store.purge(now)
            await store.settle()
        assert rows(store) == 2
        assert store.status(now).oldest_expired_seconds == 0
        assert max(calls) <= 7
        # What was freed is used again.
        assert (tmp_path / "data" / "keys" / "shares").stat().st_size == 4097 * 32
        assert len(store._vault.shares._free) == 4096 - 2
        assert (store.status(now).faults > 0) is isinstance(error, KeyError)
        assert (await store.mailbox(other.uid, now)).uid == other.uid
        await store.close()

    asyncio.run(test())


def test_no_slot_is_given_out_while_its_row_may_come_back(tmp_path: Path) -> None:
    """A row that was deleted may be there again after a crash until the log is cut: its slot is nobody's until then."""

    async def test() -> None:
        store = started(tmp_path)
        bench = Bench(store)
        _, mailbox = await bench.open("gone")
        slot = store._vault.boxes.by_uid[mailbox.uid].slot
        reader = apsw.Connection(str(tmp_path / "data" / "index.db"), flags=apsw.SQLITE_OPEN_READONLY)
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM mailbox").get == 1
        await store.erase(mailbox.uid, T0)
        for turn in range(3):
            await store.purge(T0)
            await store.settle()
            assert rows(store) == turn
            _, other = await bench.open(f"other{turn}")
            assert store._vault.boxes.by_uid[other.uid].slot != slot
        reader.close()
        await store.purge(T0)
        await store.settle()
        _, last = await bench.open("last")
        assert store._vault.boxes.by_uid[last.uid].slot == slot
        await store.close()

    asyncio.run(test())


def test_a_stop_in_the_middle_is_made_up_for_by_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that were not deleted when the service ended are, when it has started again."""

    async def test() -> None:
        monkeypatch.setattr(index, "_ROWS_AT_ONCE", 7)
        store, _ = await filled(tmp_path)
        gate = Gate(monkeypatch)
        assert await store.purge(T0 + HOUR) == ENDED
        await gate.wait()
        closing = asyncio.ensure_future(store.close())
        await asyncio.to_thread(_wait_until_it_closes, store)
        gate.open()
        await closing
        store = started(tmp_path)
        assert rows(store) > 1
        assert store.status(T0).mailboxes == 1
        await store.settle()
        assert rows(store) == 1
        await store.close()

    asyncio.run(test())


def _wait_until_it_closes(store: SqliteStore) -> None:
    while not store._writer._checkpointer._closing:
        time.sleep(0.001)


@pytest.mark.parametrize(
    ("waited", "expected"),
    [(None, 1.0), (0.0, 0.4), (1.599, 0.4), (1.6, 0.4), (1.601, 0.40025), (3.999, 0.99975), (4.0, 1.0), (4.001, 1.0)],
)
def test_a_step_takes_as_long_as_its_share_of_a_commit(tmp_path: Path, waited: float | None, expected: float) -> None:
    """It is a quarter of what a message has waited for its commit: two fifths of a whole step at least, one at most."""

    async def test() -> None:
        store = SqliteStore.start(Settings(path=str(tmp_path / "data"), free_octets=0), pace=Pace(step_seconds=1.0))
        assert store._writer._forget.seconds(waited) == pytest.approx(expected)
        await store.close()

    asyncio.run(test())
