"""A service that is about to be killed: opens, takes mail, deletes, erases and purges as fast as it can.

Run as ``python -m tests.store.crasher <directory> <first number>``. What has been answered, and only that, is a line
on standard output. Everything that ends by itself does so by a clock that runs a thousand times as fast.
"""

import asyncio
import os
import sys
import time

from mayfly.core.mailbox import Mailbox
from mayfly.store.base import Outcome
from mayfly.store.pace import Pace
from mayfly.store.sealing import SealFor, SealJob, seal_content
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.contract import new

BEGAN = time.monotonic()


def say(*words: bytes | str) -> None:
    texts = (word if isinstance(word, str) else word.hex() for word in words)
    os.write(1, (" ".join(texts) + "\n").encode())


def now(first: float) -> float:
    return first + (time.monotonic() - BEGAN) * 1000


async def live(store: SqliteStore, name: str, first: float, lasting: bool) -> None:
    token = os.urandom(32)
    seconds = 10_000_000 if lasting else 400
    mailbox = await store.open(new(name, token, now=now(first), seconds=seconds, idle=10_000_000))
    say("open", mailbox.uid, token, "lasting" if lasting else "short")
    for turn in range(30):
        await put(store, mailbox, name, turn, now(first))
    if not lasting and name.endswith("7"):
        say("erasing", mailbox.uid)
        await store.erase(mailbox.uid, now(first))
        say("erased", mailbox.uid)


async def put(store: SqliteStore, mailbox: Mailbox, name: str, turn: int, at: float) -> None:
    message_id = os.urandom(16)
    content = f"{name} {turn} ".encode() * (60_000 if turn == 11 else 100) + os.urandom(280_000 if turn == 11 else 9)
    message = seal_content(SealJob((content,), (SealFor(mailbox.uid, mailbox.public_key, message_id),), at))
    outcomes = await store.put(message, at)
    if outcomes == (Outcome.STORED,):
        say("stored", mailbox.uid, message_id)
        if turn % 5 == 4:
            say("deleting", mailbox.uid, message_id)
            await store.delete(mailbox.uid, message_id, at)
            say("deleted", mailbox.uid, message_id)


async def main(path: str, number: int) -> None:
    store = SqliteStore.start(
        Settings(path=path, free_octets=0, window_seconds=300), pace=Pace(step_seconds=0.001, rewrite_rows=1)
    )
    first = 1_800_000_000.0 + number * 1_000_000
    say("started")

    async def purge() -> None:
        while True:
            await store.purge(now(first))
            await asyncio.sleep(0.01)

    task = asyncio.ensure_future(purge())
    serial = 0
    while not task.done():
        await asyncio.gather(
            *(live(store, f"m{number}-{serial + n}", first, lasting=n == 0) for n in range(10)), return_exceptions=True
        )
        serial += 10


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
