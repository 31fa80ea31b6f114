"""How much one client may hold at the same time (sessions, streams), and all of them together. Pure.

Rule 1: what was entered is left exactly once, under the same key. Who leaves without having entered is a fault of
ours and raises.
Rule 2: memory is bounded by what is held: a client that holds nothing has no entry.
"""


class Held:
    """Counts what is held now; ``per_client`` and ``in_all`` are the most there may be."""

    def __init__(self, per_client: int, in_all: int) -> None:
        self._per_client = per_client
        self._in_all = in_all
        self._all = 0
        self._by_client: dict[str, int] = {}

    def __len__(self) -> int:
        """Give how many are held in all."""
        return self._all

    def enter(self, client: str) -> bool:
        """Take one place for this client; False, and nothing taken, where it or all together have enough."""
        mine = self._by_client.get(client, 0)
        if self._all >= self._in_all or mine >= self._per_client:
            return False
        self._by_client[client] = mine + 1
        self._all += 1
        return True

    def leave(self, client: str) -> None:
        """Give one place back. Raises KeyError where this client holds none."""
        mine = self._by_client[client]
        if mine == 1:
            del self._by_client[client]
        else:
            self._by_client[client] = mine - 1
        self._all -= 1
