"""Mailboxes that have ended, whose rows are still to be deleted from the index.

Rule: they are taken out by parts of the key's range. Rows that lie side by side go together, so that a page of the
index is written once for all of them, and not once for each.
"""

from collections.abc import Iterable

from mayfly.store.box import Box

# By the first octet of a random uid.
_PARTS = 256


class EndedBoxes:
    """What is left to be deleted. For the writer's thread."""

    def __init__(self) -> None:
        self._parts: list[list[Box]] = [[] for _ in range(_PARTS)]
        self._count = 0
        self._next = 0
        # The oldest end of all there were since there was none here.
        self.since = 0.0

    def __len__(self) -> int:
        return self._count

    def add(self, box: Box, ended_at: float) -> None:
        """Remember one."""
        self.since = min(self.since, ended_at) if self._count else ended_at
        self._parts[box.uid[0]].append(box)
        self._count += 1

    def add_all(self, boxes: Iterable[Box]) -> None:
        """Remember some again whose rows could not be deleted."""
        for box in boxes:
            self.add(box, self.since)

    def take(self, most: int) -> list[Box]:
        """Take out up to so many, of neighbouring parts."""
        taken: list[Box] = []
        while self._count and len(taken) < most:
            part = self._parts[self._next]
            room = most - len(taken)
            taken += part[:room]
            self._count -= len(part[:room])
            del part[:room]
            if not part:
                self._next = (self._next + 1) % _PARTS
        return taken
