"""Changing the pepper, while a service runs on the directory or while none does.

Rule 1: the file with the new pepper is durable before the index is told; a start that finds the index one pepper behind
goes on from there, so that a stop at any moment loses nothing.
Rule 2: living mailboxes keep the names they were given under an older pepper, and are looked up by those too.
Rule 3: spent addresses are wrapped some at a time, as nobody knows them any more. An address is looked up under every
number of peppers there has been, so it does not matter how far that is.
"""

import os
import secrets
import signal
import time
from collections.abc import Callable
from pathlib import Path

import apsw

from mayfly.core.errors import CannotStart
from mayfly.store import derive
from mayfly.store.disk import lock, prepare, signer
from mayfly.store.index import Index, read_check
from mayfly.store.keys import read_pepper, write_pepper
from mayfly.store.load import load, release
from mayfly.store.settings import Settings
from mayfly.store.vault import Vault

# Half a minute for a service that is busy.
_LOOKS = 600
_LOOK_SECONDS = 0.05
# Entries between two looks at the clock.
_ENTRIES = 64


def rotate(settings: Settings, randomness: Callable[[int], bytes] = secrets.token_bytes) -> None:
    """Make a new pepper and carry the ledger over to it, where no service runs.

    Raises CannotStart where a start would, a service that runs included.
    """
    directory = Path(settings.path)
    prepare(directory, "[store] path")
    descriptor = lock(directory)
    vault = None
    try:
        vault = load(settings, randomness)
        vault.peppers = begin(vault, randomness(derive.PEPPER_OCTETS))
        vault.index.commit()
        wrapping = Wrapping(vault)
        while not wrapping.is_done:
            wrapping.step(1.0)
        vault.index.truncate_log()
    finally:
        release(vault, descriptor)


def ask_for_rotation(settings: Settings) -> bool:
    """Have the service that runs on the directory change the pepper, durably; False where none runs.

    Raises CannotStart where it is another user's, or does not do it.
    """
    process = signer(Path(settings.path))
    if process is None:
        return False
    path = settings.keys / "pepper"
    before = path.stat()
    try:
        os.kill(process, signal.SIGUSR1)
    except PermissionError as error:
        raise CannotStart(
            f"[store] path: the service on {settings.path} is another user's; run this as them"
        ) from error
    for _ in range(_LOOKS):
        after = path.stat()
        is_new = (after.st_ino, after.st_mtime_ns) != (before.st_ino, before.st_mtime_ns)
        if is_new and _is_in_use(settings):
            return True
        time.sleep(_LOOK_SECONDS)
    raise CannotStart(f"[store] path: the service on {settings.path} has not changed its pepper; its log says why")


def _is_in_use(settings: Settings) -> bool:
    """Say whether the index knows the newest pepper of the file: a rotation that fails may leave one it does not."""
    try:
        check = read_check(Path(settings.path) / "index.db")
    except apsw.Error:
        return False
    return check == derive.Peppers.of(read_pepper(settings.keys / "pepper")).check


def begin(vault: Vault, secret: bytes) -> derive.Peppers:
    """Write the new pepper before the older ones, and into the index's open transaction; give them all.

    They are in use from when that is durable on. Raises CannotStart where the file is not what is in use.
    """
    path = vault.settings.keys / "pepper"
    # One that was written before, and that the index could not be told of, is of no use.
    older = read_pepper(path)[-len(vault.peppers.every) :]
    if derive.Peppers.of(older).check != vault.peppers.check:
        # Written over it, the new one alone would find no mailbox that there is.
        raise CannotStart(
            f"[store] keys_path: {path} is not the pepper that is in use; bring back the one this service wrote"
        )
    write_pepper(path, (secret, *older))
    peppers = derive.Peppers.of((secret, *older))
    vault.index.set("check", peppers.check)
    return peppers


class Wrapping:
    """The way of the ledger to the newest pepper. Begun again it does what is left."""

    def __init__(self, vault: Vault) -> None:
        self._index: Index = vault.index
        self._keys = vault.peppers.spent_keys
        self._place = b""
        self.is_done = False

    @classmethod
    def left(cls, vault: Vault) -> "Wrapping | None":
        """Give what a stop has left to be done."""
        peppers = len(vault.peppers.every)
        return cls(vault) if peppers > 1 and vault.index.has_spent_under_less(peppers) else None

    def step(self, seconds: float) -> None:
        """Go on for about so long. Need not be durable at once: what is lost is done again."""
        until = time.perf_counter() + seconds
        place = self._place
        self._index.begin_lazily()
        while not self.is_done:
            rows = self._index.spent_after(place, _ENTRIES)
            old = [(entry, peppers) for entry, peppers in rows if peppers < len(self._keys)]
            if old:
                new = [(self._wrap(entry, peppers), len(self._keys)) for entry, peppers in old]
                self._index.replace_spent(tuple(entry for entry, _ in old), new)
            self.is_done = len(rows) < _ENTRIES
            place = rows[-1][0] if rows else place
            if time.perf_counter() >= until:
                break
        self._index.commit()
        self._place = place

    def _wrap(self, entry: bytes, peppers: int) -> bytes:
        for key in self._keys[peppers:]:
            entry = derive.wrap_spent(key, entry)
        return entry
