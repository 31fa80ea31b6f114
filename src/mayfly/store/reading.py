"""Reading over several windows. In the loop's thread.

Rule: a message never changes its window, so what is read in one after the other has neither doubles nor gaps.
"""

from mayfly.store.base import Stored
from mayfly.store.box import Box
from mayfly.store.vault import Vault
from mayfly.store.windows import Head, Window


def list_messages(vault: Vault, box: Box, after: int, limit: int) -> list[Stored]:
    """List a mailbox's messages with a greater seq, oldest first, each once."""
    found = [stored for window in _windows(vault, box) for stored in window.list_messages(box.uid, after, limit)]
    return sorted(found, key=lambda stored: stored.seq)[:limit]


def find_head(vault: Vault, box: Box, message_id: bytes) -> Head | None:
    """Find one message."""
    return next(filter(None, (window.find(box.uid, message_id) for window in _windows(vault, box))), None)


def _windows(vault: Vault, box: Box) -> list[Window]:
    windows = (vault.windows.get(number) for number in sorted(box.windows))
    return [window for window in windows if window is not None]
