"""When a mailbox ends, for whoever waits for news of it and is to hear that at its second.

Rule 1: the purge comes round every few seconds and tells ENDED then; nobody waits beyond ``ends_at`` for that.
Rule 2: the end is told by the clock that is handed in, how long is waited by this machine's: whoever wakes looks again.
Rule 3: who waits is somebody who looks, so that no idle window ends a mailbox under a waiting request or a stream.
Rule 4: nothing here waits: each frame that is held by a stream is held twenty thousand times.
"""

from collections.abc import Callable

from mayfly.store.base import NewsKind, Store

# Timers may ring a little early, and the clock may be set back: no second is spent in looking again and again.
_LEAST_SECONDS = 0.005
# What may have moved the end, or may have been dropped together with news of it.
_MOVES_THE_END = frozenset({NewsKind.EXTENDED, NewsKind.LOST})


class Ending:
    """The end of one mailbox, as it was when somebody last looked."""

    __slots__ = ("_clock", "_look_at", "_store", "_uid")

    def __init__(self, store: Store, uid: bytes, clock: Callable[[], float]) -> None:
        self._store = store
        self._uid = uid
        self._clock = clock
        self._look_at = 0.0

    @property
    def is_near(self) -> bool:
        """Say whether it is time to ``look``."""
        return self._clock() >= self._look_at

    async def look(self) -> None:
        """Look whether the mailbox is there, which counts as seen; raise NotFound from its last second on."""
        now = self._clock()
        mailbox = await self._store.mailbox(self._uid, now)
        self._store.seen(self._uid, now)
        # At the latest in the middle of an idle window, which begins anew by that.
        self._look_at = min(mailbox.expires_at, now + mailbox.idle_seconds / 2)

    def within(self, seconds: float) -> float:
        """Say how long may be waited before it is time to look, at most so many seconds."""
        return min(seconds, max(self._look_at - self._clock(), _LEAST_SECONDS))

    def hear(self, kind: NewsKind) -> None:
        """Take note of news: the end may have moved."""
        if kind in _MOVES_THE_END:
            self._look_at = 0.0
