"""What happens in one mailbox, as a stream of events: for server-sent events, or anybody who follows.

Rule 1: the watch begins before the first look, so that nothing falls between.
Rule 2: news are hints. What is told is what the store has; a hint that tells nothing new is passed over.
Rule 3: rows in hand are sealed, and the key is in hand too: before each of them is told, the store is asked whether the
mailbox is still there, so that a slow reader is told nothing behind its end.
"""

from collections.abc import AsyncIterator, Callable

from msgspec import Struct

from mayfly.access.ending import Ending
from mayfly.access.summaries import Summaries, moment
from mayfly.access.values import Arrived, Changed, Ended, Ends, Event, Gone, RefusedMail, Sync
from mayfly.core.errors import NotFound
from mayfly.store.base import NewsKind, Store, Stored

# A silent stream shows that it lives: often enough for proxies, which cut at 30 or 60 s.
SILENCE_SECONDS = 20

_STRIDE = 100


class _Told(Struct, frozen=True, gc=False):
    """What a stream has told of a message: its place, and the hash of its summary; 0 where it has only named it.

    The summary itself would be a kilobyte, for each message of each open page.
    """

    seq: int
    summary_hash: int


class _Follower:
    """One stream: what it has told so far."""

    def __init__(self, store: Store, uid: bytes, summaries: Summaries, clock: Callable[[], float]) -> None:
        self._store = store
        self._uid = uid
        self._summaries = summaries
        self._clock = clock
        self._seq = 0
        self._told: dict[bytes, _Told] = {}  # at most as many as the mailbox may hold

    async def rows(self, after: int) -> list[Stored]:
        rows: list[Stored] = []
        while more := await self._store.messages(self._uid, after, _STRIDE, self._clock()):
            rows += more
            after = more[-1].seq
        return rows

    async def begin(self, last_event_id: str | None) -> AsyncIterator[Event]:
        """Tell what was missed, or what is there."""
        rows = await self.rows(0)
        known = next((row.seq for row in rows if row.message_id.hex() == last_event_id), None)
        if known is None:
            self._told = {row.message_id: _Told(row.seq, 0) for row in rows}
            self._seq = rows[-1].seq if rows else 0
            yield Sync(tuple(row.message_id.hex() for row in rows))
            return
        self._told = {row.message_id: _Told(row.seq, 0) for row in rows if row.seq <= known}
        self._seq = known
        async for event in self.arrived():
            yield event
        # What was deleted meanwhile is told by what is left.
        yield Sync(tuple(row.message_id.hex() for row in await self.rows(0)))

    async def arrived(self) -> AsyncIterator[Event]:
        """Tell the messages behind the last one told."""
        for row in await self.rows(self._seq):
            self._seq = row.seq
            try:
                summary = await self._summaries.of(row)
            except NotFound:
                continue  # deleted before it was told
            await self._store.mailbox(self._uid, self._clock())
            self._told[row.message_id] = _Told(row.seq, hash(summary))
            yield Arrived(summary)

    async def changed(self, message_id: bytes | None) -> AsyncIterator[Event]:
        """Tell one message again, where there is more to tell than was."""
        told = self._told.get(message_id) if message_id else None
        if told is None or message_id is None or self._summaries.is_own(message_id):
            return
        for row in await self._store.messages(self._uid, told.seq - 1, 1, self._clock()):
            if row.message_id == message_id:
                summary = await self._summaries.of(row)
                await self._store.mailbox(self._uid, self._clock())
                if told.summary_hash != hash(summary):
                    self._told[message_id] = _Told(row.seq, hash(summary))
                    yield Changed(summary)

    def forget(self, message_id: bytes) -> None:
        """Drop what was told of a message that is gone."""
        self._told.pop(message_id, None)

    async def lost(self) -> AsyncIterator[Event]:
        """Tell what was not told yet, then what is there: whoever listens has it all by then and need not ask."""
        self._summaries.disown()
        async for event in self.arrived():
            yield event
        rows = await self.rows(0)
        self._told = {row.message_id: self._told.get(row.message_id, _Told(row.seq, 0)) for row in rows}
        yield Sync(tuple(row.message_id.hex() for row in rows))


async def follow(
    store: Store,
    uid: bytes,
    summaries: Summaries,
    last_event_id: str | None,
    clock: Callable[[], float],
    get_ready: Callable[[], None],
) -> AsyncIterator[Event | None]:
    """Tell what happens in a mailbox until it ends, and its end at that second; None after each 20 s of silence.

    With the silence ``get_ready`` is called: what comes next will be looked at.
    """
    watch = store.watch(uid)
    ending = Ending(store, uid, clock)
    follower = _Follower(store, uid, summaries, clock)
    try:
        begun = False
        try:
            async for event in follower.begin(last_event_id):
                begun = True
                yield event
        except NotFound:
            if not begun:
                raise
            yield Ended()
            return
        while True:
            try:
                if ending.is_near:
                    await ending.look()
                seconds = ending.within(SILENCE_SECONDS)
                news = await watch.next(seconds)
                if news is None:
                    # An open page is somebody who looks.
                    await ending.look()
                    # What the end has cut to a moment is no silence.
                    if seconds > 1:
                        get_ready()
                        yield None
                    continue
                ending.hear(news.kind)
                if news.kind is NewsKind.ENDED:
                    yield Ended()
                    return
                if news.kind is NewsKind.EXTENDED:
                    yield Ends(moment((await store.mailbox(uid, clock())).ends_at))
                elif news.kind is NewsKind.REFUSED:
                    yield RefusedMail(news.reason, news.octets, moment(clock()))
                elif news.kind is NewsKind.GONE and news.message_id is not None:
                    follower.forget(news.message_id)
                    yield Gone(news.message_id.hex())
                else:
                    told = {
                        NewsKind.ARRIVED: follower.arrived,
                        NewsKind.LOST: follower.lost,
                    }.get(news.kind)
                    async for event in told() if told else follower.changed(news.message_id):
                        yield event
            except NotFound:
                yield Ended()
                return
    finally:
        watch.close()
