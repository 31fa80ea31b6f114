"""Reading goes on where nothing can be written."""

from mayfly.access import Query
from mayfly.core.errors import NoSpace
from tests.house import House, live, mail


def test_mail_nobody_has_looked_at_yet_is_listed_and_opened_on_a_full_disk():
    """A full disk refuses new mail only: reading, erasing and purging go on (``NoSpace`` says so)."""

    async def scene(house: House) -> None:
        address, inbox = await house.inbox()
        await house.send(mail("First look"), address)

        async def annotate(*_: object) -> None:
            raise NoSpace("the disk is too full")

        house.store.annotate = annotate
        (summary,) = (await inbox.messages(Query())).messages
        assert summary.subject == "First look"
        assert (await inbox.message(summary.id)).text.strip() == "Hi there"

    live(scene)
