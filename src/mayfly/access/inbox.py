"""One unlocked mailbox: what its owner can do with it.

Rule 1: every verb raises NotFound once the mailbox has ended, and Unavailable when the store fails.
Rule 2: nothing is kept between verbs but the key; the store is asked each time, so an end is an end at once.
Rule 3: what is opened is held under a share of the readers' budget: the one that is handed in, for the caller to
release when what it was given has been sent, or else one for the length of the verb. Raises Busy where none is free.
"""

import asyncio
import re
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Self

import msgspec

from mayfly.access.budget import Budget, Share
from mayfly.access.cursor import Cursor
from mayfly.access.ending import Ending
from mayfly.access.follow import follow
from mayfly.access.places import Places
from mayfly.access.search import Search
from mayfly.access.summaries import LOOK_COPIES, Reader, Summaries, moment, summarise
from mayfly.access.values import Erased, Event, Found, Kept, Limits, Page, Query, View
from mayfly.core.errors import NotFound, Refused, Rule
from mayfly.core.mailbox import Lifetimes, Mailbox
from mayfly.core.message import Message, Summary
from mayfly.mail.look import Look
from mayfly.mail.values import Document, ImagePath, Part
from mayfly.store.base import Store, Stored, Unlocked

# As ids are written.
_ID = re.compile(r"[0-9a-f]{32}")
# How many rows are asked of the store at a time while a filter looks for matches.
_STRIDE = 100
# So many summaries are opened before others have their turn: each takes a tenth of a millisecond.
_TURN = 20

KEPT = Kept(
    address="as a keyed hash, and sealed so that only this mailbox's token opens it",
    messages="sealed to this mailbox's token, until its end or until they are deleted",
    client_address="not kept; counted for minutes under a salted hash, in memory",
    user_agent="not kept",
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every mailbox of this service."""

    lifetimes: Lifetimes
    messages: int
    octets: int
    message_octets: int


class Inbox:
    """One unlocked mailbox."""

    def __init__(
        self,
        *,
        store: Store,
        unlocked: Unlocked,
        terms: Terms,
        look: Reader,
        budget: Budget,
        send_test: Callable[[str], Awaitable[None]],
        clock: Callable[[], float],
        places: Places,
        get_ready: Callable[[], None],
    ) -> None:
        self._store = store
        self._places = places
        self._uid = unlocked.mailbox.uid
        self._cursor = Cursor(self._uid)
        self._budget = budget
        self._address = str(unlocked.address)
        self._terms = terms
        self._send_test = send_test
        self._clock = clock
        self._get_ready = get_ready
        self._summaries = Summaries(store, unlocked, look, budget, clock)

    @property
    def uid(self) -> bytes:
        """Name the mailbox for limits; no secret."""
        return self._uid

    async def view(self) -> View:
        """Show the mailbox itself."""
        return view_of(await self._store.mailbox(self._uid, self._clock()), self._address, self._terms)

    async def messages(self, query: Query) -> Page:
        """List messages, oldest first; with ``wait_seconds``, hold until there is at least one match.

        An ``after`` that names a message which was deleted goes on where that stood; where its place is not known, at
        the beginning, so that nobody misses anything. Raises Refused when ``after`` is neither an id nor a ``next``.
        With ``words`` so much is opened at most for one answer (``search``); the page says where to go on.
        """
        after = await self._position(query.after)
        async with _Waiting(self._store, self._uid, self._clock, query.wait_seconds) as waiting:
            while True:
                matches = await self._matches(query, after)
                after = matches.after
                if matches.found or matches.more or not await waiting.for_news():
                    await self._still()
                    return Page(tuple(matches.found), self._cursor.write(after), matches.more)

    async def code(self, query: Query) -> Found | None:
        """Give the newest match that has a code or a link; None when the time is up."""
        after = await self._position(query.after)
        async with _Waiting(self._store, self._uid, self._clock, query.wait_seconds) as waiting:
            while True:
                newest = None
                matches = await self._matches(replace(query, limit=0), after)
                after = matches.after
                for summary in matches.found:
                    if summary.code or summary.link:
                        newest = summary
                if newest is not None:
                    await self._still()
                    return Found(newest.code, newest.link, newest)
                if not await waiting.for_news():
                    return None

    async def _matches(self, query: Query, after: int) -> "_Matches":
        """Give up to ``limit`` (0: all) matches behind ``after``."""
        found: list[Summary] = []
        search = Search(query.words, self._uid, self._summaries, self._budget)
        while True:
            rows = await self._store.messages(self._uid, after, _STRIDE, self._clock())
            for number, row in enumerate(rows, 1):
                if search.is_spent:
                    return _Matches(found, after, more=True)
                after = row.seq
                try:
                    summary = await self._summaries.of(row)
                    matches = _is_match(summary, query) and await search.finds(row, summary)
                except NotFound:
                    continue  # deleted while we looked
                if matches:
                    found.append(summary)
                    if len(found) == query.limit:
                        return _Matches(found, after, more=number < len(rows) or len(rows) == _STRIDE)
                if number % _TURN == 0:
                    await asyncio.sleep(0)
            if len(rows) < _STRIDE:
                return _Matches(found, after, more=False)

    async def _still(self) -> None:
        """Raise NotFound where the mailbox has ended while something was read: its end is an end at that second."""
        await self._store.mailbox(self._uid, self._clock())

    async def _position(self, after: str) -> int:
        if not after:
            return 0
        if _ID.fullmatch(after):
            try:
                return (await self._row(after)).seq
            except NotFound:
                await self._still()
                # Deleted; or dropped to make room, and then all that is there came later.
                return self._places.of(self._uid, bytes.fromhex(after))
        seq = self._cursor.read(after)
        if seq is None:
            raise Refused("after", Rule.NOT_ALLOWED)
        return seq

    async def _row(self, message_id: str) -> Stored:
        try:
            wanted = bytes.fromhex(message_id)
        except ValueError:
            raise NotFound from None
        after = 0
        while rows := await self._store.messages(self._uid, after, _STRIDE, self._clock()):
            for row in rows:
                if row.message_id == wanted:
                    return row
            after = rows[-1].seq
        raise NotFound

    async def message(self, message_id: str, share: Share | None = None) -> Message:
        """Open one message; it counts as seen. Raises NotFound and Busy."""
        row = await self._row(message_id)
        with self._budget.held(self._uid, share) as held:
            content = await self._summaries.content(row, held, LOOK_COPIES)
            known = self._summaries.knows(row)
            reading = await self._summaries.reading(content, known=known)
            made = None if known else summarise(row, content, reading)
            del content
            # Text and header fields, and the JSON or the page that is made of them.
            held.keep(LOOK_COPIES * (len(reading.text) + sum(len(value) for _, value in reading.headers)))
            summary = await self._summaries.of(row, made)
            if not summary.seen and (made is None or made.lasts):
                # Authentication is kept for itself and joined when listed.
                kept = msgspec.structs.replace(summary, seen=True, authentication=None)
                await self._summaries.keep(row.message_id, kept)
                summary = msgspec.structs.replace(summary, seen=True)
            await self._still()
        return Message(
            summary=summary,
            headers=reading.headers,
            text=reading.text,
            has_html=reading.has_html,
            attachments=reading.attachments,
            blocked=reading.blocked,
        )

    async def raw(self, message_id: str, share: Share | None = None) -> bytes:
        """Give our trace header and the octets as received. Raises NotFound and Busy."""
        row = await self._row(message_id)
        with self._budget.held(self._uid, share) as held:
            content = await self._summaries.content(row, held)
            await self._still()
        return content

    async def html(self, message_id: str, images: ImagePath | None, share: Share | None = None) -> Document:
        """Give the HTML made safe. Raises Busy, and NotFound, also where there is no HTML."""
        row = await self._row(message_id)
        with self._budget.held(self._uid, share) as held:
            document, octets = await self._document(row, held, images)
            if octets > held.octets:
                # A picture stands in it as often as the mail refers to it. It is dropped, and made when there is room.
                del document
                document, octets = await self._document(row, held, images, octets)
            held.keep(octets)
        return document

    async def _document(
        self, row: Stored, held: Share, images: ImagePath | None, room: int = 0
    ) -> tuple[Document, int]:
        """Give a message's document, and how much it takes as text and as the octets that are sent."""
        content = await self._summaries.content(row, held, LOOK_COPIES, room)
        document = (await self._summaries.look(Look(content, html=True, images=images))).document
        await self._still()
        if document is None:
            raise NotFound
        return document, 2 * sys.getsizeof(document.html)

    async def attachment(self, message_id: str, index: int, share: Share | None = None) -> Part:
        """Give one attachment's octets. Raises NotFound and Busy."""
        if index < 0:
            raise NotFound
        row = await self._row(message_id)
        with self._budget.held(self._uid, share) as held:
            content = await self._summaries.content(row, held, LOOK_COPIES)
            part = (await self._summaries.look(Look(content, part=index))).part
            await self._still()
            if part is None:
                raise NotFound
            held.keep(len(part.octets))
        return part

    def share(self) -> Share:
        """Give an empty share of the readers' budget, to be handed to a verb and released by the caller."""
        return self._budget.share(self._uid)

    async def delete(self, message_id: str) -> None:
        """Delete one message. Raises NotFound."""
        row = await self._row(message_id)
        # Before it is gone: who deletes and lists at the same time finds the place.
        self._places.keep(self._uid, row.message_id, row.seq)
        await self._store.delete(self._uid, row.message_id, self._clock())

    async def extend(self, lifetime_seconds: int) -> View:
        """Set the lifetime, counted from now. Raises Refused with the latest possible."""
        now = self._clock()
        mailbox = await self._store.mailbox(self._uid, now)
        expires_at = self._terms.lifetimes.extended(mailbox, lifetime_seconds, now)
        return view_of(await self._store.extend(self._uid, expires_at, now), self._address, self._terms)

    async def erase(self) -> Erased:
        """Erase the mailbox for good; nothing opens it when this returns."""
        receipt = await self._store.erase(self._uid, self._clock())
        return Erased(receipt.messages, receipt.octets, moment(receipt.erased_at))

    async def send_test(self) -> None:
        """Put a test mail of ours into the mailbox, through the same delivery as all mail."""
        await self._send_test(self._address)

    def seen(self) -> None:
        """Note that somebody looks."""
        self._store.seen(self._uid, self._clock())

    def follow(self, last_event_id: str | None) -> AsyncIterator[Event | None]:
        """Tell what happens, from now or from the message ``last_event_id`` on; None every 20 s of silence.

        First ``Sync``, or the missed messages where ``last_event_id`` is known. Ends after ``Ended``. Raises
        NotFound at the first step when the mailbox is not there. An open stream counts as seen.
        """
        return follow(self._store, self._uid, self._summaries, last_event_id, self._clock, self._get_ready)


@dataclass(frozen=True, slots=True)
class _Matches:
    """What a look through a list came to: matches, where it ended, and whether anything behind was not looked at."""

    found: list[Summary]
    after: int
    more: bool


class _Waiting:
    """Waits for news of a mailbox until a time is up; watches from the beginning, so that nothing is missed."""

    def __init__(self, store: Store, uid: bytes, clock: Callable[[], float], seconds: float) -> None:
        self._watch = store.watch(uid) if seconds > 0 else None
        self._ending = Ending(store, uid, clock)
        # How long a peer is held is a matter of this machine's time, not of the calendar.
        self._until = time.monotonic() + seconds

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._watch is not None:
            self._watch.close()

    async def for_news(self) -> bool:
        """Wait for any news; False when the time is up. Raises NotFound at the second in which the mailbox ends."""
        while self._watch is not None and (left := self._until - time.monotonic()) > 0:
            if self._ending.is_near:
                await self._ending.look()
            news = await self._watch.next(self._ending.within(left))
            if news is not None:
                self._ending.hear(news.kind)
                return True
        return False


def _is_match(summary: Summary, query: Query) -> bool:
    sender = summary.sender
    return (
        _has((sender.name, sender.address) if sender else (summary.reverse_path,), query.sender)
        and _has(tuple(part for party in summary.to for part in (party.name, party.address)), query.to)
        and _has((summary.subject,), query.subject)
    )


def _has(fields: tuple[str, ...], wanted: str) -> bool:
    wanted = wanted.casefold()
    return not wanted or any(wanted in field.casefold() for field in fields)


def view_of(mailbox: Mailbox, address: str, terms: Terms) -> View:
    """Show a mailbox as its owner sees it."""
    return View(
        address=address,
        created_at=moment(mailbox.created_at),
        expires_at=moment(mailbox.expires_at),
        ends_at=moment(mailbox.ends_at),
        idle_seconds=mailbox.idle_seconds,
        last_activity_at=moment(mailbox.last_activity_at),
        message_count=mailbox.message_count,
        message_octets=mailbox.octets,
        limits=Limits(terms.messages, terms.octets, terms.message_octets, terms.lifetimes.cap_seconds),
        stored=KEPT,
    )
