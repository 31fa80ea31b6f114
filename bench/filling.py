"""A store filled with sealed messages, for rows that measure keeping and forgetting.

Sealed octets are made once and used again: sealing is measured elsewhere. Quotas are raised; nothing else is.
"""

import asyncio
import os
import time
from pathlib import Path

from mayfly.core.address import Address
from mayfly.core.mailbox import Mailbox
from mayfly.store.base import NewMailbox
from mayfly.store.sealing import SealFor, SealJob, seal_batch
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from mayfly.store.values import SealedCopy, SealedMessage

T0 = 1_800_000_000.0
HOUR = 3600.0
CONTENT_OCTETS = 5_000
PER_MAILBOX = 10
# A key that is nobody's; what is sealed to it is only counted.
_NOBODYS_KEY = bytes([9, *bytes(31)])


def some_sealed(count: int = 500) -> list[bytes]:
    """Seal some contents that do not compress."""
    jobs = [
        SealJob((os.urandom(CONTENT_OCTETS),), (SealFor(bytes(16), _NOBODYS_KEY, os.urandom(16)),), T0)
        for _ in range(count)
    ]
    return [message.copies[0].sealed for message in seal_batch(jobs)]


def start(directory: Path) -> SqliteStore:
    """Start a store whose quotas are no limit."""
    return SqliteStore.start(Settings(path=str(directory), mailbox_messages=10**6, mailbox_octets=10**12))


async def open_some(store: SqliteStore, first: int, lives: list[float]) -> list[tuple[bytes, Mailbox]]:
    """Open a mailbox for each lifetime in seconds; names are numbers from ``first`` on."""

    async def one(number: int, seconds: float) -> tuple[bytes, Mailbox]:
        token = os.urandom(32)
        address = Address(f"m{number}", "mail.example")
        return token, await store.open(NewMailbox(address, token, T0, T0 + seconds, 10**7, spend=False))

    opened: list[tuple[bytes, Mailbox]] = []
    for start in range(0, len(lives), 1000):
        some = enumerate(lives[start : start + 1000], first + start)
        opened += await asyncio.gather(*(one(number, seconds) for number, seconds in some))
    return opened


async def put_one(store: SqliteStore, mailbox: Mailbox, sealed: bytes, now: float) -> None:
    """Put one message, and wait until it is durable."""
    await store.put(SealedMessage((SealedCopy(mailbox.uid, os.urandom(16), sealed),), None, now), now)


async def put_many(
    store: SqliteStore, mailboxes: list[Mailbox], messages: int, sealed: list[bytes], windows: int = 1
) -> None:
    """Put messages to the mailboxes in turn, over so many windows of an hour."""
    for first in range(0, messages, 512):
        await asyncio.gather(
            *(
                put_one(
                    store,
                    mailboxes[number % len(mailboxes)],
                    sealed[number % len(sealed)],
                    T0 + number * windows // messages * HOUR,
                )
                for number in range(first, min(first + 512, messages))
            )
        )


class Load:
    """Mail that comes in steadily, some messages a second; ``seconds`` is how long each waited for its commit."""

    def __init__(self, store: SqliteStore, mailbox: Mailbox, sealed: bytes, now: float, rate: int) -> None:
        self._store, self._mailbox, self._sealed, self._now, self._rate = store, mailbox, sealed, now, rate
        self.seconds: list[float] = []

    async def run(self, seconds: float, until: "asyncio.Future[None] | None" = None) -> None:
        """Put for so long, or until something is done."""
        began = time.perf_counter()
        tasks: set[asyncio.Task[None]] = set()
        sent = 0
        while time.perf_counter() - began < seconds and not (until and until.done()):
            due = int((time.perf_counter() - began) * self._rate)
            for _ in range(due - sent):
                task = asyncio.ensure_future(self._one())
                tasks.add(task)
                task.add_done_callback(tasks.discard)
            sent = due
            await asyncio.sleep(0.002)
        await asyncio.gather(*tasks)

    async def _one(self) -> None:
        began = time.perf_counter()
        await put_one(self._store, self._mailbox, self._sealed, self._now)
        self.seconds.append(time.perf_counter() - began)
