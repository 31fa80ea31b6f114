"""Who watches which mailbox, in this process. All of it runs in the loop's thread.

Rule: telling one mailbox's watchers costs the number of *its* watchers, however many others there are.
"""

import asyncio
from collections import deque

from mayfly.store.base import News, NewsKind

# A watcher that is so far behind reads the whole list again anyway.
_BACKLOG = 64


class LocalWatch:
    """Keeps the promise of ``base.Watch``."""

    __slots__ = ("_news", "_uid", "_waiter", "_watchers")

    def __init__(self, watchers: "Watchers", uid: bytes) -> None:
        self._watchers = watchers
        self._uid = uid
        self._news: deque[News] = deque()
        self._waiter: asyncio.Future[None] | None = None

    async def next(self, timeout_seconds: float) -> News | None:
        """Give the next news, or None when the time is up. Never drops one silently: LOST is told."""
        if not self._news:
            loop = asyncio.get_running_loop()
            waiter = self._waiter = loop.create_future()
            timer = loop.call_later(timeout_seconds, _wake, waiter)
            try:
                await waiter
            finally:
                timer.cancel()
                self._waiter = None
        return self._news.popleft() if self._news else None

    def close(self) -> None:
        """End the watch. May be called twice."""
        self._watchers.remove(self._uid, self)

    def hear(self, news: News) -> None:
        """Take one piece of news."""
        if len(self._news) >= _BACKLOG:
            ended = any(item.kind is NewsKind.ENDED for item in self._news)
            self._news.clear()
            self._news.append(News(NewsKind.LOST))
            if ended:
                self._news.append(News(NewsKind.ENDED))
        self._news.append(news)
        if self._waiter is not None:
            _wake(self._waiter)


class Watchers:
    """All watches of one process."""

    def __init__(self) -> None:
        self._by_uid: dict[bytes, set[LocalWatch]] = {}

    def add(self, uid: bytes) -> LocalWatch:
        """Make a watch that hears all that is told from now on."""
        watch = LocalWatch(self, uid)
        self._by_uid.setdefault(uid, set()).add(watch)
        return watch

    def remove(self, uid: bytes, watch: LocalWatch) -> None:
        """Forget a watch; nothing happens when it is not there."""
        watches = self._by_uid.get(uid)
        if watches is not None:
            watches.discard(watch)
            if not watches:
                del self._by_uid[uid]

    def tell(self, uid: bytes, news: News) -> None:
        """Tell one mailbox's watchers."""
        for watch in self._by_uid.get(uid, ()):
            watch.hear(news)


def _wake(waiter: "asyncio.Future[None]") -> None:
    if not waiter.done():
        waiter.set_result(None)
