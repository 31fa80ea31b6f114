"""When mailboxes end, by the second, so that those that are over are found without a look at the others.

A heap of all of them costs several microseconds for each that ends: with a hundred thousand in it, every comparison is
of two that lie elsewhere in memory. Here there is a heap of seconds only.

Rule: a mailbox may be noted for an end that is not its end any more, and again for an earlier one; whoever takes it out
looks.
"""

import heapq
import math

from msgspec import Struct


class _Second(Struct):
    first: float
    noted: list[tuple[float, bytes]]


class Ends:
    """Ends of mailboxes, by uid. For the writer's thread."""

    def __init__(self) -> None:
        self._order: list[int] = []
        self._seconds: dict[int, _Second] = {}
        # Over, and not yet taken.
        self._over: list[tuple[float, bytes]] = []
        self._over_since = 0.0

    def add(self, ends_at: float, uid: bytes) -> None:
        """Note an end."""
        number = math.floor(ends_at)
        second = self._seconds.get(number)
        if second is None:
            self._seconds[number] = _Second(ends_at, [(ends_at, uid)])
            heapq.heappush(self._order, number)
        else:
            second.noted.append((ends_at, uid))
            second.first = min(second.first, ends_at)

    def first(self) -> float | None:
        """Give the earliest end that is noted; of what is being taken out, the earliest there was."""
        if self._over:
            return self._over_since
        return self._seconds[self._order[0]].first if self._order else None

    def take(self, now: float, most: int) -> list[tuple[float, bytes]]:
        """Take out up to so many that are over, by what was noted; give each with the end it was noted for."""
        taken: list[tuple[float, bytes]] = []
        while len(taken) < most and (self._over or self._begin_second(now)):
            first = len(taken) - most
            taken += self._over[first:]
            del self._over[first:]
        return taken

    def _begin_second(self, now: float) -> bool:
        if not self._order or self._seconds[self._order[0]].first > now:
            return False
        number = heapq.heappop(self._order)
        second = self._seconds.pop(number)
        self._over_since = second.first
        if number + 1 <= now:
            self._over = second.noted
        else:
            self._over = [entry for entry in second.noted if entry[0] <= now]
            for ends_at, uid in [entry for entry in second.noted if entry[0] > now]:
                self.add(ends_at, uid)
        return True
