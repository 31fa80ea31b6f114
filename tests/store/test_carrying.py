"""A window that is nearly dead goes whole, and nobody who lives in it notices."""

import asyncio
import os
import random
from pathlib import Path

import apsw
import pytest

from mayfly.core.errors import NotFound
from mayfly.core.mailbox import Mailbox
from mayfly.store.forget import Pace
from mayfly.store.sealing import Kind
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.contract import HOUR, T0, Bench

# The smallest steps there are, so that everything else happens between them.
PACE = Pace(step_seconds=0.0, carry_rows=1)
DAY = 24 * HOUR


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


def test_survivors_are_carried(tmp_path: Path) -> None:
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
        await settled
        assert turns > 5
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


def test_a_stop_while_carrying_loses_nothing(tmp_path: Path) -> None:
    """Stopped between any two steps and started again: nothing lost, nothing twice, and the carrying goes on."""

    async def test() -> None:
        store = started(tmp_path / "data")
        filled = await Filled(store).fill()
        await store.purge(T0 + HOUR)
        stops = 0
        while (tmp_path / "data" / "mail-1.db").exists() and stops < 200:
            # Ends after the step that is running; what is left to forget waits for the next start.
            await store.close()
            store = started(tmp_path / "data")
            filled.bench = Bench(store)
            await filled.check()
            stops += 1
        assert stops > 3
        await store.settle()
        await filled.check()
        assert not (tmp_path / "data" / "mail-1.db").exists()
        await store.close()

    asyncio.run(test())


def test_a_stop_before_the_place_was_written_leaves_no_doubles(tmp_path: Path) -> None:
    """Where messages had been copied, but a fault of the disk kept how far from being written, nothing is twice.

    Neither while the service runs on, nor when it stops then and starts again.
    """

    async def test() -> None:
        store = started(tmp_path / "data")
        filled = await Filled(store).fill()
        index = store._vault.index

        whole = index.set_carried

        def fail(number: int, place: bytes) -> None:
            if len(place) > 8:
                raise apsw.FullError("planted")
            whole(number, place)

        index.set_carried = fail  # type: ignore[method-assign]  # the planted fault
        for _ in range(4):
            await store.purge(T0 + HOUR)
            await store.settle()
            await filled.check()
        assert (tmp_path / "data" / "mail-1.db").exists()
        await store.close()
        store = started(tmp_path / "data")
        filled.bench = Bench(store)
        await filled.check()
        await store.purge(T0 + HOUR)
        await store.settle()
        await filled.check()
        assert not (tmp_path / "data" / "mail-1.db").exists()
        await store.close()

    asyncio.run(test())
