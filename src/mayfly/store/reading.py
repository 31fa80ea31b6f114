"""Reading over several windows while messages may be changing theirs. In the loop's thread.

Rule: windows are read oldest first and messages are only ever carried to a later one, so that none is missed; what is
met twice is dropped; where a change ran meanwhile all is read again.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from mayfly.store.base import Stored
from mayfly.store.box import Box
from mayfly.store.vault import Vault
from mayfly.store.windows import Head, Window

T = TypeVar("T")


def list_messages(vault: Vault, box: Box, after: int, limit: int) -> list[Stored]:
    """List a mailbox's messages with a greater seq, oldest first, each once."""

    def read() -> dict[bytes, Stored]:
        return {
            stored.message_id: stored
            for window in _windows(vault, box)
            for stored in window.list_messages(box.uid, after, limit)
        }

    return sorted(_steady(vault, read).values(), key=lambda stored: stored.seq)[:limit]


def find_head(vault: Vault, box: Box, message_id: bytes) -> Head | None:
    """Find one message."""

    def read() -> Head | None:
        return next(filter(None, (window.find(box.uid, message_id) for window in _windows(vault, box))), None)

    return _steady(vault, read)


def _windows(vault: Vault, box: Box) -> list[Window]:
    windows = (vault.windows.get(number) for number in sorted(box.windows))
    return [window for window in windows if window is not None]


def _steady(vault: Vault, read: Callable[[], T]) -> T:
    """Read until no message changed its window meanwhile, which takes the writer some hundred microseconds."""
    while True:
        epoch = vault.epoch
        found = read()
        if epoch % 2 == 0 and epoch == vault.epoch:
            return found
        # The writer's thread has the interpreter next.
        time.sleep(0)
