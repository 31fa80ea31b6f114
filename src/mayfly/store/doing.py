"""What each op changes, in memory and in the transactions of its batch. In the writer's thread.

Rule 1: nothing here is durable, and nobody is told. What memory must take back when that fails is in the answer's
``undo`` before the next thing is changed; what may be done only when it is durable is in ``after``.
Rule 2: a MayflyError is one op's own answer and leaves the batch as it was. Any other fault is the whole batch's, whose
transactions are rolled back: SQLite may have dropped all that was in them.
"""

from collections.abc import Callable
from typing import ClassVar

from mayfly.core.errors import Conflict, NotFound
from mayfly.store import rotate
from mayfly.store.answer import Answer, fail
from mayfly.store.base import News, NewsKind, Outcome, Receipt
from mayfly.store.box import Box
from mayfly.store.disk import translate
from mayfly.store.ops import (
    Annotate,
    Delete,
    Erase,
    Extend,
    Op,
    Open,
    PepperChangedError,
    Put,
    Rotate,
)
from mayfly.store.purge import make_unreadable
from mayfly.store.vault import Vault
from mayfly.store.windows import Head, Window

ENDED = News(NewsKind.ENDED)


class Doing:
    """Does ops of one vault. ``rotated`` is called when the pepper has become a new one."""

    def __init__(self, vault: Vault, rotated: Callable[[], None]) -> None:
        self._vault = vault
        self._rotated = rotated

    def do(self, op: Op, answer: Answer) -> None:
        """Do an op, and note in its answer what that came to."""
        self._HANDLERS[type(op)](self, op, answer)

    def write_seen(self, *, anyway: bool) -> None:
        """Let coarse times ride on a commit of the index; ``anyway`` begins one for them."""
        vault = self._vault
        if vault.to_write and (anyway or vault.index.db.in_transaction):
            boxes, vault.to_write = vault.to_write, {}
            # The loop may just be about to put one more into the dict there was; its next look does it again.
            for box in list(boxes.values()):
                if not box.ended:
                    box.written_at = box.active_at
                    vault.index.set_times(box, box.expires_at, box.written_at)

    # --- one handler for each op ---

    def _put(self, op: Put, answer: Answer) -> None:
        vault, message = self._vault, op.message
        body_octets = message.body_octets
        outcomes: list[Outcome] = []
        window = self._current()
        for copy in message.copies:
            box = vault.boxes.living(copy.uid, op.now)
            if box is None:
                outcomes.append(Outcome.GONE)
                continue
            octets = len(copy.sealed) + body_octets
            victims = vault.victims(box, octets, op.now)
            if victims is None:
                outcomes.append(Outcome.FULL)
                continue
            for head in victims:
                self._remove(box, head, answer)
            vault.advance()
            head = Head(window.number, vault.seq, copy.message_id, message.received_at, octets, op.body)
            answer.window = window.number
            window.insert(copy.uid, head, copy.sealed)
            if op.body is not None:
                vault.hold_body(op.body)
                answer.undo.append(lambda: vault.release_body(op.body))
            self._count(box, window, 1, octets, answer)
            self._arrived(box, op.now, answer)
            answer.news.append((copy.uid, News(NewsKind.ARRIVED, copy.message_id)))
            outcomes.append(Outcome.STORED)
        answer.value = tuple(outcomes)
        if op.body is not None:
            vault.drop_unused_body(op.body)

    def _open(self, op: Open, answer: Answer) -> None:
        vault, box = self._vault, op.box
        if op.peppers != len(vault.peppers.every):
            raise PepperChangedError
        if vault.boxes.named(box.mailbox_id, op.now) or (op.spent and vault.index.is_spent(op.spent)):
            raise Conflict("the address is taken or spent")
        box.slot = vault.shares.take()
        answer.undo.append(lambda: self._undo_open(box))
        answer.shares = answer.index = True
        vault.shares.write(box.slot, op.share)
        vault.index.add_box(box, op.sealed_address)
        if op.spent:
            vault.index.spend(op.spent[-1], op.peppers)
        vault.add(box)
        answer.value = box.mailbox

    def _extend(self, op: Extend, answer: Answer) -> None:
        box = self._living(op.uid, op.now)
        before = box.expires_at
        answer.index = True
        self._vault.index.set_times(box, op.expires_at, max(op.now, box.active_at))
        answer.undo.append(lambda: setattr(box, "expires_at", before))
        box.expires_at = op.expires_at
        box.seen_at = max(box.seen_at, op.now)
        self._vault.expect_end(box)
        answer.value = box.mailbox
        answer.news.append((op.uid, News(NewsKind.EXTENDED)))

    def _erase(self, op: Erase, answer: Answer) -> None:
        box = self._living(op.uid, op.now)
        answer.shares = True
        answer.value = Receipt(box.messages, box.octets, op.now)
        try:
            make_unreadable(self._vault, box, answer)
        except OSError as error:
            reason = translate(error)
            fail([answer], reason, lambda _: True)
            raise reason from error
        answer.after.append(lambda: self._vault.forget(box, op.now))
        answer.news.append((op.uid, ENDED))

    def _delete(self, op: Delete, answer: Answer) -> None:
        box = self._living(op.uid, op.now)
        head = self._head(box, op.message_id)
        answer.window = head.window
        self._remove(box, head, answer)

    def _annotate(self, op: Annotate, answer: Answer) -> None:
        head = self._head(self._living(op.uid, op.now), op.message_id)
        answer.window = head.window
        self._vault.windows[head.window].annotate(head.seq, op.kind, op.sealed)
        answer.news.append((op.uid, News(NewsKind.CHANGED, op.message_id)))

    def _rotate(self, op: Rotate, answer: Answer) -> None:
        answer.index = True
        try:
            peppers = rotate.begin(self._vault, op.secret)
        except OSError as error:
            # The file alone. A fault of the index is one of the batch: SQLite may have dropped all that was in it.
            raise translate(error) from error
        answer.after += [lambda: setattr(self._vault, "peppers", peppers), self._rotated]

    _HANDLERS: ClassVar[dict[type, Callable[..., None]]] = {
        Put: _put,
        Open: _open,
        Extend: _extend,
        Erase: _erase,
        Delete: _delete,
        Annotate: _annotate,
        Rotate: _rotate,
    }

    # --- parts of them ---

    def _undo_open(self, box: Box) -> None:
        box.ended = True
        self._vault.boxes.remove(box)
        self._vault.shares.zero([box.slot])
        self._vault.shares.give_back([box.slot])

    def _living(self, uid: bytes, now: float) -> Box:
        box = self._vault.boxes.living(uid, now)
        if box is None:
            raise NotFound("no such mailbox")
        return box

    def _head(self, box: Box, message_id: bytes) -> Head:
        found = (self._vault.windows[number].find_to_write(box.uid, message_id) for number in box.windows)
        head = next(filter(None, found), None)
        if head is None:
            raise NotFound("no such message")
        return head

    def _remove(self, box: Box, head: Head, answer: Answer) -> None:
        window = self._vault.windows[head.window]
        window.delete(box.uid, head.seq)
        self._count(box, window, -1, -head.octets, answer)
        answer.after.append(lambda: self._vault.release_body(head.body))
        answer.news.append((box.uid, News(NewsKind.GONE, head.message_id)))

    def _count(self, box: Box, window: Window, messages: int, octets: int, answer: Answer) -> None:
        self._vault.count(box, window, messages, octets)
        answer.undo.append(lambda: self._vault.count(box, window, -messages, -octets))

    def _arrived(self, box: Box, now: float, answer: Answer) -> None:
        before = box.arrived_at
        if now > before:
            answer.undo.append(lambda: setattr(box, "arrived_at", before))
            box.arrived_at = now
        if box.is_to_be_written(now):
            self._vault.to_write[box.uid] = box

    def _current(self) -> Window:
        if self._vault.current is None:
            raise RuntimeError("a message before its window")
        return self._vault.current
