"""How many windows there are, and what those cost that get no more mail."""

import asyncio
import os
from pathlib import Path

import apsw
import pytest

from mayfly.core.errors import NoSpace
from mayfly.store import windows
from mayfly.store.check import check
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from mayfly.store.windows import PAGE_OCTETS, Window
from tests.store.contract import HOUR, T0, Bench
from tests.store.faulty import failing

# A mailbox such as the operator's: it lives on, and gets a mail now and then.
LONG = 100_000 * HOUR


def started(path: Path) -> SqliteStore:
    return SqliteStore.start(Settings(path=str(path / "data"), free_octets=0, mailbox_octets=10**9))


def test_a_mailbox_that_lives_for_long_keeps_few_windows(tmp_path: Path) -> None:
    """With a mail an hour there is a window an hour up to 32 of them; with so many more each takes twice the hours.

    So 300 hours are less than 128 windows. Nothing is lost or out of order for it, a restart included.
    """

    async def test() -> None:
        store = started(tmp_path)
        bench = Bench(store)
        _, mailbox = await bench.open(seconds=LONG, idle=int(LONG))
        ids, counts = [], []
        for hour in range(300):
            ids.append(await bench.put_one(mailbox, now=T0 + hour * HOUR))
            counts.append(len(store._vault.windows))
            if hour == 150:
                await store.close()
                store = started(tmp_path)
                bench = Bench(store)
                assert len(store._vault.windows) == counts[-1]
        assert counts[:32] == list(range(1, 33))
        # The 32nd takes a second hour, as do all up to the 64th, which is begun in the 96th hour and takes four.
        assert counts[32:36] == [32, 33, 33, 34]
        assert counts[95:100] == [64, 64, 64, 64, 65]
        assert counts[-1] < 32 * 4
        assert await bench.ids(mailbox, T0 + 300 * HOUR) == ids
        await store.close()

    asyncio.run(test())


def test_a_window_that_gets_no_more_mail_lets_go_of_its_memory(tmp_path: Path) -> None:
    """The pages that the writer has held of it are given back when the next one is begun."""

    async def test() -> None:
        store = started(tmp_path)
        bench = Bench(store)
        _, mailbox = await bench.open(seconds=LONG, idle=int(LONG))
        window = None
        for turn in range(3):
            await bench.put_one(mailbox, os.urandom(100_000), now=T0 + turn * HOUR)
            if window is not None:
                assert held(window) < 2 * PAGE_OCTETS
            window = store._vault.current
            assert window is not None
            assert held(window) > 20 * PAGE_OCTETS
        await store.close()

    def held(window: Window) -> int:
        return int(window.db.status(apsw.SQLITE_DBSTATUS_CACHE_USED)[0])

    asyncio.run(test())


@pytest.mark.parametrize("step", ["connect", "sync_directory"])
def test_a_window_that_cannot_be_made_leaves_nothing(tmp_path: Path, step: str) -> None:
    """Its message is refused, no start misses a file, and when there is room again mail goes on."""

    async def test() -> None:
        store = started(tmp_path)
        bench = Bench(store)
        token, mailbox = await bench.open(seconds=LONG, idle=int(LONG))
        kept = [await bench.put_one(mailbox)]
        # As on a full disk, which does not let one write down either that nothing came of it.
        full = apsw.FullError("planted")
        with failing(windows, step, full), failing(store._vault.index, "drop_window", full):
            for _ in range(3):
                with pytest.raises(NoSpace):
                    await bench.put(mailbox, now=T0 + HOUR)
        kept.append(await bench.put_one(mailbox, b"new", now=T0 + HOUR))
        assert await bench.read(token, kept[1], T0 + HOUR) == b"new"
        await store.close()
        assert check(Settings(path=str(tmp_path / "data"), free_octets=0)).lost == ()
        store = started(tmp_path)
        assert await Bench(store).ids(mailbox, T0 + HOUR) == kept
        await store.close()

    asyncio.run(test())


def test_a_window_that_cannot_be_named_leaves_nothing(tmp_path: Path) -> None:
    """Where the index does not take its name its file goes at once, however often that happens."""

    async def test() -> None:
        store = started(tmp_path)
        bench = Bench(store)
        _, mailbox = await bench.open(seconds=LONG, idle=int(LONG))
        await bench.put_one(mailbox)
        with failing(store._vault.index, "add_window", apsw.FullError("planted")):
            for _ in range(3):
                with pytest.raises(NoSpace):
                    await bench.put(mailbox, now=T0 + HOUR)
        assert [path.name for path in (tmp_path / "data").glob("mail-*.db")] == ["mail-1.db"]
        await bench.put_one(mailbox, now=T0 + HOUR)
        await store.close()

    asyncio.run(test())
