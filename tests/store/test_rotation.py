"""The pepper can be changed, and nobody who lives notices; who is spent stays spent."""

import asyncio
import os
import signal
from pathlib import Path

import apsw
import pytest

from mayfly.core.errors import CannotStart, Conflict, Unavailable
from mayfly.core.mailbox import Mailbox
from mayfly.store.disk import lock
from mayfly.store.load import load, release
from mayfly.store.pace import Pace
from mayfly.store.rotate import ask_for_rotation, begin, rotate
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.burglar import copy_all
from tests.store.contract import HOUR, T0, Bench, address, new
from tests.store.faulty import failing


def settings_for(path: Path) -> Settings:
    return Settings(path=str(path), free_octets=0)


def _write_the_file_only(settings: Settings) -> None:
    """Rotate as far as a stop between the file and the index would let one."""
    descriptor = lock(Path(settings.path))
    vault = load(settings, os.urandom)
    begin(vault, os.urandom(32))
    vault.index.rollback()
    release(vault, descriptor)


def _peppers_of_entries(path: Path) -> list[tuple[int, int]]:
    """Give how many entries of the ledger were made with how many peppers."""
    db = apsw.Connection(str(path / "index.db"))
    try:
        return db.execute("SELECT peppers, count(*) FROM spent GROUP BY peppers").fetchall()  # type: ignore[return-value]  # as the columns are
    finally:
        db.close()


@pytest.mark.parametrize("stopped", [False, True])
def test_rotation_loses_nobody(tmp_path: Path, stopped: bool) -> None:
    """Over several rotations living mailboxes are found, read and refused to others; spent names stay spent.

    The same when each rotation was stopped between the file and the index.
    """
    settings = settings_for(tmp_path / "data")

    async def fill(turn: int) -> tuple[bytes, Mailbox]:
        store = SqliteStore.start(settings)
        bench = Bench(store)
        opened = await asyncio.gather(*(bench.open(f"a{turn}-{n}", seconds=9 * HOUR, idle=99_999) for n in range(20)))
        await asyncio.gather(*(bench.put(mailbox) for _, mailbox in opened for _ in range(5)))
        await asyncio.gather(*(store.erase(mailbox.uid, T0) for _, mailbox in opened[10:]))
        await store.open(new(f"open-{turn}", store.open_token(address(f"open-{turn}")), spend=False))
        await store.close()
        return opened[0]

    async def look(kept: list[tuple[bytes, Mailbox]]) -> None:
        store = SqliteStore.start(settings)
        bench = Bench(store)
        for turn, (token, mailbox) in enumerate(kept):
            found = await bench.find(f"A{turn}-0")
            assert found is not None
            assert found.uid == mailbox.uid
            message_id = await bench.put_one(mailbox, b"new")
            assert await bench.read(token, message_id) == b"new"
            for name in (f"a{turn}-0", f"a{turn}-9", f"a{turn}-15"):
                with pytest.raises(Conflict):
                    await bench.open(name)
                if name != f"a{turn}-15":
                    with pytest.raises(Conflict):
                        await store.provide(new(name, os.urandom(32)))
            # Open mode still gives the token with which the mailbox was opened.
            token = store.open_token(address(f"open-{turn}"))
            assert (await store.unlock(token, T0)).address == address(f"open-{turn}")
        await store.close()

    kept = []
    for turn in range(3):
        kept.append(asyncio.run(fill(turn)))
        if stopped:
            _write_the_file_only(settings)
        else:
            rotate(settings)
        asyncio.run(look(kept))
    assert set(_peppers_of_entries(tmp_path / "data")) == {(4, 60)}
    lines = (tmp_path / "data" / "keys" / "pepper").read_text().splitlines()
    assert len(lines) == len(set(lines)) == 4


def test_a_running_service_keeps_its_pepper(tmp_path: Path) -> None:
    """Rotation is refused while a service runs on the directory, and changes nothing then."""

    async def test() -> None:
        store = SqliteStore.start(settings_for(tmp_path / "data"))
        before = (tmp_path / "data" / "keys" / "pepper").read_bytes()
        with pytest.raises(CannotStart, match="in use"):
            rotate(settings_for(tmp_path / "data"))
        assert (tmp_path / "data" / "keys" / "pepper").read_bytes() == before
        await store.close()

    asyncio.run(test())


def test_an_older_pepper_alone_is_refused(tmp_path: Path) -> None:
    """After a rotation the pepper of before is not enough, nor is the new one without it."""
    settings = settings_for(tmp_path / "data")

    async def use() -> None:
        store = SqliteStore.start(settings)
        await Bench(store).open(os.urandom(4).hex())
        await store.close()

    asyncio.run(use())
    path = tmp_path / "data" / "keys" / "pepper"
    old = path.read_bytes()
    rotate(settings)
    both = path.read_bytes()
    for part in (old, both.splitlines(keepends=True)[0], b"".join(both.splitlines(keepends=True)[::-1])):
        path.write_bytes(part)
        with pytest.raises(CannotStart, match="is not the pepper"):
            asyncio.run(use())
    path.write_bytes(both)
    asyncio.run(use())


class Load:
    """What everybody does with a store while its pepper is changed, and what must be true of it afterwards."""

    def __init__(self, store: SqliteStore) -> None:
        self.bench = Bench(store)
        self.stop = False
        self.kept: list[tuple[str, bytes, Mailbox, list[bytes]]] = []
        self.spent: list[str] = []

    async def run(self, number: int) -> None:
        """Open by name, find, put, view first, come back, erase, ask for a name twice at once; over and over."""
        store, turn = self.bench.store, 0
        while not self.stop:
            turn += 1
            name = f"w{number}-{turn}"
            opened = await asyncio.gather(self.bench.open(name), self.bench.open(name), return_exceptions=True)
            ((token, mailbox),) = [one for one in opened if isinstance(one, tuple)]
            found = await self.bench.find(name.upper())
            assert found is not None
            assert found.uid == mailbox.uid
            ids = [await self.bench.put_one(mailbox, name.encode())]
            first_token = os.urandom(32)
            first = await store.provide(new(f"p{number}-{turn}", first_token))
            # The pepper may be changed between the view and the mail.
            if self.kept and turn % 2:
                await self.bench.put_one(self.kept[-1][2], b"again")
            found = await self.bench.find(f"p{number}-{turn}")
            assert found is not None
            assert found.uid == first.uid
            if turn % 3 == 0:
                await store.erase(mailbox.uid, T0)
                self.spent.append(name)
            else:
                self.kept.append((name, token, mailbox, ids))
                promoted = await store.mailbox(first.uid, T0)
                self.kept.append((f"p{number}-{turn}", first_token, promoted, []))

    async def check(self, store: SqliteStore) -> None:
        """See that who was answered is there, by address and by token, and that no name is given out again."""
        bench = Bench(store)
        for name, token, mailbox, ids in self.kept:
            found = await bench.find(name)
            assert found is not None, name
            assert found.uid == mailbox.uid
            assert (await store.unlock(token, T0)).mailbox.uid == mailbox.uid
            for message_id in ids:
                assert await bench.read(token, message_id) == name.encode()
        for name in (*self.spent, *(name for name, *_ in self.kept)):
            with pytest.raises(Conflict):
                await bench.open(name)


def test_rotation_beside_everything_else(tmp_path: Path) -> None:
    """Changed several times while mailboxes are opened, viewed, found, written to and erased: nobody is lost.

    What the disk holds right after each change is enough for a start that loses nobody either, whose names were made
    with whichever pepper. No name is opened twice, asked for twice at once or after its end.
    """

    async def test() -> None:
        settings = settings_for(tmp_path / "data")
        store = SqliteStore.start(settings, pace=Pace(step_seconds=0.0))
        load = Load(store)
        running = [asyncio.ensure_future(load.run(number)) for number in range(4)]
        for turn in range(4):
            before = len(load.kept)
            while len(load.kept) < before + 12 and not any(task.done() for task in running):
                await asyncio.wait(running, timeout=0.01)
            await store.rotate()
            known = Load(store)
            known.kept, known.spent = list(load.kept), list(load.spent)
            copy = copy_all(tmp_path / "data", tmp_path / f"copy-{turn}")
            crashed = SqliteStore.start(settings_for(copy), pace=Pace(step_seconds=0.0))
            await known.check(crashed)
            await crashed.settle()
            await known.check(crashed)
            await crashed.close()
            assert [peppers for peppers, _ in _peppers_of_entries(copy)] == [turn + 2]
        load.stop = True
        await asyncio.gather(*running)
        await load.check(store)
        await store.settle()
        await load.check(store)
        await store.close()
        assert [peppers for peppers, _ in _peppers_of_entries(tmp_path / "data")] == [5]
        store = SqliteStore.start(settings)
        await load.check(store)
        await store.close()

    asyncio.run(test())


@pytest.mark.parametrize("name", ["set", "commit"])
def test_a_rotation_that_fails_changes_nothing(tmp_path: Path, name: str) -> None:
    """Where the index cannot be told, the old pepper stays in use, a start goes on, and the next rotation does too."""

    async def test() -> None:
        settings = settings_for(tmp_path / "data")
        store = SqliteStore.start(settings)
        load = Load(store)
        token, mailbox = await load.bench.open("a")
        load.kept.append(("a", token, mailbox, []))
        with failing(store._vault.index, name, apsw.IOError("planted")):
            for _ in range(2):
                with pytest.raises(Unavailable):
                    await store.rotate()
        await load.check(store)
        copied = copy_all(tmp_path / "data", tmp_path / "copy")
        await store.rotate()
        await load.check(store)
        await store.close()
        for path in (tmp_path / "data", copied):
            store = SqliteStore.start(settings_for(path))
            await load.check(store)
            await store.close()

    asyncio.run(test())


def test_what_shares_a_commit_with_a_rotation_that_fails_is_not_answered_as_done(tmp_path: Path) -> None:
    """SQLite ends a transaction by itself after some faults: what was in it is undone, and answered with the fault."""

    async def test() -> None:
        store = SqliteStore.start(settings_for(tmp_path / "data"))
        token, mailbox = await Load(store).bench.open("a")
        index = store._vault.index
        whole = index.set

        def fail(*_: object) -> None:
            index.rollback()
            raise apsw.IOError("planted")

        index.set = fail
        answers = await asyncio.gather(
            store.extend(mailbox.uid, mailbox.expires_at + 60, T0), store.rotate(), return_exceptions=True
        )
        index.set = whole
        assert [type(answer) for answer in answers] == [Unavailable, Unavailable]
        assert (await store.mailbox(mailbox.uid, T0)).expires_at == mailbox.expires_at
        await store.close()
        store = SqliteStore.start(settings_for(tmp_path / "data"))
        assert (await store.unlock(token, T0)).mailbox.expires_at == mailbox.expires_at
        await store.close()

    asyncio.run(test())


@pytest.mark.parametrize("found", ["missing", "another", "readable by others"])
def test_a_pepper_that_is_not_the_one_in_use_is_not_written_over(tmp_path: Path, found: str) -> None:
    """Brought back, everything is there: what is in use cannot be written anew, as only parts of it are in memory."""

    async def test() -> None:
        settings = settings_for(tmp_path / "data")
        store = SqliteStore.start(settings)
        load = Load(store)
        token, mailbox = await load.bench.open("a")
        load.kept.append(("a", token, mailbox, []))
        path = settings.keys / "pepper"
        kept = path.read_bytes()
        if found == "missing":
            path.unlink()
        elif found == "another":
            path.write_text("00" * 32 + "\n")
        else:
            path.chmod(0o644)
        with pytest.raises(CannotStart):
            await store.rotate()
        await load.check(store)
        path.write_bytes(kept)
        path.chmod(0o600)
        await store.rotate()
        await load.check(store)
        await store.close()
        store = SqliteStore.start(settings)
        await load.check(store)
        await store.close()

    asyncio.run(test())


@pytest.mark.parametrize("name", ["set", "commit"])
def test_who_asks_for_a_rotation_hears_what_became_of_it(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new pepper in the file is no success while the index does not know it; once it does, it is."""
    monkeypatch.setattr("mayfly.store.rotate._LOOKS", 10)

    async def test() -> None:
        settings = settings_for(tmp_path / "data")
        store = SqliteStore.start(settings)
        store.take_signals()
        tried: list[asyncio.Future[None]] = []
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGUSR1, lambda: tried.append(asyncio.ensure_future(store.rotate())))
        before = (settings.keys / "pepper").read_bytes()
        with failing(store._vault.index, name, apsw.IOError("planted")):
            with pytest.raises(CannotStart, match="has not changed its pepper; its log says why"):
                await asyncio.to_thread(ask_for_rotation, settings)
            assert (settings.keys / "pepper").read_bytes() != before
        monkeypatch.setattr("mayfly.store.rotate._LOOKS", 600)
        assert await asyncio.to_thread(ask_for_rotation, settings)
        assert len(await asyncio.gather(*tried, return_exceptions=True)) == 2
        assert len((settings.keys / "pepper").read_text().splitlines()) == 2
        loop.remove_signal_handler(signal.SIGUSR1)
        await store.close()
        assert not ask_for_rotation(settings)

    asyncio.run(test())
