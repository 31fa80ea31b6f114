"""Put a message into mailboxes: trace header, sealing, store. Keeps the promise of ``smtp.promise.Delivery``.

Rule 1: nothing of a message is parsed here. What is added on top is ours; below it the octets are as they came.
Rule 2: a verdict of OK is said after the store said STORED, never before.
Rule 3: a fault is UNAVAILABLE to the peer (451, it comes again) and one line in the log with the session's id.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from mayfly.core.address import Address
from mayfly.core.domains import Domains, is_operators, is_reserved
from mayfly.core.errors import MayflyError, NoSpace
from mayfly.core.message import Envelope
from mayfly.core.randomness import Randomness
from mayfly.core.trace import trace_header
from mayfly.core.verdict import Delivered, Verdict
from mayfly.store.base import News, NewsKind, Outcome, Recipient, SealedMessage, Store
from mayfly.store.sealing import MESSAGE_ID_OCTETS, SealFor, SealJob

log = structlog.get_logger(__name__)

_NAME_OCTETS = 8

_VERDICTS = {
    Outcome.STORED: Verdict.OK,
    Outcome.GONE: Verdict.NO_SUCH_MAILBOX,
    Outcome.FULL: Verdict.MAILBOX_FULL,
}


class MailDelivery:
    """Final delivery into the mailboxes of one store.

    ``seal`` turns a job into a sealed message, wherever that is done. ``open_on_mail`` is how open mode makes a
    mailbox that is not there; None otherwise.
    """

    def __init__(
        self,
        *,
        store: Store,
        domains: Domains,
        hostname: str,
        seal: Callable[[SealJob], Awaitable[SealedMessage]],
        clock: Callable[[], float],
        open_on_mail: Callable[[Address], Awaitable[None]] | None = None,
    ) -> None:
        self._store = store
        self._domains = domains
        self._hostname = hostname
        self._seal = seal
        self._clock = clock
        self._open_on_mail = open_on_mail
        self._random = Randomness().take
        self._tasks: set[asyncio.Task[None]] = set()

    def ready(self, octets: int) -> Verdict:
        """Say at MAIL whether a message of so many octets could be stored now."""
        return Verdict.OK if self._store.has_space(octets) else Verdict.NO_SPACE

    def recipient(self, address: Address) -> Verdict | Awaitable[Verdict]:
        """Say at RCPT whether there is a mailbox for this address and it has room."""
        place = self._place(address)
        if place is None:
            return Verdict.NOT_OURS
        try:
            found = self._store.find(place, self._clock())
        except MayflyError as error:
            return _verdict_of(error)
        if isinstance(found, Recipient):
            return _room(found)
        if found is None and (self._open_on_mail is None or is_reserved(place)):
            return Verdict.NO_SUCH_MAILBOX
        return self._recipient_later(place, found)

    async def _recipient_later(self, place: Address, asked: Awaitable[Recipient | None] | None) -> Verdict:
        try:
            found = await asked if asked is not None else None
            if found is None and self._open_on_mail is not None and not is_reserved(place):
                await self._open_on_mail(place)
                found = await self._find(place)
        except MayflyError as error:
            return _verdict_of(error)
        return Verdict.NO_SUCH_MAILBOX if found is None else _room(found)

    def deliver(self, envelope: Envelope, content: Sequence[bytes]) -> "asyncio.Future[Delivered]":
        """Take the message; the future is done when it is durable for each recipient that OK is said for."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Delivered] = loop.create_future()
        # A task of its own, which nobody can cancel: the peer may be gone, the message is still taken or refused whole.
        task = loop.create_task(self._deliver(envelope, content, future))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return future

    async def _deliver(self, envelope: Envelope, content: Sequence[bytes], future: "asyncio.Future[Delivered]") -> None:
        # Random, so that a name tells neither the time nor how many there are.
        name = self._random(_NAME_OCTETS).hex()
        count = len(envelope.forward_paths)
        try:
            verdicts = await self._put(name, envelope, content)
        except MayflyError as error:
            log.warning("delivery failed", session=envelope.session_id, error=type(error).__name__)
            verdicts = (_verdict_of(error),) * count
        except Exception:
            log.exception("delivery failed", session=envelope.session_id)
            verdicts = (Verdict.UNAVAILABLE,) * count
        if not future.done():
            future.set_result(Delivered(name, verdicts))

    async def _put(self, name: str, envelope: Envelope, content: Sequence[bytes]) -> tuple[Verdict, ...]:
        now = self._clock()
        uids: list[bytes | None] = []
        # Two addresses may be one mailbox (postmaster and abuse are): it gets one copy.
        copies: dict[bytes, SealFor] = {}
        for address in envelope.forward_paths:
            place = self._place(address)
            found = self._store.find(place, now) if place is not None else None
            if not (found is None or isinstance(found, Recipient)):
                found = await found
            uids.append(None if found is None else found.uid)
            if found is not None and found.uid not in copies:
                copies[found.uid] = SealFor(found.uid, found.public_key, self._random(MESSAGE_ID_OCTETS))
        if not copies:
            return (Verdict.NO_SUCH_MAILBOX,) * len(uids)
        header = trace_header(envelope, self._hostname, name, now)
        sealed = await self._seal(SealJob((header, *content), tuple(copies.values()), now))
        outcomes = dict(zip(copies, await self._store.put(sealed, now), strict=True))
        return tuple(Verdict.NO_SUCH_MAILBOX if uid is None else _VERDICTS[outcomes[uid]] for uid in uids)

    def refused(self, envelope: Envelope, octets: int) -> None:
        """Tell those who wait at these mailboxes that a message was too large."""
        for address in envelope.forward_paths:
            place = self._place(address)
            if place is None:
                continue
            try:
                found = self._store.find(place, self._clock())
            except MayflyError:
                return
            if isinstance(found, Recipient):
                self._store.tell(found.uid, News(NewsKind.REFUSED, octets=octets, reason="too-large"))

    async def _find(self, place: Address) -> Recipient | None:
        found = self._store.find(place, self._clock())
        return found if found is None or isinstance(found, Recipient) else await found

    def _place(self, address: Address) -> Address | None:
        """Give the address whose mailbox takes this mail; None where the domain is not ours."""
        if not address.domain or self._domains.find(address.domain) is not None:
            if is_operators(address):
                return self._domains.operator
            if address.domain:
                return address.canonical
        return None


def _room(found: Recipient) -> Verdict:
    return Verdict.OK if found.has_room else Verdict.MAILBOX_FULL


def _verdict_of(error: MayflyError) -> Verdict:
    return Verdict.NO_SPACE if isinstance(error, NoSpace) else Verdict.UNAVAILABLE
