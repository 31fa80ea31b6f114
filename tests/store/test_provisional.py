"""First views cost next to nothing, however many there are; the one that gets mail is as safe as any."""

import asyncio
import os
import shutil
import tracemalloc
from pathlib import Path

from mayfly.core.address import Address
from mayfly.store.base import NewMailbox
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.burglar import octets_of
from tests.store.contract import T0, Bench, new


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
