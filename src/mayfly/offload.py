"""Which work is done on the spot, which in a thread, and which in a child process.

Measured: sealing in the loop costs 70 microseconds a message and in a thread starves the loop, because it drops and
retakes the interpreter lock; in a child it costs the loop 6, and what waits for the child is sealed as one batch, for a
third of the work (docs/decisions). Hostile mail may take seconds and gigabytes in any parser, so what is large or looks
heavy is read where it can be killed.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from mayfly.mail.look import Look, Looked, is_heavy, look, look_all
from mayfly.store.base import SealedMessage
from mayfly.store.sealing import LARGE_OCTETS, SealJob, seal_batch, seal_content
from mayfly.workers.pool import Bounds, Pool, WorkerFailed

# As many as share one round trip without making the first of them wait for long.
_SEAL_BATCH = 32
# A batch takes milliseconds. A child that is stopped or starved must not hold up all mail for ever.
_SEAL_SECONDS = 10.0
# RELIABILITY A13: a second and 256 MiB for a message; the interpreter and its libraries come on top.
_LOOK_SECONDS = 5.0
_LOOK_OCTETS = 768 * 1_048_576


class Sealer:
    """Seals messages: small ones in a child process in batches, large ones in a thread."""

    def __init__(self) -> None:
        # Zstandard and AES release the interpreter lock over large buffers; two threads keep the disk busy.
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="mayfly-seal")
        bounds = Bounds(children=1, batch=_SEAL_BATCH, seconds=_SEAL_SECONDS)
        # On one processor as well: what comes while the child waits for its turn is one batch, and costs less for it.
        self._pool: Pool[SealJob, SealedMessage] = Pool(seal_batch, bounds)

    async def seal(self, job: SealJob) -> SealedMessage:
        """Seal one message for its recipients."""
        if sum(map(len, job.content)) > LARGE_OCTETS:
            return await asyncio.get_running_loop().run_in_executor(self._threads, seal_content, job)
        try:
            return await self._pool.submit(job)
        except WorkerFailed:
            # The child is gone, not the message.
            return seal_content(job)

    def close(self) -> None:
        """End the child."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._pool.close()


class Looker:
    """Reads mail: light ones on the spot, the others in child processes under limits."""

    def __init__(self) -> None:
        bounds = Bounds(children=2, seconds=_LOOK_SECONDS, memory_octets=_LOOK_OCTETS)
        self._pool: Pool[Look, Looked] = Pool(look_all, bounds)

    async def look(self, wanted: Look) -> Looked:
        """Look at a message. Raises WorkerFailed where it took too much."""
        if not is_heavy(wanted.content):
            return look(wanted)
        return await self._pool.submit(wanted)

    def close(self) -> None:
        """End the children."""
        self._pool.close()
