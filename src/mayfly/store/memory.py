"""A store that keeps everything in memory: the promise in its plainest form, for tests of other rooms.

It passes the same contract suite as the engines that last, and so shows what the promise asks of any of them.
Durable means here: done.
"""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mayfly.core.address import Address
from mayfly.core.errors import Conflict, NotFound
from mayfly.core.mailbox import Mailbox
from mayfly.store import derive
from mayfly.store.base import (
    NewMailbox,
    News,
    NewsKind,
    Outcome,
    Receipt,
    Recipient,
    SealedContent,
    SealedMessage,
    Status,
    Stored,
    Unlocked,
    Watch,
)
from mayfly.store.provisional import Provisional, Provisionals
from mayfly.store.sealing import Kind, Opener, seal
from mayfly.store.settings import Settings
from mayfly.store.watching import Watchers


@dataclass(slots=True)
class _Kept:
    stored: Stored
    sealed: bytes
    body: bytes | None


@dataclass(slots=True)
class _Box:
    mailbox: Mailbox
    mailbox_id: bytes
    token_id: bytes
    share: bytes
    sealed_address: bytes
    kept: dict[bytes, _Kept] = field(default_factory=dict)


class MemoryStore:
    """Keeps the promise of ``base.Store`` until the process ends."""

    def __init__(
        self, settings: Settings | None = None, randomness: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self._settings = settings or Settings()
        self._random = randomness
        self._pepper = derive.Pepper.of(randomness(derive.PEPPER_OCTETS))
        self._boxes: dict[bytes, _Box] = {}
        self._uid_by_name: dict[bytes, bytes] = {}
        self._spent: set[bytes] = set()
        self._seq = 0
        self._watchers = Watchers()
        self._provisionals = Provisionals(self._settings.provisional_mailboxes, self._settings.provisional_seconds)

    async def open(self, new: NewMailbox) -> Mailbox:
        """Open a mailbox."""
        mailbox_id = derive.mailbox_id(self._pepper, new.address)
        if self._provisionals.find(mailbox_id, new.created_at):
            raise Conflict("the address is given out")
        return self._open(new, mailbox_id, self._random(derive.UID_OCTETS), new.created_at)

    async def provide(self, new: NewMailbox) -> Mailbox:
        """Make a provisional mailbox."""
        mailbox_id = derive.mailbox_id(self._pepper, new.address)
        if self._find(mailbox_id, new.created_at) or self._provisionals.find(mailbox_id, new.created_at):
            raise Conflict("the address is given out")
        provisional = Provisional(self._random(derive.UID_OCTETS), new)
        for gone in self._provisionals.add([mailbox_id], derive.token_id(new.token), provisional):
            self.tell(gone.uid, News(NewsKind.ENDED))
        return provisional.mailbox

    def find(self, address: Address, now: float) -> Recipient | None:
        """Find the living mailbox of an address."""
        mailbox_id = derive.mailbox_id(self._pepper, address)
        self._promote(self._provisionals.find(mailbox_id, now), now)
        box = self._find(mailbox_id, now)
        if box is None:
            return None
        return Recipient(box.mailbox.uid, box.mailbox.public_key, self._victims(box, 0, now) is not None)

    async def unlock(self, token: bytes, now: float) -> Unlocked:
        """Open a living mailbox with its token."""
        token_id = derive.token_id(token)
        self._promote(self._provisionals.unlock(token_id, now), now)
        box = self._find(token_id, now)
        if box is None:
            raise NotFound("no such token")
        opener = Opener(derive.private_key(token, box.share, box.mailbox.uid), box.mailbox.uid)
        local_part, _, domain = opener.open(Kind.ADDRESS, b"", box.sealed_address).decode().rpartition("@")
        return Unlocked(box.mailbox, Address(local_part, domain), opener)

    def open_token(self, address: Address) -> bytes:
        """Derive the token that open mode gives for an address."""
        return derive.open_token(self._pepper, address)

    def put(self, message: SealedMessage, now: float) -> "asyncio.Future[tuple[Outcome, ...]]":
        """Keep each copy."""
        done: asyncio.Future[tuple[Outcome, ...]] = asyncio.get_running_loop().create_future()
        done.set_result(tuple(self._put(message, index, now) for index in range(len(message.copies))))
        return done

    async def messages(self, uid: bytes, after: int, limit: int, now: float) -> list[Stored]:
        """List messages, oldest first."""
        stored = (kept.stored for kept in self._living(uid, now).kept.values())
        return [item for item in stored if item.seq > after][:limit]

    async def content(self, uid: bytes, message_id: bytes, now: float) -> SealedContent:
        """Give one message's sealed octets."""
        kept = self._message(uid, message_id, now)
        return SealedContent(message_id, kept.stored.received_at, kept.sealed, kept.body)

    async def annotate(self, uid: bytes, message_id: bytes, kind: Kind, sealed: bytes, now: float) -> None:
        """Keep what was learnt later."""
        kept = self._message(uid, message_id, now)
        kept.stored = annotated(kept.stored, kind, sealed)
        self.tell(uid, News(NewsKind.CHANGED, message_id))

    async def delete(self, uid: bytes, message_id: bytes, now: float) -> None:
        """Delete one message."""
        self._message(uid, message_id, now)
        self._remove(self._boxes[uid], message_id)

    async def extend(self, uid: bytes, expires_at: float, now: float) -> Mailbox:
        """Set ``expires_at`` and count as seen."""
        box = self._living(uid, now)
        box.mailbox = replace(box.mailbox, expires_at=expires_at, seen_at=max(now, box.mailbox.seen_at))
        self.tell(uid, News(NewsKind.EXTENDED))
        return box.mailbox

    def seen(self, uid: bytes, now: float) -> None:
        """Note that somebody looked."""
        box = self._boxes.get(uid)
        if box is not None and box.mailbox.is_alive(now):
            box.mailbox = replace(box.mailbox, seen_at=max(now, box.mailbox.seen_at))

    async def mailbox(self, uid: bytes, now: float) -> Mailbox:
        """Give a living mailbox as it is now."""
        provisional = self._provisionals.get(uid, now)
        return provisional.mailbox if provisional else self._living(uid, now).mailbox

    async def erase(self, uid: bytes, now: float) -> Receipt:
        """Erase a mailbox for good."""
        provisional = self._provisionals.get(uid, now)
        if provisional is not None:
            self._provisionals.remove(derive.mailbox_id(self._pepper, provisional.new.address))
            self.tell(uid, News(NewsKind.ENDED))
            return Receipt(0, 0, now)
        mailbox = self._living(uid, now).mailbox
        self._end(uid)
        return Receipt(mailbox.message_count, mailbox.octets, now)

    def watch(self, uid: bytes) -> Watch:
        """Hear news of one mailbox."""
        return self._watchers.add(uid)

    def tell(self, uid: bytes, news: News) -> None:
        """Tell one mailbox's watchers something that is not kept."""
        self._watchers.tell(uid, news)

    def has_space(self, octets: int) -> bool:  # noqa: ARG002 - memory has no floor
        """Say yes."""
        return True

    async def purge(self, now: float) -> int:
        """Destroy what has ended."""
        ended = [uid for uid, box in self._boxes.items() if not box.mailbox.is_alive(now)]
        for uid in ended:
            self._end(uid)
        provisionals = list(self._provisionals.purge(now))
        for provisional in provisionals:
            self.tell(provisional.uid, News(NewsKind.ENDED))
        return len(ended) + len(provisionals)

    def status(self, now: float) -> Status:
        """Say how the store is."""
        boxes = [box.mailbox for box in self._boxes.values()]
        return Status(
            writable=True,
            mailboxes=len(boxes),
            provisional=len(self._provisionals),
            messages=sum(box.message_count for box in boxes),
            octets=sum(box.octets for box in boxes),
            log_octets=0,
            oldest_expired_seconds=max((now - box.ends_at for box in boxes if box.ends_at < now), default=0.0),
            free_octets=0,
        )

    async def close(self) -> None:
        """Let go."""

    def _open(self, new: NewMailbox, mailbox_id: bytes, uid: bytes, now: float) -> Mailbox:
        spent = derive.spent_hashes((self._pepper.spent,), new.address)[-1] if new.spend else b""
        if self._find(mailbox_id, now) or spent in self._spent:
            raise Conflict("the address is taken or spent")
        share = self._random(derive.SHARE_OCTETS)
        key = derive.private_key(new.token, share, uid).public_key()
        public_key = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
        mailbox = Mailbox(uid, public_key, new.created_at, new.expires_at, new.idle_seconds, new.created_at, 0.0, 0, 0)
        text = f"{new.address.local_part}@{new.address.domain}".encode()
        sealed_address = seal(public_key, uid, Kind.ADDRESS, b"", text)
        box = _Box(mailbox, mailbox_id, derive.token_id(new.token), share, sealed_address)
        if new.spend:
            self._spent.add(spent)
        self._boxes[uid] = box
        self._uid_by_name[mailbox_id] = self._uid_by_name[box.token_id] = uid
        return mailbox

    def _promote(self, provisional: Provisional | None, now: float) -> None:
        if provisional is not None:
            mailbox_id = derive.mailbox_id(self._pepper, provisional.new.address)
            self._provisionals.remove(mailbox_id)
            try:
                self._open(provisional.new, mailbox_id, provisional.uid, now)
            except Conflict:
                # A readable address that was spent before: as if it had not been given out.
                self.tell(provisional.uid, News(NewsKind.ENDED))

    def _find(self, name: bytes, now: float) -> _Box | None:
        box = self._boxes.get(self._uid_by_name.get(name, b""))
        return box if box is not None and box.mailbox.is_alive(now) else None

    def _living(self, uid: bytes, now: float) -> _Box:
        box = self._boxes.get(uid)
        if box is None or not box.mailbox.is_alive(now):
            raise NotFound("no such mailbox")
        return box

    def _message(self, uid: bytes, message_id: bytes, now: float) -> _Kept:
        kept = self._living(uid, now).kept.get(message_id)
        if kept is None:
            raise NotFound("no such message")
        return kept

    def _put(self, message: SealedMessage, index: int, now: float) -> Outcome:
        copy = message.copies[index]
        box = self._boxes.get(copy.uid)
        if box is None or not box.mailbox.is_alive(now):
            return Outcome.GONE
        octets = len(copy.sealed) + message.body_octets
        victims = self._victims(box, octets, now)
        if victims is None:
            return Outcome.FULL
        for message_id in victims:
            self._remove(box, message_id)
        self._seq += 1
        stored = Stored(copy.message_id, self._seq, message.received_at, octets, None, None)
        box.kept[copy.message_id] = _Kept(stored, copy.sealed, None if message.body is None else b"".join(message.body))
        self._count(box, 1, octets)
        box.mailbox = replace(box.mailbox, arrived_at=max(now, box.mailbox.arrived_at))
        self.tell(copy.uid, News(NewsKind.ARRIVED, copy.message_id))
        return Outcome.STORED

    def _victims(self, box: _Box, octets: int, now: float) -> list[bytes] | None:
        """Say which messages must go for one more of so many octets; None when there is no room for it."""
        count, room = box.mailbox.message_count, self._settings.mailbox_octets - box.mailbox.octets
        victims: list[bytes] = []
        oldest = iter(box.kept.values())
        while count >= self._settings.mailbox_messages or room < octets:
            kept = next(oldest, None)
            if kept is None or now - kept.stored.received_at < self._settings.young_seconds:
                return None
            victims.append(kept.stored.message_id)
            count, room = count - 1, room + kept.stored.octets
        return victims

    def _remove(self, box: _Box, message_id: bytes) -> None:
        kept = box.kept.pop(message_id)
        self._count(box, -1, -kept.stored.octets)
        self.tell(box.mailbox.uid, News(NewsKind.GONE, message_id))

    def _count(self, box: _Box, messages: int, octets: int) -> None:
        mailbox = box.mailbox
        box.mailbox = replace(mailbox, message_count=mailbox.message_count + messages, octets=mailbox.octets + octets)

    def _end(self, uid: bytes) -> None:
        box = self._boxes.pop(uid)
        for name in (box.mailbox_id, box.token_id):
            if self._uid_by_name.get(name) == uid:
                del self._uid_by_name[name]
        self.tell(uid, News(NewsKind.ENDED))


def annotated(stored: Stored, kind: Kind, sealed: bytes) -> Stored:
    """Give the row with what was learnt later."""
    if kind is Kind.SUMMARY:
        return replace(stored, summary=sealed)
    if kind is Kind.AUTHENTICATION:
        return replace(stored, authentication=sealed)
    raise ValueError("only a summary or an authentication can be learnt later")
