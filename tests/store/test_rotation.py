"""The pepper can be changed, and nobody who lives notices; who is spent stays spent."""

import asyncio
import os
from pathlib import Path

import pytest

from mayfly.core.errors import CannotStart, Conflict
from mayfly.core.mailbox import Mailbox
from mayfly.store.rotate import begin, rotate
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.contract import HOUR, T0, Bench, address, new


def settings_for(path: Path) -> Settings:
    return Settings(path=str(path), free_octets=0)


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
            begin(settings, os.urandom)
        else:
            assert rotate(settings) == 20 * (turn + 1)
        asyncio.run(look(kept))
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
