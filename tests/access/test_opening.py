"""Making mailboxes: by wish, provisionally, in open mode, for the operator."""

import pytest

from mayfly.access import Query, Wish
from mayfly.core.address import Address, parse_address
from mayfly.core.errors import Conflict, NotFound, Refused
from mayfly.core.verdict import Verdict
from tests.house import START, House, live, mail


def test_a_drawn_address_works_at_once():
    """An address of either style takes mail as soon as it is answered."""

    async def scene(house: House):
        for style in ("readable", "random"):
            address, inbox = await house.inbox(style=style)
            assert (await house.send(mail(), address)).verdicts == (Verdict.OK,)
            assert len((await inbox.messages(Query())).messages) == 1

    live(scene)


@pytest.mark.parametrize("local_part", ["taken", "postmaster", "admin", "spent", "ADMIN"])
def test_taken_spent_and_reserved_are_one_answer(local_part):
    """A name that is not to be had is a Conflict, whatever the reason, and the errors are alike."""

    async def scene(house: House):
        await house.inbox(local_part="taken", domain="mayfly.test")
        _, spent = await house.inbox(local_part="spent", domain="mayfly.test")
        await spent.erase()
        with pytest.raises(Conflict):
            await house.access.open(Wish(local_part=local_part, domain="mayfly.test"))

    live(scene)


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (Wish(lifetime_seconds=59), "lifetime_seconds"),
        (Wish(lifetime_seconds=86_401), "lifetime_seconds"),
        (Wish(idle_seconds=59), "idle_seconds"),
        (Wish(domain="elsewhere.example"), "domain"),
        (Wish(domain="sub.mayfly.test"), "domain"),
        (Wish(local_part="a b"), "local_part"),
        (Wish(local_part="\u00fc"), "local_part"),
        (Wish(local_part=""), "local_part"),
    ],
)
def test_a_wish_that_is_not_allowed_names_the_field(wish, field):
    """Refused, with the field it is about."""

    async def scene(house: House):
        with pytest.raises(Refused) as refused:
            await house.access.open(wish)
        assert refused.value.field == field

    live(scene)


def test_a_provisional_mailbox_becomes_real_when_its_token_comes_back():
    """A first view costs nothing; its token makes it a mailbox like any other."""

    async def scene(house: House):
        opened = await house.access.provide()
        inbox = await house.access.enter(opened.token)
        house.now = START + 1200  # past the ten minutes of a provisional one
        assert (await inbox.view()).address == opened.view.address

    live(scene)


def test_a_provisional_mailbox_takes_mail():
    """RCPT makes it durable before it is answered."""

    async def scene(house: House):
        opened = await house.access.provide()
        assert await house.verdict(opened.view.address) is Verdict.OK
        assert (await house.send(mail(), opened.view.address)).verdicts == (Verdict.OK,)
        inbox = await house.access.enter(opened.token)
        assert len((await inbox.messages(Query())).messages) == 1

    live(scene)


def test_a_provisional_mailbox_is_forgotten_after_ten_minutes():
    """Nobody came back: it opens nothing and takes no mail."""

    async def scene(house: House):
        opened = await house.access.provide()
        house.now = START + 601
        assert await house.verdict(opened.view.address) is Verdict.NO_SUCH_MAILBOX
        with pytest.raises(NotFound):
            await house.access.enter(opened.token)

    live(scene)


def test_open_mode_makes_an_address_on_first_mail_and_gives_its_token():
    """Any local part exists on first mail; asking for it is idempotent and opens it."""

    async def scene(house: House):
        assert await house.verdict("ci-run@mayfly.test") is Verdict.OK
        await house.send(mail("From CI"), "ci-run@mayfly.test")
        wish = Wish(local_part="ci-run", domain="mayfly.test")
        first, second = await house.access.open(wish), await house.access.open(wish)
        assert first.token == second.token
        inbox = await house.access.enter(first.token)
        assert [m.subject for m in (await inbox.messages(Query())).messages] == ["From CI"]
        assert await house.verdict("admin@mayfly.test") is Verdict.NO_SUCH_MAILBOX

    live(scene, open_mode=True)


def test_without_open_mode_an_unknown_address_is_refused():
    """550 at RCPT, for drawn-looking and chosen-looking names alike."""

    async def scene(house: House):
        assert await house.verdict("quiet-heron-7f3k2@mayfly.test") is Verdict.NO_SUCH_MAILBOX
        assert await house.verdict("x@elsewhere.example") is Verdict.NOT_OURS

    live(scene)


def test_postmaster_and_abuse_go_to_the_operator():
    """On every domain, in any case, with or without a domain (RFC 5321 section 4.5.1); one copy for both."""

    async def scene(house: House):
        written = []
        await house.access.open_operators(written.append)
        await house.access.open_operators(written.append)
        (token,) = written
        for address in (
            "postmaster@mayfly.test",
            "ABUSE@box.example",
            "Postmaster@x.box.example",
            "abuse+tag@mayfly.test",
        ):
            assert await house.verdict(address) is Verdict.OK
        sent = await house.send(mail("Complaint"), "postmaster@mayfly.test", "abuse@box.example")
        assert sent.verdicts == (Verdict.OK, Verdict.OK)
        operators = await house.access.enter(token)
        assert [m.subject for m in (await operators.messages(Query())).messages] == ["Complaint"]
        with pytest.raises(Conflict):
            await house.inbox(local_part="postmaster")
        assert house.delivery.recipient(Address("PostMaster", "")) is Verdict.OK

    live(scene)


def test_addresses_are_the_same_in_any_case():
    """Mail for the address in other letters arrives (B011)."""

    async def scene(house: House):
        address, inbox = await house.inbox()
        assert (await house.send(mail(), address.upper())).verdicts == (Verdict.OK,)
        assert parse_address(address) is not None
        assert len((await inbox.messages(Query())).messages) == 1

    live(scene)


@pytest.mark.parametrize("local_part", ["user+tag", "a=b", "o'neil", '"a b"', "#!$%", "-a"])
def test_open_mode_opens_whatever_mail_can_name(local_part):
    """What RCPT takes in open mode can be asked for and read, tags and odd letters too."""

    async def scene(house: House):
        address = f"{local_part}@mayfly.test"
        assert (await house.send(mail("odd"), address)).verdicts == (Verdict.NO_SUCH_MAILBOX,)
        assert await house.verdict(address) is Verdict.OK
        await house.send(mail("odd"), address)
        opened = await house.access.open(Wish(local_part=local_part, domain="mayfly.test"))
        inbox = await house.access.enter(opened.token)
        assert [m.subject for m in (await inbox.messages(Query())).messages] == ["odd"]

    live(scene, open_mode=True)
