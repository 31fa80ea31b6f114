"""Which work is done on the spot, which in a thread, and which in a child process.

Measured: sealing in the loop costs 70 microseconds a message and in a thread starves the loop, because it drops and
retakes the interpreter lock; in a child it costs the loop 6, and what waits for the child is sealed as one batch, for a
third of the work (docs/decisions). Reading mail of 1 to 64 kB costs the loop 1 to 240 milliseconds, and in a child 0.3:
mail is read where it can be killed, and where no key is.
"""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from mayfly.mail.look import Look, Looked, is_heavy, look_all
from mayfly.store.base import SealedMessage
from mayfly.store.sealing import LARGE_OCTETS, SealJob, seal_batch, seal_content
from mayfly.workers.pool import Pool
from mayfly.workers.values import Bounds, WorkerFailed

# As many as share one round trip without making the first of them wait for long.
_SEAL_BATCH = 32
# A batch takes milliseconds. A child that is stopped or starved must not hold up all mail for ever.
_SEAL_SECONDS = 10.0
# A second and 256 MiB for a message; the interpreter and its libraries come on top.
# Processor time, of which a slower machine needs some more; and time in all, where others take it.
_LOOK_CPU_SECONDS = 2.5
_LOOK_SECONDS = 20.0
_LOOK_OCTETS = 768 * 1_048_576
# Longer than any request waits for mail, and than people take from one page to the next. An open page expects mail for
# as long as it is open.
_LOOK_IDLE_SECONDS = 300.0
# A child takes 30 MB when it has nothing to do and reads some hundred letters a second; one CPU is left to the loop.
_LIGHT_CHILDREN = 2
_HEAVY_CHILDREN = 2
_SEAL_THREADS = 2


class Sealer:
    """Seals messages: small ones in a child process in batches, large ones in a thread."""

    def __init__(self) -> None:
        # Zstandard lets go of the interpreter, and packs faster than a disk writes: one CPU is left to the loop.
        self._threads = ThreadPoolExecutor(_beside_the_loop(_SEAL_THREADS), thread_name_prefix="mayfly-seal")
        bounds = Bounds(children=1, batch=_SEAL_BATCH, seconds=_SEAL_SECONDS)
        # On one processor as well: what comes while the child waits for its turn is one batch, and costs less for it.
        self._pool: Pool[SealJob, SealedMessage] = Pool(seal_batch, bounds)

    def get_ready(self) -> None:
        """Start the child, where there is none: mail may come soon, and would wait for it."""
        self._pool.get_ready()

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
    """Reads mail in child processes under limits, none of it in this one: a kilobyte may hold up a loop for long.

    Light and heavy mail have children of their own, so that a letter never waits for a bomb.
    """

    def __init__(self, *, idle_seconds: float = _LOOK_IDLE_SECONDS) -> None:
        bounds = Bounds(
            seconds=_LOOK_SECONDS,
            cpu_seconds=_LOOK_CPU_SECONDS,
            memory_octets=_LOOK_OCTETS,
            idle_seconds=idle_seconds,
        )
        light = replace(bounds, children=_beside_the_loop(_LIGHT_CHILDREN))
        self._light: Pool[Look, Looked] = Pool(look_all, light)
        self._heavy: Pool[Look, Looked] = Pool(look_all, replace(bounds, children=_HEAVY_CHILDREN))

    def get_ready(self) -> None:
        """Have a child with its parsers loaded, for some minutes from now: somebody is about to look."""
        self._light.get_ready()

    async def look(self, wanted: Look) -> Looked:
        """Look at a message. Raises WorkerFailed where it took too much, Unavailable where no child is to be had.

        Of the first, WorkerLost says that it may not be the message's fault.
        """
        pool = self._heavy if is_heavy(wanted.content) else self._light
        return await pool.submit(wanted)

    def close(self) -> None:
        """End the children."""
        self._light.close()
        self._heavy.close()


def _beside_the_loop(most: int) -> int:
    """Give how many may work at the same time where one CPU is the loop's."""
    return max(1, min((os.cpu_count() or 1) - 1, most))
