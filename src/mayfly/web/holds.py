"""What clients hold open: event streams, and requests that wait. Counted, bounded, and ended when we stop.

Rule 1: a client is known only by its key of the day (``guard.rate.Clients``), and only while something is held.
Rule 2: whoever was given a ``Hold`` releases it, whatever happens.
"""

from collections import Counter
from collections.abc import Callable


class Hold:
    """One thing held open."""

    __slots__ = ("_client", "_end", "_holds", "_mailbox")

    def __init__(self, holds: "Holds", mailbox: str, client: str) -> None:
        self._holds: Holds | None = holds
        self._mailbox = mailbox
        self._client = client
        self._end: Callable[[], object] | None = None

    def when_closing(self, end: Callable[[], object]) -> None:
        """Have ``end`` called when the service stops; at once where it is stopping already."""
        self._end = end
        if self._holds is not None and self._holds.closing:
            end()

    def close(self) -> None:
        """Tell the holder that the service stops."""
        if self._end is not None:
            self._end()

    def release(self) -> None:
        """Give it back. May be called twice."""
        holds, self._holds, self._end = self._holds, None, None
        if holds is not None:
            holds.give_back(self, self._mailbox, self._client)


class Holds:
    """Counts one kind of held things: for each mailbox, for each client, and in all."""

    def __init__(self, per_mailbox: int, per_client: int, in_all: int) -> None:
        self._per_mailbox = per_mailbox
        self._per_client = per_client
        self._in_all = in_all
        self._mailboxes: Counter[str] = Counter()
        self._clients: Counter[str] = Counter()
        self._all: set[Hold] = set()
        self.closing = False

    def __len__(self) -> int:
        return len(self._all)

    def take(self, mailbox: str, client: str) -> Hold | None:
        """Hold one more, or give None where there are too many or the service is stopping."""
        if (
            self.closing
            or len(self._all) >= self._in_all
            or self._mailboxes[mailbox] >= self._per_mailbox
            or self._clients[client] >= self._per_client
        ):
            # Looking at a Counter keeps nothing; only what is held is remembered.
            return None
        hold = Hold(self, mailbox, client)
        self._mailboxes[mailbox] += 1
        self._clients[client] += 1
        self._all.add(hold)
        return hold

    def give_back(self, hold: Hold, mailbox: str, client: str) -> None:
        """Forget a hold; called by the hold itself."""
        self._all.discard(hold)
        for counter, key in ((self._mailboxes, mailbox), (self._clients, client)):
            counter[key] -= 1
            if counter[key] <= 0:
                del counter[key]

    def close(self) -> None:
        """Take no more, and tell all holders to end."""
        self.closing = True
        for hold in tuple(self._all):
            hold.close()
