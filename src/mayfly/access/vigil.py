"""Waiting for news of one mailbox, by somebody who is to hear its end at that second.

Rule 1: the purge comes round every few seconds and tells ENDED then; nobody waits here beyond ``ends_at`` for that.
Rule 2: the end is told by the clock that is handed in, how long is waited by this machine's: whoever wakes looks again.
Rule 3: who waits is somebody who looks, so that no idle window ends a mailbox under a waiting request or a stream.
"""

import time
from collections.abc import Callable

from mayfly.store.base import News, NewsKind, Store

# Timers may ring a little early, and the clock may be set back: no second is spent in looking again and again.
_LEAST_SECONDS = 0.005
# What may have moved the end, or may have been dropped together with news of it.
_MOVES_THE_END = frozenset({NewsKind.EXTENDED, NewsKind.LOST})


class Vigil:
    """One watch of one mailbox, from the moment it was made."""

    def __init__(self, store: Store, uid: bytes, clock: Callable[[], float]) -> None:
        self._store = store
        self._uid = uid
        self._clock = clock
        self._watch = store.watch(uid)
        self._look_at = 0.0

    async def next(self, seconds: float) -> News | None:
        """Give the next news, or None when so many seconds have passed without any.

        Raises NotFound from the second on in which the mailbox ends.
        """
        until = time.monotonic() + seconds
        while True:
            now = self._clock()
            if now >= self._look_at:
                self._look_at = await self._look(now)
            left = until - time.monotonic()
            if left <= 0:
                return None
            news = await self._watch.next(min(left, max(self._look_at - self._clock(), _LEAST_SECONDS)))
            if news is not None:
                if news.kind in _MOVES_THE_END:
                    self._look_at = 0.0
                return news

    async def _look(self, now: float) -> float:
        """Look whether the mailbox is there, which counts as seen; give when to look again."""
        mailbox = await self._store.mailbox(self._uid, now)
        self._store.seen(self._uid, now)
        # In the middle of an idle window, which begins anew by that.
        return min(mailbox.expires_at, now + mailbox.idle_seconds / 2)

    def close(self) -> None:
        """End the watch. May be called twice."""
        self._watch.close()
