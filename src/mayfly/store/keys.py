"""The directory of keys: the pepper, and our half of each mailbox's secret.

Rule 1: a share is written and synced before the row that names its slot; it is overwritten with zeros and synced
before anybody is told that the mailbox is erased. Zeroing needs no new block.
Rule 2: a slot is given out again only after the row that named it is gone.
Rule 3: no share is anywhere but here. Nobody but the service's user can read the directory.
"""

import itertools
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from mayfly.core.errors import CannotStart
from mayfly.store.derive import PEPPER_OCTETS, SHARE_OCTETS
from mayfly.store.disk import sync_directory

ZERO = bytes(SHARE_OCTETS)
# The first slot says what the file is, and which index it belongs to.
_MAGIC = b"mayfly/1 shares\0"
FILE_ID_OCTETS = SHARE_OCTETS - len(_MAGIC)
# 128 KiB at a time; zeros are written, as blocks that were only reserved would need work when first used.
_GROW_SLOTS = 4096
# A page of memory and a block of the common file systems.
BLOCK_SLOTS = 4096 // SHARE_OCTETS


def read_pepper(path: Path) -> tuple[bytes, ...]:
    """Read the peppers, newest first; none where there is no file.

    Raises CannotStart where others could read it, or it is torn.
    """
    if not path.exists():
        return ()
    check_private(path)
    try:
        secrets = tuple(bytes.fromhex(line) for line in path.read_text("ascii").splitlines())
    except ValueError:
        secrets = ()
    if not secrets or any(len(secret) != PEPPER_OCTETS for secret in secrets):
        raise CannotStart(f"[store] keys_path: {path} is not a pepper; bring back the file this service wrote")
    return secrets


def write_pepper(path: Path, secrets: Iterable[bytes]) -> None:
    """Write the peppers, newest first, whole or not at all."""
    new = path.with_suffix(".new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        _write_all(descriptor, b"".join(secret.hex().encode() + b"\n" for secret in secrets), 0)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    new.rename(path)
    sync_directory(path.parent)


def check_private(path: Path) -> None:
    """Raise CannotStart where a file of keys can be read by others."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise CannotStart(f"[store] keys_path: {path} is not a file; bring back the one this service wrote")
    if found.st_uid != os.geteuid():
        raise CannotStart(f"[store] keys_path: {path} belongs to another user; give it to the service's user")
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise CannotStart(f"[store] keys_path: {path} can be read by other users; run chmod 600 on it")


def refuse_shares_of_another(path: Path, index: Path) -> None:
    """Raise CannotStart where shares are in use while the index knows of none: made anew, they would all be lost."""
    if path.is_file() and any(path.read_bytes()[SHARE_OCTETS:]):
        raise CannotStart(
            f"[store] path: {index} is missing, but {path} has the keys of what it named; bring it back, or give an"
            " empty keys_path"
        )


class Shares:
    """The file of shares. Written by the writer's thread only; read by any."""

    def __init__(self, path: Path, descriptor: int, slots: int) -> None:
        self._path = path
        self._descriptor = descriptor
        self._slots = slots
        self._free: list[int] = []

    @classmethod
    def make(cls, path: Path, file_id: bytes) -> "Shares":
        """Make the file with its first free slots."""
        new = path.with_suffix(".new")
        descriptor = os.open(new, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        _write_all(descriptor, _MAGIC + file_id, 0)
        shares = cls(path, descriptor, 1)
        shares._grow()
        new.rename(path)
        sync_directory(path.parent)
        return shares

    @classmethod
    def open(cls, path: Path, file_id: bytes, used: Iterable[int]) -> "Shares":
        """Open the file, knowing which slots rows name; zero what no row names."""
        if not path.exists():
            raise CannotStart(
                f"[store] keys_path: {path} is missing; bring it back, or start with an empty [store] path"
            )
        check_private(path)
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        if os.pread(descriptor, SHARE_OCTETS, 0) != _MAGIC + file_id:
            os.close(descriptor)
            raise CannotStart(
                f"[store] keys_path: {path} belongs to another data directory; bring back the one this service wrote"
            )
        taken = set(used)
        # Of a file that was cut off no slot that a row names may be given out again.
        slots = max(os.fstat(descriptor).st_size // SHARE_OCTETS, max(taken, default=0) + 1)
        shares = cls(path, descriptor, slots)
        whole = os.pread(descriptor, shares._slots * SHARE_OCTETS, 0)
        shares._free = [slot for slot in range(shares._slots - 1, 0, -1) if slot not in taken]
        # A crash between the share and its row leaves a share that nobody names.
        left = [slot for slot in shares._free if whole[slot * SHARE_OCTETS : (slot + 1) * SHARE_OCTETS] != ZERO]
        if left:
            shares.zero(left)
            shares.sync()
        return shares

    def take(self) -> int:
        """Give a free slot."""
        if not self._free:
            self._grow()
        return self._free.pop()

    def give_back(self, slots: Iterable[int]) -> None:
        """Free slots whose rows are gone."""
        self._free.extend(slots)

    def read(self, slot: int) -> bytes:
        """Read a share; zeros, or fewer octets, where there is none."""
        return os.pread(self._descriptor, SHARE_OCTETS, slot * SHARE_OCTETS)

    def write(self, slot: int, share: bytes) -> None:
        """Write a share; not durable before ``sync``."""
        _write_all(self._descriptor, share, slot * SHARE_OCTETS)

    def zero(self, slots: Iterable[int]) -> dict[int, bytes]:
        """Overwrite shares; not durable before ``sync``. Give what was there, by slot.

        Those in one block of the file are one write, with what lies between them written as it is: the system writes
        the whole block in any case.
        """
        before: dict[int, bytes] = {}
        for _, block in itertools.groupby(sorted(slots), lambda slot: slot // BLOCK_SLOTS):
            run = list(block)
            first = run[0]
            octets = bytearray(os.pread(self._descriptor, (run[-1] - first + 1) * SHARE_OCTETS, first * SHARE_OCTETS))
            for slot in run:
                part = slice((slot - first) * SHARE_OCTETS, (slot - first + 1) * SHARE_OCTETS)
                before[slot] = bytes(octets[part])
                octets[part] = ZERO
            _write_all(self._descriptor, bytes(octets), first * SHARE_OCTETS)
        return before

    def sync(self) -> None:
        """Make what was written durable."""
        os.fdatasync(self._descriptor)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)

    def _grow(self) -> None:
        start = self._slots
        _write_all(self._descriptor, ZERO * _GROW_SLOTS, start * SHARE_OCTETS)
        os.fsync(self._descriptor)
        self._slots += _GROW_SLOTS
        self._free.extend(range(self._slots - 1, start - 1, -1))


def _write_all(descriptor: int, octets: bytes, offset: int) -> None:
    view = memoryview(octets)
    while view:
        written = os.pwrite(descriptor, view, offset)
        view, offset = view[written:], offset + written
