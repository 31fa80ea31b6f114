"""Summaries of stored messages: opened and parsed on first look, then kept sealed beside the message.

A list never opens whole messages again; spam that nobody looks at is never parsed. Whatever is opened is held under a
share of the readers' budget, and what takes more than a moment to decrypt or unpack is done beside the loop.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from mayfly.access.budget import Budget, Share
from mayfly.core.errors import NotFound, Unavailable
from mayfly.core.message import Authentication, Summary
from mayfly.core.trace import reverse_path_of, trace_of
from mayfly.mail.look import Look, Looked
from mayfly.mail.values import Reading
from mayfly.store.base import Store, Stored, Unlocked
from mayfly.store.sealing import LARGE_OCTETS, Kind, decrypt_content, seal
from mayfly.workers.values import NoWorker, WorkerFailed, WorkerLost

# How the kept summaries are written. One that another version wrote does not decode and is made anew.
_encode = msgspec.msgpack.Encoder().encode
_decode_summary = msgspec.msgpack.Decoder(Summary).decode
_decode_authentication = msgspec.msgpack.Decoder(Authentication).decode

# A message of which even the reader failed. It is listed, and its octets are there.
UNREADABLE = Reading(problems=("too-complex",))
# One whose reader was killed or starved before it was done: it is told like that, and read again at the next look.
UNREAD = Reading(problems=UNREADABLE.problems)

T = TypeVar("T")
Reader = Callable[[Look], Awaitable[Looked]]

# A look holds a message as it was opened, in the frame that goes to a child, and on its way through the socket.
LOOK_COPIES = 3
# At rest it is there as it was read and as it was decrypted.
_COPIES_AT_REST = 2
# How much longer text is than it is at rest, about; mostly attachments, where it is large. Only a first guess.
_LONGER = 4
_LARGE_LONGER = 2


def moment(seconds: float) -> datetime:
    """Give a time of the API (UTC, to the millisecond) for seconds since the epoch."""
    return datetime.fromtimestamp(round(seconds, 3), UTC)


class Summaries:
    """The summaries of one unlocked mailbox."""

    def __init__(
        self, store: Store, unlocked: Unlocked, look: Reader, budget: Budget, clock: Callable[[], float]
    ) -> None:
        self._store = store
        self._budget = budget
        self._uid = unlocked.mailbox.uid
        self._public_key = unlocked.mailbox.public_key
        self._opener = unlocked.opener
        self._look = look
        self._clock = clock
        # Kept here, and not heard of by ``changed`` yet.
        self._own: set[bytes] = set()

    async def content(self, stored: Stored, share: Share, copies: int = 1, beside: int = 0) -> bytes:
        """Open a message's octets; ``share`` holds so many copies of them then, and so many octets beside them.

        Raises NotFound and Busy.
        """
        at_rest = _COPIES_AT_REST * stored.octets
        longer = _LARGE_LONGER if stored.octets > LARGE_OCTETS else _LONGER
        octets = stored.octets * longer
        while True:
            await share.take(at_rest + copies * octets + beside)
            sealed = await self._store.content(self._uid, stored.message_id, self._clock())
            large = sealed.body is not None
            packed = await _do(large, decrypt_content, self._opener, sealed)
            del sealed
            if packed.octets <= octets:
                break
            # It is longer than the guess: it is put back, and opened when there is room for all of it.
            octets = packed.octets
            del packed
        content = await _do(packed.octets > LARGE_OCTETS, packed.unpack)
        share.keep(copies * len(content) + beside)
        return content

    async def of(self, stored: Stored, made: "Made | None" = None) -> Summary:
        """Give the summary of a listed message, making and keeping it where there is none yet.

        ``made`` is one that was just made of its content. Raises NotFound when the message went in the meantime.
        """
        summary = self._kept(stored)
        if summary is None:
            made = made or await self._make(stored)
            # Another look may have kept one meanwhile, and that one knows whether the message was opened.
            summary = await self._kept_meanwhile(stored)
            if summary is None:
                summary = made.summary
                if made.lasts:
                    await self.keep(stored.message_id, summary)
        if stored.authentication is not None:
            told = self._opener.open(Kind.AUTHENTICATION, stored.message_id, stored.authentication)
            summary = msgspec.structs.replace(summary, authentication=_decode_authentication(told))
        return summary

    async def _make(self, stored: Stored) -> "Made":
        with self._budget.held(self._uid, None, patient=True) as share:
            content = await self.content(stored, share, LOOK_COPIES)
            return summarise(stored, content, await self.reading(content))

    def knows(self, stored: Stored) -> bool:
        """Say whether the summary of a listed message is kept."""
        return self._kept(stored) is not None

    async def _kept_meanwhile(self, stored: Stored) -> Summary | None:
        rows = await self._store.messages(self._uid, stored.seq - 1, 1, self._clock())
        return next((self._kept(row) for row in rows if row.message_id == stored.message_id), None)

    def _kept(self, stored: Stored) -> Summary | None:
        if stored.summary is None:
            return None
        try:
            return _decode_summary(self._opener.open(Kind.SUMMARY, stored.message_id, stored.summary))
        except (msgspec.MsgspecError, NotFound):
            return None

    async def reading(self, content: bytes, *, known: bool = False) -> Reading:
        """Read a message; one that cannot be read in time is told as such. Raises Unavailable where no reader is.

        Of one whose summary is ``known`` code and link are left out. A list goes on beyond one whose reader was lost.
        """
        try:
            return (await self._look(Look(content, known=known))).reading or UNREADABLE
        except NoWorker:
            raise
        except WorkerLost:
            return UNREAD
        except WorkerFailed:
            return UNREADABLE

    async def look(self, wanted: Look) -> Looked:
        """Ask something else of a message; one that cannot be read in time has nothing of it.

        Raises Unavailable where no reader is, or the reader was lost: what the message has is not known then.
        """
        try:
            return await self._look(wanted)
        except (NoWorker, WorkerLost):
            raise
        except WorkerFailed:
            return Looked()

    async def keep(self, message_id: bytes, summary: Summary) -> None:
        """Keep a summary with its message, where the disk lets us. Raises NotFound when the message is gone."""
        sealed = seal(self._public_key, self._uid, Kind.SUMMARY, message_id, _encode(summary))
        # What cannot be kept now, as the disk is full, is learnt again: reading goes on.
        with contextlib.suppress(Unavailable):
            await self._store.annotate(self._uid, message_id, Kind.SUMMARY, sealed, self._clock())
            self._own.add(message_id)

    def is_own(self, message_id: bytes) -> bool:
        """Say once whether the next change of a message is the summary that was kept here, and told already."""
        own = message_id in self._own
        self._own.discard(message_id)
        return own

    def disown(self) -> None:
        """Forget what was kept here: some of its news were dropped."""
        self._own.clear()


async def _do(beside: bool, work: Callable[..., T], *arguments: Any) -> T:
    """Do some work, in a thread where it would hold up the loop."""
    if not beside:
        return work(*arguments)
    return await asyncio.get_running_loop().run_in_executor(None, work, *arguments)


@dataclass(frozen=True, slots=True)
class Made:
    """A summary just made; it ``lasts`` where another look at the message would make no other."""

    summary: Summary
    lasts: bool


def summarise(stored: Stored, content: bytes, reading: Reading) -> Made:
    """Put together what a list shows of a message."""
    trace = trace_of(content)
    summary = Summary(
        id=stored.message_id.hex(),
        received_at=moment(stored.received_at),
        reverse_path=reverse_path_of(trace),
        sender=reading.sender,
        to=reading.to,
        subject=reading.subject,
        snippet=reading.snippet,
        octets=len(content) - len(trace),
        attachment_count=sum(not attachment.inline for attachment in reading.attachments),
        code=reading.code,
        link=reading.link,
        problems=reading.problems,
    )
    return Made(summary, lasts=reading is not UNREAD)
