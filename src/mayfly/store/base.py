"""The promise of a store. Every sentence of a verb's docstring is a test in one contract suite.

Rule 1: time is an argument (``now``, seconds since the epoch), randomness is handed to the engine when it is
made. Nothing here is true only of SQLite: no verb needs a transaction over two mailboxes or a query over all.
Rule 2: an ended mailbox (``Mailbox.is_alive`` false, or erased) is not there for any verb, from that second on.
Rule 3: every verb may raise ``Unavailable`` (``NoSpace`` where the disk is the reason); nothing was done then.
Rule 4: the engine sees sealed octets only. The token passes through ``open``, ``provide`` and ``unlock`` and is kept
by none, but for a provisional mailbox, in memory, for at most ten minutes.
"""

import asyncio
import enum
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Protocol

from msgspec import Struct

from mayfly.core.address import Address
from mayfly.core.mailbox import Mailbox
from mayfly.store.sealing import Kind, Opener
from mayfly.store.values import SealedContent as SealedContent
from mayfly.store.values import SealedCopy as SealedCopy
from mayfly.store.values import SealedMessage as SealedMessage


@dataclass(frozen=True, slots=True)
class NewMailbox:
    """A mailbox to be opened.

    ``spend`` says that the address is readable or chosen, so that it must be in the spent ledger for good.
    """

    address: Address
    token: bytes
    created_at: float
    expires_at: float
    idle_seconds: int
    spend: bool = True


class Recipient(Struct, frozen=True, gc=False):
    """A living mailbox as RCPT finds it. ``has_room``: one more message would be taken now."""

    uid: bytes
    public_key: bytes
    has_room: bool


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A living mailbox that a token has opened."""

    mailbox: Mailbox
    address: Address
    opener: Opener


class Outcome(enum.Enum):
    """What became of one copy."""

    STORED = "stored"
    GONE = "gone"  # the mailbox ended between RCPT and now
    FULL = "full"  # over the quota, and all it holds is younger than ten minutes


@dataclass(frozen=True, slots=True)
class Stored:
    """One message in a list. ``seq`` orders a mailbox's messages; ``octets`` is what it takes at rest."""

    message_id: bytes
    seq: int
    received_at: float
    octets: int
    summary: bytes | None
    authentication: bytes | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an erasure took away: messages, and octets as they lay at rest."""

    messages: int
    octets: int
    erased_at: float


class NewsKind(enum.Enum):
    """What a watcher can be told."""

    ARRIVED = "arrived"
    CHANGED = "changed"
    GONE = "gone"
    REFUSED = "refused"
    EXTENDED = "extended"
    ENDED = "ended"
    LOST = "lost"  # some news were dropped: look at everything again


class News(Struct, frozen=True, gc=False):
    """A hint to one mailbox's watchers. ``octets`` and ``reason`` go with REFUSED."""

    kind: NewsKind
    message_id: bytes | None = None
    octets: int = 0
    reason: str = ""


class Watch(Protocol):
    """One watcher of one mailbox, from the moment it was made."""

    async def next(self, timeout_seconds: float) -> News | None:
        """Give the next news, or None when the time is up. Never drops one silently: LOST is told."""

    def close(self) -> None:
        """End the watch. May be called twice."""


@dataclass(frozen=True, slots=True)
class Status:
    """How the store is, for readiness and metrics. Ages in seconds, sizes in octets; no person in it.

    ``clock_agrees`` is false while nothing is destroyed because the wall clock has jumped. ``faults`` counts what went
    wrong in the store itself since it was started; after one it is not ``writable`` until it has done something again.
    """

    writable: bool
    mailboxes: int
    provisional: int
    messages: int
    octets: int
    log_octets: int
    oldest_expired_seconds: float
    free_octets: int
    clock_agrees: bool = True
    faults: int = 0


class Store(Protocol):
    """Keep sealed mail in mailboxes, and forget it on time."""

    async def open(self, new: NewMailbox) -> Mailbox:
        """Open a mailbox durably: after this returns, a crash does not lose it.

        Raises Conflict when a living or provisional mailbox has the address, or it is in the spent ledger. The
        address enters the ledger in the same transaction when ``spend`` is set.
        """

    async def provide(self, new: NewMailbox) -> Mailbox:
        """Make a provisional mailbox: in memory only, for ten minutes, at most a set number of them.

        It costs no key pair, no ledger entry and no write. The oldest goes when there are too many. Raises
        Conflict when a living or provisional mailbox has the address. Watchers of one that goes hear ENDED.
        """

    def find(self, address: Address, now: float) -> Recipient | None | Awaitable[Recipient | None]:
        """Find the living mailbox of an address. A provisional one is made durable before it is answered."""

    async def unlock(self, token: bytes, now: float) -> Unlocked:
        """Open a living mailbox with its token; raise NotFound for every other token.

        A provisional one is made durable first. Does not count as seen.
        """

    def open_token(self, address: Address) -> bytes:
        """Derive the token that open mode gives for an address: the same one as long as the pepper lives."""

    def put(self, message: SealedMessage, now: float) -> "asyncio.Future[tuple[Outcome, ...]]":
        """Keep each copy; the future is done when the stored ones are durable, outcomes in the copies' order.

        Watchers of each mailbox hear ARRIVED after that. Over the quota the oldest messages go, told as GONE, but none
        that is younger than ten minutes: FULL then. A copy has the next ``seq``; order of ``seq`` is order of
        durability.
        """

    async def messages(self, uid: bytes, after: int, limit: int, now: float) -> list[Stored]:
        """List up to ``limit`` messages with a ``seq`` greater than ``after``, oldest first, each once.

        Raises NotFound when the mailbox is not there.
        """

    async def content(self, uid: bytes, message_id: bytes, now: float) -> SealedContent:
        """Give one message's sealed octets; raise NotFound."""

    async def annotate(self, uid: bytes, message_id: bytes, kind: Kind, sealed: bytes, now: float) -> None:
        """Keep what was learnt later (SUMMARY, AUTHENTICATION) with the message, replacing what was there.

        Raises NotFound when there is no such message. Need not be durable when it returns: it can be learnt
        again. Watchers hear CHANGED.
        """

    async def delete(self, uid: bytes, message_id: bytes, now: float) -> None:
        """Delete one message: it is in no list and cannot be read when this returns. Watchers hear GONE.

        Raises NotFound when there is no such message.
        """

    async def extend(self, uid: bytes, expires_at: float, now: float) -> Mailbox:
        """Set ``expires_at``, durably, and count as seen; raise NotFound. Watchers hear EXTENDED."""

    def seen(self, uid: bytes, now: float) -> None:
        """Note that somebody looked. Kept in memory and written coarsely; never waits, never raises."""

    async def mailbox(self, uid: bytes, now: float) -> Mailbox:
        """Give a living mailbox as it is now; raise NotFound."""

    async def erase(self, uid: bytes, now: float) -> Receipt:
        """Erase a mailbox for good; raise NotFound when it is not there.

        When this returns its share is overwritten on the disk: nothing opens with the token, the pepper and every
        file as it is then. Works on a full disk. The address stays spent. Watchers hear ENDED.
        """

    def watch(self, uid: bytes) -> Watch:
        """Hear news of one mailbox. Costs nothing to the others, however many there are."""

    def tell(self, uid: bytes, news: News) -> None:
        """Tell one mailbox's watchers something that is not kept."""

    def has_space(self, octets: int) -> bool:
        """Say whether so many octets could be taken now. Never waits."""

    async def purge(self, now: float) -> int:
        """Destroy what has ended: shares first, then rows and files; give the number of mailboxes that ended.

        Watchers of each hear ENDED. To be called every few seconds.
        """

    def status(self, now: float) -> Status:
        """Say how the store is. Never waits."""

    async def close(self) -> None:
        """Finish what was begun, and let go of the disk."""
