"""A stream of events tells nothing of a mailbox that has ended, however slowly it is read."""

from mayfly.access import Arrived, Ended, Query
from tests.house import House, live, mail


async def _resumed(house: House):
    """Give an inbox, and a stream that has told one of the three messages it has missed."""
    address, inbox = await house.inbox()
    for number in range(4):
        await house.send(mail(f"Mail {number}"), address)
    page = await inbox.messages(Query())
    stream = inbox.follow(page.messages[0].id)
    assert isinstance(await anext(stream), Arrived)
    return inbox, stream


def test_a_stream_tells_no_message_after_an_erasure_was_answered():
    """An erased mailbox is unreadable at that second: what a slow reader was not told yet is not told any more."""

    async def scene(house: House) -> None:
        inbox, stream = await _resumed(house)
        await inbox.erase()
        assert [type(event) async for event in stream] == [Ended]

    live(scene)


def test_a_stream_tells_no_message_after_the_lifetime_is_over():
    """An expired mailbox is unreadable from its second on, also before anything was purged."""

    async def scene(house: House) -> None:
        _, stream = await _resumed(house)
        house.now += 2 * 86_400
        assert [type(event) async for event in stream] == [Ended]

    live(scene)
