"""Large content, one file each, written and synced outside the group commit.

Rule: a file is durable before a row names it, and goes after the last row that names it is gone. A file that no row
names is left from a crash and is collected at the start.
"""

import os
import queue
import threading
from collections.abc import Sequence
from pathlib import Path

from mayfly.store.disk import sync_directory
from mayfly.store.trouble import Trouble
from mayfly.store.windows import Files

# Truncating much at once keeps the file system's journal busy, and every fsync waits for that: 16 MiB at a time doubled
# the time of a sync beside it, 4 MiB hardly change it and take a third longer.
_STEP_OCTETS = 4_194_304
# A megabyte of a body in one call: each lets go of the interpreter and has to win it back.
_PIECES_AT_ONCE = 16


class Bodies:
    """The directory of large contents."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        directory.mkdir(mode=0o700, exist_ok=True)

    def write(self, name: bytes, body: Sequence[bytes]) -> None:
        """Write a body durably. Leaves nothing behind where that fails."""
        path = self.path(name)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            try:
                for at in range(0, len(body), _PIECES_AT_ONCE):
                    _write_all(descriptor, body[at : at + _PIECES_AT_ONCE])
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            sync_directory(self.directory)
        except OSError:
            path.unlink(missing_ok=True)
            raise

    def read(self, name: bytes) -> bytes | None:
        """Read a body; None where it is not there."""
        try:
            return self.path(name).read_bytes()
        except FileNotFoundError:
            return None

    def names(self) -> set[bytes]:
        """Give the names of all bodies there are."""
        return {bytes.fromhex(path.name) for path in self.directory.iterdir() if len(path.name) == 32}

    def path(self, name: bytes) -> Path:
        """Say where a body lies."""
        return self.directory / name.hex()


class Reaper:
    """Unlinks files in a thread of its own, large ones in steps."""

    def __init__(self, trouble: Trouble) -> None:
        self._trouble = trouble
        self._queue: queue.SimpleQueue[Path | Files | threading.Event | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="store-reaper", daemon=True)
        self._thread.start()

    def unlink(self, path: Path) -> None:
        """Have a file unlinked soon."""
        self._queue.put(path)

    def drop(self, files: Files) -> None:
        """Have a window's files closed and unlinked soon. Nobody else may use them any more."""
        self._queue.put(files)

    def settle(self) -> None:
        """Wait until all that was asked for is done."""
        done = threading.Event()
        self._queue.put(done)
        done.wait()

    def close(self) -> None:
        """Finish, and end the thread."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (item := self._queue.get()) is not None:
            try:
                self._do(item)
            except Exception as error:  # noqa: BLE001 - noted; the next start unlinks what is left
                self._trouble.note(error)

    def _do(self, item: Path | Files | threading.Event) -> None:
        if isinstance(item, threading.Event):
            item.set()
        elif isinstance(item, Files):
            item.close(checkpoint=False)
            for suffix in ("-shm", "-wal", ""):
                unlink_in_steps(item.path.with_name(item.path.name + suffix))
        else:
            unlink_in_steps(item)


def _write_all(descriptor: int, pieces: Sequence[bytes]) -> None:
    """Write pieces in their order, however few octets the system takes at a time."""
    left = [memoryview(piece) for piece in pieces]
    while left:
        written = os.writev(descriptor, left)
        while left and written >= len(left[0]):
            written -= len(left.pop(0))
        if left:
            left[0] = left[0][written:]


def unlink_in_steps(path: Path) -> None:
    """Unlink a file, giving back its blocks some at a time. A fault leaves it to the next start."""
    try:
        octets = path.stat().st_size
        while octets > _STEP_OCTETS:
            octets -= _STEP_OCTETS
            os.truncate(path, octets)
        path.unlink()
    except OSError:
        return
