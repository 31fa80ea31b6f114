"""What is done in child processes is the same as on the spot, whether a child was got ready for it or not."""

import asyncio

from mayfly.offload import Sealer
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
