"""Search over the messages of a mailbox: what is found, together with what else is asked, and what one answer costs."""

import asyncio

import pytest

from mayfly.access import Query
from mayfly.access import search as bounds
from mayfly.core.errors import NotFound
from tests.house import START, House, live, mail


def subjects(page) -> list[str]:
    return [summary.subject for summary in page.messages]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("invoice", ["First", "Invoice"]),
        ("INVOICE", ["First", "Invoice"]),
        ("shop", ["First", "Third"]),
        ("the café", ["Third"]),
        ("cafe", ["Third"]),
        ("first invoice", ["First"]),
        ("nowhere", []),
        ("  ", ["First", "Invoice", "Third"]),
    ],
)
def test_words_are_found_in_sender_subject_and_text(words: str, found: list[str]) -> None:
    """All words, in whichever of the three; in any case, with accents or without."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        await house.send(mail("First", "an invoice inside", sender="Shop <a@x.example>"), address)
        await house.send(mail("Invoice", "nothing", sender="Bank <b@x.example>"), address)
        await house.send(mail("Third", "the café is open", sender="c@shop.example"), address)
        page = await inbox.messages(Query(words=words))
        assert subjects(page) == found
        assert not page.more

    live(scene)


def test_a_search_goes_with_filters_limit_and_after() -> None:
    """Filters narrow it down; ``limit`` cuts it, says so, and ``next`` goes on behind."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        for number in range(6):
            sender = f"{'even' if number % 2 == 0 else 'odd'}@x.example"
            await house.send(mail(f"No {number}", "needle" if number != 2 else "hay", sender=sender), address)
        assert subjects(await inbox.messages(Query(words="needle", sender="even"))) == ["No 0", "No 4"]
        page = await inbox.messages(Query(words="needle", limit=2))
        assert (subjects(page), page.more) == (["No 0", "No 1"], True)
        rest = await inbox.messages(Query(words="needle", after=page.next))
        assert (subjects(rest), rest.more) == (["No 3", "No 4", "No 5"], False)

    live(scene)


def test_a_search_waits_for_what_it_finds() -> None:
    """With ``wait_seconds`` it is held through mail that does not match and answered by mail whose text does."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        waiting = asyncio.create_task(inbox.messages(Query(wait_seconds=50, words="needle")))
        await house.send(mail("Hay", "straw"), address)
        await asyncio.sleep(0)
        assert not waiting.done()
        await house.send(mail("Found", "a needle"), address)
        assert subjects(await waiting) == ["Found"]

    live(scene)


def test_what_stands_in_a_summary_opens_nothing() -> None:
    """Sender and subject are known from the list; only for words of the text a message is opened."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        await house.send(mail("Your invoice", "text", sender="Shop <a@x.example>"), address)
        await inbox.messages(Query())
        looks = house.looks
        assert subjects(await inbox.messages(Query(words="shop INVOICE"))) == ["Your invoice"]
        assert house.looks == looks
        await inbox.messages(Query(words="text"))
        assert house.looks == looks + 1

    live(scene)


@pytest.mark.parametrize(("room", "answers"), [(5, 1), (6, 1), (4, 2), (1, 5), (0, 5)])
def test_one_answer_opens_so_much_and_says_where_to_go_on(room: int, answers: int, monkeypatch) -> None:
    """Of five messages an answer opens what it may, at least one; all answers together find all there is."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        for number in range(5):
            await house.send(mail(f"No {number}", "needle" if number in (0, 4) else "hay"), address)
        await inbox.messages(Query())
        looks = house.looks
        # Each is shorter than the least that is counted.
        monkeypatch.setattr(bounds, "OPENED_OCTETS", room * bounds.LEAST_OCTETS)
        found, after, asked, more = [], "", 0, True
        while more:
            page = await inbox.messages(Query(words="needle", after=after))
            found += subjects(page)
            asked, after, more = asked + 1, page.next, page.more
        assert found == ["No 0", "No 4"]
        assert asked == answers
        assert house.looks == looks + 5

    live(scene)


def test_a_full_mailbox_of_large_mail_is_searched_in_bounded_answers() -> None:
    """Of a hundred messages of a megabyte no answer opens more than its bound and one message; none is left out."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        for number in range(100):
            word = " needle" if number in (3, 99) else ""
            await house.send(mail(f"No {number}", "hay " * 250_000 + word), address)
        await inbox.messages(Query(limit=100))
        found, after, more = [], "", True
        while more:
            looks = house.looks
            page = await inbox.messages(Query(words="needle", after=after))
            found += subjects(page)
            after, more = page.next, page.more
            assert house.looks - looks <= bounds.OPENED_OCTETS // 1_048_576 + 1
        assert found == ["No 3", "No 99"]

    live(scene)


def test_a_search_ends_with_the_mailbox_and_the_token() -> None:
    """From the second of its end on nothing is found for its own owner; another mailbox's mail never is."""

    async def scene(house: House):
        address, inbox = await house.inbox(lifetime_seconds=600)
        _, other = await house.inbox()
        await house.send(mail("Mine", "needle"), address)
        assert subjects(await inbox.messages(Query(words="needle"))) == ["Mine"]
        assert subjects(await other.messages(Query(words="needle"))) == []
        house.now = START + 600
        with pytest.raises(NotFound):
            await inbox.messages(Query(words="needle"))

    live(scene)
