"""The one suite that every engine passes: each sentence of ``store/base.py`` is a test here.

An engine's own test file subclasses ``Contract`` and says how a store is made. Nothing here is true of one engine only.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest

from mayfly.core.address import Address
from mayfly.core.errors import Conflict, NotFound
from mayfly.core.mailbox import Mailbox
from mayfly.store.base import NewMailbox, News, NewsKind, Outcome, Recipient, Store, Watch
from mayfly.store.sealing import Kind, SealFor, SealJob, open_content, seal, seal_content
from mayfly.store.settings import Settings

T0 = 1_800_000_000.0
HOUR = 3600.0
SETTINGS = Settings(mailbox_messages=5, mailbox_octets=40_000, free_octets=0, provisional_mailboxes=4)


class Bench:
    """A store under test, and short ways to do what the rooms above do."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def open(
        self, name: str = "quiet-heron", *, now: float = T0, seconds: float = HOUR, idle: int = 600, spend: bool = True
    ) -> tuple[bytes, Mailbox]:
        token = os.urandom(32)
        return token, await self.store.open(new(name, token, now=now, seconds=seconds, idle=idle, spend=spend))

    async def find(self, name: str, now: float = T0) -> Recipient | None:
        found = self.store.find(address(name), now)
        return await found if isinstance(found, Awaitable) else found

    async def put(self, *mailboxes: Mailbox, content: bytes = b"hello", now: float = T0) -> tuple[list[bytes], Any]:
        to = [SealFor(mailbox.uid, mailbox.public_key, os.urandom(16)) for mailbox in mailboxes]
        outcomes = await self.store.put(seal_content(SealJob((content,), tuple(to), now)), now)
        return [recipient.message_id for recipient in to], outcomes

    async def put_one(self, mailbox: Mailbox, content: bytes = b"hello", now: float = T0) -> bytes:
        ids, outcomes = await self.put(mailbox, content=content, now=now)
        assert outcomes == (Outcome.STORED,)
        return ids[0]

    async def read(self, token: bytes, message_id: bytes, now: float = T0) -> bytes:
        unlocked = await self.store.unlock(token, now)
        return open_content(unlocked.opener, await self.store.content(unlocked.mailbox.uid, message_id, now))

    async def ids(self, mailbox: Mailbox, now: float = T0) -> list[bytes]:
        return [stored.message_id for stored in await self.store.messages(mailbox.uid, 0, 1000, now)]


def address(name: str) -> Address:
    return Address(name, "mail.example")


def new(
    name: str, token: bytes, *, now: float = T0, seconds: float = HOUR, idle: int = 600, spend: bool = True
) -> NewMailbox:
    return NewMailbox(address(name), token, now, now + seconds, idle, spend)


async def hear(watch: Watch) -> list[tuple[NewsKind, bytes | None]]:
    """Give what a watcher has heard so far."""
    heard: list[tuple[NewsKind, bytes | None]] = []
    while (news := await watch.next(0.05)) is not None:
        heard.append((news.kind, news.message_id))
    return heard


async def every_verb_refuses(bench: Bench, token: bytes, mailbox: Mailbox, message_id: bytes, now: float) -> None:
    """See that an ended mailbox is not there for any verb."""
    store, uid = bench.store, mailbox.uid
    attempts: list[Awaitable[object]] = [
        store.unlock(token, now),
        store.mailbox(uid, now),
        store.messages(uid, 0, 10, now),
        store.content(uid, message_id, now),
        store.annotate(uid, message_id, Kind.SUMMARY, b"x", now),
        store.delete(uid, message_id, now),
        store.extend(uid, now + HOUR, now),
        store.erase(uid, now),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound):
            await attempt
    store.seen(uid, now)
    _, outcomes = await bench.put(mailbox, now=now)
    assert outcomes == (Outcome.GONE,)


class Contract:
    """What every engine keeps. ``run`` gives a test a fresh store, and closes it."""

    def run(self, test: Callable[[Bench], Coroutine[Any, Any, None]], settings: Settings = SETTINGS) -> None:
        raise NotImplementedError

    # --- open ---

    def test_opened_is_found_and_unlocked(self) -> None:
        """An opened mailbox is found by its address in any spelling, and opens with its token."""

        async def test(bench: Bench) -> None:
            token, mailbox = await bench.open("Quiet-Heron")
            assert (mailbox.created_at, mailbox.expires_at, mailbox.idle_seconds) == (T0, T0 + HOUR, 600)
            assert (mailbox.message_count, mailbox.octets, mailbox.provisional) == (0, 0, False)
            assert mailbox.ends_at == T0 + 600
            for name in ("Quiet-Heron", "quiet-heron", "QUIET-HERON"):
                found = await bench.find(name)
                assert found == Recipient(mailbox.uid, mailbox.public_key, has_room=True)
            unlocked = await bench.store.unlock(token, T0)
            assert unlocked.address == address("Quiet-Heron")
            assert unlocked.mailbox == mailbox
            assert await bench.store.mailbox(mailbox.uid, T0) == mailbox

        self.run(test)

    def test_unknown_is_not_found(self) -> None:
        """What was never opened is not found; every other token and uid is refused."""

        async def test(bench: Bench) -> None:
            token, _ = await bench.open()
            assert await bench.find("other") is None
            for wrong in (os.urandom(32), b"", token[:-1], bytes(32)):
                with pytest.raises(NotFound):
                    await bench.store.unlock(wrong, T0)
            with pytest.raises(NotFound):
                await bench.store.mailbox(os.urandom(16), T0)
            with pytest.raises(NotFound):
                await bench.store.messages(os.urandom(16), 0, 5, T0)

        self.run(test)

    def test_a_living_address_is_not_opened_twice(self) -> None:
        """Conflict is raised where a living mailbox has the address, spent or not; of many at once one gets it."""

        async def test(bench: Bench) -> None:
            await bench.open("a", spend=False)
            with pytest.raises(Conflict):
                await bench.open("A", spend=False)
            results = await asyncio.gather(*(bench.open("b", spend=False) for _ in range(8)), return_exceptions=True)
            assert sum(isinstance(result, Conflict) for result in results) == 7

        self.run(test)

    def test_a_provisional_address_is_not_opened(self) -> None:
        """Conflict is raised where a provisional mailbox has the address, as long as it lives."""

        async def test(bench: Bench) -> None:
            await bench.store.provide(new("a", os.urandom(32)))
            with pytest.raises(Conflict):
                await bench.open("a")
            with pytest.raises(Conflict):
                await bench.store.provide(new("A", os.urandom(32)))
            await bench.open("a", now=T0 + 600)

        self.run(test)

    def test_a_spent_address_is_never_given_again(self) -> None:
        """After its end an address that was spent is refused for good; one that was not may be opened again."""

        async def test(bench: Bench) -> None:
            _, spent = await bench.open("spent")
            _, free = await bench.open("free", spend=False)
            await bench.store.erase(spent.uid, T0 + 1)
            await bench.store.erase(free.uid, T0 + 1)
            await bench.store.purge(T0 + 2)
            for name in ("spent", "SPENT"):
                with pytest.raises(Conflict):
                    await bench.open(name, now=T0 + 9 * HOUR)
            await bench.open("free", now=T0 + 2, spend=False)

        self.run(test)

    def test_an_ended_address_can_be_opened_before_it_is_purged(self) -> None:
        """An address that is not spent is free from the second its mailbox ends; the new mailbox is another one."""

        async def test(bench: Bench) -> None:
            token, first = await bench.open("a", spend=False)
            message_id = await bench.put_one(first)
            later = T0 + 2 * HOUR
            fresh_token, second = await bench.open("a", now=later, spend=False)
            assert second.uid != first.uid
            await bench.store.purge(later)
            await every_verb_refuses(bench, token, first, message_id, later)
            assert (await bench.store.unlock(fresh_token, later)).mailbox.uid == second.uid
            found = await bench.find("a", later)
            assert found is not None
            assert found.uid == second.uid

        self.run(test)

    # --- provide ---

    def test_a_provisional_mailbox_becomes_durable_when_unlocked(self) -> None:
        """Its token opens it; from then on it is an ordinary one, with the uid it had."""

        async def test(bench: Bench) -> None:
            token = os.urandom(32)
            provisional = await bench.store.provide(new("a", token))
            assert provisional.provisional
            assert (await bench.store.mailbox(provisional.uid, T0)).provisional
            first, second = await asyncio.gather(bench.store.unlock(token, T0 + 1), bench.store.unlock(token, T0 + 1))
            assert first.mailbox == second.mailbox
            assert first.mailbox.uid == provisional.uid
            assert not first.mailbox.provisional
            assert first.address == address("a")
            assert bench.store.status(T0).provisional == 0
            assert bench.store.status(T0).mailboxes == 1
            assert (await bench.store.mailbox(provisional.uid, T0 + 700 - 200)).expires_at == T0 + HOUR

        self.run(test)

    def test_a_provisional_mailbox_becomes_durable_when_named(self) -> None:
        """Mail for it makes it durable before it is answered, and can be read with its token."""

        async def test(bench: Bench) -> None:
            token = os.urandom(32)
            await bench.store.provide(new("a", token))
            found, again = await asyncio.gather(bench.find("a", T0 + 1), bench.find("A", T0 + 1))
            assert found is not None
            assert found == again
            assert bench.store.status(T0).mailboxes == 1
            unlocked = await bench.store.unlock(token, T0 + 1)
            message_id = await bench.put_one(unlocked.mailbox, b"text", T0 + 1)
            assert await bench.read(token, message_id, T0 + 2) == b"text"

        self.run(test)

    def test_a_provisional_mailbox_ends_after_ten_minutes(self) -> None:
        """After its time it is not found, its token opens nothing, and a purge forgets it and tells watchers."""

        async def test(bench: Bench) -> None:
            token = os.urandom(32)
            provisional = await bench.store.provide(new("a", token, idle=1200))
            watch = bench.store.watch(provisional.uid)
            assert await bench.store.purge(T0 + 599) == 0
            assert await bench.find("a", T0 + 600) is None
            with pytest.raises(NotFound):
                await bench.store.unlock(token, T0 + 600)
            with pytest.raises(NotFound):
                await bench.store.mailbox(provisional.uid, T0 + 600)
            assert await bench.store.purge(T0 + 600) == 1
            assert bench.store.status(T0 + 600).provisional == 0
            assert await hear(watch) == [(NewsKind.ENDED, None)]

        self.run(test)

    def test_provisional_mailboxes_are_bounded(self) -> None:
        """The oldest goes when there are too many; nothing else is touched."""

        async def test(bench: Bench) -> None:
            tokens = [os.urandom(32) for _ in range(6)]
            for number, token in enumerate(tokens):
                await bench.store.provide(new(f"a{number}", token))
            assert bench.store.status(T0).provisional == 4
            assert bench.store.status(T0).mailboxes == 0
            for token in tokens[:2]:
                with pytest.raises(NotFound):
                    await bench.store.unlock(token, T0)
            for token in tokens[2:]:
                await bench.store.unlock(token, T0)

        self.run(test)

    def test_a_provisional_mailbox_of_a_spent_address_is_not_there(self) -> None:
        """Where the ledger has its address it is dropped when asked for, as if it had not been given out."""

        async def test(bench: Bench) -> None:
            _, mailbox = await bench.open("a")
            await bench.store.erase(mailbox.uid, T0)
            token = os.urandom(32)
            provisional = await bench.store.provide(new("a", token))
            watch = bench.store.watch(provisional.uid)
            assert await bench.find("a", T0 + 1) is None
            with pytest.raises(NotFound):
                await bench.store.unlock(token, T0 + 1)
            assert await hear(watch) == [(NewsKind.ENDED, None)]

        self.run(test)

    def test_a_provisional_mailbox_can_be_erased(self) -> None:
        """Erasing it leaves nothing to be opened; its watchers hear it."""

        async def test(bench: Bench) -> None:
            token = os.urandom(32)
            provisional = await bench.store.provide(new("a", token))
            watch = bench.store.watch(provisional.uid)
            receipt = await bench.store.erase(provisional.uid, T0 + 1)
            assert (receipt.messages, receipt.octets) == (0, 0)
            with pytest.raises(NotFound):
                await bench.store.unlock(token, T0 + 1)
            assert await bench.find("a", T0 + 1) is None
            assert await hear(watch) == [(NewsKind.ENDED, None)]

        self.run(test)

    # --- put and read ---

    def test_what_is_put_can_be_read(self) -> None:
        """A stored message is listed, counted, and opens as what it was, small or large."""

        async def test(bench: Bench) -> None:
            token, mailbox = await bench.open()
            contents = [b"", b"text " * 300, os.urandom(300_000)]
            ids = [await bench.put_one(mailbox, content, T0 + n) for n, content in enumerate(contents)]
            stored = await bench.store.messages(mailbox.uid, 0, 10, T0 + 5)
            assert [item.message_id for item in stored] == ids
            assert [item.received_at for item in stored] == [T0, T0 + 1, T0 + 2]
            assert [item.seq for item in stored] == sorted({item.seq for item in stored})
            assert all(item.summary is None and item.authentication is None for item in stored)
            for message_id, content in zip(ids, contents, strict=True):
                assert await bench.read(token, message_id, T0 + 5) == content
            now = await bench.store.mailbox(mailbox.uid, T0 + 5)
            assert now.message_count == 3
            assert now.octets == sum(item.octets for item in stored)
            assert now.arrived_at == T0 + 2

        self.run(test, Settings(free_octets=0))

    def test_each_recipient_has_a_copy(self) -> None:
        """A message to several is stored or refused for each by itself, in the copies' order."""

        async def test(bench: Bench) -> None:
            tokens, mailboxes = zip(*[await bench.open(name) for name in ("a", "b", "c")], strict=True)
            await bench.store.erase(mailboxes[1].uid, T0)
            for content in (b"short", os.urandom(300_000)):
                ids, outcomes = await bench.put(*mailboxes, content=content)
                assert outcomes == (Outcome.STORED, Outcome.GONE, Outcome.STORED)
                assert await bench.read(tokens[0], ids[0]) == content
                assert await bench.read(tokens[2], ids[2]) == content
                # What one deletes the other still has.
                await bench.store.delete(mailboxes[0].uid, ids[0], T0)
                assert await bench.read(tokens[2], ids[2]) == content
                with pytest.raises(NotFound):
                    await bench.store.content(mailboxes[0].uid, ids[2], T0)

        self.run(test, Settings(free_octets=0))

    def test_lists_can_be_read_on(self) -> None:
        """A list has up to ``limit`` messages after a seq, oldest first, each once, whatever arrived at once."""

        async def test(bench: Bench) -> None:
            _, mailbox = await bench.open()
            _, other = await bench.open("other")
            await asyncio.gather(*(bench.put(mailbox, other, now=T0 + n / 10) for n in range(40)))
            seen: list[bytes] = []
            after = 0
            while page := await bench.store.messages(mailbox.uid, after, 7, T0 + 5):
                assert len(page) <= 7
                assert all(item.seq > after for item in page)
                after = page[-1].seq
                seen += [item.message_id for item in page]
            assert len(seen) == len(set(seen)) == 40
            assert seen == await bench.ids(mailbox, T0 + 5)

        self.run(test, Settings(free_octets=0))

    def test_nobody_reads_anothers_message(self) -> None:
        """A message is there for its own mailbox only."""

        async def test(bench: Bench) -> None:
            _, mine = await bench.open("a")
            _, other = await bench.open("b")
            message_id = await bench.put_one(mine)
            with pytest.raises(NotFound):
                await bench.store.content(other.uid, message_id, T0)
            with pytest.raises(NotFound):
                await bench.store.delete(other.uid, message_id, T0)
            assert await bench.ids(other) == []

        self.run(test)

    # --- annotate, delete ---

    def test_notes_are_kept_and_replaced(self) -> None:
        """A summary and an authentication are kept with the message, each replacing its like only."""

        async def test(bench: Bench) -> None:
            token, mailbox = await bench.open()
            message_id = await bench.put_one(mailbox)
            watch = bench.store.watch(mailbox.uid)
            opener = (await bench.store.unlock(token, T0)).opener
            for kind, text in ((Kind.SUMMARY, b"1"), (Kind.AUTHENTICATION, b"2"), (Kind.SUMMARY, b"3")):
                sealed = seal(mailbox.public_key, mailbox.uid, kind, message_id, text)
                await bench.store.annotate(mailbox.uid, message_id, kind, sealed, T0)
            stored = (await bench.store.messages(mailbox.uid, 0, 1, T0))[0]
            assert opener.open(Kind.SUMMARY, message_id, stored.summary or b"") == b"3"
            assert opener.open(Kind.AUTHENTICATION, message_id, stored.authentication or b"") == b"2"
            assert await hear(watch) == [(NewsKind.CHANGED, message_id)] * 3
            with pytest.raises(NotFound):
                await bench.store.annotate(mailbox.uid, os.urandom(16), Kind.SUMMARY, b"x", T0)
            for kind in (Kind.ADDRESS, Kind.CONTENT):
                with pytest.raises(ValueError, match="learnt later"):
                    await bench.store.annotate(mailbox.uid, message_id, kind, b"x", T0)

        self.run(test)

    def test_what_is_deleted_is_gone(self) -> None:
        """A deleted message is in no list, cannot be read, and is counted out; the others are as they were."""

        async def test(bench: Bench) -> None:
            token, mailbox = await bench.open()
            for content in (b"a", os.urandom(300_000)):
                gone, kept = await bench.put_one(mailbox, content), await bench.put_one(mailbox)
                watch = bench.store.watch(mailbox.uid)
                await bench.store.delete(mailbox.uid, gone, T0)
                assert gone not in await bench.ids(mailbox)
                for attempt in (bench.store.content, bench.store.delete):
                    with pytest.raises(NotFound):
                        await attempt(mailbox.uid, gone, T0)
                assert await bench.read(token, kept) == b"hello"
                assert await hear(watch) == [(NewsKind.GONE, gone)]
            stored = await bench.store.messages(mailbox.uid, 0, 10, T0)
            now = await bench.store.mailbox(mailbox.uid, T0)
            assert (now.message_count, now.octets) == (2, sum(item.octets for item in stored))

        self.run(test, Settings(free_octets=0))

    # --- quotas ---

    def test_over_the_count_the_oldest_goes(self) -> None:
        """One message more than allowed pushes out the oldest, and watchers hear that it has gone."""

        async def test(bench: Bench) -> None:
            _, mailbox = await bench.open(seconds=9 * HOUR, idle=9 * 3600)
            ids = [await bench.put_one(mailbox, now=T0 + n) for n in range(5)]
            watch = bench.store.watch(mailbox.uid)
            found = await bench.find("quiet-heron", T0 + HOUR)
            assert found is not None
            assert found.has_room
            ids.append(await bench.put_one(mailbox, now=T0 + HOUR))
            assert await bench.ids(mailbox, T0 + HOUR) == ids[1:]
            assert (await bench.store.mailbox(mailbox.uid, T0 + HOUR)).message_count == 5
            assert await hear(watch) == [(NewsKind.GONE, ids[0]), (NewsKind.ARRIVED, ids[5])]

        self.run(test)

    def test_over_the_octets_the_oldest_go(self) -> None:
        """As many of the oldest go as are needed; a message larger than the mailbox is FULL."""

        async def test(bench: Bench) -> None:
            _, mailbox = await bench.open(seconds=9 * HOUR, idle=9 * 3600)
            ids = [await bench.put_one(mailbox, os.urandom(12_000), T0 + n) for n in range(3)]
            ids.append(await bench.put_one(mailbox, os.urandom(25_000), T0 + HOUR))
            assert await bench.ids(mailbox, T0 + HOUR) == ids[2:]
            assert (await bench.store.mailbox(mailbox.uid, T0 + HOUR)).octets <= 40_000
            _, outcomes = await bench.put(mailbox, content=os.urandom(41_000), now=T0 + 2 * HOUR)
            assert outcomes == (Outcome.FULL,)
            assert await bench.ids(mailbox, T0 + 2 * HOUR) == ids[2:]

        self.run(test)

    def test_nothing_young_is_pushed_out(self) -> None:
        """FULL is the answer, and has_room says so before, while the oldest is younger than ten minutes."""

        async def test(bench: Bench) -> None:
            _, mailbox = await bench.open(seconds=9 * HOUR, idle=9 * 3600)
            _, other = await bench.open("other")
            ids = [await bench.put_one(mailbox, now=T0 + n) for n in range(5)]
            for now, room in ((T0 + 599, False), (T0 + 600, True)):
                found = await bench.find("quiet-heron", now)
                assert found is not None
                assert found.has_room is room
            _, outcomes = await bench.put(mailbox, other, now=T0 + 599)
            assert outcomes == (Outcome.FULL, Outcome.STORED)
            assert await bench.ids(mailbox, T0 + 599) == ids
            await bench.put_one(mailbox, now=T0 + 600)
            assert len(await bench.ids(mailbox, T0 + 600)) == 5

        self.run(test)

    # --- time ---

    def test_the_end_is_the_end_for_every_verb(self) -> None:
        """From the second of ``expires_at`` on a mailbox is not there for any verb, purged or not."""

        async def test(bench: Bench) -> None:
            for purged in (False, True):
                token, mailbox = await bench.open(f"p{purged}", idle=9 * 3600)
                message_id = await bench.put_one(mailbox, now=T0 + HOUR - 1)
                assert await bench.read(token, message_id, T0 + HOUR - 0.001) == b"hello"
                if purged:
                    assert await bench.store.purge(T0 + HOUR) == 2
                assert await bench.find(f"p{purged}", T0 + HOUR) is None
                await every_verb_refuses(bench, token, mailbox, message_id, T0 + HOUR)

        self.run(test)

    def test_idle_mailboxes_end(self) -> None:
        """Without a look or an arrival a mailbox ends when its idle window is over; each of them puts it off."""

        async def test(bench: Bench) -> None:
            token, mailbox = await bench.open(idle=600)
            bench.store.seen(mailbox.uid, T0 + 500)
            assert (await bench.store.mailbox(mailbox.uid, T0 + 500)).ends_at == T0 + 1100
            await bench.put_one(mailbox, now=T0 + 1000)
            bench.store.seen(mailbox.uid, T0 + 900)
            unlocked = await bench.store.unlock(token, T0 + 1599)
            assert unlocked.mailbox.ends_at == T0 + 1600
            assert (unlocked.mailbox.seen_at, unlocked.mailbox.arrived_at) == (T0 + 900, T0 + 1000)
            assert await bench.store.purge(T0 + 1599) == 0
            assert await bench.find("quiet-heron", T0 + 1600) is None
            assert await bench.store.purge(T0 + 1600) == 1

        self.run(test)

    def test_extending_counts_from_now(self) -> None:
        """``expires_at`` is what was asked for, later or earlier; it counts as seen; watchers hear it."""

        async def test(bench: Bench) -> None:
            token, mailbox = await bench.open(idle=3000)
            watch = bench.store.watch(mailbox.uid)
            extended = await bench.store.extend(mailbox.uid, T0 + 2 * HOUR, T0 + 2000)
            assert (extended.expires_at, extended.seen_at) == (T0 + 2 * HOUR, T0 + 2000)
            assert await bench.store.mailbox(mailbox.uid, T0 + 4999) == extended
            assert await hear(watch) == [(NewsKind.EXTENDED, None)]
            await bench.store.extend(mailbox.uid, T0 + 4990, T0 + 4980)
            with pytest.raises(NotFound):
                await bench.store.unlock(token, T0 + 4990)
            assert await bench.store.purge(T0 + 4990) == 1

        self.run(test)

    # --- erase, purge ---

    def test_what_is_erased_is_gone(self) -> None:
        """After an erasure no verb knows the mailbox; the receipt says what went; watchers hear ENDED."""

        async def test(bench: Bench) -> None:
            token, mailbox = await bench.open()
            message_id = await bench.put_one(mailbox)
            before = await bench.store.mailbox(mailbox.uid, T0)
            watch = bench.store.watch(mailbox.uid)
            receipt = await bench.store.erase(mailbox.uid, T0 + 1)
            assert (receipt.messages, receipt.octets, receipt.erased_at) == (1, before.octets, T0 + 1)
            assert await hear(watch) == [(NewsKind.ENDED, None)]
            await every_verb_refuses(bench, token, mailbox, message_id, T0 + 1)
            assert await bench.find("quiet-heron", T0 + 1) is None
            assert bench.store.status(T0 + 1).messages == 0

        self.run(test)

    def test_a_purge_ends_only_what_is_over(self) -> None:
        """The number says how many ended; the living ones and their messages are as they were."""

        async def test(bench: Bench) -> None:
            watches = []
            for number in range(20):
                _, mailbox = await bench.open(f"a{number}", seconds=HOUR if number % 2 else 2 * HOUR, idle=9 * 3600)
                await bench.put_one(mailbox)
                watches.append(bench.store.watch(mailbox.uid))
            token, alive = await bench.open("alive", seconds=2 * HOUR, idle=9 * 3600)
            message_id = await bench.put_one(alive)
            assert await bench.store.purge(T0 + HOUR) == 10
            assert await bench.store.purge(T0 + HOUR) == 0
            for number, watch in enumerate(watches):
                assert await hear(watch) == ([(NewsKind.ENDED, None)] if number % 2 else [])
            assert await bench.read(token, message_id, T0 + HOUR) == b"hello"
            status = bench.store.status(T0 + HOUR)
            assert (status.mailboxes, status.messages) == (11, 11)

        self.run(test)

    # --- watch, tell, open_token, status ---

    def test_watchers_hear_their_own_mailbox(self) -> None:
        """News go to the watchers of the one mailbox, from when each began until it is closed."""

        async def test(bench: Bench) -> None:
            _, mine = await bench.open("a")
            _, other = await bench.open("b")
            await bench.put_one(mine)
            watches = [bench.store.watch(mine.uid), bench.store.watch(mine.uid), bench.store.watch(other.uid)]
            closed = bench.store.watch(mine.uid)
            closed.close()
            closed.close()
            message_id = await bench.put_one(mine)
            bench.store.tell(mine.uid, News(NewsKind.REFUSED, octets=7, reason="size"))
            for watch in watches[:2]:
                assert await watch.next(1) == News(NewsKind.ARRIVED, message_id)
                assert await watch.next(1) == News(NewsKind.REFUSED, octets=7, reason="size")
                assert await watch.next(0) is None
            assert await watches[2].next(0) is None
            assert await closed.next(0) is None

        self.run(test)

    def test_arrival_is_told_after_it_is_stored(self) -> None:
        """Who hears ARRIVED finds the message in the list."""

        async def test(bench: Bench) -> None:
            _, mailbox = await bench.open()
            watch = bench.store.watch(mailbox.uid)
            waiting = asyncio.ensure_future(watch.next(5))
            await asyncio.sleep(0)
            putting = asyncio.ensure_future(bench.put_one(mailbox))
            news = await waiting
            assert news is not None
            assert news.message_id in await bench.ids(mailbox)
            await putting

        self.run(test)

    def test_a_slow_watcher_is_told_that_it_lost_news(self) -> None:
        """News are never dropped silently, and the end is heard whatever was lost."""

        async def test(bench: Bench) -> None:
            _, mailbox = await bench.open()
            watch = bench.store.watch(mailbox.uid)
            for _ in range(1000):
                bench.store.tell(mailbox.uid, News(NewsKind.REFUSED))
            await bench.store.erase(mailbox.uid, T0)
            for _ in range(1000):
                bench.store.tell(mailbox.uid, News(NewsKind.REFUSED))
            heard = [kind for kind, _ in await hear(watch)]
            assert NewsKind.LOST in heard
            assert NewsKind.ENDED in heard
            assert len(heard) < 200

        self.run(test)

    def test_open_mode_tokens_stay(self) -> None:
        """An address has one open-mode token in any spelling, which opens its mailbox; others have others."""

        async def test(bench: Bench) -> None:
            token = bench.store.open_token(address("ci"))
            assert len(token) == 32
            assert token == bench.store.open_token(address("CI"))
            assert token != bench.store.open_token(address("ci2"))
            await bench.store.open(new("ci", token, spend=False))
            assert (await bench.store.unlock(token, T0)).address == address("ci")

        self.run(test)

    def test_status_counts(self) -> None:
        """The status says how many mailboxes and messages live, how much they take, and that there is room."""

        async def test(bench: Bench) -> None:
            _, mailbox = await bench.open()
            await bench.store.provide(new("p", os.urandom(32)))
            await bench.put_one(mailbox)
            status = bench.store.status(T0)
            assert (status.mailboxes, status.provisional, status.messages) == (1, 1, 1)
            assert status.octets == (await bench.store.mailbox(mailbox.uid, T0)).octets
            assert status.writable
            assert bench.store.has_space(1000)
            assert status.oldest_expired_seconds == 0
            assert bench.store.status(T0 + 700).oldest_expired_seconds == 100

        self.run(test)
