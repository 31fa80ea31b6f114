"""A window that is nearly dead goes whole, and nobody who lives in it notices."""

import asyncio
import os
import random
import shutil
import threading
from pathlib import Path
from typing import Any

import apsw
import pytest

from mayfly.core.errors import NotFound, Unavailable
from mayfly.core.mailbox import Mailbox
from mayfly.store.box import Box
from mayfly.store.pace import Pace
from mayfly.store.purge import Ending
from mayfly.store.rewrite import Rewriter
from mayfly.store.sealing import Kind
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from mayfly.store.windows import Window
from tests.store.burglar import copy_all, files_with
from tests.store.contract import HOUR, T0, Bench
from tests.store.faulty import failing

# The smallest steps there are, so that everything else happens between them.
PACE = Pace(step_seconds=0.0, rewrite_rows=1, sync_rows=20)
DAY = 24 * HOUR


class Gate:
    """Holds up the copying at each of its syncs, until it is let through."""

    def __init__(self) -> None:
        self.at = threading.Semaphore(0)
        self._let = threading.Semaphore(0)
        self.reached = 0

    def __call__(self, descriptor: int) -> None:
        os.fdatasync(descriptor)
        self.reached += 1
        self.at.release()
        assert self._let.acquire(timeout=60)

    async def wait(self) -> None:
        """Wait until the copying stands here."""
        assert await asyncio.to_thread(self.at.acquire, timeout=60)

    def open(self, times: int = 1) -> None:
        self._let.release(times)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    gate = Gate()
    monkeypatch.setattr("mayfly.store.rewrite._sync", gate)
    return gate


def started(path: Path, pace: Pace = PACE) -> SqliteStore:
    return SqliteStore.start(Settings(path=str(path), free_octets=0, mailbox_messages=10_000), pace=pace)


class Filled:
    """Two hundred mailboxes that end after an hour, and ten that stay, all with mail in the same window."""

    def __init__(self, store: SqliteStore) -> None:
        self.bench = Bench(store)
        self.long: list[tuple[bytes, Mailbox, list[bytes]]] = []

    async def fill(self) -> "Filled":
        short = await asyncio.gather(*(self.bench.open(f"s{n}", idle=99_999) for n in range(200)))
        long = await asyncio.gather(*(self.bench.open(f"l{n}", seconds=DAY, idle=99_999) for n in range(10)))
        every = [(mailbox, None) for _, mailbox in short for _ in range(3)]
        kept: dict[bytes, list[bytes]] = {mailbox.uid: [] for _, mailbox in long}
        for turn in range(20):
            await asyncio.gather(*(self.bench.put(mailbox) for mailbox, _ in every[turn::20]))
            for _, mailbox in long:
                content = os.urandom(300_000) if turn == 7 else b"%d" % turn
                kept[mailbox.uid].append(await self.bench.put_one(mailbox, content))
        self.long = [(token, mailbox, kept[mailbox.uid]) for token, mailbox in long]
        return self

    async def check(self) -> None:
        """See that each list is whole, in order, without doubles, and its messages open with the token."""
        for token, mailbox, ids in self.long:
            listed = await self.bench.store.messages(mailbox.uid, 0, 1000, T0 + HOUR)
            assert [stored.message_id for stored in listed] == ids
            assert [stored.seq for stored in listed] == sorted({stored.seq for stored in listed})
            assert (await self.bench.store.mailbox(mailbox.uid, T0 + HOUR)).message_count == len(ids)
            some = random.choice(ids)
            assert (await self.bench.read(token, some, T0 + HOUR)) != b""


def test_survivors_stay(tmp_path: Path, gate: Gate) -> None:
    """The old file's inode is gone; ids, order, seqs, notes, large contents and counts of survivors are unchanged.

    While it happens, lists are read, messages deleted and annotated and new ones come in, between any two steps.
    """

    async def test() -> None:
        store = started(tmp_path / "data")
        filled = await Filled(store).fill()
        bench = filled.bench
        for _, mailbox, ids in filled.long:
            await store.annotate(mailbox.uid, ids[3], Kind.SUMMARY, b"note", T0)
        before = {m.uid: await store.messages(m.uid, 0, 1000, T0) for _, m, _ in filled.long}
        old = tmp_path / "data" / "mail-1.db"
        inode = old.stat().st_ino
        assert await store.purge(T0 + HOUR) == 200
        settled = asyncio.ensure_future(store.settle())
        turns = 0
        while not settled.done():
            turns += 1
            token, mailbox, ids = filled.long[turns % 10]
            await filled.check()
            if turns % 3 == 0 and len(ids) > 10:
                gone = ids.pop(random.randrange(4, len(ids)))
                await store.delete(mailbox.uid, gone, T0 + HOUR)
                with pytest.raises(NotFound):
                    await store.content(mailbox.uid, gone, T0 + HOUR)
            if turns % 4 == 0:
                ids.append(await bench.put_one(mailbox, b"new", T0 + HOUR))
            await store.annotate(mailbox.uid, ids[0], Kind.SUMMARY, b"later", T0 + HOUR)
            assert await bench.read(token, ids[0], T0 + HOUR) == b"0"
            gate.open()
        await settled
        assert gate.reached == 10
        assert not old.exists()
        assert inode not in {path.stat().st_ino for path in (tmp_path / "data").iterdir()}
        await filled.check()
        for _, mailbox, ids in filled.long:
            after = {stored.message_id: stored for stored in await store.messages(mailbox.uid, 0, 1000, T0 + HOUR)}
            for stored in before[mailbox.uid]:
                if stored.message_id in after and stored.message_id != ids[0]:
                    assert after[stored.message_id] == stored
            assert after[ids[0]].summary in {b"later", None}
        await store.close()
        store = started(tmp_path / "data")
        filled.bench = Bench(store)
        await filled.check()
        await store.close()

    asyncio.run(test())


def test_a_stop_at_any_place_of_the_copying_loses_nothing(tmp_path: Path, gate: Gate) -> None:
    """Stopped, or cut off as by a crash, at any sync of the copying: nothing lost, nothing twice, nothing back."""

    async def test() -> None:
        store = started(tmp_path / "data")
        filled = await Filled(store).fill()
        await store.purge(T0 + HOUR)
        for turn in range(10):
            await gate.wait()
            _, mailbox, ids = filled.long[turn]
            await store.delete(mailbox.uid, ids.pop(), T0 + HOUR)
            await _check_copy(tmp_path, filled)
            gate.open()
        await store.settle()
        assert gate.reached == 10
        assert not (tmp_path / "data" / "mail-1.db").exists()
        await _check_copy(tmp_path, filled)
        await filled.check()
        await store.close()

    asyncio.run(test())


async def _check_copy(tmp_path: Path, filled: Filled) -> None:
    """Start on the files as they are now, and go on there."""
    crashed = copy_all(tmp_path / "data", tmp_path / "crashed")
    store = started(crashed, Pace(step_seconds=0.0, rewrite_rows=10**9))
    there = Filled(store)
    there.long = filled.long
    await there.check()
    await store.purge(T0 + HOUR)
    await store.settle()
    await there.check()
    assert not check_windows(crashed, store)
    await store.close()
    shutil.rmtree(crashed)


def check_windows(directory: Path, store: SqliteStore) -> set[str]:
    """Give the databases that no window of the store lies in."""
    known = {window.path.name for window in store._vault.windows.values()}
    return {path.name for path in directory.glob("mail-*.db")} - known


def test_a_service_that_ends_stops_the_copying(tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    """A close does not wait for it; what it left is gone after that, and the next start begins again."""
    close = Rewriter.close

    def close_at_the_gate(rewriter: Rewriter) -> None:
        rewriter._closing = True
        gate.open(1000)
        close(rewriter)

    monkeypatch.setattr(Rewriter, "close", close_at_the_gate)

    async def test() -> None:
        store = started(tmp_path / "data")
        filled = await Filled(store).fill()
        await store.purge(T0 + HOUR)
        await gate.wait()
        await store.close()
        assert gate.reached == 1
        assert {path.name for path in (tmp_path / "data").glob("mail-*")} == {"mail-1.db", "mail-2.db"}
        store = started(tmp_path / "data")
        filled.bench = Bench(store)
        await filled.check()
        await store.settle()
        await filled.check()
        assert not (tmp_path / "data" / "mail-1.db").exists()
        await store.close()

    asyncio.run(test())


def test_a_file_that_cannot_be_named_is_not_used(tmp_path: Path, gate: Gate) -> None:
    """Where the index cannot be written the old file goes on, with all that is done in it; later the new one does.

    Neither while the service runs on, nor after a stop, is a message lost or there again.
    """

    async def test() -> None:
        gate.open(1000)
        store = started(tmp_path / "data")
        filled = await Filled(store).fill()
        with failing(store._vault.index, "set_file", apsw.IOError("planted")):
            for _ in range(3):
                await store.purge(T0 + HOUR)
                await store.settle()
                for _, mailbox, ids in filled.long:
                    await store.delete(mailbox.uid, ids.pop(5), T0 + HOUR)
                    await store.annotate(mailbox.uid, ids[1], Kind.SUMMARY, b"later", T0 + HOUR)
                await filled.check()
                await _check_copy(tmp_path, filled)
        assert (tmp_path / "data" / "mail-1.db").exists()
        await store.purge(T0 + HOUR)
        await store.settle()
        await filled.check()
        for _, mailbox, _ in filled.long:
            assert (await store.messages(mailbox.uid, 0, 2, T0 + HOUR))[1].summary == b"later"
        assert not (tmp_path / "data" / "mail-1.db").exists()
        await store.close()

    asyncio.run(test())


@pytest.mark.parametrize("error", [OSError(28, "planted"), apsw.CorruptError("planted")])
def test_where_it_cannot_be_written_anew_the_dead_are_deleted(
    tmp_path: Path, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault while copying leaves the window as it is; its dead rows go one by one, and the started file goes too."""

    def fail(_: int) -> None:
        raise error

    async def test() -> None:
        monkeypatch.setattr("mayfly.store.rewrite._sync", fail)
        store = started(tmp_path / "data")
        filled = await Filled(store).fill()
        await store.purge(T0 + HOUR)
        await store.settle()
        await filled.check()
        assert store.status(T0 + HOUR).oldest_expired_seconds == 0
        assert not check_windows(tmp_path / "data", store)
        rows = store._vault.windows[1].db.execute("SELECT count(*) FROM message").get
        assert rows == 200
        await store.close()

    asyncio.run(test())


def test_what_is_deleted_while_it_is_copied_is_in_no_file(tmp_path: Path, gate: Gate) -> None:
    """Deleted when it was in the new file already, a message is overwritten there and leaves that file's log, too."""

    async def test() -> None:
        store = started(tmp_path / "data")
        filled = await Filled(store).fill()
        _, mailbox, ids = filled.long[0]
        gone = ids.pop(0)
        octets = (await store.content(mailbox.uid, gone, T0)).sealed[40:72]
        await store.purge(T0 + HOUR)
        for _ in range(10):
            # After the last of them all is copied.
            await gate.wait()
            if gate.reached < 10:
                gate.open()
        await store.delete(mailbox.uid, gone, T0 + HOUR)
        gate.open(1000)
        await store.settle()
        assert store._vault.windows[1].path.name != "mail-1.db"
        assert files_with(tmp_path / "data", octets) == []
        await filled.check()
        await store.close()

    asyncio.run(test())


def test_who_ends_while_it_is_copied_is_forgotten_after_it(tmp_path: Path, gate: Gate) -> None:
    """A mailbox that is erased or ends after its messages were copied leaves nothing in the new file."""

    async def test() -> None:
        store = started(tmp_path / "data")
        filled = await Filled(store).fill()
        await store.purge(T0 + HOUR)
        await gate.wait()
        gate.open()
        await gate.wait()
        for _, mailbox, _ in filled.long[:4]:
            await store.erase(mailbox.uid, T0 + HOUR)
        del filled.long[:4]
        gate.open(1000)
        await store.settle()
        await filled.check()
        for table in ("head", "message"):
            assert store._vault.windows[1].db.execute(f"SELECT count(*) FROM {table}").get == 120
        assert len(list((tmp_path / "data" / "large").iterdir())) == 6
        await store.close()

    asyncio.run(test())


def test_a_deletion_that_fails_while_it_is_decided_who_is_copied_loses_nothing(
    tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mailbox whose last message here is just being deleted is copied too: the deletion may be undone."""
    decide, counted = Rewriter._copy_rows, threading.Event()

    def decide_then(*arguments: Any) -> None:
        assert counted.wait(60)
        decide(*arguments)

    monkeypatch.setattr(Rewriter, "_copy_rows", decide_then)

    def fail_when_decided() -> None:
        counted.set()
        assert gate.at.acquire(timeout=60)
        raise apsw.IOError("planted")

    async def test() -> None:
        store = started(tmp_path / "data")
        filled = await Filled(store).fill()
        token, mailbox = await filled.bench.open("one", seconds=DAY, idle=99_999)
        message_id = await filled.bench.put_one(mailbox)
        window = store._vault.windows[1]
        await store.purge(T0 + HOUR)
        while window.touched is None:
            await store.purge(T0 + HOUR)
        whole, window.commit = window.commit, fail_when_decided
        with pytest.raises(Unavailable):
            await store.delete(mailbox.uid, message_id, T0 + HOUR)
        window.commit = whole
        gate.open(1000)
        await store.settle()
        assert not (tmp_path / "data" / "mail-1.db").exists()
        assert await filled.bench.read(token, message_id, T0 + HOUR) == b"hello"
        await filled.check()
        await store.close()

    asyncio.run(test())


def test_the_copying_begins_before_a_purge_has_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once shares are overwritten whole windows are begun with, however many mailboxes are still to be counted out.

    Of those nothing is copied, and of the others everything.
    """
    begin, under_way, forget_some = Rewriter.begin, [], Ending._forget_some
    monkeypatch.setattr("mayfly.store.purge._SOME", 4)

    async def test() -> None:
        store = started(tmp_path / "data")
        rewriter = store._writer._forget._rewriter

        def wait_for_the_copying(ending: Ending) -> list[Box]:
            # With some still to be counted out, the new file becomes the window.
            if rewriter.job is not None and rewriter._thread is not None:
                rewriter._thread.join()
                under_way.append(ending._forgotten < len(ending._found))
            return forget_some(ending)

        monkeypatch.setattr(Ending, "_forget_some", wait_for_the_copying)

        def look(rewriter: Rewriter, window: Window) -> None:
            under_way.append(bool(store._writer._purges))
            begin(rewriter, window)

        monkeypatch.setattr(Rewriter, "begin", look)
        filled = await Filled(store).fill()
        assert await store.purge(T0 + HOUR) == 200
        await store.settle()
        assert under_way == [True, True]
        assert store.status(T0 + HOUR).faults == 0
        assert store.status(T0 + HOUR).oldest_expired_seconds == 0
        await filled.check()
        window = store._vault.windows[1]
        assert (window.alive, window.rows, len(window.dead)) == (200, 200, 0)
        for table in ("head", "message"):
            assert window.db.execute(f"SELECT count(*) FROM {table}").get == 200
        await store.close()
        store = started(tmp_path / "data")
        filled.bench = Bench(store)
        await filled.check()
        await store.close()

    asyncio.run(test())
