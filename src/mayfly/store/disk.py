"""The data directory: made, locked, measured. Every fault at the start is one sentence for the operator."""

import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import apsw

from mayfly.core.errors import CannotStart, NoSpace, Unavailable
from mayfly.store.settings import Settings


def prepare(path: Path, setting: str) -> None:
    """Make a directory that only we can enter; raise CannotStart where that cannot be had."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = path.stat()
    except OSError as error:
        raise CannotStart(f"{setting}: {path} cannot be made a directory ({error.strerror})") from error
    if found.st_uid != os.geteuid():
        raise CannotStart(f"{setting}: {path} belongs to another user; give a directory of the service's own user")
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise CannotStart(f"{setting}: {path} can be entered by other users; run chmod 700 on it")
    if not os.access(path, os.W_OK) or os.statvfs(path).f_flag & os.ST_RDONLY:
        raise CannotStart(f"{setting}: {path} cannot be written to; mount it writable or give another directory")


def not_to_be_had(error: OSError, setting: str, path: Path) -> CannotStart:
    """Give the sentence for a file or directory that the system does not let us have."""
    if error.errno in _NO_SPACE:
        return too_full(setting, path)
    return CannotStart(
        f"{setting}: {error.filename or path} is not to be had ({error.strerror}); put that right, or give another"
        " directory"
    )


def too_full(setting: str, path: Path) -> CannotStart:
    """Give the sentence for a disk that has no room to start."""
    return CannotStart(
        f"{setting}: the disk of {path} is full; make {START_OCTETS // 1_048_576} MiB free there, by taking away other"
        " files or by making it larger, and start again: then mail can be read, erased and forgotten"
    )


def lock(path: Path) -> int:
    """Lock the data directory for this process; give the descriptor that holds the lock."""
    try:
        descriptor = os.open(path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise not_to_be_had(error, "[store] path", path / "lock") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        raise CannotStart(
            f"[store] path: {path} is in use by another process; stop that one or give another directory"
        ) from error
    # What the one before has written there.
    os.ftruncate(descriptor, 0)
    return descriptor


def sign(lock_descriptor: int) -> None:
    """Say in the lock which process holds it, as one that takes signals."""
    os.pwrite(lock_descriptor, f"{os.getpid()}\n".encode(), 0)


def signer(path: Path) -> int | None:
    """Give the process that holds a directory's lock and takes signals; None where there is none."""
    try:
        descriptor = os.open(path / "lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        text = os.pread(descriptor, 20, 0).strip()
        return int(text) if text.isdigit() else None
    finally:
        os.close(descriptor)
    return None


def sync_directory(path: Path) -> None:
    """Make the names in a directory durable."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def free_octets(path: Path) -> int:
    """Say how much a process like ours may still write."""
    found = os.statvfs(path)
    return found.f_bavail * found.f_frsize


# A disk that fills at a gigabyte a second loses five megabytes of its floor between two looks.
_LOOK_SECONDS = 0.005


class FreeSpace:
    """What is free, asked of the system no more than every few milliseconds; what is taken meanwhile is counted.

    Every message asks twice, and each asking gives up the interpreter lock and waits for it behind the writer.
    """

    def __init__(self, path: Path, clock: Callable[[], float]) -> None:
        self._path = path
        self._clock = clock
        self._until = -1.0
        self._free = 0

    def octets(self) -> int:
        """Say how much may still be written. Raises OSError."""
        now = self._clock()
        if now >= self._until:
            self._free = free_octets(self._path)
            self._until = now + _LOOK_SECONDS
        return self._free

    def look_again(self) -> None:
        """Ask the system at the next asking, as much was given back."""
        self._until = -1.0

    def take(self, octets: int) -> None:
        """Count what is about to be written."""
        self._free -= octets


def floor_octets(path: Path, settings: Settings) -> int:
    """Say how much stays free: the smaller of the two bounds, so that a small disk can be used at all."""
    found = os.statvfs(path)
    return min(settings.free_octets, int(found.f_blocks * found.f_frsize * settings.free_percent / 100))


class Ballast:
    """Some blocks held back, to be dropped when a full disk keeps us from deleting: deleting writes a log first."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / "ballast"
        self._held = self._path.exists()

    def hold(self) -> None:
        """Take the blocks where they are not held, and there is room."""
        if self._held:
            return
        try:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        except OSError:
            return
        try:
            os.posix_fallocate(descriptor, 0, _BALLAST_OCTETS)
            self._held = True
        except OSError:
            self._path.unlink(missing_ok=True)
        finally:
            os.close(descriptor)

    def drop(self) -> bool:
        """Give the blocks back; False where they were not held."""
        held, self._held = self._held, False
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        return held


@contextmanager
def faults() -> Iterator[None]:
    """Turn a fault of the disk into ``NoSpace`` or ``Unavailable``; the cause stays with it for the log."""
    try:
        yield
    except (apsw.Error, OSError) as error:
        raise translate(error) from error


def translate(error: BaseException) -> Unavailable:
    """Give what a fault of the disk is called above."""
    if isinstance(error, apsw.FullError) or (isinstance(error, OSError) and error.errno in _NO_SPACE):
        return NoSpace("the disk is full")
    return Unavailable(f"the disk fails: {type(error).__name__}")


# Room for the logs of some steps of forgetting; each step writes well below a megabyte.
_BALLAST_OCTETS = 8_388_608
# A database that is opened takes some blocks beside it, 32 KiB and a little; there may be a hundred windows.
START_OCTETS = 8_388_608
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
