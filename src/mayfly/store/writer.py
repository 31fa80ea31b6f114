"""The one thread that writes. All that came while the last commit ran shares the next one.

Rule 1: nothing is answered before it is durable. Shares are synced first, then windows are committed, then the index.
Rule 2: what fails is answered with the fault and undone in memory; the rest of the batch goes on where it can.
Rule 3: the answers of a batch go to the loop in one call. Between batches there is a short step of forgetting.
"""

import asyncio
import threading
from collections.abc import Callable
from typing import ClassVar

import apsw

from mayfly.core.errors import Conflict, MayflyError, NoSpace, NotFound
from mayfly.store import rotate
from mayfly.store.answer import Answer, fail, quietly
from mayfly.store.asked import Asked
from mayfly.store.base import News, NewsKind, Outcome, Receipt
from mayfly.store.box import Box
from mayfly.store.checkpoint import LOG_PAGES, Checkpointer, shorten
from mayfly.store.disk import translate
from mayfly.store.forget import Forget, Pace
from mayfly.store.ops import (
    Annotate,
    Delete,
    Erase,
    Extend,
    Op,
    Open,
    PepperChangedError,
    Purge,
    Put,
    Rotate,
    Settle,
    Wake,
)
from mayfly.store.purge import Ending, make_unreadable
from mayfly.store.telling import Telling
from mayfly.store.vault import Vault
from mayfly.store.windows import Files, Head, Window

# A look is written down when what is at rest is older than this, or than a tenth of the idle window.
_SEEN_SECONDS = 60.0
_ENDED = News(NewsKind.ENDED)


class Writer:
    """Takes ops from the loop and answers them."""

    def __init__(
        self, vault: Vault, loop: asyncio.AbstractEventLoop, tell: Callable[[bytes, News], None], pace: Pace
    ) -> None:
        self._vault = vault
        self._telling = Telling(loop, tell)
        self._forget = Forget(vault, self._close_files, self._wake, pace)
        self._checkpointer = Checkpointer(vault)
        self._asked = Asked(loop)
        self._purges: list[tuple[Purge, Ending]] = []
        self._settles: list[Settle] = []
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, op: Op) -> None:
        """Have an op done. For the loop's thread."""
        self._asked.put(op)

    def finish(self) -> None:
        """Do what was asked for, and end the thread. Waits; the loop does not run meanwhile, or calls it elsewhere."""
        self._asked.end()
        self._thread.join()
        self._checkpointer.close()

    def oldest_expired_at(self) -> float | None:
        """Say since when the oldest octet at rest should be gone."""
        return self._forget.oldest_expired_at()

    # --- the thread ---

    def _run(self) -> None:
        running = True
        while running:
            work = bool(self._purges or self._forget.has_work or self._is_settled)
            batch, running = self._asked.take(wait=not work)
            if batch:
                self._commit(batch)
            if self._purges:
                self._purge_step(busy=bool(batch))
            elif self._forget.has_work:
                self._forget.step(busy=bool(batch))
                self._checkpointer.wake()
            elif self._is_settled:
                self._telling.answer([Answer(settle.done) for settle in self._settles])
                self._settles.clear()
        self._forget.close()
        self._write_last()

    @property
    def _is_settled(self) -> bool:
        return bool(self._settles) and not self._forget.is_waiting

    def _write_last(self) -> None:
        """Write the looks that no commit has taken along."""
        try:
            self._write_seen(anyway=True)
            self._vault.index.commit()
        except (apsw.Error, OSError):
            quietly(self._vault.index.rollback)

    def _commit(self, batch: list[Op]) -> None:
        answers = self._attempt(batch)
        # A delete writes a log before it gives anything back.
        full = [n for n, op in enumerate(batch) if isinstance(op, Delete) and isinstance(answers[n].error, NoSpace)]
        if full and self._forget.make_room():
            for n, answer in zip(full, self._attempt([batch[n] for n in full]), strict=True):
                answers[n] = answer
        self._telling.answer([answer for answer in answers if not answer.later])
        self._checkpointer.wake()

    def _attempt(self, batch: list[Op]) -> list[Answer]:
        answers: list[Answer] = []
        fault: MayflyError | None = None
        try:
            self._roll(batch)
        except (apsw.Error, OSError) as error:
            fault = translate(error)
        for op in batch:
            answer = Answer(op.done)
            answers.append(answer)
            handler = self._HANDLERS[type(op)]
            try:
                if fault is not None and handler not in self._NEED_NO_COMMIT:
                    raise fault
                handler(self, op, answer)
            except MayflyError as error:
                answer.error = error
                if isinstance(op, Put) and op.body is not None:
                    self._vault.drop_unused_body(op.body)
            except (apsw.Error, OSError) as error:
                fault = self._fault(error)
                fail([answer], fault, lambda _: True)
        self._make_durable(answers, fault)
        return answers

    def _make_durable(self, answers: list[Answer], fault: MayflyError | None) -> None:
        """Sync and commit in order; what was not reached is undone and answered with the fault."""
        vault = self._vault
        try:
            if any(answer.shares for answer in answers):
                vault.shares.sync()
        except OSError as error:
            # The rows of what was opened must not outlive the shares that are not there.
            quietly(vault.index.rollback)
            vault.seq_floor = 0
            fail(answers, translate(error), lambda answer: answer.shares or answer.index)
        committed: set[int] = set()
        try:
            if fault is not None:
                raise fault
            # The newest window first: what makes room in older ones goes only after what needed the room is safe.
            for window in sorted(vault.windows.values(), key=lambda window: -window.number):
                window.commit()
                committed.add(window.number)
                if window.log_pages > LOG_PAGES:
                    shorten(window.db)
                    window.log_pages = 0
            self._write_seen(anyway=any(answer.later for answer in answers))
            vault.index.commit()
        except (apsw.Error, OSError, MayflyError) as error:
            reason = error if isinstance(error, MayflyError) else self._fault(error)
            for window in vault.windows.values():
                quietly(window.rollback)
            quietly(vault.index.rollback)
            # What was written down ahead may not have been: the next message does it again.
            vault.seq_floor = 0
            fail(answers, reason, lambda answer: answer.index or answer.window not in {None, *committed})
        for answer in answers:
            if answer.error is None:
                for action in answer.after:
                    action()

    def _fault(self, error: apsw.Error | OSError) -> MayflyError:
        if isinstance(error, apsw.CorruptError | apsw.NotADBError):
            # Whichever database it was: the next message gets a new window.
            self._vault.current = None
        return translate(error)

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
            window.insert(copy.uid, head, copy.sealed)
            vault.hold_body(op.body)
            window.rows += 1
            self._count(box, window, 1, octets, answer)
            answer.undo.append(lambda: vault.release_body(op.body))
            answer.window = window.number
            self._arrived(box, op.now)
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
        self._vault.index.set_times(box, op.expires_at, max(op.now, box.active_at))
        answer.index = True
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
        answer.after.append(lambda: self._vault.forget(box))
        answer.news.append((op.uid, _ENDED))

    def _delete(self, op: Delete, answer: Answer) -> None:
        box = self._living(op.uid, op.now)
        head = self._head(box, op.message_id)
        self._remove(box, head, answer)
        answer.window = head.window

    def _annotate(self, op: Annotate, answer: Answer) -> None:
        head = self._head(self._living(op.uid, op.now), op.message_id)
        self._vault.windows[head.window].annotate(head.seq, op.kind, op.sealed)
        answer.window = head.window
        answer.news.append((op.uid, News(NewsKind.CHANGED, op.message_id)))

    def _purge(self, op: Purge, answer: Answer) -> None:
        answer.later = True
        self._forget.resume()
        self._purges.append((op, Ending(self._vault, op.now)))

    def _settle(self, op: Settle, answer: Answer) -> None:
        answer.later = True
        self._settles.append(op)

    def _rotate(self, op: Rotate, answer: Answer) -> None:
        try:
            peppers = rotate.begin(self._vault, op.secret)
        except OSError as error:
            # The file alone. A fault of the index is one of the batch: SQLite may have dropped all that was in it.
            raise translate(error) from error
        answer.index = True
        answer.after += [lambda: setattr(self._vault, "peppers", peppers), self._forget.wrap_spent]

    def _look(self, op: Wake, answer: Answer) -> None:
        """To be awake was all."""

    _HANDLERS: ClassVar[dict[type, Callable[..., None]]] = {
        Put: _put,
        Open: _open,
        Extend: _extend,
        Erase: _erase,
        Delete: _delete,
        Annotate: _annotate,
        Purge: _purge,
        Settle: _settle,
        Rotate: _rotate,
        Wake: _look,
    }
    # These go on when the disk is full or a database fails.
    _NEED_NO_COMMIT = frozenset({_erase, _purge, _settle, _look})

    # --- parts of them ---

    def _purge_step(self, *, busy: bool) -> None:
        """End some of what is over at the time of the oldest purge asked for."""
        op, ending = self._purges[0]
        answer = Answer(None)
        try:
            gone = ending.step(self._forget.seconds(busy=busy))
        except OSError as error:
            self._purges.pop(0)
            ending.undo()
            self._telling.answer([Answer(op.done, error=translate(error))])
            return
        answer.news = [(box.uid, _ENDED) for box in gone]
        if ending.is_done:
            self._purges.pop(0)
            answer.done, answer.value = op.done, ending.ended
        self._telling.answer([answer])

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

    def _arrived(self, box: Box, now: float) -> None:
        box.arrived_at = max(box.arrived_at, now)
        if now - box.written_at > max(_SEEN_SECONDS, box.idle_seconds / 10):
            self._vault.to_write[box.uid] = box

    def _write_seen(self, *, anyway: bool) -> None:
        """Let coarse times ride on a commit of the index; ``anyway`` begins one for them."""
        if self._vault.to_write and (anyway or self._vault.index.db.in_transaction):
            boxes, self._vault.to_write = self._vault.to_write, {}
            for box in boxes.values():
                if not box.ended:
                    box.written_at = box.active_at
                    self._vault.index.set_times(box, box.expires_at, box.written_at)

    def _roll(self, batch: list[Op]) -> None:
        """Begin a new window where the time has come, before any transaction is open."""
        now = next((op.now for op in batch if isinstance(op, Put)), None)
        if now is None:
            return
        vault = self._vault
        bucket = int(now // vault.settings.window_seconds)
        # A clock that went back a little goes on in the window there is.
        if vault.current is None or not vault.current.bucket - 1 <= bucket <= vault.current.bucket:
            vault.begin_window(bucket)

    def _current(self) -> Window:
        if self._vault.current is None:
            raise RuntimeError("a message before its window")
        return self._vault.current

    def _close_files(self, files: Files) -> None:
        """Have a window's files closed and unlinked, once the loop has left what it may be reading there."""
        if not self._telling.call(self._vault.reaper.drop, files):
            self._vault.reaper.drop(files)

    def _wake(self) -> None:
        """Have the thread look at what is to be forgotten. For the thread beside it."""
        self._telling.call(self.submit, Wake())
