"""Who waits or follows hears of an end at that second, and not when the purge comes round: here none ever does."""

import asyncio

import pytest

from mayfly.access import Arrived, Ended, Ends, Inbox, Query
from mayfly.core.errors import NotFound
from mayfly.core.mailbox import Lifetimes
from mayfly.store.memory import MemoryStore
from tests.house import START, House, live, mail

LIFETIMES = Lifetimes(lifetime_seconds=600, cap_seconds=86_400, idle_seconds=3600, minimum_seconds=1)


class Watched(MemoryStore):
    """Says when somebody watches, and when somebody counts as seen."""

    def __init__(self) -> None:
        super().__init__()
        self.watching = asyncio.Event()
        self.looked = asyncio.Event()

    def watch(self, uid):
        self.watching.set()
        return super().watch(uid)

    def seen(self, uid, now):
        super().seen(uid, now)
        self.looked.set()


async def held(house: House, inbox: Inbox, verb: str) -> asyncio.Task:
    """Begin a request that waits for a minute."""
    task = asyncio.ensure_future(getattr(inbox, verb)(Query(wait_seconds=60)))
    await house.store.watching.wait()
    return task


@pytest.mark.parametrize("verb", ["messages", "code"])
def test_a_waiting_request_is_answered_in_the_second_of_the_end(verb):
    """NotFound, as to everybody else from then on, though nothing was purged."""

    async def scene(house: House):
        _, inbox = await house.inbox()
        house.now = START + 599.99
        task = await held(house, inbox, verb)
        house.now = START + 600
        with pytest.raises(NotFound):
            await asyncio.wait_for(task, 10)

    live(scene, store=Watched(), lifetimes=LIFETIMES)


def test_a_stream_ends_in_the_second_of_the_end():
    """``erased`` is told at the end itself, though nothing was purged."""

    async def scene(house: House):
        _, inbox = await house.inbox()
        house.now = START + 599.99
        stream = inbox.follow(None)
        await anext(stream)
        last = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0)
        assert not last.done()
        house.now = START + 600
        assert await asyncio.wait_for(last, 10) == Ended()

    live(scene, lifetimes=LIFETIMES)


def test_an_extension_moves_the_end_of_who_waits():
    """Beyond the old end a stream tells on and a request waits on; the new end ends both."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        house.now = START + 599.99
        stream = inbox.follow(None)
        await anext(stream)
        task = await held(house, inbox, "messages")
        view = await inbox.extend(600)
        assert await anext(stream) == Ends(view.ends_at)
        house.now = START + 601
        await house.send(mail("after the old end"), address)
        assert isinstance(await asyncio.wait_for(anext(stream), 10), Arrived)
        assert [one.subject for one in (await asyncio.wait_for(task, 10)).messages] == ["after the old end"]
        last = asyncio.ensure_future(anext(stream))
        house.now = START + 599.99 + 600
        assert await asyncio.wait_for(last, 10) == Ended()

    live(scene, store=Watched(), lifetimes=LIFETIMES)


def test_a_shorter_lifetime_is_heard_as_well():
    """The end may also be moved to come earlier."""

    async def scene(house: House):
        _, inbox = await house.inbox()
        stream = inbox.follow(None)
        await anext(stream)
        view = await inbox.extend(1)
        assert await anext(stream) == Ends(view.ends_at)
        house.now = START + 0.99
        last = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0)
        assert not last.done()
        house.now = START + 1
        assert await asyncio.wait_for(last, 10) == Ended()

    live(scene, lifetimes=LIFETIMES)


def test_an_idle_window_does_not_end_a_mailbox_under_who_waits():
    """A waiting request is somebody who looks: its mailbox is there for it beyond the window it began in."""

    async def scene(house: House):
        address, inbox = await house.inbox(idle_seconds=1)
        task = await held(house, inbox, "messages")
        for _ in range(3):
            house.now += 0.9
            house.store.looked.clear()
            await asyncio.wait_for(house.store.looked.wait(), 10)
        await house.send(mail("late"), address)
        assert [one.subject for one in (await asyncio.wait_for(task, 10)).messages] == ["late"]

    live(scene, store=Watched(), lifetimes=LIFETIMES)
