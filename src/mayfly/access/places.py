"""Where messages stood that were deleted: a client may name the last one it has seen, and have deleted it.

Rule: random ids and numbers, in memory, a bounded number of them. Where a place is forgotten (after a restart, or in
another process) a list begins at its beginning: something may be told twice, nothing is missed.
"""

from collections import OrderedDict

# Two minutes of a client that deletes a hundred in a second; 2 MB.
_PLACES = 10_000


class Places:
    """The places of the messages deleted last, of all mailboxes."""

    def __init__(self) -> None:
        self._seqs: OrderedDict[tuple[bytes, bytes], int] = OrderedDict()

    def keep(self, uid: bytes, message_id: bytes, seq: int) -> None:
        """Remember where a message stood; the oldest goes when there are too many."""
        self._seqs[uid, message_id] = seq
        if len(self._seqs) > _PLACES:
            self._seqs.popitem(last=False)

    def of(self, uid: bytes, message_id: bytes) -> int:
        """Give where a message stood; 0, the beginning, where that is not known."""
        return self._seqs.get((uid, message_id), 0)
