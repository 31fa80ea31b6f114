"""Which mailboxes are over, and making them unreadable for good. In the writer's thread.

Rule 1: a mailbox is ended in memory at once and on the disk with the next sync of the shares; nobody is told before.
Rule 2: many that end together share a sync. All of it goes in steps of milliseconds, between the writer's commits.
"""

import functools
import math
import time

from mayfly.store.answer import Answer, quietly
from mayfly.store.box import Box
from mayfly.store.keys import BLOCK_SLOTS
from mayfly.store.vault import Vault

# Mailboxes whose shares are synced together: 4 MiB, a few milliseconds of a sync to a second of work.
_TOGETHER = 131_072
# Mailboxes between two looks at the clock.
_SOME = 64


class Ending:
    """A purge under way: found, overwritten, synced, forgotten."""

    def __init__(self, vault: Vault, now: float) -> None:
        self._vault = vault
        self._now = now
        self._found: list[Box] = []
        # The slots that are still to be overwritten, by block of the file: side by side, many are one write.
        self._blocks: dict[int, list[int]] = {}
        # The shares that were there, by slot.
        self._zeroed: dict[int, bytes] = {}
        self._is_synced = False
        self._marked = 0
        self._forgotten = 0
        self.ended = 0
        self.is_done = False

    def step(self, seconds: float) -> list[Box]:
        """Go on for about so long; give those that are gone for good now. Raises OSError, and is ``undo``ne then."""
        until = time.perf_counter() + seconds
        gone: list[Box] = []
        while not self.is_done:
            if not self._is_synced:
                (self._zero_some if self._zeroed else self._find_some)()
            elif self._marked < len(self._found):
                self._mark_some()
            else:
                gone += self._forget_some()
            if time.perf_counter() >= until:
                break
        return gone

    def undo(self) -> None:
        """Leave those that are not gone yet to the next purge, as they were; count those out whose shares are gone.

        These must not be found again, whatever a clock says later: no token opens what they would be sent.
        """
        vault, left = self._vault, self._found[self._forgotten :]
        if self._is_synced:
            for box in left:
                box.gone = True
                quietly(functools.partial(vault.forget, box, self._now))
            return
        for slot, share in self._zeroed.items():
            quietly(functools.partial(vault.shares.write, slot, share))
        for box in left:
            box.ended = False
            vault.expect_end(box)

    def _find_some(self) -> None:
        boxes = due(self._vault, self._now, _SOME)
        self._found += boxes
        for box in boxes:
            self._blocks.setdefault(box.slot // BLOCK_SLOTS, []).append(box.slot)
        if not boxes or len(self._found) >= _TOGETHER:
            if not self._found:
                self.is_done = True
                return
            self._zero_some()

    def _zero_some(self) -> None:
        shares = self._vault.shares
        some: list[int] = []
        while self._blocks and len(some) < 8 * _SOME:
            some += self._blocks.popitem()[1]
        self._zeroed |= shares.zero(some)
        if not self._blocks:
            shares.sync()
            self._is_synced = True

    def _mark_some(self) -> None:
        for box in self._found[self._marked : self._marked + 16 * _SOME]:
            box.gone = True
            self._marked += 1

    def _forget_some(self) -> list[Box]:
        some = self._found[self._forgotten : self._forgotten + _SOME]
        for box in some:
            self._vault.forget(box, self._now)
        self._forgotten += len(some)
        self.ended += len(some)
        if self._forgotten == len(self._found):
            self.is_done = len(self._found) < _TOGETHER
            self._found, self._zeroed, self._is_synced = [], {}, False
            self._marked = self._forgotten = 0
        return some


def due(vault: Vault, now: float, most: int) -> list[Box]:
    """Take up to so many mailboxes that are over, mark them as ended, and give them; none when there are no more."""
    boxes: list[Box] = []
    by_uid = vault.boxes.by_uid
    while not boxes and (noted := vault.ends.take(now, most)):
        for noted_at, uid in noted:
            box = by_uid.get(uid)
            # It may have been noted for an earlier end as well.
            if box is None or box.ended:
                continue
            if noted_at == box.noted_at:
                box.noted_at = math.inf
            if not box.is_alive(now):
                box.ended = True
                boxes.append(box)
            else:
                vault.expect_end(box)
    return boxes


def make_unreadable(vault: Vault, box: Box, answer: Answer) -> None:
    """Overwrite the share of a mailbox; not durable before the next sync. Undone with the answer."""
    before = vault.shares.read(box.slot)

    def undo() -> None:
        box.ended = False
        vault.shares.write(box.slot, before)

    answer.undo.append(undo)
    box.ended = True
    vault.shares.zero([box.slot])
