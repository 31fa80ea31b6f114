"""How much opened mail is held at once: at the limit, below it, above it; who waits, in which order, how long."""

import asyncio
import base64
import os

import pytest

from mayfly.access import Query
from mayfly.access.budget import SMALL_OCTETS, Budget, Busy, Share
from mayfly.core.errors import NotFound, Unavailable
from mayfly.mail.look import Look
from tests.house import House, live, mail

WHOLE = 64 * 1_048_576
# What the lane of the large ones has: all but a quarter.
LARGE = WHOLE // 4 * 3


def now(scene) -> None:
    """Run a scene in a loop of its own."""
    asyncio.run(asyncio.wait_for(scene(), 20))


def budget(patience_seconds: float = 0, grace_seconds: float = 3600) -> Budget:
    """Make a budget in which nobody waits and nobody is pressed, unless a test says so."""
    return Budget(WHOLE, patience_seconds=patience_seconds, grace_seconds=grace_seconds)


async def in_line(share: Share, octets: int) -> "asyncio.Task[None]":
    """Have a share wait; give its task when it stands in the line."""
    waiting = asyncio.ensure_future(share.take(octets))
    await asyncio.sleep(0)
    assert not waiting.done()
    return waiting


@pytest.mark.parametrize(("octets", "fits"), [(LARGE - 1, True), (LARGE, True), (LARGE + 1, True)])
def test_one_reader_gets_what_it_needs_up_to_all_there_is(octets: int, fits: bool) -> None:
    """Below and at the limit a share is what was asked for; above it, it is all of the lane, and can be had."""

    async def scene() -> None:
        share = budget().share(b"a")
        await share.take(octets)
        assert (share.octets == min(octets, LARGE)) is fits
        share.release()

    now(scene)


@pytest.mark.parametrize(("second", "fits"), [(LARGE - SMALL_OCTETS * 2 - 1, True), (LARGE - SMALL_OCTETS * 2, True)])
def test_the_second_fits_exactly(second: int, fits: bool) -> None:
    """Two shares fit to the last octet; one octet more does not, and is Busy, which is Unavailable."""

    async def scene() -> None:
        whole = budget()
        first, other, more = (whole.share(key) for key in (b"a", b"b", b"c"))
        await first.take(SMALL_OCTETS * 2)
        await other.take(second)
        assert (first.octets + other.octets <= LARGE) is fits
        other.release()
        with pytest.raises(Busy):
            await more.take(LARGE - SMALL_OCTETS * 2 + 1)
        assert issubclass(Busy, Unavailable)
        first.release()
        assert whole.free == WHOLE

    now(scene)


def test_small_ones_have_a_lane_of_their_own() -> None:
    """While a large one holds all there is for large ones, small ones are served: at the border of both too."""

    async def scene() -> None:
        whole = budget()
        large, small, beyond = whole.share(b"a"), whole.share(b"a"), whole.share(b"a")
        await large.take(LARGE)
        await small.take(SMALL_OCTETS)
        with pytest.raises(Busy):
            await beyond.take(SMALL_OCTETS + 1)
        assert small.octets == SMALL_OCTETS

    now(scene)


def test_mailboxes_take_turns_and_nobody_is_overtaken() -> None:
    """Three of one mailbox came first; one of another is second all the same, and a lesser one waits its turn too."""

    async def scene() -> None:
        whole = budget(patience_seconds=60)
        holder = whole.share(b"z")
        await holder.take(LARGE)
        order: list[str] = []

        async def read(key: bytes, name: str, octets: int = LARGE) -> None:
            share = whole.share(key)
            await share.take(octets)
            order.append(name)
            share.release()

        tasks = []
        for key, name, octets in (
            (b"a", "a1", LARGE),
            (b"a", "a2", LARGE),
            (b"a", "a3", SMALL_OCTETS + 1),
            (b"b", "b1", LARGE),
        ):
            tasks.append(asyncio.ensure_future(read(key, name, octets)))
            await asyncio.sleep(0)
        holder.keep(LARGE - SMALL_OCTETS - 1)  # room for a3, which is not its turn
        await asyncio.sleep(0)
        assert order == []
        holder.release()
        await asyncio.gather(*tasks)
        assert order == ["a1", "b1", "a2", "a3"]
        assert whole.free == WHOLE

    now(scene)


def test_giving_back_a_part_lets_the_next_in() -> None:
    """``keep`` gives back what is over and never takes more."""

    async def scene() -> None:
        whole = budget(patience_seconds=60)
        first, second = whole.share(b"a"), whole.share(b"b")
        await first.take(LARGE)
        waiting = await in_line(second, SMALL_OCTETS * 3)
        first.keep(LARGE - SMALL_OCTETS * 3 + 1)
        await asyncio.sleep(0)
        assert not waiting.done()
        first.keep(LARGE - SMALL_OCTETS * 3)
        await waiting
        first.keep(LARGE * 2)
        assert first.octets == LARGE - SMALL_OCTETS * 3

    now(scene)


def test_who_gives_up_waiting_leaves_no_trace() -> None:
    """A waiter that is cancelled, or whose time is up, holds nothing, and those behind it come up."""

    async def scene() -> None:
        whole = budget(patience_seconds=60)
        holder, gone, next_one = whole.share(b"a"), whole.share(b"b"), whole.share(b"c")
        await holder.take(SMALL_OCTETS + 1)
        waiting = await in_line(gone, LARGE)
        behind = await in_line(next_one, LARGE - SMALL_OCTETS - 1)
        waiting.cancel()
        await behind
        holder.release()
        next_one.release()
        assert gone.octets == 0
        assert whole.free == WHOLE

    now(scene)


@pytest.mark.parametrize("patient", [False, True])
def test_who_has_gone_does_not_stand_in_the_line(patient: bool) -> None:
    """A waiter whose connection is gone is Busy at once, however patient, and those behind it come up."""

    async def scene() -> None:
        whole = budget(patience_seconds=3600)
        left = asyncio.Event()
        mine = whole.of_reader(left.wait)
        holder, gone, behind = whole.share(b"a"), mine.share(b"b", patient=patient), whole.share(b"b")
        await holder.take(SMALL_OCTETS + 1)
        waiting = await in_line(gone, LARGE)
        next_one = await in_line(behind, LARGE - SMALL_OCTETS - 1)
        left.set()
        await next_one
        with pytest.raises(Busy):
            await waiting
        # Who has gone before it comes is not let in either; nobody who fits is asked.
        with pytest.raises(Busy):
            await gone.take(LARGE)
        await gone.take(SMALL_OCTETS)
        for share in (holder, behind, gone):
            share.release()
        assert whole.free == mine.free == WHOLE

    now(scene)


def test_who_has_been_let_in_is_no_longer_asked_whether_it_is_there() -> None:
    """Whoever listens for the reader's going is told to stop, however the wait ends; its failing ends no wait."""

    async def scene() -> None:
        stopped: list[str] = []

        async def leaving() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                stopped.append("stopped")

        async def failing() -> None:
            raise OSError

        whole = budget(patience_seconds=3600)
        holder, first, second = (whole.share(b"a"), *(whole.of_reader(one).share(b"b") for one in (leaving, failing)))
        await holder.take(LARGE)
        waiting = [await in_line(share, LARGE) for share in (first, second)]
        await asyncio.sleep(0)
        assert stopped == []
        holder.release()
        await waiting[0]
        await asyncio.sleep(0)
        assert stopped == ["stopped"]
        assert not waiting[1].done()
        first.release()
        await waiting[1]
        second.release()

    now(scene)


def test_giving_up_and_being_let_in_may_meet() -> None:
    """A waiter that is cancelled in the turn of the loop in which it is granted, before or after, holds nothing."""

    async def scene() -> None:
        whole = budget(patience_seconds=60)
        for cancelled_first in (True, False):
            holder, gone, behind = whole.share(b"a"), whole.share(b"b"), whole.share(b"b")
            await holder.take(LARGE)
            waiting = await in_line(gone, LARGE)
            next_one = await in_line(behind, LARGE)
            if cancelled_first:
                waiting.cancel()
            holder.release()
            waiting.cancel()
            await next_one
            with pytest.raises(asyncio.CancelledError):
                await waiting
            behind.release()
            assert whole.free == WHOLE

    now(scene)


def test_a_share_that_is_forgotten_is_given_back() -> None:
    """Whatever becomes of a holder, nothing is held for ever."""

    async def scene() -> None:
        whole = budget()
        share = whole.share(b"a")
        await share.take(LARGE)
        del share
        assert whole.free == WHOLE

    now(scene)


def test_a_slow_reader_is_asked_for_its_share_when_others_wait() -> None:
    """Who has held a share for longest is asked first, once each; nobody is asked while nobody waits."""

    async def scene() -> None:
        whole = budget(patience_seconds=60, grace_seconds=0)
        asked: list[str] = []
        slow, slower = whole.share(b"a"), whole.share(b"a")
        await slower.take(LARGE // 2)
        await slow.take(LARGE // 2)
        slower.when_wanted(lambda: (asked.append("slower"), slower.release()))
        slow.when_wanted(lambda: (asked.append("slow"), slow.release()))
        await asyncio.sleep(0)
        assert asked == []
        await whole.share(b"b").take(LARGE // 2)
        assert asked == ["slower"]

    now(scene)


def test_one_mailbox_full_of_slow_readers_keeps_no_other_out() -> None:
    """At once as many are asked as each waiting mailbox needs for its first, beginning with the mailbox with most."""

    async def scene() -> None:
        whole = budget(patience_seconds=60, grace_seconds=0)
        asked: list[str] = []
        at_once: list[int] = []

        def ask(share: Share, name: str) -> None:
            if not asked:
                asyncio.get_running_loop().call_soon(lambda: at_once.append(len(asked)))
            asked.append(name)
            share.release()

        # The one slow reader of b has held a share for longest.
        shares = [whole.share(key) for key in (b"b", b"a", b"a", b"a", b"a", b"a", b"a", b"a")]
        for share, name in zip(shares, "b1234567", strict=True):
            await share.take(LARGE // 8)
            share.when_wanted(lambda share=share, name=name: ask(share, name))
        # All of them are in the line before anybody is asked.
        keys = (b"a", b"a", b"c", b"d")
        waiting = [asyncio.ensure_future(whole.share(key).take(LARGE // 8)) for key in keys]
        await waiting[2]
        await waiting[3]
        assert asked[:3] == ["1", "2", "3"]
        assert at_once == [3]
        for task in waiting:
            await task
        assert "b" not in asked

    now(scene)


def test_when_it_closes_nobody_waits_any_more() -> None:
    """Who waits, however patiently, is Busy at once, and so is who would have to; who holds a share, or fits, reads."""

    async def scene() -> None:
        whole = budget(patience_seconds=3600)
        holder, other = whole.share(b"a"), whole.share(b"d")
        await holder.take(LARGE - 1)
        waiting = [
            await in_line(whole.share(key, patient=patient), LARGE) for key, patient in ((b"a", True), (b"b", False))
        ]
        waiting[0].cancel()
        whole.close()
        with pytest.raises(asyncio.CancelledError):
            await waiting[0]
        with pytest.raises(Busy):
            await waiting[1]
        with pytest.raises(Busy):
            await whole.share(b"c", patient=True).take(LARGE)
        await whole.share(b"c").take(SMALL_OCTETS)
        assert holder.octets == LARGE - 1
        holder.release()
        await other.take(LARGE)
        other.release()
        assert whole.free == WHOLE

    now(scene)


def test_reading_holds_a_share_and_gives_it_back() -> None:
    """Raw, HTML, attachment, message and search hold what they open while they do, and nothing when they are done."""

    async def scene(house: House) -> None:
        budget_of_house = house.access._budget
        whole = budget_of_house.free
        address, inbox = await house.inbox()
        large = base64.b64encode(os.urandom(4_500_000)).decode()
        html = "Content-Type: text/html; charset=utf-8\r\n"
        await house.send(mail("Large", large, extra=html), address)
        (summary,) = (await inbox.messages(Query())).messages
        share = inbox.share()
        raw = await inbox.raw(summary.id, share)
        assert share.octets == len(raw) == whole - budget_of_house.free
        share.release()
        held: list[int] = []
        look = inbox._summaries._look

        async def looking(wanted: Look):
            held.append(whole - budget_of_house.free)
            return await look(wanted)

        inbox._summaries._look = looking
        await inbox.message(summary.id)
        for wrong in (inbox.html(summary.id, None), inbox.attachment(summary.id, 3)):
            with pytest.raises(NotFound):  # a megabyte of HTML and more is shown as text; there is no attachment
                await wrong
        assert (await inbox.messages(Query(words="nothingofthekind"))).messages == ()
        assert len(held) == 4
        assert min(held) >= 3 * len(raw)
        assert budget_of_house.free == whole

    live(scene)


def test_a_mail_that_is_far_longer_than_at_rest_is_held_as_long_as_it_is() -> None:
    """Twenty megabytes of one letter are some kilobytes at rest: their share is of twenty megabytes when opened."""

    async def scene(house: House) -> None:
        address, inbox = await house.inbox()
        await house.send(mail("Bomb", "a" * 20_000_000), address)
        (stored,) = await house.store.messages(inbox.uid, 0, 10, house.now)
        assert stored.octets < 100_000
        share = inbox.share()
        raw = await inbox.raw(stored.message_id.hex(), share)
        assert len(raw) > 20_000_000
        assert share.octets == len(raw)

    live(scene)


def test_where_there_is_no_room_reading_is_busy_and_lists_wait() -> None:
    """Raw says Busy when its patience is over; a list, which has no other way, waits until there is room."""

    async def scene(house: House) -> None:
        house.access._budget = budget()
        address, inbox = await house.inbox()
        await house.send(mail("Large", base64.b64encode(os.urandom(4_500_000)).decode()), address)
        (stored,) = await house.store.messages(inbox.uid, 0, 10, house.now)
        holder = house.access._budget.share(b"other")
        await holder.take(LARGE)
        with pytest.raises(Busy):
            await inbox.raw(stored.message_id.hex())
        listing = asyncio.ensure_future(inbox.messages(Query()))
        await asyncio.sleep(0)
        assert not listing.done()
        holder.release()
        assert [summary.subject for summary in (await listing).messages] == ["Large"]

    live(scene)
