"""What the loop asks of the writer's thread, on its way there.

Rule 1: what is asked for in one turn of the loop is handed over at its end. The thread wakes once for it, and what came
together is committed together.
Rule 2: once the thread has ended nothing waits for it: what is asked for then is answered at once.
"""

import asyncio
import contextlib
import queue
import threading

from mayfly.core.errors import MayflyError
from mayfly.store.ops import Op

# One commit for so many at most: above some hundreds the time is that of the octets, not of the sync.
_BATCH = 512


class Asked:
    """Ops on their way from the loop's thread to the writer's."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._turn: list[Op] = []
        self._queue: queue.SimpleQueue[list[Op] | None] = queue.SimpleQueue()
        # Held while a turn is handed over, so that none comes after the last look.
        self._lock = threading.Lock()
        self._refused: MayflyError | None = None

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

    def shut(self, reason: MayflyError) -> list[Op]:
        """Refuse whatever is asked for from now on; give what nobody has taken. For the writer's thread, at its end."""
        left: list[Op] = []
        with self._lock:
            self._refused = reason
            with contextlib.suppress(queue.Empty):
                while True:
                    left += self._queue.get_nowait() or []
        return left

    def _hand_over(self) -> None:
        turn, self._turn = self._turn, []
        if turn:
            with self._lock:
                if self._refused is None:
                    self._queue.put(turn)
                    return
            for op in turn:
                if op.done is not None and not op.done.done():
                    op.done.set_exception(self._refused)
