"""The stream of events of one mailbox."""

import asyncio

from mayfly.access import Arrived, Changed, Ended, Ends, Gone, Query, RefusedMail, Sync
from mayfly.core.address import parse_address
from mayfly.core.message import Envelope
from mayfly.store.memory import MemoryStore
from tests.house import START, House, live, mail


async def take(stream):
    return await asyncio.wait_for(anext(stream), 10)


def test_a_stream_begins_with_what_is_there_and_tells_what_comes():
    """First ``sync``, then each message by itself, with nothing asked."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        await house.send(mail("before"), address)
        stream = inbox.follow(None)
        (before,) = (await inbox.messages(Query())).messages
        assert await take(stream) == Sync((before.id,))
        await house.send(mail("after"), address)
        event = await take(stream)
        assert isinstance(event, Arrived)
        assert event.summary.subject == "after"
        await stream.aclose()

    live(scene)


def test_resuming_tells_what_was_missed_and_no_more():
    """From the last id on, each missed message once; an unknown id is answered by ``sync``."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        for subject in ("one", "two", "three"):
            await house.send(mail(subject), address)
        first, second, third = (await inbox.messages(Query())).messages
        stream = inbox.follow(first.id)
        assert [await take(stream), await take(stream)] == [Arrived(second), Arrived(third)]
        assert await take(stream) == Sync((first.id, second.id, third.id))
        unknown = inbox.follow("f" * 32)
        assert await take(unknown) == Sync((first.id, second.id, third.id))
        for each in (stream, unknown):
            await each.aclose()

    live(scene)


def test_resuming_tells_what_was_deleted_meanwhile():
    """After the missed messages a ``sync`` names what is left."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        for subject in ("one", "two", "three"):
            await house.send(mail(subject), address)
        first, second, third = (await inbox.messages(Query())).messages
        await inbox.delete(first.id)
        stream = inbox.follow(third.id)
        assert await take(stream) == Sync((second.id, third.id))
        await stream.aclose()

    live(scene)


def test_opening_deleting_extending_and_refusing_are_told():
    """``changed``, ``gone``, ``ends`` and ``refused``, once each, in the order in which they happened."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        stream = inbox.follow(None)
        await take(stream)
        await house.send(mail(), address)
        arrived = await take(stream)
        opened = await inbox.message(arrived.summary.id)
        assert await take(stream) == Changed(opened.summary)
        await inbox.delete(arrived.summary.id)
        assert await take(stream) == Gone(arrived.summary.id)
        view = await inbox.extend(7200)
        assert await take(stream) == Ends(view.ends_at)
        paths = (parse_address(address),)
        house.delivery.refused(Envelope("a@b.example", paths, "x", "192.0.2.7", "ESMTP", "s"), 33_000_000)
        event = await take(stream)
        assert isinstance(event, RefusedMail)
        assert (event.reason, event.octets) == ("too-large", 33_000_000)
        await stream.aclose()

    live(scene)


def test_the_end_is_told_last():
    """Erasure and expiry end the stream with ``erased``."""

    async def scene(house: House):
        for how in ("erase", "expire"):
            _, inbox = await house.inbox(lifetime_seconds=600)
            stream = inbox.follow(None)
            await take(stream)
            if how == "erase":
                await inbox.erase()
            else:
                house.now += 600
                await house.store.purge(house.now)
            assert [event async for event in stream] == [Ended()]

    live(scene)


def test_a_stream_hears_nothing_of_other_mailboxes():
    """News goes to the one mailbox it belongs to."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        other, _ = await house.inbox()
        stream = inbox.follow(None)
        await take(stream)
        await house.send(mail("theirs"), other)
        await house.send(mail("ours"), address)
        assert (await take(stream)).summary.subject == "ours"
        await stream.aclose()
        assert house.now == START

    live(scene)


def test_a_flood_is_told_whole():
    """However many come while nobody takes events: each is told once, before a ``sync`` names it."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        stream = inbox.follow(None)
        await take(stream)
        for number in range(150):
            await house.send(mail(f"No {number}"), address)
        told = []
        while len(told) < 150:
            event = await take(stream)
            if isinstance(event, Arrived):
                told.append(event.summary)
            else:
                assert isinstance(event, Sync)
                assert set(event.ids) <= {summary.id for summary in told}
        assert [summary.subject for summary in told] == [f"No {number}" for number in range(150)]
        await stream.aclose()

    live(scene)


def test_who_follows_in_silence_is_expected_to_look():
    """With each silence the reader is asked to be ready: what comes after an hour is looked at as soon as after one."""

    class Silence:
        async def next(self, _seconds):
            return None

        def close(self):
            pass

    class Silent(MemoryStore):
        def watch(self, _uid):
            return Silence()

    async def scene(house: House):
        _, inbox = await house.inbox()
        asked = []
        inbox._get_ready = lambda: asked.append(True)
        stream = inbox.follow(None)
        assert await anext(stream) == Sync(())
        assert asked == []
        assert [await anext(stream), await anext(stream)] == [None, None]
        assert len(asked) == 2
        await stream.aclose()

    live(scene, store=Silent())
