"""Carrying committed pages from the logs into the databases, in a thread of its own.

Rule 1: the helper never holds the writer's lock: it copies what it can while commits go on. The writer itself does the
small rest when a log is long, so that the log can begin again (docs/decisions says what was measured).
Rule 2: a checkpoint is never what makes a message durable; a fault here is tried again later.
"""

import threading
import time

import apsw

from mayfly.store.vault import Vault

# Often enough that little is left for the writer, seldom enough that the syncs of the two do not queue up.
_PAUSE_SECONDS = 0.010
# In pages of 4 KiB: 32 MiB. A shorter log makes the writer wait for the rest more often.
LOG_PAGES = 8192
# A log below this is left alone: at a few messages a minute nobody waits for anything.
_LEAST_PAGES = 256


class Checkpointer:
    """Runs until it is closed; ``wake`` tells it that something was committed."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
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
            for window in list(self._vault.windows.values()):
                if window.log_pages >= _LEAST_PAGES or (window.log_pages and window is not self._vault.current):
                    window.checkpoint_beside()
            time.sleep(_PAUSE_SECONDS)


def shorten(db: apsw.Connection) -> None:
    """Let a log begin again: copy what the helper has left. For the writer's thread."""
    db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
