"""Which mailboxes are over, and making them unreadable for good. In the writer's thread.

Rule: a mailbox is ended in memory at once and on the disk with the next sync of the shares; nobody is told before that.
"""

import heapq

from mayfly.store.answer import Answer
from mayfly.store.box import Box
from mayfly.store.vault import Vault


def due(vault: Vault, now: float, most: int) -> list[Box]:
    """Take up to so many mailboxes out of the heap that are over, and mark them as ended."""
    boxes: list[Box] = []
    while vault.ends and vault.ends[0][0] <= now and len(boxes) < most:
        _, uid = heapq.heappop(vault.ends)
        box = vault.boxes.by_uid.get(uid)
        # It may stand in the heap twice.
        if box is None or box.ended:
            continue
        if box.is_alive(now):
            vault.expect_end(box)
        else:
            box.ended = True
            boxes.append(box)
    return boxes


def make_unreadable(vault: Vault, boxes: list[Box], answer: Answer) -> None:
    """Overwrite the shares of mailboxes; not durable before the next sync. Undone with the answer."""
    before = [(box, vault.shares.read(box.slot)) for box in boxes]

    def undo() -> None:
        for box, share in before:
            box.ended = False
            vault.shares.write(box.slot, share)

    answer.undo.append(undo)
    for box in boxes:
        box.ended = True
    vault.shares.zero(box.slot for box in boxes)
