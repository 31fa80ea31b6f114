"""The one thread that writes. All that came while the last commit ran shares the next one.

Rule 1: nothing is answered before it is durable. Shares are synced first, then windows are committed, then the index.
Rule 2: what fails is answered with the fault and undone in memory; the rest of the batch goes on where it can. That
goes for faults nobody foresaw as well: whoever waits is answered, what was not durable is rolled back, and the thread
goes on with what comes next. Should it end all the same, what waits and what comes is answered at once.
Rule 3: the answers of a batch go to the loop in one call. Between batches there is a short step of forgetting.
"""

import asyncio
import threading
import time
from collections.abc import Callable

import apsw

from mayfly.core.errors import MayflyError, NoSpace, Unavailable
from mayfly.store.answer import Answer, fail, quietly
from mayfly.store.asked import Asked
from mayfly.store.base import News
from mayfly.store.checkpoint import Checkpointer, shorten
from mayfly.store.disk import translate
from mayfly.store.doing import ENDED, Doing
from mayfly.store.forget import Forget
from mayfly.store.ops import Delete, Erase, Op, Purge, Put, Settle, Wake
from mayfly.store.pace import Pace
from mayfly.store.purge import Ending
from mayfly.store.telling import Telling
from mayfly.store.vault import Vault
from mayfly.store.windows import Files

# These go on when the disk is full or a database fails.
_NEED_NO_COMMIT = (Erase, Purge, Settle, Wake)


class Writer:
    """Takes ops from the loop and answers them."""

    def __init__(
        self, vault: Vault, loop: asyncio.AbstractEventLoop, tell: Callable[[bytes, News], None], pace: Pace
    ) -> None:
        self._vault = vault
        self._pace = pace
        self._asked = Asked(loop)
        self._telling = Telling(loop, tell)
        self._forget = Forget(vault, self._close_files, self._wake, pace)
        self._doing = Doing(vault, self._forget.wrap_spent)
        self._checkpointer = Checkpointer(vault, self._wake)
        self._publish()
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

    # --- the thread ---

    def _run(self) -> None:
        reason = Unavailable("the store is closed")
        try:
            running = True
            while running:
                running = self._turn()
            self._forget.close()
            self._write_last()
        except BaseException as error:  # noqa: BLE001 - the thread ends here, and says so
            # Nothing below lets this come here. If it does all the same, nobody may wait for ever.
            reason = self._vault.trouble.note(error)
        finally:
            left = [op for op, _ in self._purges] + self._settles + self._asked.shut(reason)
            self._telling.answer([Answer(op.done, error=reason) for op in left])

    def _turn(self) -> bool:
        """Do what was asked for, and a step of forgetting; say whether more may follow."""
        batch: list[Op] = []
        running = True
        began = 0.0
        try:
            work = bool(self._purges or self._forget.has_work or self._is_settled)
            batch, running = self._asked.take(wait=not work)
            if batch:
                began = time.perf_counter()
                self._commit(batch)
        except Exception as error:  # noqa: BLE001 - noted, and answered to whoever waits
            self._recover(batch, self._vault.trouble.note(error))
        try:
            self._forget_some(time.perf_counter() - began if batch else None)
        except Exception as error:  # noqa: BLE001 - noted, and answered to whoever waits
            self._recover([], self._vault.trouble.note(error))
        return running

    def _forget_some(self, waited: float | None) -> None:
        if self._purges:
            self._purge_step(waited)
            self._forget.step_beside_a_purge()
        elif self._forget.has_work:
            self._forget.step(waited)
            self._publish()
            self._checkpointer.wake()
        elif self._is_settled:
            self._telling.answer([Answer(settle.done) for settle in self._settles])
            self._settles.clear()

    def _recover(self, batch: list[Op], reason: Unavailable) -> None:
        """Drop what is under way. Of what was answered before, the answer stands."""
        self._roll_back()
        # The next purge begins again where these were.
        self._forget.stall()
        waiting, self._purges = self._purges, []
        for _, ending in waiting:
            quietly(ending.undo)
        for op in batch:
            self._drop_body(op)
        ops = [*batch, *(op for op, _ in waiting)]
        self._telling.answer([Answer(op.done, error=reason) for op in ops])

    @property
    def _is_settled(self) -> bool:
        return bool(self._settles) and not self._forget.is_waiting

    def _write_last(self) -> None:
        """Write the looks that no commit has taken along."""
        try:
            self._doing.write_seen(anyway=True)
            self._vault.index.commit()
        except (apsw.Error, OSError):
            quietly(self._vault.index.rollback)

    def _commit(self, batch: list[Op]) -> None:
        trouble = self._vault.trouble
        before = trouble.count
        answers = self._attempt(batch)
        # A delete writes a log before it gives anything back.
        full = [n for n, op in enumerate(batch) if isinstance(op, Delete) and isinstance(answers[n].error, NoSpace)]
        if full and self._forget.make_room():
            for n, answer in zip(full, self._attempt([batch[n] for n in full]), strict=True):
                answers[n] = answer
        trouble.is_over = trouble.count == before
        self._publish()
        self._telling.answer([answer for answer in answers if not answer.later])
        self._checkpointer.wake()

    def _attempt(self, batch: list[Op]) -> list[Answer]:
        answers: list[Answer] = []
        fault: MayflyError | None = None
        try:
            self._roll(batch)
        except Exception as error:  # noqa: BLE001 - told apart by ``_fault``
            fault = self._fault(error)
        for op in batch:
            answer = Answer(op.done)
            answers.append(answer)
            try:
                if fault is not None and not isinstance(op, _NEED_NO_COMMIT):
                    raise fault
                self._do(op, answer)
            except MayflyError as error:
                answer.error = error
            except Exception as error:  # noqa: BLE001 - told apart by ``_fault``
                fault = self._fault(error)
                fail([answer], fault, lambda _: True)
            if answer.error is not None:
                self._drop_body(op)
        self._make_durable(answers, fault)
        return answers

    def _do(self, op: Op, answer: Answer) -> None:
        if isinstance(op, Purge):
            answer.later = True
            self._forget.resume()
            self._purges.append((op, Ending(self._vault, op.now)))
        elif isinstance(op, Settle):
            answer.later = True
            self._settles.append(op)
        elif not isinstance(op, Wake):
            self._doing.do(op, answer)

    def _make_durable(self, answers: list[Answer], fault: MayflyError | None) -> None:
        """Sync and commit in order; what was not reached is undone and answered with the fault."""
        vault = self._vault
        try:
            if any(answer.shares for answer in answers):
                vault.shares.sync()
        except Exception as error:  # noqa: BLE001 - told apart by ``_fault``
            # The rows of what was opened must not outlive the shares that are not there.
            quietly(vault.index.rollback)
            vault.seq_floor = 0
            fail(answers, self._fault(error), lambda answer: answer.shares or answer.index)
        committed: set[int] = set()
        try:
            if fault is not None:
                raise fault
            # The newest window first: what makes room in older ones goes only after what needed the room is safe.
            for window in sorted(vault.windows.values(), key=lambda window: -window.number):
                window.commit()
                committed.add(window.number)
                shorten(window, self._pace)
            self._doing.write_seen(anyway=any(answer.later for answer in answers))
            vault.index.commit()
        except Exception as error:  # noqa: BLE001 - told apart by ``_fault``
            reason = error if isinstance(error, MayflyError) else self._fault(error)
            self._roll_back()
            fail(answers, reason, lambda answer: answer.index or answer.window not in {None, *committed})
        for answer in answers:
            if answer.error is None:
                for action in answer.after:
                    action()

    def _drop_body(self, op: Op) -> None:
        if isinstance(op, Put) and op.body is not None:
            self._vault.drop_unused_body(op.body)

    def _roll_back(self) -> None:
        vault = self._vault
        for window in vault.windows.values():
            quietly(window.rollback)
        quietly(vault.index.rollback)
        # What was written down ahead may not have been: the next message does it again.
        vault.seq_floor = 0

    def _fault(self, error: Exception) -> MayflyError:
        """Give what a fault is called above: the disk's, a database's, or one that is nobody's but ours."""
        if isinstance(error, apsw.CorruptError | apsw.NotADBError):
            # Whichever database it was: the next message gets a new window.
            self._vault.current = None
        if isinstance(error, apsw.Error | OSError):
            return translate(error)
        return self._vault.trouble.note(error)

    def _purge_step(self, waited: float | None) -> None:
        """End some of what is over at the time of the oldest purge asked for."""
        op, ending = self._purges[0]
        answer = Answer(None)
        try:
            gone = ending.step(self._forget.seconds(waited))
        except OSError as error:
            self._purges.pop(0)
            ending.undo()
            self._telling.answer([Answer(op.done, error=translate(error))])
            return
        answer.news = [(box.uid, ENDED) for box in gone]
        if ending.is_done:
            self._purges.pop(0)
            answer.done, answer.value = op.done, ending.ended
        self._publish()
        self._telling.answer([answer])

    def _roll(self, batch: list[Op]) -> None:
        """Begin a new window where the time has come or the log cannot be cut; before any transaction is open."""
        now = next((op.now for op in batch if isinstance(op, Put)), None)
        if now is None:
            return
        vault = self._vault
        bucket = int(now // vault.settings.window_seconds)
        # A clock that went back a little goes on in the window there is.
        current = vault.current
        if current is None or current.is_held or not current.bucket - 1 <= bucket < current.bucket + vault.span():
            if current is not None and current.is_held:
                # Cut as soon as whoever reads it has left.
                current.stale = True
            vault.begin_window(bucket)

    def _publish(self) -> None:
        self._vault.publish(self._forget.oldest_expired_at())

    def _close_files(self, files: Files) -> None:
        """Have a window's files closed and unlinked, once the loop has left what it may be reading there."""
        if not self._telling.call(self._vault.reaper.drop, files):
            self._vault.reaper.drop(files)

    def _wake(self) -> None:
        """Have the thread look at what is to be forgotten. For the thread beside it."""
        self._telling.call(self.submit, Wake())
