"""Faults that nobody foresaw, in the engine's own threads: counted, and told without a word of what they were about."""

import logging
import threading
import traceback
from pathlib import Path

from mayfly.core.errors import Unavailable

_log = logging.getLogger(__name__)
# As many as say who called whom; those further out are always the same.
_FRAMES = 6


class Trouble:
    """Keeps count. ``is_over``: the writer has done something since the last one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.count = 0
        self.is_over = True

    def note(self, error: BaseException) -> Unavailable:
        """Count a fault; log its type and place, never its text, which may hold an address. Give what it is above."""
        with self._lock:
            self.count += 1
            self.is_over = False
        frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
        place = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
        _log.error("a fault of the store itself: %s at %s", type(error).__name__, place)
        return Unavailable(f"a fault of the store: {type(error).__name__}")
