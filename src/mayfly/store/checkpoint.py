"""Carrying committed pages from the logs into the databases, and striking rows from the index, in a thread of its own.

Rule 1: the helper never holds the writer's lock: it copies what it can while commits go on. The writer itself does the
small rest when a log is long, so that the log can begin again (docs/decisions says what was measured).
Rule 2: a checkpoint is never what makes a message durable; a fault here is tried again later.
"""

import threading
import time
from collections.abc import Callable

import apsw

from mayfly.store.pace import Pace
from mayfly.store.vault import Vault
from mayfly.store.windows import Window

# Often enough that little is left for the writer, seldom enough that the syncs of the two do not queue up.
_PAUSE_SECONDS = 0.010
# A log below this is left alone: at a few messages a minute nobody waits for anything.
_LEAST_PAGES = 256


class Checkpointer:
    """Runs until it is closed; ``wake`` tells it that something was committed.

    It calls ``carried`` when it has done what the writer waits for.
    """

    def __init__(self, vault: Vault, carried: Callable[[], None]) -> None:
        self._vault = vault
        self._carried = carried
        self._wake = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="store-checkpointer", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Say that a log has grown."""
        self._wake.set()

    def close(self) -> None:
        """End the thread. Waits."""
        self._closing = True
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closing:
            self._wake.wait()
            self._wake.clear()
            try:
                self._carry()
            except Exception as error:  # noqa: BLE001 - noted; without this thread logs would grow for ever
                self._vault.trouble.note(error)
            time.sleep(_PAUSE_SECONDS)

    def _carry(self) -> None:
        index = self._vault.index
        if index.strike_beside():
            self._carried()
        elif index.is_striking:
            # After a pause, in which others can write.
            self.wake()
        if index.checkpoint_beside():
            self._carried()
        for window in list(self._vault.windows.values()):
            if window.log_pages >= _LEAST_PAGES or (window.log_pages and window is not self._vault.current):
                window.checkpoint_beside()


def shorten(window: Window, pace: Pace) -> None:
    """Let a long log begin again: copy what the helper has left. For the writer's thread, after a commit."""
    pages = window.log_pages
    if pages > pace.carry_pages:
        try:
            _, carried = window.db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
        except apsw.Error:
            # Most of the time the helper is just at it. The next commit tries again.
            return
        window.log_pages = 0
        window.is_held = carried < pages and pages > pace.roll_pages
