"""What a pool and its children may take, and how they say that a request was not answered."""

from dataclasses import dataclass

from mayfly.core.errors import Unavailable


class WorkerFailed(Unavailable):
    """Say that a child could not answer this request: it failed on it, or was over its time or memory."""


class WorkerLost(WorkerFailed):
    """Say that a child was killed by others, or was over its time without using it. The request may not be to blame."""


class NoWorker(WorkerFailed):
    """Say that there is no child to ask: none could be started, or the pool is closed. The request is not to blame."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a pool and each of its children may take."""

    children: int = 1
    # How many requests go into one frame: more share the cost of a round trip, fewer answer sooner.
    batch: int = 1
    # From handing a frame over to its answer; 0 is without limit (for work of our own, not for hostile input).
    seconds: float = 0
    # Processor time for a frame, where the system tells it: a child that the machine gave none is not to blame.
    cpu_seconds: float = 0
    # Address space of a child; 0 is without limit.
    memory_octets: int = 0
    # After so long without a request, or somebody who expects one, children with nothing to do are ended; 0 keeps them.
    idle_seconds: float = 0
