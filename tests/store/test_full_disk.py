"""A full disk takes nothing more, loses nothing, and is got free again by forgetting."""

import asyncio
import errno
import os
from pathlib import Path

import pytest

from mayfly.core.errors import CannotStart, NoSpace, NotFound
from mayfly.core.mailbox import Mailbox
from mayfly.store.base import Outcome
from mayfly.store.disk import free_octets
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.burglar import copy_all
from tests.store.contract import HOUR, T0, Bench, new
from tests.store.mounts import mounted

DAY = 24 * HOUR


async def _fill(bench: Bench, mailbox: Mailbox, size: int) -> list[bytes]:
    """Put until one is refused; give the ids of what was stored."""
    stored = []
    for _ in range(20_000):
        try:
            ids, outcomes = await bench.put(mailbox, content=os.urandom(size))
        except NoSpace:
            return stored
        assert outcomes == (Outcome.STORED,)
        stored += ids
    raise AssertionError("the disk was never full")


async def _fill_up(settings: Settings, mailbox: Mailbox, size: int) -> tuple[SqliteStore, list[bytes]]:
    """Put until there is no more room; give the store, and the ids of what was stored.

    What is in the log counts twice until it is carried over, which may be late on a busy machine; then there is room
    again. A close carries all of it, so the disk is full when the first message after a start is refused.
    """
    stored: list[bytes] = []
    for _ in range(50):
        store = SqliteStore.start(settings)
        more = await _fill(Bench(store), mailbox, size)
        if not more:
            return store, stored
        stored += more
        await store.close()
    raise AssertionError("there was always room again")


def fill_to_the_last_octet(path: Path) -> None:
    """Write until the file system has no block left."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(descriptor, bytes(4096))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
    finally:
        os.close(descriptor)


@pytest.mark.parametrize("size", [5_000, 400_000])
def test_at_the_floor_nothing_is_taken(tmp_path: Path, size: int) -> None:
    """NoSpace comes before the disk is full; reading, erasing and purging go on; after a purge there is room again."""

    async def test(path: Path) -> None:
        settings = Settings(path=str(path), mailbox_messages=10**6, mailbox_octets=10**9)
        store = SqliteStore.start(settings)
        bench = Bench(store)
        token, keeper = await bench.open("keeper", seconds=DAY, idle=DAY)
        kept = await bench.put_one(keeper, b"kept")
        erased_token, erased = await bench.open("erased", idle=DAY)
        _, filler = await bench.open("filler", idle=DAY)
        await store.close()
        store, stored = await _fill_up(settings, filler, size)
        bench = Bench(store)
        status = store.status(T0)
        assert not store.has_space(size * 9 // 8)
        assert status.writable == store.has_space(0)
        assert status.free_octets > 1_000_000
        assert len(stored) * size > 20_000_000
        with pytest.raises(NoSpace):
            await bench.put(keeper, content=os.urandom(size))
        assert await bench.read(token, kept) == b"kept"
        assert len(await store.messages(filler.uid, 0, 10**6, T0)) == len(stored)
        await store.erase(erased.uid, T0)
        with pytest.raises(NotFound):
            await store.unlock(erased_token, T0)
        assert await store.purge(T0 + HOUR) == 1
        await store.settle()
        assert store.status(T0 + HOUR).writable
        assert store.status(T0 + HOUR).messages == 1
        await bench.put_one(keeper, b"new", T0 + HOUR)
        assert await bench.read(token, kept, T0 + HOUR) == b"kept"
        await store.close()

    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=64m,mode=700", "tmpfs") as disk:
        asyncio.run(test(disk / "data"))


def test_a_disk_others_have_filled_to_the_last_octet(tmp_path: Path) -> None:
    """With no block free: what cannot be written is refused, and erasing and purging still get octets off the disk.

    When the room is back the service goes on without a restart, and all that was answered is there.
    """

    async def test(disk: Path) -> None:
        settings = Settings(path=str(disk / "data"), free_octets=0, mailbox_messages=10**6, mailbox_octets=10**9)
        store = SqliteStore.start(settings)
        bench = Bench(store)
        token, keeper = await bench.open("keeper", seconds=DAY, idle=DAY)
        kept = [await bench.put_one(keeper, b"kept", T0)]
        erased_token, erased = await bench.open("erased", idle=DAY)
        _, filler = await bench.open("filler", idle=DAY)
        # More than the ballast; the disk has room for all of it twice, in the database and in a log not yet carried.
        for _ in range(300):
            await bench.put_one(filler, os.urandom(50_000))
        fill_to_the_last_octet(disk / "theirs")
        refused = 0
        for number in range(200):
            try:
                kept.append(await bench.put_one(keeper, b"%d" % number + os.urandom(50_000)))
            except NoSpace:
                refused += 1
        assert refused > 0
        with pytest.raises(NoSpace):
            await bench.put(keeper, content=os.urandom(5_000_000))
        assert await bench.read(token, kept[0]) == b"kept"
        await store.erase(erased.uid, T0)
        with pytest.raises(NotFound):
            await store.unlock(erased_token, T0)
        assert await store.purge(T0 + HOUR) == 1
        await store.settle()
        assert store.status(T0 + HOUR).messages == len(kept)
        (disk / "theirs").unlink()
        await store.purge(T0 + HOUR)
        await store.settle()
        assert store.status(T0 + HOUR).oldest_expired_seconds == 0
        kept.append(await bench.put_one(keeper, b"new", T0 + HOUR))
        await store.open(new("fresh", os.urandom(32), now=T0 + HOUR))
        assert await bench.ids(keeper, T0 + HOUR) == kept
        await store.close()
        store = SqliteStore.start(settings)
        assert await Bench(store).ids(keeper, T0 + HOUR) == kept
        await store.close()

    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=128m,mode=700", "tmpfs") as disk:
        asyncio.run(test(disk))


def test_one_message_is_deleted_on_a_full_disk(tmp_path: Path) -> None:
    """With no block free the reader still gets rid of a single message, at the first asking."""

    async def test(disk: Path) -> None:
        store = SqliteStore.start(Settings(path=str(disk / "data"), free_octets=0, mailbox_octets=10**9))
        bench = Bench(store)
        _, mailbox = await bench.open()
        kept, gone = [await bench.put_one(mailbox, os.urandom(300_000)) for _ in range(2)]
        await store.purge(T0)
        await store.settle()
        fill_to_the_last_octet(disk / "theirs")
        await store.delete(mailbox.uid, gone, T0)
        assert await bench.ids(mailbox) == [kept]
        await store.close()

    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=48m,mode=700", "tmpfs") as disk:
        asyncio.run(test(disk))


def test_a_full_disk_at_the_start(tmp_path: Path) -> None:
    """A used directory starts on a full disk, so that one can read and erase; a new one says what is wrong."""

    async def test(disk: Path) -> None:
        settings = Settings(path=str(disk / "data"), free_octets=0)
        store = SqliteStore.start(settings)
        token, mailbox = await Bench(store).open()
        message_id = await Bench(store).put_one(mailbox)
        await store.close()
        fill_to_the_last_octet(disk / "theirs")
        store = SqliteStore.start(settings)
        assert await Bench(store).read(token, message_id) == b"hello"
        await store.erase(mailbox.uid, T0)
        await store.close()
        fill_to_the_last_octet(disk / "theirs too")
        with pytest.raises(Exception, match=r"\[store\] .*full"):
            SqliteStore.start(Settings(path=str(disk / "other")))

    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=24m,mode=700", "tmpfs") as disk:
        asyncio.run(test(disk))


def test_a_start_on_a_full_disk_whose_ballast_is_spent(tmp_path: Path) -> None:
    """One sentence says which disk is full and how much to free; nothing is changed by it; with that much it starts.

    So it is with an index and windows of any number, and with logs that a kill has left.
    """

    async def test(disk: Path) -> None:
        settings = Settings(path=str(disk / "data"), free_octets=0)
        store = SqliteStore.start(settings)
        bench = Bench(store)
        token, mailbox = await bench.open(seconds=DAY, idle=DAY)
        kept = [await bench.put_one(mailbox, os.urandom(900), T0 + number * HOUR) for number in range(20)]
        copy_all(disk / "data", disk / "killed")
        await store.close()
        for name in ("data", "killed"):
            settings = Settings(path=str(disk / name), free_octets=0)
            (disk / name / "ballast").unlink()
            before = {path: path.read_bytes() for path in (disk / name).glob("*.db")}
            fill_to_the_last_octet(disk / "theirs")
            with pytest.raises(CannotStart, match=rf"^\[store\] path: the disk of {disk / name} is full; make") as told:
                SqliteStore.start(settings)
            assert {path: path.read_bytes() for path in (disk / name).glob("*.db")} == before
            wanted = int(str(told.value).partition(" MiB")[0].rpartition(" ")[2]) * 1_048_576
            os.truncate(disk / "theirs", (disk / "theirs").stat().st_size - wanted)
            assert wanted <= free_octets(disk) < wanted + 1_048_576
            store = SqliteStore.start(settings)
            bench = Bench(store)
            assert await bench.ids(mailbox) == kept
            assert await bench.read(token, kept[0]) != b""
            await store.erase(mailbox.uid, T0)
            await store.close()
            (disk / "theirs").unlink()

    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=48m,mode=700", "tmpfs") as disk:
        asyncio.run(test(disk))


def test_a_full_disk_of_keys_is_named(tmp_path: Path) -> None:
    """Where it is the volume of ``keys_path`` that is full at the first start, the sentence says so."""
    with mounted(tmp_path / "keys", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs") as keys:
        fill_to_the_last_octet(keys / "theirs")
        with pytest.raises(CannotStart, match=rf"^\[store\] keys_path: the disk of {keys} is full; make"):
            asyncio.run(_start(tmp_path / "data", keys))


def test_a_read_only_disk_is_refused_at_the_start(tmp_path: Path) -> None:
    """One sentence says that the directory cannot be written to."""
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "ro,size=1m,mode=700", "tmpfs") as disk:
        with pytest.raises(Exception, match=r"\[store\] path: .* cannot be written to"):
            asyncio.run(_start(disk))
        with pytest.raises(Exception, match=r"\[store\] path: .* cannot be made"):
            asyncio.run(_start(disk / "data"))


async def _start(path: Path, keys: Path | None = None) -> None:
    SqliteStore.start(Settings(path=str(path), keys_path=str(keys or "")))
