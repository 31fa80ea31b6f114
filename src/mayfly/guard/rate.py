"""How often one client may do something: a tally over several windows at once. Pure: the clock is an argument.

Rule 1: what is allowed is counted, what is refused is not. A client that keeps asking is let in as soon as its
oldest counted moment has left the window, not later.
Rule 2: memory is bounded: at most ``clients`` entries, each of at most as many moments as the largest rule counts.
When it is full, a newcomer takes the place of the client that was counted longest ago. So a flood of new clients
can only make the tally forgetful; it never fails, never grows, and never shuts others out.
"""

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

# Every /64 of a /48, the most a site is usually given (RFC 6177), has an entry of its own. A flood of
# clients seen once takes some 20 MB; were each counted to the full 60 times an hour, some 50 MB.
CLIENTS = 65_536


@dataclass(frozen=True, slots=True)
class Rule:
    """At most ``count`` times in any span of ``seconds``. A count of 0 switches the rule off."""

    count: int
    seconds: float


class Tally:
    """What was allowed to whom, as long as any rule still asks for it."""

    def __init__(self, rules: Sequence[Rule], clients: int = CLIENTS) -> None:
        self._rules = tuple(rule for rule in rules if rule.count > 0)
        self._longest_seconds = max((rule.seconds for rule in self._rules), default=0.0)
        self._most = max((rule.count for rule in self._rules), default=0)
        self._clients = max(1, clients)
        # In the order of the last counted moment, so that what may be forgotten lies in front.
        self._taken: OrderedDict[str, array[float]] = OrderedDict()

    def __len__(self) -> int:
        """Give the number of clients that are remembered."""
        return len(self._taken)

    def take(self, client: str, now: float) -> float:
        """Count one more for this client and give 0.0; or count nothing and give the seconds until it may be.

        Every rule must agree. ``now`` is best a steady clock; when it steps back, what was counted later counts
        as of now, so that nobody is locked out for longer than the longest rule.
        """
        wait = self.wait(client, now)
        if wait > 0.0 or not self._rules:
            return wait
        times = self._taken.pop(client, None)
        if times is None:
            self._forget(now)
            times = array("d")
        elif len(times) >= self._most:
            del times[0]
        times.append(now)
        self._taken[client] = times
        return 0.0

    def wait(self, client: str, now: float) -> float:
        """Give the seconds until this client would be allowed once more, 0.0 for now. Counts nothing."""
        times = self._taken.get(client)
        if times is None:
            return 0.0
        if times[-1] > now:
            times[:] = array("d", (min(then, now) for then in times))
        return max(_wait(rule, times, now) for rule in self._rules)

    def _forget(self, now: float) -> None:
        """Drop clients that no rule asks for any more, and the one in front where there is no room."""
        while self._taken:
            client, times = next(iter(self._taken.items()))
            if now - times[-1] < self._longest_seconds and len(self._taken) < self._clients:
                return
            del self._taken[client]


def _wait(rule: Rule, times: "array[float]", now: float) -> float:
    if len(times) < rule.count:
        return 0.0
    # The moment that must leave the window before there is room for one more.
    return max(0.0, times[-rule.count] + rule.seconds - now)
