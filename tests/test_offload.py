"""What is done in child processes is the same as on the spot, whether a child was got ready for it or not."""

import asyncio

from mayfly.mail.look import Look
from mayfly.offload import Looker, Sealer
from mayfly.store.sealing import SealJob, open_content
from tests.store.holder import Holder, content_for


def test_a_sealer_that_was_got_ready_seals() -> None:
    """Getting ready, once or more often, costs no message: what is sealed before, meanwhile and after it opens."""
    holder = Holder()

    async def main() -> list[bytes]:
        sealer = Sealer()
        jobs = [SealJob((b"%d" % number,), (holder.recipient(),), 1.0) for number in range(3)]
        first = asyncio.ensure_future(sealer.seal(jobs[0]))
        sealer.get_ready()
        second = await sealer.seal(jobs[1])
        sealer.get_ready()
        sealed = [await first, second, await sealer.seal(jobs[2])]
        sealer.close()
        return [open_content(holder.opener, content_for(0, message)) for message in sealed]

    assert asyncio.run(main()) == [b"0", b"1", b"2"]


def test_mail_is_read_whether_its_reader_is_there_or_has_ended() -> None:
    """Light and heavy, each twice: the readers end in between, and what comes then is read as before."""
    light, heavy = b"Subject: light\r\n\r\nx", b"Subject: heavy\r\n\r\n" + b"<" * 3000

    async def main() -> list[str]:
        looker = Looker(idle_seconds=0.05)
        looker.get_ready()
        subjects = []
        for content in (light, heavy, light, heavy):
            reading = (await looker.look(Look(content))).reading
            subjects.append(reading.subject if reading else "")
            async with asyncio.timeout(60):
                while looker._light._children or looker._heavy._children:  # noqa: ASYNC110  nobody tells
                    await asyncio.sleep(0.005)
        looker.close()
        return subjects

    assert asyncio.run(main()) == ["light", "heavy", "light", "heavy"]
