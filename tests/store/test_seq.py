"""The order of messages, over deletions and restarts."""

import asyncio
import os

from mayfly.core.address import Address
from mayfly.store.base import NewMailbox
from mayfly.store.sealing import SealFor, SealJob, seal_content
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore

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
