"""Changing the pepper, while no service runs on the directory.

Rule 1: the file with the new pepper is durable before the index is changed; a start that finds the index one pepper
behind finishes the work, so that a stop at any moment loses nothing.
Rule 2: living mailboxes keep the names they were given under an older pepper, and are looked up by those too. Spent
addresses are wrapped, as nobody knows them any more.
"""

import secrets
from collections.abc import Callable
from pathlib import Path

from mayfly.store import derive
from mayfly.store.disk import lock, prepare
from mayfly.store.index import Index
from mayfly.store.keys import read_pepper, write_pepper
from mayfly.store.load import load, release, wrap_spent
from mayfly.store.settings import Settings


def rotate(settings: Settings, randomness: Callable[[int], bytes] = secrets.token_bytes) -> int:
    """Make a new pepper and carry the ledger over to it; give the number of spent addresses.

    Raises CannotStart where a start would, a service that runs included.
    """
    directory = Path(settings.path)
    prepare(directory, "[store] path")
    descriptor = lock(directory)
    vault = None
    try:
        vault = load(settings, randomness).vault
        begin(settings, randomness)
        return finish(settings, vault.index)
    finally:
        release(vault, descriptor)


def begin(settings: Settings, randomness: Callable[[int], bytes]) -> None:
    """Write the new pepper before the older ones."""
    path = settings.keys / "pepper"
    write_pepper(path, (randomness(derive.PEPPER_OCTETS), *read_pepper(path)))


def finish(settings: Settings, index: Index) -> int:
    """Carry the ledger over to the newest pepper."""
    return wrap_spent(index, derive.Peppers.of(read_pepper(settings.keys / "pepper")))
