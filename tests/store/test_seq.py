"""The order of messages, over deletions and restarts."""

import asyncio
import os
import shutil

import apsw

from mayfly.core.address import Address
from mayfly.store.base import NewMailbox
from mayfly.store.sealing import SealFor, SealJob, seal_content
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.contract import T0, Bench
from tests.store.faulty import failing

NOW = 1_790_000_000.0


def test_no_seq_is_given_again_after_a_restart(tmp_path):
    """Whoever reads on from the last message he saw gets the next one, though that last one was deleted meanwhile."""
    token = os.urandom(32)

    async def put(store, mailbox):
        job = SealJob((b"x",), (SealFor(mailbox.uid, mailbox.public_key, os.urandom(16)),), NOW)
        await store.put(seal_content(job), NOW)

    async def before():
        store = SqliteStore.start(Settings(path=str(tmp_path / "data"), free_octets=0))
        mailbox = await store.open(NewMailbox(Address("a", "b.example"), token, NOW, NOW + 3600, 3600))
        for _ in range(3):
            await put(store, mailbox)
        rows = await store.messages(mailbox.uid, 0, 10, NOW)
        await store.delete(mailbox.uid, rows[-1].message_id, NOW)
        await store.close()
        return rows[-1].seq

    async def after(seen):
        store = SqliteStore.start(Settings(path=str(tmp_path / "data"), free_octets=0))
        mailbox = (await store.unlock(token, NOW)).mailbox
        await put(store, mailbox)
        found = await store.messages(mailbox.uid, seen, 10, NOW)
        await store.close()
        return found

    seen = asyncio.run(before())
    assert len(asyncio.run(after(seen))) == 1


def test_no_seq_is_given_again_though_it_could_not_be_written_down(tmp_path, monkeypatch):
    """Where the index failed at that, the next message writes it down: so it holds even if all messages are lost."""
    monkeypatch.setattr("mayfly.store.vault._SEQ_RANGE", 20)
    settings = Settings(path=str(tmp_path / "data"), free_octets=0)

    async def before():
        store = SqliteStore.start(settings)
        bench = Bench(store)
        _, mailbox = await bench.open(idle=3600)
        await bench.put_one(mailbox)
        with failing(store._vault.index, "commit", apsw.IOError("planted")):
            # One of these is to write down the next range; they are stored all the same.
            for _ in range(12):
                await bench.put_one(mailbox)
        # One more than was written down at the start.
        for _ in range(8):
            await bench.put_one(mailbox)
        shutil.copytree(tmp_path / "data", tmp_path / "crashed")
        await store.close()
        return store._vault.seq, mailbox

    async def after(mailbox):
        for path in (tmp_path / "crashed").glob("mail-*"):
            path.unlink()
        store = SqliteStore.start(Settings(path=str(tmp_path / "crashed"), free_octets=0))
        await Bench(store).put_one(mailbox)
        (row,) = await store.messages(mailbox.uid, 0, 10, T0)
        await store.close()
        return row.seq

    last, mailbox = asyncio.run(before())
    assert last == 21
    assert asyncio.run(after(mailbox)) > last
