"""First views cost next to nothing, however many there are; the one that gets mail is as safe as any."""

import asyncio
import os
import shutil
import tracemalloc
from pathlib import Path

import apsw
import pytest

from mayfly.core.address import Address
from mayfly.core.errors import NotFound, Unavailable
from mayfly.store.base import NewMailbox, NewsKind, Receipt
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.burglar import octets_of
from tests.store.contract import T0, Bench, hear, new
from tests.store.faulty import failing


def test_a_flood_of_first_views_costs_a_bounded_memory(tmp_path: Path) -> None:
    """Sixty thousand first views leave the bound in memory and nothing on the disk; memory does not grow."""

    async def test() -> None:
        store = SqliteStore.start(Settings(path=str(tmp_path / "data"), free_octets=0, provisional_mailboxes=500))
        before = octets_of(tmp_path / "data")
        written = _write_calls()
        grown = []
        tracemalloc.start()
        for number in range(60_000):
            address = Address(f"flood-{number}", "mail.example")
            await store.provide(NewMailbox(address, number.to_bytes(32, "big"), T0, T0 + 3600, 600))
            if number % 20_000 == 19_999:
                grown.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        assert store.status(T0).provisional == 500
        assert max(grown) < 2_000_000
        assert grown[-1] < grown[0] * 1.1
        assert octets_of(tmp_path / "data") == before
        assert store.status(T0).mailboxes == 0
        assert await store.purge(T0 + 600) == 500
        # Where nothing is written there is nothing to sync either.
        assert _write_calls() == written
        await store.open(new("lasts", os.urandom(32)))
        assert _write_calls() > written
        await store.close()

    asyncio.run(test())


def _write_calls() -> int:
    """Give how many system calls of this process have written to a file so far (proc(5))."""
    fields = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    return int(fields["syscw"])


def test_one_that_gets_mail_is_durable_before_it_is_answered(tmp_path: Path) -> None:
    """What lies on the disk when RCPT has been answered opens with the token, had the service been killed then."""

    async def test() -> None:
        store = SqliteStore.start(Settings(path=str(tmp_path / "data"), free_octets=0))
        token = os.urandom(32)
        await store.provide(new("first", token))
        found = await Bench(store).find("first")
        assert found is not None
        shutil.copytree(tmp_path / "data", tmp_path / "copy")
        await store.close()
        store = SqliteStore.start(Settings(path=str(tmp_path / "copy"), free_octets=0))
        assert (await store.unlock(token, T0)).mailbox.uid == found.uid
        await store.close()

    asyncio.run(test())


def test_one_that_could_not_be_opened_can_be_erased(tmp_path: Path) -> None:
    """Erased while mail has it opened, it is gone when that is answered: also where the opening fails."""

    async def test() -> None:
        store = SqliteStore.start(Settings(path=str(tmp_path / "data"), free_octets=0))
        token = os.urandom(32)
        mailbox = await store.provide(new("first", token))
        watch = store.watch(mailbox.uid)
        with failing(store._vault.index, "commit", apsw.IOError("planted")):
            opening, receipt = await asyncio.gather(
                Bench(store).find("first"), store.erase(mailbox.uid, T0), return_exceptions=True
            )
        assert isinstance(opening, Unavailable)
        assert receipt == Receipt(0, 0, T0)
        assert await hear(watch) == [(NewsKind.ENDED, None)]
        assert await Bench(store).find("first") is None
        with pytest.raises(NotFound):
            await store.unlock(token, T0)
        await store.close()

    asyncio.run(test())


def test_one_that_is_over_goes_when_its_address_is_given_out_again(tmp_path: Path) -> None:
    """Also where the pepper was changed meanwhile, so that it has another name; who watched it hears ENDED."""

    async def test() -> None:
        store = SqliteStore.start(Settings(path=str(tmp_path / "data"), free_octets=0))
        for turn in range(3):
            now = T0 + turn * 600
            mailbox = await store.provide(new("first", os.urandom(32), now=now))
            watch = store.watch(mailbox.uid)
            await store.rotate()
            again = await store.provide(new("first", os.urandom(32), now=now + 600, idle=9000))
            assert await hear(watch) == [(NewsKind.ENDED, None)]
            assert store.status(now + 600).provisional == 1
            await store.erase(again.uid, now + 600)
        await store.close()

    asyncio.run(test())
