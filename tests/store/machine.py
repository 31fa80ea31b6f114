"""Any order of verbs at any times, against a model small enough to be seen to be right.

The model keeps plain lists. After every step each mailbox is compared: found or not, its times, its counts, its list.
"""

import asyncio
import os
from collections.abc import Awaitable
from dataclasses import dataclass, field

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mayfly.core.errors import Conflict, NotFound
from mayfly.core.mailbox import Mailbox
from mayfly.store.base import News, NewsKind, Outcome, SealedMessage, Store, Watch
from mayfly.store.sealing import Kind, SealFor, SealJob, open_content, seal, seal_content
from mayfly.store.settings import Settings
from tests.store.contract import T0, address, new

SETTINGS = Settings(
    mailbox_messages=4, mailbox_octets=6_000, free_octets=0, provisional_mailboxes=3, window_seconds=900
)
NAMES = ("a", "b", "c", "d")


@dataclass
class Kept:
    """A message in the model."""

    message_id: bytes
    content: bytes
    received_at: float
    octets: int
    notes: dict[Kind, bytes] = field(default_factory=dict)


@dataclass
class Box:
    """A mailbox in the model."""

    name: str
    token: bytes
    mailbox: Mailbox
    expires_at: float
    idle: int
    seen_at: float
    watch: Watch
    provisional: bool = False
    spend: bool = True
    created_at: float = 0.0
    arrived_at: float = 0.0
    kept: list[Kept] = field(default_factory=list)
    expected: list[News] = field(default_factory=list)
    erased: bool = False

    @property
    def ends_at(self) -> float:
        ends = min(self.expires_at, max(self.seen_at, self.arrived_at) + self.idle)
        return min(ends, self.created_at + 600) if self.provisional else ends

    def lives(self, now: float) -> bool:
        return not self.erased and now < self.ends_at


class StoreMachine(RuleBasedStateMachine):
    """An engine's own file subclasses this and says how it is started, and whether it lasts."""

    lasting = False

    def start(self) -> Store:
        raise NotImplementedError

    @initialize()
    def begin(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.now = T0
        self.boxes: list[Box] = []
        self.spent: set[str] = set()
        self.store = self._in_loop(self.start)

    def teardown(self) -> None:
        if hasattr(self, "loop"):
            self._do(self.store.close())
            self.loop.close()

    def _in_loop(self, start: object) -> Store:
        async def body() -> Store:
            return self.start()

        return self.loop.run_until_complete(body())

    def _do(self, awaitable: Awaitable[object]) -> object:
        async def body() -> object:
            return await awaitable

        return self.loop.run_until_complete(body())

    def _living(self, name: str) -> Box | None:
        return next((box for box in self.boxes if box.name == name and box.lives(self.now)), None)

    def _add(self, name: str, token: bytes, mailbox: Mailbox, **more: object) -> None:
        box = Box(
            name,
            token,
            mailbox,
            mailbox.expires_at,
            mailbox.idle_seconds,
            self.now,
            self.store.watch(mailbox.uid),
            created_at=self.now,
            **more,  # type: ignore[arg-type]  # the fields' own types
        )
        self.boxes.append(box)

    # --- rules ---

    @rule(seconds=st.sampled_from([1, 30, 299, 300, 599, 600, 901, 4000]))
    def wait(self, seconds: int) -> None:
        self.now += seconds

    @rule(
        name=st.sampled_from(NAMES),
        life=st.sampled_from([300, 1800, 9000]),
        idle=st.sampled_from([300, 700, 9000]),
        spend=st.booleans(),
    )
    def open(self, name: str, life: int, idle: int, spend: bool) -> None:
        token = os.urandom(32)
        opening = self.store.open(new(name, token, now=self.now, seconds=life, idle=idle, spend=spend))
        if self._living(name) or (spend and name in self.spent):
            with pytest.raises(Conflict):
                self._do(opening)
            return
        mailbox = self._do(opening)
        assert isinstance(mailbox, Mailbox)
        if spend:
            self.spent.add(name)
        self._add(name, token, mailbox)

    @rule(name=st.sampled_from(NAMES), spend=st.booleans())
    def provide(self, name: str, spend: bool) -> None:
        token = os.urandom(32)
        providing = self.store.provide(new(name, token, now=self.now, idle=9000, spend=spend))
        if self._living(name):
            with pytest.raises(Conflict):
                self._do(providing)
            return
        mailbox = self._do(providing)
        assert isinstance(mailbox, Mailbox)
        waiting = [box for box in self.boxes if box.provisional and not box.erased]
        over = [box for box in waiting if box.name == name]
        if len(waiting) - len(over) >= SETTINGS.provisional_mailboxes:
            over.append(waiting[0])
        for box in over:
            box.erased = True
            box.expected.append(News(NewsKind.ENDED))
        self._add(name, token, mailbox, provisional=True, spend=spend)

    @precondition(lambda self: self.boxes)
    @rule(data=st.data(), by_name=st.booleans())
    def come_back(self, data: st.DataObject, by_name: bool) -> None:
        box = data.draw(st.sampled_from(self.boxes))
        if by_name:
            box = self._living(box.name) or box
        promotes = box.provisional and box.lives(self.now)
        clash = promotes and box.spend and box.name in self.spent
        if clash:
            box.erased = True
            box.expected.append(News(NewsKind.ENDED))
        if promotes and not clash:
            box.provisional = False
            if box.spend:
                self.spent.add(box.name)
        if by_name:
            found = self.store.find(address(box.name), self.now)
            if isinstance(found, Awaitable):
                found = self._do(found)
            living = self._living(box.name)
            assert (found.uid if found else None) == (living.mailbox.uid if living else None)  # type: ignore[attr-defined]  # a Recipient
        elif box.lives(self.now):
            unlocked = self._do(self.store.unlock(box.token, self.now))
            assert unlocked.mailbox.uid == box.mailbox.uid  # type: ignore[attr-defined]  # an Unlocked
            assert unlocked.address == address(box.name)  # type: ignore[attr-defined]  # an Unlocked
        else:
            with pytest.raises(NotFound):
                self._do(self.store.unlock(box.token, self.now))

    @precondition(lambda self: any(not box.provisional for box in self.boxes))
    @rule(data=st.data(), size=st.sampled_from([1, 900, 2500, 7000]), count=st.integers(1, 3))
    def put(self, data: st.DataObject, size: int, count: int) -> None:
        boxes = data.draw(
            st.lists(
                st.sampled_from([box for box in self.boxes if not box.provisional]),
                min_size=1,
                max_size=count,
                unique_by=id,
            )
        )
        self._refresh_keys(boxes)
        content = os.urandom(size)
        to = tuple(SealFor(box.mailbox.uid, box.mailbox.public_key, os.urandom(16)) for box in boxes)
        message = seal_content(SealJob((content,), to, self.now))
        expected = []
        for box, copy in zip(boxes, message.copies, strict=True):
            octets = len(copy.sealed) + message.body_octets
            expected.append(self._expect(box, Kept(copy.message_id, content, self.now, octets)))
        assert self._do(self._put(message)) == tuple(expected)

    async def _put(self, message: SealedMessage) -> tuple[Outcome, ...]:
        return await self.store.put(message, self.now)

    def _refresh_keys(self, boxes: list[Box]) -> None:
        for box in boxes:
            if not box.mailbox.public_key and box.lives(self.now):
                box.mailbox = self._do(self.store.mailbox(box.mailbox.uid, self.now))  # type: ignore[assignment]  # a Mailbox
            elif not box.mailbox.public_key:
                box.mailbox = Mailbox(box.mailbox.uid, bytes([9]) + bytes(31), 0, 0, 0, 0, 0, 0, 0)

    def _expect(self, box: Box, kept: Kept) -> Outcome:
        if not box.lives(self.now):
            return Outcome.GONE
        gone = 0
        while (
            len(box.kept) - gone >= SETTINGS.mailbox_messages
            or sum(other.octets for other in box.kept[gone:]) + kept.octets > SETTINGS.mailbox_octets
        ):
            if gone == len(box.kept) or self.now - box.kept[gone].received_at < SETTINGS.young_seconds:
                return Outcome.FULL
            gone += 1
        box.expected += [News(NewsKind.GONE, other.message_id) for other in box.kept[:gone]]
        box.expected.append(News(NewsKind.ARRIVED, kept.message_id))
        box.kept = [*box.kept[gone:], kept]
        box.arrived_at = self.now
        return Outcome.STORED

    @precondition(lambda self: any(box.kept for box in self.boxes))
    @rule(data=st.data(), what=st.sampled_from(["read", "delete", "summary", "authentication"]))
    def message(self, data: st.DataObject, what: str) -> None:
        box = data.draw(st.sampled_from([box for box in self.boxes if box.kept]))
        kept = data.draw(st.sampled_from(box.kept))
        uid = box.mailbox.uid
        if what == "read":
            doing: Awaitable[object] = self._read(box, kept)
        elif what == "delete":
            doing = self.store.delete(uid, kept.message_id, self.now)
        else:
            kind = Kind(what)
            note = seal(box.mailbox.public_key, uid, kind, kept.message_id, os.urandom(9))
            doing = self.store.annotate(uid, kept.message_id, kind, note, self.now)
        if not box.lives(self.now):
            with pytest.raises(NotFound):
                self._do(doing)
            return
        self._do(doing)
        if what == "delete":
            box.kept.remove(kept)
            box.expected.append(News(NewsKind.GONE, kept.message_id))
        elif what != "read":
            kept.notes[kind] = note
            box.expected.append(News(NewsKind.CHANGED, kept.message_id))

    async def _read(self, box: Box, kept: Kept) -> None:
        unlocked = await self.store.unlock(box.token, self.now)
        sealed = await self.store.content(box.mailbox.uid, kept.message_id, self.now)
        assert open_content(unlocked.opener, sealed) == kept.content

    @precondition(lambda self: any(not box.provisional for box in self.boxes))
    @rule(data=st.data(), seconds=st.sampled_from([10, 1000, 9000]))
    def extend(self, data: st.DataObject, seconds: int) -> None:
        box = data.draw(st.sampled_from([box for box in self.boxes if not box.provisional]))
        doing = self.store.extend(box.mailbox.uid, self.now + seconds, self.now)
        if not box.lives(self.now):
            with pytest.raises(NotFound):
                self._do(doing)
            return
        self._do(doing)
        box.expires_at, box.seen_at = self.now + seconds, self.now
        box.expected.append(News(NewsKind.EXTENDED))

    @precondition(lambda self: self.boxes)
    @rule(data=st.data())
    def look(self, data: st.DataObject) -> None:
        box = data.draw(st.sampled_from(self.boxes))
        self.store.seen(box.mailbox.uid, self.now)
        if box.lives(self.now) and not box.provisional:
            box.seen_at = self.now

    @precondition(lambda self: self.boxes)
    @rule(data=st.data())
    def erase(self, data: st.DataObject) -> None:
        box = data.draw(st.sampled_from(self.boxes))
        doing = self.store.erase(box.mailbox.uid, self.now)
        if not box.lives(self.now):
            with pytest.raises(NotFound):
                self._do(doing)
            return
        receipt = self._do(doing)
        expected = (len(box.kept), sum(kept.octets for kept in box.kept))
        assert (receipt.messages, receipt.octets) == expected  # type: ignore[attr-defined]  # a Receipt
        box.erased = True
        box.expected.append(News(NewsKind.ENDED))

    @rule()
    def purge(self) -> None:
        self._do(self.store.purge(self.now))
        for box in self.boxes:
            if not box.erased and not box.lives(self.now):
                box.erased = True
                box.expected.append(News(NewsKind.ENDED))

    @precondition(lambda self: self.lasting)
    @rule()
    def restart(self) -> None:
        self._do(self.store.close())
        self.store = self._in_loop(self.start)
        for box in self.boxes:
            box.erased = box.erased or box.provisional
            box.expected.clear()
            box.watch = self.store.watch(box.mailbox.uid)
            if box.lives(self.now):
                # Looks are written coarsely; never forgotten by more than this, never invented.
                known = self._do(self.store.mailbox(box.mailbox.uid, self.now))
                active = max(known.seen_at, known.arrived_at)  # type: ignore[attr-defined]  # a Mailbox
                before = max(box.seen_at, box.arrived_at)
                assert before - max(60, box.idle / 10) <= active <= before
                box.seen_at = active
                box.arrived_at = 0.0

    @precondition(lambda self: self.lasting)
    @rule(then_stop=st.booleans())
    def rotate(self, then_stop: bool) -> None:
        """Nobody notices: who is found, refused or spent is so under the new pepper too, also after a restart."""
        self._do(self.store.rotate())  # type: ignore[attr-defined]  # of engines that last
        if then_stop:
            self.restart()

    # --- what always holds ---

    @invariant()
    def everything_is_as_the_model_says(self) -> None:
        for box in getattr(self, "boxes", ()):
            if box.lives(self.now):
                known = self._do(self.store.mailbox(box.mailbox.uid, self.now))
                assert isinstance(known, Mailbox)
                assert known.message_count == len(box.kept)
                assert known.octets == sum(kept.octets for kept in box.kept)
                assert known.provisional == box.provisional
                if not box.provisional:
                    assert known.ends_at == box.ends_at
                    listed = self._do(self.store.messages(box.mailbox.uid, 0, 100, self.now))
                    assert [
                        (item.message_id, item.received_at, item.octets, item.summary, item.authentication)
                        for item in listed  # type: ignore[attr-defined]  # a list
                    ] == [
                        (
                            k.message_id,
                            k.received_at,
                            k.octets,
                            k.notes.get(Kind.SUMMARY),
                            k.notes.get(Kind.AUTHENTICATION),
                        )
                        for k in box.kept
                    ]
            else:
                with pytest.raises(NotFound):
                    self._do(self.store.mailbox(box.mailbox.uid, self.now))

    @invariant()
    def watchers_heard_it_in_order(self) -> None:
        for box in getattr(self, "boxes", ()):
            if len(box.expected) > 60:
                continue
            heard = []
            while (news := self._do(box.watch.next(0))) is not None:
                heard.append(news)
            assert heard == box.expected
            box.expected.clear()
