"""Getting what has ended off the disk, in short steps between the writer's commits.

Rule 1: shares were overwritten before anything comes here; this gives back space and removes sealed octets.
Rule 2: a window with nothing alive in it is unlinked whole. Where little is alive that is carried to the current
window first; otherwise dead rows are deleted some at a time.
Rule 3: a step ends within some milliseconds, so that no message waits longer for its commit.
Rule 4: a slot is given back only after the row that named it is durably gone. Deleting itself need not be durable at
once: a start finds the zero slot, or the rows of nobody, and deletes again. So its commits wait for no sync, but for
that of the log at the end.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import apsw

from mayfly.core.errors import NoSpace
from mayfly.store.carry import carry_some, is_worth
from mayfly.store.disk import Ballast, floor_octets, free_octets, translate
from mayfly.store.index import Index
from mayfly.store.vault import Vault
from mayfly.store.windows import Window

# The part of a step that is taken while messages come in.
_BUSY = 0.3
# Rows between two looks at the clock.
_ROWS = 32


@dataclass(frozen=True, slots=True)
class Pace:
    """How forgetting goes about. ``step_seconds``: a message that comes while a step runs waits for it.

    ``carry_rows``: below so many dead rows they are deleted where they are, as a new file costs more.
    """

    step_seconds: float = 0.005
    carry_rows: int = 2000


PACE = Pace()


class Forget:
    """What is left to be forgotten, and the next step of it. For the writer's thread."""

    def __init__(self, vault: Vault, close_window: Callable[[Window], None], pace: Pace) -> None:
        self._vault = vault
        self._pace = pace
        self._close_window = close_window
        self._stalled = False
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
        vault = self._vault
        if self._stalled:
            return False
        return bool(
            vault.ended_rows
            or vault.index.stale
            or any(window.dead or window.stale or self._is_over(window) for window in vault.windows.values())
        )

    def resume(self) -> None:
        """Try again after a fault of the disk."""
        if not self.has_work and free_octets(self._vault.directory) > self._floor:
            self._ballast.hold()
        self._stalled = False

    def make_room(self) -> bool:
        """Give back the blocks held for a full disk; False where they were not held."""
        return self._ballast.drop()

    def step(self, *, busy: bool) -> None:
        """Do a little, less where it is ``busy``. A fault of the disk stops the work until ``resume``."""
        vault = self._vault
        self._seconds = self._pace.step_seconds * (_BUSY if busy else 1.0)
        try:
            if vault.ended_rows:
                self._delete_boxes()
                return
            for window in list(vault.windows.values()):
                if window.dead or self._is_over(window):
                    self._thin(window)
                    return
            self._truncate_logs()
        except (apsw.Error, OSError) as error:
            for window in vault.windows.values():
                window.rollback()
            vault.index.rollback()
            self._stalled = not (isinstance(translate(error), NoSpace) and self._ballast.drop())

    def oldest_expired_at(self) -> float | None:
        """Say since when the oldest octet at rest should be gone."""
        ends = [window.dead[0].ended_at for window in self._vault.windows.values() if window.dead]
        return min(ends, default=None)

    def _is_over(self, window: Window) -> bool:
        """Say whether a window is empty and gets no more messages."""
        return window.alive == 0 and window is not self._vault.current

    def _delete_boxes(self) -> None:
        vault = self._vault
        until = time.perf_counter() + self._seconds
        done = 0
        vault.index.begin_lazily()
        while done < len(vault.ended_rows) and (done == 0 or time.perf_counter() < until):
            for box in vault.ended_rows[done : done + _ROWS]:
                vault.index.delete_box(box.uid)
                done += 1
        vault.index.commit()
        self._freed += [box.slot for box in vault.ended_rows[:done]]
        del vault.ended_rows[:done]

    def _thin(self, window: Window) -> None:
        if window.alive == 0:
            self._drop(window)
            return
        if is_worth(window, self._pace.carry_rows):
            target = self._vault.current
            if target is None or target is window:
                target = self._vault.begin_window(window.bucket)
            carry_some(self._vault, window, target, self._seconds)
            return
        until = time.perf_counter() + self._seconds
        bodies: list[bytes] = []
        rows = finished = 0
        window.begin_lazily()
        while finished < len(window.dead) and (rows == 0 or time.perf_counter() < until):
            uid = window.dead[finished].uid
            heads = window.oldest(uid, _ROWS)
            rows += len(heads)
            for head in heads:
                window.delete(uid, head.seq)
                if head.body is not None:
                    bodies.append(head.body)
            if len(heads) < _ROWS:
                finished += 1
        window.commit()
        for body in bodies:
            self._vault.release_body(body)
        for _ in range(finished):
            window.dead.popleft()

    def _drop(self, window: Window) -> None:
        """Unlink a window in which nothing is alive."""
        vault = self._vault
        window.commit()
        bodies = window.bodies()
        vault.index.drop_window(window.number)
        if vault.current is window:
            vault.current = None
        del vault.windows[window.number]
        for body in bodies:
            vault.release_body(body)
        self._close_window(window)

    def _truncate_logs(self) -> None:
        """Rewrite what deletion left in the logs."""
        vault = self._vault
        databases: list[Window | Index] = [*vault.windows.values(), vault.index]
        for database in databases:
            if database.stale:
                try:
                    database.truncate_log()
                    database.stale = False
                    if database is vault.index:
                        vault.shares.give_back(self._freed)
                        self._freed = []
                except apsw.BusyError:
                    # Somebody else reads our files; the next purge tries again.
                    self._stalled = True
                return
