"""Summaries of stored messages: opened and parsed on first look, then kept sealed beside the message.

A list never opens whole messages again; spam that nobody looks at is never parsed.
"""

import contextlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import msgspec

from mayfly.core.errors import MayflyError, NotFound, Unavailable
from mayfly.core.message import Authentication, Summary
from mayfly.core.trace import reverse_path_of, split_trace
from mayfly.mail.look import Look, Looked
from mayfly.mail.values import Reading
from mayfly.store.base import Store, Stored, Unlocked
from mayfly.store.sealing import Kind, open_content, seal

# How the kept summaries are written. One that another version wrote does not decode and is made anew.
_encode = msgspec.msgpack.Encoder().encode
_decode_summary = msgspec.msgpack.Decoder(Summary).decode
_decode_authentication = msgspec.msgpack.Decoder(Authentication).decode

# A message of which even the reader failed. It is listed, and its octets are there.
UNREADABLE = Reading(problems=("too-complex",))

Reader = Callable[[Look], Awaitable[Looked]]


def moment(seconds: float) -> datetime:
    """Give a time of the API (UTC, to the millisecond) for seconds since the epoch."""
    return datetime.fromtimestamp(round(seconds, 3), UTC)


class Summaries:
    """The summaries of one unlocked mailbox."""

    def __init__(self, store: Store, unlocked: Unlocked, look: Reader, clock: Callable[[], float]) -> None:
        self._store = store
        self._uid = unlocked.mailbox.uid
        self._public_key = unlocked.mailbox.public_key
        self._opener = unlocked.opener
        self._look = look
        self._clock = clock

    async def content(self, message_id: bytes) -> bytes:
        """Open a message's octets. Raises NotFound."""
        return open_content(self._opener, await self._store.content(self._uid, message_id, self._clock()))

    async def of(self, stored: Stored) -> Summary:
        """Give the summary of a listed message, making and keeping it where there is none yet.

        Raises NotFound when the message went in the meantime.
        """
        summary = self._kept(stored)
        if summary is None:
            content = await self.content(stored.message_id)
            made = summarise(stored, content, await self.reading(content))
            # Another look may have kept one meanwhile, and that one knows whether the message was opened.
            summary = await self._kept_meanwhile(stored)
            if summary is None:
                summary = made
                await self.keep(stored.message_id, summary)
        if stored.authentication is not None:
            told = self._opener.open(Kind.AUTHENTICATION, stored.message_id, stored.authentication)
            summary = msgspec.structs.replace(summary, authentication=_decode_authentication(told))
        return summary

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

    async def reading(self, content: bytes) -> Reading:
        """Read a message; one that cannot be read in time is told as such, never raised."""
        try:
            return (await self._look(Look(content))).reading or UNREADABLE
        except MayflyError:
            return UNREADABLE

    async def keep(self, message_id: bytes, summary: Summary) -> None:
        """Keep a summary with its message, where the disk lets us. Raises NotFound when the message is gone."""
        sealed = seal(self._public_key, self._uid, Kind.SUMMARY, message_id, _encode(summary))
        # What cannot be kept now, as the disk is full, is learnt again: reading goes on.
        with contextlib.suppress(Unavailable):
            await self._store.annotate(self._uid, message_id, Kind.SUMMARY, sealed, self._clock())


def summarise(stored: Stored, content: bytes, reading: Reading) -> Summary:
    """Put together what a list shows of a message."""
    trace, received = split_trace(content)
    return Summary(
        id=stored.message_id.hex(),
        received_at=moment(stored.received_at),
        reverse_path=reverse_path_of(trace),
        sender=reading.sender,
        to=reading.to,
        subject=reading.subject,
        snippet=reading.snippet,
        octets=len(received),
        attachment_count=sum(not attachment.inline for attachment in reading.attachments),
        code=reading.code,
        link=reading.link,
        problems=reading.problems,
    )
