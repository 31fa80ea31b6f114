"""Getting what has ended off the disk, in short steps between the writer's commits.

Rule 1: shares were overwritten before anything comes here; this gives back space and removes sealed octets.
Rule 2: a window with nothing alive in it is unlinked whole. Where little is alive it is written anew beside the writer
and unlinked then; otherwise dead rows are deleted some at a time.
Rule 3: a step ends within some milliseconds, so that no message waits longer for its commit.
Rule 4: a slot is given back only after the row that named it is durably gone. Deleting itself need not be durable at
once: a start finds the zero slot, or the rows of nobody, and deletes again. So its commits wait for no sync, but for
that of the log at the end.
Rule 5: a window that fails holds up itself alone, until the next purge: the others are forgotten without it.
"""

import contextlib
import itertools
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import apsw

from mayfly.core.errors import NoSpace
from mayfly.store.disk import Ballast, floor_octets, free_octets, translate
from mayfly.store.index import Strike
from mayfly.store.pace import Pace
from mayfly.store.rewrite import Rewriter, Rewriting
from mayfly.store.rotate import Wrapping
from mayfly.store.vault import Vault
from mayfly.store.windows import Files, Window

_log = logging.getLogger(__name__)

# The part of a step that is taken while messages come in. Where their commits take long it may be a part of that time.
_BUSY = 0.4
_SHARE = 0.25
# Rows of the index that are handed to the helper at once: taking them back is a fraction of a millisecond.
_STRUCK = 8192
# Rows, and mailboxes they may be of, between two looks at the clock.
_ROWS = 64
_BOXES = 16
# Windows are numbered from 1.
_INDEX = 0
# For logs that grow while a window is written anew.
_SPARE_OCTETS = 1_048_576


class Forget:
    """What is left to be forgotten, and the next step of it. For the writer's thread."""

    def __init__(
        self, vault: Vault, close_files: Callable[[Files], None], wake: Callable[[], None], pace: Pace
    ) -> None:
        self._vault = vault
        self._pace = pace
        self._close_files = close_files
        self._rewriter = Rewriter(vault, wake, pace.sync_rows)
        # Could not be written anew; its rows are deleted where they are until the next purge.
        self._refused: set[int] = set()
        self._wrapping = Wrapping.left(vault)
        self._stalled = False
        # Databases that somebody else was found reading since the last purge.
        self._held: set[int] = set()
        # Windows that failed since the last purge.
        self._failing: set[int] = set()
        self._was_carried = False
        # Windows with ``only``.
        self._narrowed: list[Window] = []
        # Since when what was deleted should be gone that may still be read in a database's log.
        self._left: dict[int, float] = {}
        self._seconds = pace.step_seconds
        self._freed: list[int] = []
        self._ballast = Ballast(vault.directory)
        # Where there is little room the mail itself goes first.
        self._floor = floor_octets(vault.directory, vault.settings)
        if free_octets(vault.directory) > self._floor:
            self._ballast.hold()

    @property
    def has_work(self) -> bool:
        """Say whether a step would do something."""
        vault, job = self._vault, self._rewriter.job
        if self._stalled:
            return False
        index = vault.index
        return bool(
            (vault.ended_rows if index.strike is None else index.strike.is_over)
            or self._is_index_to_be_cut
            or (job is not None and job.done)
            or self._wrapping is not None
            or any(self._has_work(window) for window in vault.windows.values())
        )

    @property
    def is_waiting(self) -> bool:
        """Say whether something goes on beside the writer, which will wake it."""
        index = self._vault.index
        waits = self._rewriter.job is not None or index.is_to_be_carried or index.strike is not None
        return waits and not self._stalled

    @property
    def _is_index_to_be_cut(self) -> bool:
        index = self._vault.index
        is_free = index.strike is None and not index.is_to_be_carried and self._rewriter.job is None
        return index.stale and is_free and _INDEX not in self._held

    def _has_work(self, window: Window) -> bool:
        job = self._rewriter.job
        if window.number in self._failing or (job is not None and job.window is window):
            return False
        if self._is_to_be_rewritten(window):
            # By the other thread, which does one after the other.
            return job is None
        is_to_be_cut = window.stale and window.number not in self._held
        return bool(window.dead or is_to_be_cut or self._is_over(window))

    def seconds(self, waited: float | None) -> float:
        """Say how long a step may take after a commit that somebody waited for so long, or after none."""
        whole = self._pace.step_seconds
        return whole if waited is None else min(whole, max(whole * _BUSY, waited * _SHARE))

    def resume(self) -> None:
        """Try again after a fault of the disk."""
        if not self.has_work and free_octets(self._vault.directory) > self._floor:
            self._ballast.hold()
        self._stalled = False
        self._refused.clear()
        self._held.clear()
        self._failing.clear()
        self._was_carried = self._vault.index.is_to_be_carried = False

    def stall(self) -> None:
        """Leave the work alone until ``resume``."""
        self._stalled = True

    def wrap_spent(self) -> None:
        """Carry the ledger over to a pepper that has become the newest."""
        self._wrapping = Wrapping(self._vault)

    def close(self) -> None:
        """End what goes on beside the writer; a start goes on with it."""
        self._rewriter.close()

    def make_room(self) -> bool:
        """Give back the blocks held for a full disk; False where they were not held."""
        return self._ballast.drop()

    def step(self, waited: float | None) -> None:
        """Do a little, less where somebody waits (``seconds``). A fault of the disk stops the work until ``resume``."""
        vault = self._vault
        self._seconds = self.seconds(waited)
        # No purge is under way, so that whoever was gone is counted out.
        for window in self._narrowed:
            window.only = None
        self._narrowed.clear()
        with self._faults():
            self._strike()
            windows = [window for window in vault.windows.values() if self._has_work(window)]
            if self._step_with_windows(windows):
                return
            if (dead := next((window for window in windows if window.dead), None)) is not None:
                with self._faults(dead):
                    self._thin(dead)
            elif self._wrapping is not None:
                self._wrap_spent(self._wrapping)
            else:
                self._truncate_logs()

    def step_beside_a_purge(self) -> None:
        """Do what gives the other threads work, so that they need not wait for the end of a long purge."""
        if not self._stalled:
            with self._faults():
                self._step_with_windows([window for window in self._vault.windows.values() if self._has_work(window)])

    def _step_with_windows(self, windows: list[Window]) -> bool:
        """Let a whole window go, or have one written anew, or use one that has been; say whether that was done."""
        job = self._rewriter.job
        if job is not None and job.done:
            self._finish_rewriting(job)
            return True
        over = next((window for window in windows if self._is_over(window)), None)
        if over is not None:
            self._drop(over)
            return True
        worth = next(filter(self._is_to_be_rewritten, windows), None) if job is None else None
        if worth is not None:
            with self._faults(worth):
                self._begin_rewriting(worth)
        return worth is not None

    @contextmanager
    def _faults(self, window: Window | None = None) -> Iterator[None]:
        """Leave the work to the next purge where the disk fails: that at one window, or all of it."""
        vault = self._vault
        try:
            yield
        except (apsw.Error, OSError) as error:
            for window_open in vault.windows.values():
                window_open.rollback()
            vault.index.rollback()
            full = isinstance(translate(error), NoSpace)
            where = "a database" if window is None else window.path.name
            _log.warning("what has ended cannot be taken off the disk yet: %s at %s", type(error).__name__, where)
            if window is not None and not full:
                self._failing.add(window.number)
                return
            self._stalled = not (full and self._ballast.drop())

    def oldest_expired_at(self) -> float | None:
        """Say since when the oldest octet at rest should be gone."""
        job = self._rewriter.job
        waiting = [window.dead for window in list(self._vault.windows.values())] + ([job.leaving] if job else [])
        ends = [dead[0].ended_at for dead in waiting if dead]
        if self._vault.ended_rows:
            ends.append(self._vault.ended_rows.since)
        return min((*ends, *self._left.values()), default=None)

    def _leave(self, database: int, since: float) -> None:
        self._left[database] = min(since, self._left.get(database, since))

    def _is_over(self, window: Window) -> bool:
        """Say whether nothing lives in a window, and it is full of the dead or gets no more messages."""
        return window.alive == 0 and (bool(window.dead) or window is not self._vault.current)

    def _strike(self) -> None:
        """Hand the rows of ended mailboxes to the helper, and take back what has become of those it had."""
        index, ended_rows = self._vault.index, self._vault.ended_rows
        strike = index.strike
        if strike is not None and strike.is_over:
            index.strike = None
            self._freed += strike.slots
            ended_rows.add_all(strike.boxes)
            if strike.error is not None:
                raise strike.error
        if ended_rows and index.strike is None:
            self._leave(_INDEX, ended_rows.since)
            index.stale = True
            index.strike = Strike(ended_rows.take(_STRUCK))

    def _wrap_spent(self, wrapping: Wrapping) -> None:
        wrapping.step(self._seconds)
        if wrapping.is_done:
            self._wrapping = None

    # --- windows ---

    def _is_to_be_rewritten(self, window: Window) -> bool:
        """Say whether copying what is alive costs clearly less than deleting what is dead.

        A row that is deleted is written twice, to the log and to the database, and a row that is copied once. Where
        somebody else keeps a log from being cut there is no other way to be rid of what lies in it.
        """
        dead = window.rows - window.alive
        pays = window.dead and dead >= self._pace.rewrite_rows and window.alive <= 2 * dead
        held = window.stale and window.held >= self._pace.held_purges
        return bool((pays or held) and window.alive > 0 and window.number not in self._refused)

    def _begin_rewriting(self, window: Window) -> None:
        vault = self._vault
        needed = window.path.stat().st_size * window.alive // window.rows
        # The floor is room to purge; what lives is less than what will be given back, or little more.
        if free_octets(vault.directory) < needed * 9 // 8 + _SPARE_OCTETS:
            self._refused.add(window.number)
            return
        if window is vault.current:
            vault.begin_window(window.bucket)
        self._rewriter.begin(window)

    def _finish_rewriting(self, job: Rewriting) -> None:
        if job.files is not None:
            try:
                self._close_files(self._rewriter.finish())
            except apsw.Error as error:
                # Where it may be named already, it can only be named again; a full disk may have room the next time.
                if job.tried or isinstance(translate(error), NoSpace):
                    raise
            else:
                self._narrowed.append(job.window)
                self._left.pop(job.window.number, None)
                return
        self._refused.add(job.window.number)
        self._rewriter.give_up()

    def _thin(self, window: Window) -> None:
        until = time.perf_counter() + self._seconds
        bodies: list[bytes] = []
        rows = finished = 0
        window.begin_lazily()
        while finished < len(window.dead) and (rows == 0 or time.perf_counter() < until):
            some = list(itertools.islice(window.dead, finished, finished + _BOXES))
            found = window.some_of(tuple(dead.uid for dead in some), _ROWS)
            window.delete_some(found)
            rows += len(found)
            bodies += [body for _, _, body in found if body is not None]
            if len(found) < _ROWS:
                finished += len(some)
        window.commit()
        for body in bodies:
            self._vault.release_body(body)
        for _ in range(finished):
            self._leave(window.number, window.dead.popleft().ended_at)

    def _drop(self, window: Window) -> None:
        """Unlink a window in which nothing is alive."""
        vault = self._vault
        bodies: list[bytes] = []
        # Where it cannot be read any more the next start collects what only it has named.
        with contextlib.suppress(apsw.Error):
            bodies = window.bodies()
        vault.index.drop_window(window.number)
        if vault.current is window:
            vault.current = None
        del vault.windows[window.number]
        self._left.pop(window.number, None)
        for body in bodies:
            vault.release_body(body)
        self._close_files(window.retire())

    def _truncate_logs(self) -> None:
        """Rewrite what deletion left in the logs; one log a step."""
        for window in self._vault.windows.values():
            if window.stale and self._has_work(window):
                with self._faults(window):
                    self._truncate_log(window)
                return
        self._truncate_log_of_index()

    def _truncate_log(self, window: Window) -> None:
        try:
            window.truncate_log()
        except apsw.BusyError:
            # Somebody else reads our files; the next purge tries again.
            self._held.add(window.number)
            window.held += 1
        else:
            window.stale = False
            window.held = 0
            self._left.pop(window.number, None)

    def _truncate_log_of_index(self) -> None:
        index = self._vault.index
        if not self._is_index_to_be_cut:
            return
        if not index.is_carried and not self._was_carried:
            # First by the helper, as a sync is waited for.
            self._was_carried = index.is_to_be_carried = True
        else:
            self._was_carried = False
            try:
                index.truncate_log()
            except apsw.BusyError:
                self._held.add(_INDEX)
            else:
                index.stale = False
                self._left.pop(_INDEX, None)
                self._vault.shares.give_back(self._freed)
                self._freed = []
