"""How much opened mail is in memory at once: every reader takes a share first, and waits in a fair line for it.

Rule 1: small and large shares come from lanes of their own, so that a letter is read while videos are waiting.
Rule 2: in a lane mailboxes take turns, and within a mailbox who came first is first. Nobody is overtaken: the next in
turn waits until its share is free, and all others behind it.
Rule 3: what is larger than its lane takes the whole lane, so everything can be had.
Rule 4: who has gone, as far as that can be told, does not stand in the line.
Rule 5: who holds a share for long while others wait (a reader who takes the answer slowly) is asked to give it up.
"""

import asyncio
import copy
import time
import weakref
from collections import Counter, OrderedDict, deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from mayfly.core.errors import Unavailable

# The largest mail, 25 MiB, takes three quarters of it while it is opened; hundreds of letters are read beside it.
READING_OCTETS = 134_217_728
# A share up to this is small: what it takes to open and read a mail with a picture or two.
SMALL_OCTETS = 4 * 1_048_576
# Of the whole, the part that is kept for small shares: hundreds of letters at the same time.
_SMALL_PART = 4
# For so long a reader may wait before it is told to come again; a browser and its owner wait that long.
PATIENCE_SECONDS = 10.0
# Who has held a share for so long while others wait has had time for most answers on most lines.
GRACE_SECONDS = 5.0


# Comes back when the reader has gone; may be cancelled before.
Leaving = Callable[[], Awaitable[object]]


class Busy(Unavailable):
    """Say that too much mail is being read just now; it may be tried again."""


class Share:
    """What one reader holds of the budget: nothing at first."""

    __slots__ = ("__weakref__", "_key", "_lane", "_lanes", "_leaving", "_octets", "_seconds", "_since", "_wanted")

    def __init__(
        self, lanes: "tuple[Lane, Lane]", key: bytes, seconds: float | None, leaving: Leaving | None = None
    ) -> None:
        self._lanes = lanes
        self._key = key
        self._seconds = seconds
        self._leaving = leaving
        self._lane: Lane | None = None
        self._octets = 0
        self._since = 0.0
        self._wanted: Callable[[], object] | None = None

    @property
    def key(self) -> bytes:
        """Name the mailbox it is for."""
        return self._key

    @property
    def octets(self) -> int:
        """Say how much is held."""
        return self._octets

    @property
    def since(self) -> float:
        """Say since when it is held (monotonic seconds)."""
        return self._since

    async def take(self, octets: int) -> None:
        """Hold so many octets instead of what was held before; wait for them in turn. Raises Busy.

        A reader who goes while it waits is Busy at once, and those behind it come up.
        """
        self.release()
        lane = self._lanes[octets > SMALL_OCTETS]
        granted = min(octets, lane.octets)
        await lane.take(self, granted, self._seconds, self._leaving)
        self._lane, self._octets, self._since = lane, granted, time.monotonic()

    def keep(self, octets: int) -> None:
        """Give back all but so many octets. Never takes more."""
        if self._lane is not None and octets < self._octets:
            spare, self._octets = self._octets - octets, octets
            self._lane.give(spare)

    def when_wanted(self, give_up: Callable[[], object]) -> None:
        """Say what to call when others have waited for this share for too long."""
        self._wanted = give_up

    def ask_for_it(self) -> bool:
        """Ask the holder to give the share up; false where there is nobody to ask, or it was asked before."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()
        return wanted is not None

    def release(self) -> None:
        """Give back all. May be called twice."""
        lane, self._lane = self._lane, None
        octets, self._octets = self._octets, 0
        if lane is not None:
            lane.leave(self)
            lane.give(octets)

    def __del__(self) -> None:
        """Let nothing leak, whatever became of the holder."""
        self.release()


class Lane:
    """So many octets, and the line of those who wait for some of them."""

    def __init__(self, octets: int, grace_seconds: float) -> None:
        self.octets = octets
        self.free = octets
        self._grace_seconds = grace_seconds
        # Mailbox -> those who wait in it; the first mailbox is the next in turn.
        self._line: OrderedDict[bytes, deque[tuple[int, asyncio.Future[None]]]] = OrderedDict()
        # Weakly: a share that is forgotten without being released is given back.
        self._holders: weakref.WeakSet[Share] = weakref.WeakSet()
        self._pressing: asyncio.TimerHandle | None = None
        self._is_closed = False

    async def take(self, share: Share, octets: int, seconds: float | None, leaving: Leaving | None) -> None:
        """Wait for some octets. Raises Busy after so many seconds; None waits until they are there.

        Also raised when ``leaving`` comes back first; it is asked only while the share waits.
        """
        key = share.key
        if self._line or octets > self.free:
            if self._is_closed:
                raise Busy("the service stops")
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._line.setdefault(key, deque()).append((octets, turn))
            self._press()
            gone = _tell_when_gone(leaving, turn)
            try:
                async with asyncio.timeout(seconds):
                    await turn
            except BaseException as error:
                if turn.done() and not turn.cancelled() and turn.exception() is None:
                    self.give(octets)  # it was granted in the same turn of the loop in which we gave up
                else:
                    self._drop(key, turn)
                if isinstance(error, TimeoutError):
                    raise Busy("too much mail is being read") from None
                raise
            finally:
                if gone is not None:
                    gone.cancel()
        else:
            self.free -= octets
        self._holders.add(share)

    def give(self, octets: int) -> None:
        """Take back octets, and grant what can be granted now."""
        self.free += octets
        while self._line:
            key, waiting = next(iter(self._line.items()))
            wanted, turn = waiting[0]
            given_up = turn.done()  # cancelled, and not yet out of the line
            if wanted > self.free and not given_up:
                return
            waiting.popleft()
            if waiting:
                self._line.move_to_end(key)
            else:
                del self._line[key]
            if not given_up:
                self.free -= wanted
                turn.set_result(None)

    def close(self) -> None:
        """Turn away who waits, and who would have to."""
        self._is_closed = True
        turns = [turn for waiting in self._line.values() for _, turn in waiting]
        self._line.clear()
        for turn in turns:
            if not turn.done():
                turn.set_exception(Busy("the service stops"))

    def leave(self, share: Share) -> None:
        """Forget a holder."""
        self._holders.discard(share)

    def _drop(self, key: bytes, turn: "asyncio.Future[None]") -> None:
        left = deque(one for one in self._line.get(key, ()) if one[1] is not turn)
        if left:
            self._line[key] = left
        else:
            self._line.pop(key, None)
        self.give(0)  # those behind it may fit

    def _press(self) -> None:
        """See to it that the line moves: after a grace, those who have held shares for longer are asked for them.

        Those of the mailbox that holds most are asked first, and of one mailbox those who have held them for longest.
        """
        if self._pressing is None:
            self._pressing = asyncio.get_running_loop().call_later(self._grace_seconds, self._ask_slow)

    def _ask_slow(self) -> None:
        self._pressing = None
        if not self._line:
            return
        before = time.monotonic() - self._grace_seconds
        # As much as the first of each mailbox waits for: one of many slow readers at a time would let nobody in.
        wanted = sum(waiting[0][0] for waiting in self._line.values()) - self.free
        held: Counter[bytes] = Counter()
        for share in self._holders:
            held[share.key] += share.octets
        for share in sorted(self._holders, key=lambda share: (-held[share.key], share.since)):
            if wanted <= 0:
                break
            octets = share.octets
            if share.since <= before and share.ask_for_it():
                wanted -= octets
        if self._line:
            self._press()


def _tell_when_gone(leaving: Leaving | None, turn: "asyncio.Future[None]") -> "asyncio.Future[object] | None":
    """Fail somebody's turn when they have gone."""
    if leaving is None:
        return None

    def tell(gone: "asyncio.Future[object]") -> None:
        # What could not be told is for the patience to end.
        if not gone.cancelled() and gone.exception() is None and not turn.done():
            turn.set_exception(Busy("the reader has gone"))

    gone = asyncio.ensure_future(leaving())
    gone.add_done_callback(tell)
    return gone


class Budget:
    """All that readers may hold together."""

    _leaving: Leaving | None = None

    def __init__(
        self, octets: int, *, patience_seconds: float = PATIENCE_SECONDS, grace_seconds: float = GRACE_SECONDS
    ) -> None:
        small = octets // _SMALL_PART
        self._lanes = (Lane(small, grace_seconds), Lane(octets - small, grace_seconds))
        self._patience_seconds = patience_seconds

    def of_reader(self, leaving: Leaving | None) -> "Budget":
        """Give the same budget for the shares of one reader: ``leaving`` comes back when it has gone."""
        if leaving is None:
            return self
        mine = copy.copy(self)
        mine._leaving = leaving
        return mine

    @property
    def free(self) -> int:
        """Say how many octets nobody holds."""
        return sum(lane.free for lane in self._lanes)

    def close(self) -> None:
        """As the service stops, let nobody wait: who does is told to come again, who holds a share goes on."""
        for lane in self._lanes:
            lane.close()

    def share(self, key: bytes, *, patient: bool = False) -> Share:
        """Give an empty share for a reader of the mailbox ``key``; a patient one waits for as long as it takes."""
        return Share(self._lanes, key, None if patient else self._patience_seconds, self._leaving)

    @contextmanager
    def held(self, key: bytes, given: Share | None, *, patient: bool = False) -> Iterator[Share]:
        """Give the share to read with: the one that was given, which stays held, or one for the length of the block.

        Where the block fails nothing stays held.
        """
        share = given or self.share(key, patient=patient)
        try:
            yield share
        except BaseException:
            share.release()
            raise
        if given is None:
            share.release()
