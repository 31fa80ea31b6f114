"""The engine on one machine's disk: an index, hourly windows, and a directory of keys.

This file is the loop's side. Reads are short queries made at once; everything that writes is an op for the one
writer's thread. Slow hashes and large files are for a small pool.

Rule: an ended mailbox is refused here, from memory, before any file is looked at.
"""

import asyncio
import contextlib
import functools
import os
import secrets
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mayfly.core.address import Address
from mayfly.core.errors import Conflict, MayflyError, NoSpace, NotFound
from mayfly.core.mailbox import Mailbox
from mayfly.store import derive, ops
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
from mayfly.store.box import Box
from mayfly.store.clock import Clock
from mayfly.store.disk import FreeSpace, faults, floor_octets, free_octets, lock, prepare, sign, translate
from mayfly.store.keys import ZERO
from mayfly.store.load import load, release
from mayfly.store.naming import Naming
from mayfly.store.opening import Seal, prepare_mailbox
from mayfly.store.pace import PACE, Pace
from mayfly.store.provisional import Provisional, Provisionals
from mayfly.store.reading import find_head, list_messages
from mayfly.store.sealing import Kind, Opener, seal
from mayfly.store.settings import Settings
from mayfly.store.vault import Vault
from mayfly.store.watching import Watchers
from mayfly.store.writer import Writer

T = TypeVar("T")
_BODY_NAME_OCTETS = 16
_SMALL_OCTETS = 65_536  # more than an opening or a note takes


class SqliteStore:
    """Keeps the promise of ``base.Store`` in a directory."""

    def __init__(
        self,
        settings: Settings,
        vault: Vault,
        lock_descriptor: int,
        randomness: Callable[[int], bytes],
        seal: Seal,
        pace: Pace,
        steady: Callable[[], float] | None,
    ) -> None:
        self._settings = settings
        self._vault = vault
        self._lock = lock_descriptor
        self._random = randomness
        self._seal = seal
        self._loop = asyncio.get_running_loop()
        self._watchers = Watchers()
        self._provisionals = Provisionals(settings.provisional_mailboxes, settings.provisional_seconds)
        self._naming = Naming(vault, self._provisionals)
        self._opening: dict[bytes, asyncio.Task[Mailbox]] = {}
        self._floor = floor_octets(self._vault.directory, settings)
        self._space = FreeSpace(self._vault.directory, self._loop.time)
        # Two: large files and slow hashes should not wait for each other, and there are few of both.
        self._pool = ThreadPoolExecutor(2, "store")
        self._writer = Writer(self._vault, self._loop, self._watchers.tell, pace)
        self._clock = Clock(steady)
        self._clock_agrees = True
        self._closed = False

    @classmethod
    def start(
        cls,
        settings: Settings,
        randomness: Callable[[int], bytes] = secrets.token_bytes,
        seal: Seal = seal,
        pace: Pace = PACE,
        steady: Callable[[], float] | None = None,
    ) -> "SqliteStore":
        """Open the data directory, or make it; to be called in the running loop.

        ``steady`` is a clock nobody sets, ``clock.steady_seconds``: where it and the wall clock disagree, nothing is
        destroyed. Without it every ``now`` is believed. ``seal`` is another one only where a test shows what would lie
        on the disk without sealing, and ``pace`` where one looks at the steps of forgetting. Raises CannotStart with
        one sentence for the operator.
        """
        directory = Path(settings.path)
        prepare(directory, "[store] path")
        descriptor = lock(directory)
        try:
            return cls(settings, load(settings, randomness), descriptor, randomness, seal, pace, steady)
        except BaseException:
            os.close(descriptor)
            raise

    # --- opening and finding ---

    async def open(self, new: NewMailbox) -> Mailbox:
        """Open a mailbox durably."""
        self._refuse_taken(new)
        return await self._open(new, self._random(derive.UID_OCTETS))

    async def provide(self, new: NewMailbox) -> Mailbox:
        """Make a provisional mailbox."""
        self._refuse_taken(new)
        provisional = Provisional(self._random(derive.UID_OCTETS), new)
        for gone in self._provisionals.add(self._naming.names(new.address), derive.token_id(new.token), provisional):
            self.tell(gone.uid, News(NewsKind.ENDED))
        return provisional.mailbox

    def find(self, address: Address, now: float) -> Recipient | None | Awaitable[Recipient | None]:
        """Find the living mailbox of an address; at once, but for a provisional one."""
        box = self._naming.box(address, now)
        if box is not None:
            return self._recipient(box, now)
        provisional = self._naming.provisional(address, now)
        return None if provisional is None else self._find_provisional(provisional, now)

    async def unlock(self, token: bytes, now: float) -> Unlocked:
        """Open a living mailbox with its token."""
        token_id = derive.token_id(token)
        provisional = self._provisionals.unlock(token_id, now)
        if provisional is not None:
            await self._promote(provisional)
        box = self._vault.boxes.named(token_id, now)
        if box is None:
            raise NotFound("no such token")
        with faults():
            share = self._vault.shares.read(box.slot)
            sealed = self._vault.index.sealed_address(box.uid)
        if share == ZERO or len(share) != derive.SHARE_OCTETS or sealed is None:
            raise NotFound("erased")
        key = derive.private_key(token, share, box.uid)
        if key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw) != box.public_key:
            raise NotFound("another token, or a damaged share")
        opener = Opener(key, box.uid)
        local_part, _, domain = opener.open(Kind.ADDRESS, b"", sealed).decode().rpartition("@")
        return Unlocked(box.mailbox, Address(local_part, domain), opener)

    def open_token(self, address: Address) -> bytes:
        """Derive the token that open mode gives for an address."""
        return self._naming.open_token(address)

    # --- messages ---

    def put(self, message: SealedMessage, now: float) -> "asyncio.Future[tuple[Outcome, ...]]":
        """Keep each copy."""
        done: asyncio.Future[tuple[Outcome, ...]] = self._loop.create_future()
        octets = sum(len(copy.sealed) for copy in message.copies) + message.body_octets
        if not self.has_space(octets):
            done.set_exception(NoSpace("the disk is too full"))
            return done
        self._space.take(octets)
        if message.body is None:
            self._writer.submit(ops.Put(done, message, None, now))
        else:
            name = self._random(_BODY_NAME_OCTETS)
            written = self._loop.run_in_executor(self._pool, self._vault.bodies.write, name, message.body)
            written.add_done_callback(lambda written: self._put_row(written, ops.Put(done, message, name, now)))
        return done

    async def messages(self, uid: bytes, after: int, limit: int, now: float) -> list[Stored]:
        """List messages, oldest first."""
        box = self._living(uid, now)
        with faults():
            return list_messages(self._vault, box, after, limit)

    async def content(self, uid: bytes, message_id: bytes, now: float) -> SealedContent:
        """Give one message's sealed octets."""
        box = self._living(uid, now)
        with faults():
            head = find_head(self._vault, box, message_id)
            window = self._vault.windows.get(head.window) if head is not None else None
            if head is None or window is None:
                raise NotFound("no such message")
            sealed = window.sealed(head.seq)
            body = None
            if head.body is not None:
                body = await self._loop.run_in_executor(self._pool, self._vault.bodies.read, head.body)
        # It may have been deleted, or its mailbox erased, while a large file was read.
        if sealed is None or (head.body is not None and body is None) or box.ended:
            raise NotFound("no such message")
        return SealedContent(message_id, head.received_at, sealed, body)

    async def annotate(self, uid: bytes, message_id: bytes, kind: Kind, sealed: bytes, now: float) -> None:
        """Keep what was learnt later."""
        if kind not in {Kind.SUMMARY, Kind.AUTHENTICATION}:
            raise ValueError("only a summary or an authentication can be learnt later")
        self._need_space()
        done: asyncio.Future[None] = self._loop.create_future()
        await self._do(ops.Annotate(done, uid, message_id, kind, sealed, now), done)

    async def delete(self, uid: bytes, message_id: bytes, now: float) -> None:
        """Delete one message."""
        done: asyncio.Future[None] = self._loop.create_future()
        await self._do(ops.Delete(done, uid, message_id, now), done)

    # --- the mailbox ---

    async def extend(self, uid: bytes, expires_at: float, now: float) -> Mailbox:
        """Set ``expires_at`` durably, and count as seen."""
        done: asyncio.Future[Mailbox] = self._loop.create_future()
        return await self._do(ops.Extend(done, uid, expires_at, now), done)

    def seen(self, uid: bytes, now: float) -> None:
        """Note that somebody looked."""
        box = self._vault.boxes.living(uid, now)
        if box is not None and now > box.seen_at:
            box.seen_at = now
            if box.is_to_be_written(now):
                self._vault.to_write[uid] = box

    async def mailbox(self, uid: bytes, now: float) -> Mailbox:
        """Give a living mailbox as it is now."""
        provisional = self._provisionals.get(uid, now)
        return provisional.mailbox if provisional is not None else self._living(uid, now).mailbox

    async def erase(self, uid: bytes, now: float) -> Receipt:
        """Erase a mailbox for good."""
        # One that is just being opened is erased as what becomes of it, which may be what it was.
        while (provisional := self._provisionals.get(uid, now)) is not None:
            task = self._opening.get(uid)
            if task is None:
                self._provisionals.drop(provisional)
                self.tell(uid, News(NewsKind.ENDED))
                return Receipt(0, 0, now)
            await asyncio.wait([task])
        done: asyncio.Future[Receipt] = self._loop.create_future()
        return await self._do(ops.Erase(done, uid, now), done)

    def watch(self, uid: bytes) -> Watch:
        """Hear news of one mailbox."""
        return self._watchers.add(uid)

    def tell(self, uid: bytes, news: News) -> None:
        """Tell one mailbox's watchers something that is not kept."""
        self._watchers.tell(uid, news)

    # --- the whole ---

    def has_space(self, octets: int) -> bool:
        """Say whether so many octets could be taken now."""
        try:
            return self._space.octets() - self._vault.waiting_octets() - octets >= self._floor
        except OSError:
            return False

    async def purge(self, now: float) -> int:
        """Destroy what has ended; shares are overwritten when this returns, rows and files follow by themselves."""
        self._clock_agrees = self._clock.agrees(now)
        if not self._clock_agrees:
            return 0
        provisionals = list(self._provisionals.purge(now))
        for provisional in provisionals:
            self.tell(provisional.uid, News(NewsKind.ENDED))
        done: asyncio.Future[int] = self._loop.create_future()
        return len(provisionals) + await self._do(ops.Purge(done, now), done)

    def take_signals(self) -> None:
        """Let ``ask_for_rotation`` know that this process rotates when it gets SIGUSR1."""
        # On a full disk it is not to be had, and the service goes on without.
        with contextlib.suppress(OSError):
            sign(self._lock)

    async def rotate(self) -> None:
        """Change the pepper; durable when this returns. The ledger is carried over to it bit by bit."""
        done: asyncio.Future[None] = self._loop.create_future()
        await self._do(ops.Rotate(done, self._random(derive.PEPPER_OCTETS)), done)

    async def settle(self) -> None:
        """Wait until all that has ended is off the disk. For tests and measurements."""
        done: asyncio.Future[None] = self._loop.create_future()
        await self._do(ops.Settle(done), done)
        await self._loop.run_in_executor(self._pool, self._vault.reaper.settle)
        self._space.look_again()

    def status(self, now: float) -> Status:
        """Say how the store is."""
        vault, counts = self._vault, self._vault.counts
        oldest = min((at for at in (counts.ends_at, counts.dead_since) if at is not None), default=now)
        return Status(
            writable=self.has_space(0) and vault.trouble.is_over,
            mailboxes=counts.mailboxes,
            provisional=len(self._provisionals),
            messages=counts.messages,
            octets=counts.octets,
            log_octets=vault.index.log_octets() + sum(window.log_octets() for window in list(vault.windows.values())),
            oldest_expired_seconds=max(0.0, now - oldest),
            free_octets=free_octets(vault.directory),
            clock_agrees=self._clock_agrees,
            faults=vault.trouble.count,
        )

    async def close(self) -> None:
        """Finish what was begun, and let go of the disk."""
        if self._closed:
            return
        self._closed = True
        await asyncio.gather(*self._opening.values(), return_exceptions=True)
        await self._loop.run_in_executor(None, self._pool.shutdown)
        await self._loop.run_in_executor(None, self._writer.finish)
        # What the writer handed to the loop last.
        await asyncio.sleep(0)
        await self._loop.run_in_executor(None, release, self._vault, self._lock)

    # --- parts of them ---

    def _refuse_taken(self, new: NewMailbox) -> None:
        if self._naming.box(new.address, new.created_at) or self._naming.provisional(new.address, new.created_at):
            raise Conflict("the address is taken")

    def _living(self, uid: bytes, now: float) -> Box:
        box = self._vault.boxes.living(uid, now)
        if box is None:
            raise NotFound("no such mailbox")
        return box

    def _need_space(self) -> None:
        if not self.has_space(_SMALL_OCTETS):
            raise NoSpace("the disk is too full")

    async def _do(self, op: ops.Op, done: "asyncio.Future[T]") -> T:
        self._writer.submit(op)
        return await done

    def _recipient(self, box: Box, now: float) -> Recipient:
        return Recipient(box.uid, box.public_key, self._vault.has_room(box, now))

    async def _find_provisional(self, provisional: Provisional, now: float) -> Recipient | None:
        await self._promote(provisional)
        box = self._vault.boxes.living(provisional.uid, now)
        return None if box is None else self._recipient(box, now)

    async def _promote(self, provisional: Provisional) -> None:
        """Make a provisional mailbox durable, once, whoever asks at the same time."""
        task = self._opening.get(provisional.uid)
        if task is None:
            task = asyncio.ensure_future(self._open(provisional.new, provisional.uid))
            self._opening[provisional.uid] = task
            task.add_done_callback(functools.partial(self._promoted, provisional))
        try:
            await asyncio.shield(task)
        except Conflict:
            # A readable address that was spent before: as if it had not been given out.
            return

    def _promoted(self, provisional: Provisional, task: "asyncio.Task[Mailbox]") -> None:
        del self._opening[provisional.uid]
        error = None if task.cancelled() else task.exception()
        if error is None or isinstance(error, Conflict):
            self._provisionals.drop(provisional)
        if isinstance(error, Conflict):
            self.tell(provisional.uid, News(NewsKind.ENDED))

    async def _open(self, new: NewMailbox, uid: bytes) -> Mailbox:
        self._need_space()
        share = self._random(derive.SHARE_OCTETS)
        while True:
            peppers = self._vault.peppers
            make = functools.partial(prepare_mailbox, new, uid, share, peppers, self._seal)
            made = await self._loop.run_in_executor(self._pool, make)
            done: asyncio.Future[Mailbox] = self._loop.create_future()
            count, sealed = len(peppers.every), made.sealed_address
            try:
                return await self._do(ops.Open(done, made.box, share, sealed, made.spent, count, new.created_at), done)
            except ops.PepperChangedError:
                continue

    def _put_row(self, written: "asyncio.Future[Any]", op: ops.Put) -> None:
        error = written.exception()
        if error is None:
            self._writer.submit(op)
        elif not op.done.done():
            op.done.set_exception(error if isinstance(error, MayflyError) else translate(error))
