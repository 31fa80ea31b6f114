"""What the loop asks of the writer's thread, on its way there.

Rule: what is asked for in one turn of the loop is handed over at its end. The thread wakes once for it, and what came
together is committed together.
"""

import asyncio
import queue

from mayfly.store.ops import Op

# One commit for so many at most: above some hundreds the time is that of the octets, not of the sync.
_BATCH = 512


class Asked:
    """Ops on their way from the loop's thread to the writer's."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._turn: list[Op] = []
        self._queue: queue.SimpleQueue[list[Op] | None] = queue.SimpleQueue()

    def put(self, op: Op) -> None:
        """Ask for an op. For the loop's thread."""
        if not self._turn:
            self._loop.call_soon(self._hand_over)
        self._turn.append(op)

    def end(self) -> None:
        """Hand over what is left, and say that nothing follows."""
        self._hand_over()
        self._queue.put(None)

    def take(self, *, wait: bool) -> tuple[list[Op], bool]:
        """Give what was asked for, and whether more may follow. For the writer's thread."""
        batch: list[Op] = []
        try:
            while len(batch) < _BATCH:
                turn = self._queue.get(block=wait and not batch)
                if turn is None:
                    return batch, False
                batch += turn
        except queue.Empty:
            pass
        return batch, True

    def _hand_over(self) -> None:
        turn, self._turn = self._turn, []
        if turn:
            self._queue.put(turn)
