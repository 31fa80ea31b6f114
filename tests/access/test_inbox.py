"""What an owner can do with a mailbox, over a real store and real delivery."""

import asyncio
import base64
import random

import pytest

from mayfly.access import Query
from mayfly.access.summaries import UNREADABLE
from mayfly.core.errors import Conflict, NotFound, Refused, Unavailable
from mayfly.core.trace import split_trace
from mayfly.workers.values import WorkerLost
from tests.house import START, House, live, mail


def test_a_message_is_listed_opened_and_equal_to_what_was_sent():
    """Listed with its summary; raw below our trace header equals what was received, octet for octet."""
    sent = mail("Caf\u00e9 \u2615", "body\r\nline") + b"\x00\xff bare\rCR and\nLF"

    async def scene(house: House):
        address, inbox = await house.inbox()
        await house.send(sent, address)
        (summary,) = (await inbox.messages(Query())).messages
        assert (summary.sender.name, summary.sender.address) == ("News", "news@shop.example")
        assert summary.octets == len(sent)
        assert summary.reverse_path == "news@shop.example"
        assert split_trace(await inbox.raw(summary.id))[1] == sent

    live(scene)


@pytest.mark.parametrize("times", [1, 50])
def test_a_document_that_is_longer_than_its_mail_is_held_for_what_it_is(times):
    """A picture stands in it as often as the mail refers to it; as text and as octets, it is in the reader's share."""
    picture = base64.encodebytes(b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(20_000))
    content = (
        b"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n"
        + b"<img src=cid:a>" * times
        + b"\r\n--x\r\nContent-Type: image/png\r\nContent-ID: <a>\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + picture
        + b"\r\n--x--\r\n"
    )

    async def scene(house: House):
        address, inbox = await house.inbox()
        await house.send(content, address)
        (summary,) = (await inbox.messages(Query())).messages
        share = inbox.share()
        document = await inbox.html(summary.id, None, share)
        assert document.html.count("data:image/png") == times
        assert 2 * len(document.html) <= share.octets <= 2 * len(document.html) + 1000
        share.release()

    live(scene)


def test_listing_does_not_open_whole_messages_again():
    """Parsed on first look and kept sealed: a second list, by another token holder's session too, parses nothing."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        await house.send(mail("One"), address)
        assert house.looks == 0  # nothing is parsed before somebody looks
        first = await inbox.messages(Query())
        looked = house.looks
        assert looked == 1
        assert await inbox.messages(Query()) == first
        assert house.looks == looked

    live(scene)


def test_pages_are_cut_at_the_limit_and_joined_by_next():
    """Oldest first; ``next`` and the id of the last message both go on where a page ended."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        for number in range(5):
            await house.send(mail(f"No {number}"), address)
        page = await inbox.messages(Query(limit=2))
        assert [m.subject for m in page.messages] == ["No 0", "No 1"]
        for after in (page.next, page.messages[-1].id):
            rest = await inbox.messages(Query(limit=100, after=after))
            assert [m.subject for m in rest.messages] == ["No 2", "No 3", "No 4"]
        assert (await inbox.messages(Query(after=rest.next))).messages == ()
        for nothing in ("x", "-1", "\u0661", "9" * 19, "0" * 31, "0" * 31 + "g"):
            with pytest.raises(Refused):
                await inbox.messages(Query(after=nothing))

    live(scene)


def test_a_list_goes_on_behind_a_message_that_was_deleted():
    """Whoever has deleted the last message it saw is given what came later, once; and so is whoever waits."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        for number in range(3):
            await house.send(mail(f"No {number}", "Your verification code is 493021."), address)
        kept, seen, late = (await inbox.messages(Query())).messages
        await inbox.delete(seen.id)
        assert (await inbox.messages(Query(after=seen.id))).messages == (late,)
        await inbox.delete(late.id)
        again = await house.access.enter(house.tokens[address])
        assert (await again.messages(Query(after=late.id))).messages == ()
        assert await again.code(Query(after=late.id)) is None
        waiting = asyncio.create_task(again.messages(Query(after=late.id, wait_seconds=50)))
        await house.send(mail("No 3"), address)
        assert [m.subject for m in (await waiting).messages] == ["No 3"]
        assert (await again.messages(Query(after=kept.id))).messages == (await waiting).messages

    live(scene)


def test_a_list_behind_an_id_that_nothing_is_known_of_begins_at_the_beginning():
    """Rather twice than never: an id whose place was forgotten misses nothing, and another mailbox's names nothing."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        other, theirs = await house.inbox()
        await house.send(mail("ours"), address)
        await house.send(mail("theirs"), other)
        (foreign,) = (await theirs.messages(Query())).messages
        await theirs.delete(foreign.id)
        for unknown in ("0" * 32, foreign.id):
            assert [m.subject for m in (await inbox.messages(Query(after=unknown))).messages] == ["ours"]

    live(scene)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(sender="SHOP"), ["Sale", "Your code"]),
        (Query(sender="bank"), ["Statement"]),
        (Query(subject="CODE"), ["Your code"]),
        (Query(to="YOU@"), ["Sale", "Statement", "Your code"]),
        (Query(subject="code", sender="bank"), []),
    ],
)
def test_filters_are_parts_of_the_decoded_fields_in_any_case(query, found):
    """``from``, ``to`` and ``subject`` find parts of what is shown."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        await house.send(mail("Sale", sender="Shop <a@x.example>"), address)
        await house.send(mail("Statement", sender="=?utf-8?q?The_B=61nk?= <b@x.example>"), address)
        await house.send(mail("Your code", sender="c@shop.example"), address)
        assert [m.subject for m in (await inbox.messages(query)).messages] == found

    live(scene)


def test_waiting_ends_with_the_first_match():
    """A list that waits is held through mail that does not match and answered by mail that does."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        waiting = asyncio.create_task(inbox.messages(Query(wait_seconds=50, subject="second")))
        await house.send(mail("first"), address)
        await asyncio.sleep(0)
        assert not waiting.done()
        await house.send(mail("second"), address)
        assert [m.subject for m in (await waiting).messages] == ["second"]

    live(scene)


def test_waiting_gives_an_empty_list_when_the_time_is_up():
    """Nothing came: an empty list, not an error."""
    live(lambda house: _wait_for_nothing(house))


async def _wait_for_nothing(house: House):
    _, inbox = await house.inbox()
    assert (await inbox.messages(Query(wait_seconds=0.05))).messages == ()
    assert await inbox.code(Query(wait_seconds=0.05)) is None


def test_the_newest_code_is_given():
    """``code`` gives the newest match that has one, waits for one, and counts from ``after``."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        waiting = asyncio.create_task(inbox.code(Query(wait_seconds=50)))
        await house.send(mail("Hello", "nothing in here"), address)
        await house.send(mail("Verify", "Your verification code is 493021."), address)
        first = await waiting
        assert first.code.value == "493021"
        await house.send(mail("Verify again", "Your verification code is 118822."), address)
        assert (await inbox.code(Query())).code.value == "118822"
        assert await inbox.code(Query(subject="no such")) is None
        latest = (await inbox.messages(Query())).messages[-1]
        assert await inbox.code(Query(after=latest.id)) is None

    live(scene)


def test_opening_counts_as_seen_and_the_list_knows():
    """``seen`` turns true by opening a message, and stays."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        await house.send(mail(), address)
        (summary,) = (await inbox.messages(Query())).messages
        assert not summary.seen
        opened = await inbox.message(summary.id)
        assert opened.summary.seen
        assert opened.text.strip() == "Hi there"
        assert (await inbox.messages(Query())).messages == (opened.summary,)

    live(scene)


def test_extending_counts_from_now_and_stops_at_the_cap():
    """The cap counts from creation; beyond it the answer says the latest possible."""

    async def scene(house: House):
        _, inbox = await house.inbox()
        house.now = START + 1000
        view = await inbox.extend(7200)
        assert view.expires_at.timestamp() == START + 1000 + 7200
        with pytest.raises(Refused) as refused:
            await inbox.extend(86_400)
        assert refused.value.bound == 86_400 - 1000
        assert (await inbox.extend(86_400 - 1000)).expires_at.timestamp() == START + 86_400

    live(scene)


def test_every_verb_ends_with_the_mailbox():
    """From the second of its end on, a mailbox is not there for its own owner."""

    async def scene(house: House):
        address, inbox = await house.inbox(lifetime_seconds=600)
        await house.send(mail(), address)
        (summary,) = (await inbox.messages(Query())).messages
        house.now = START + 599.9
        await inbox.view()
        house.now = START + 600
        for verb in (
            inbox.view(),
            inbox.messages(Query()),
            inbox.code(Query()),
            inbox.message(summary.id),
            inbox.raw(summary.id),
            inbox.html(summary.id, None),
            inbox.attachment(summary.id, 0),
            inbox.delete(summary.id),
            inbox.extend(600),
            inbox.erase(),
        ):
            with pytest.raises(NotFound):
                await verb

    live(scene)


@pytest.mark.parametrize("verb", ["message", "raw", "html", "attachment"])
def test_what_was_read_before_the_end_is_not_given_behind_it(verb):
    """Opening takes its time: a mailbox that is erased meanwhile has nothing to give any more."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        await house.send(mail(), address)
        (stored,) = await house.store.messages(inbox.uid, 0, 1, house.now)
        read = house.store.content

        async def read_and_end(*asked):
            found = await read(*asked)
            await house.store.erase(inbox.uid, house.now)
            return found

        house.store.content = read_and_end
        arguments = {"html": (None,), "attachment": (0,)}.get(verb, ())
        with pytest.raises(NotFound):
            await getattr(inbox, verb)(stored.message_id.hex(), *arguments)

    live(scene)


def test_erasing_gives_a_receipt_and_leaves_nothing():
    """The receipt counts what went; the token opens nothing any more and the name is spent."""

    async def scene(house: House):
        address, inbox = await house.inbox(local_part="my-name")
        await house.send(mail(), address)
        receipt = await inbox.erase()
        assert receipt.erased_messages == 1
        assert receipt.erased_octets > 0
        with pytest.raises(NotFound):
            await inbox.view()
        with pytest.raises(Conflict):
            await house.inbox(local_part="my-name", domain=address.partition("@")[2])

    live(scene)


@pytest.mark.parametrize("verb", ["messages", "message"])
def test_a_message_whose_reader_was_killed_is_read_at_the_next_look(verb):
    """What is told of it meanwhile is not kept: the mail was not to blame. What is, is kept."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        await house.send(mail("Your code"), address)
        (stored,) = await house.store.messages(inbox.uid, 0, 1, house.now)
        asked = {"messages": Query(), "message": stored.message_id.hex()}[verb]
        look = inbox._summaries._look

        async def killed(_):
            raise WorkerLost("killed by others")

        inbox._summaries._look = killed
        found = await getattr(inbox, verb)(asked)
        told = found.messages[0] if verb == "messages" else found.summary
        assert (told.subject, told.problems) == ("", UNREADABLE.problems)
        for other in (inbox.html(told.id, None), inbox.attachment(told.id, 0), inbox.messages(Query(words="code"))):
            with pytest.raises(Unavailable):
                await other
        inbox._summaries._look = look
        (told,) = (await inbox.messages(Query())).messages
        assert (told.subject, told.problems, told.seen) == ("Your code", (), False)

    live(scene)


def test_deleting_one_leaves_the_others():
    """A deleted message is in no list and cannot be read; the others stay."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        for subject in ("keep", "drop"):
            await house.send(mail(subject), address)
        keep, drop = (await inbox.messages(Query())).messages
        await inbox.delete(drop.id)
        assert (await inbox.messages(Query())).messages == (keep,)
        for verb in (inbox.raw(drop.id), inbox.message(drop.id), inbox.delete(drop.id)):
            with pytest.raises(NotFound):
                await verb

    live(scene)


def test_a_first_list_does_not_unsee_a_message():
    """A list that began before a message was opened, and ends after it, leaves it seen."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        await house.send(mail(), address)
        gate = asyncio.Event()
        look = inbox._summaries._look

        async def slow(wanted):
            await gate.wait()
            return await look(wanted)

        inbox._summaries._look = slow
        listing = asyncio.create_task(inbox.messages(Query()))
        await asyncio.sleep(0)
        inbox._summaries._look = look
        other = await house.access.enter(house.tokens[address])
        (summary,) = (await other.messages(Query())).messages
        await other.message(summary.id)
        gate.set()
        await listing
        (summary,) = (await other.messages(Query())).messages
        assert summary.seen

    live(scene)
