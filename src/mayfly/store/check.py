"""Looking over a data directory while no service runs on it, and saying what of it is lost.

Rule: it changes nothing but what every start does (carrying on logs, collecting what a crash left).
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import apsw

from mayfly.store.disk import lock, prepare
from mayfly.store.keys import ZERO
from mayfly.store.load import load, release
from mayfly.store.settings import Settings
from mayfly.store.vault import Vault
from mayfly.store.windows import Window, query


@dataclass(frozen=True, slots=True)
class Report:
    """What there is, and in one sentence each what is lost."""

    mailboxes: int
    messages: int
    octets: int
    lost: tuple[str, ...]


def check(settings: Settings) -> Report:
    """Read everything there is. Raises CannotStart where a start would, a service that runs included."""
    directory = Path(settings.path)
    prepare(directory, "[store] path")
    descriptor = lock(directory)
    vault: Vault | None = None
    try:
        vault = load(settings, secrets.token_bytes)
        lost = (*vault.lost, *_set_aside(directory, vault), *_index(vault), *_shares(vault), *_windows(vault))
        return Report(len(vault.boxes), vault.messages, vault.octets, tuple(dict.fromkeys(lost)))
    finally:
        release(vault, descriptor)


def _set_aside(directory: Path, vault: Vault) -> Iterator[str]:
    told = " ".join(vault.lost)
    for path in sorted(directory.glob("mail-*.db.damaged")):
        if path.name not in told:
            yield f"{path.name}: was set aside as damaged; delete it when nobody wants to try and recover it."


def _index(vault: Vault) -> Iterator[str]:
    for text in _integrity(vault.index.db):
        yield f"index.db: is damaged ({text}); bring it back from a copy, or start with an empty directory."


def _shares(vault: Vault) -> Iterator[str]:
    missing = sum(len(vault.shares.read(box.slot)) != len(ZERO) for box in vault.boxes.by_uid.values())
    if missing:
        yield f"keys/shares: is too short; {missing} mailboxes can never be opened again."


def _windows(vault: Vault) -> Iterator[str]:
    for window in vault.windows.values():
        for text in _integrity(window.db):
            yield f"{window.path.name}: is damaged ({text}); some of its {window.alive} messages cannot be read."
        try:
            yield from _rows(vault, window)
        except apsw.Error:
            yield f"{window.path.name}: is damaged; some of its {window.alive} messages cannot be read."


def _rows(vault: Vault, window: Window) -> Iterator[str]:
    without = query(window.db, "SELECT count(*) FROM head LEFT JOIN message USING (seq) WHERE sealed IS NULL")[0][0]
    if without:
        yield f"{window.path.name}: {without} messages are listed but their octets are missing."
    bodies = sum(not vault.bodies.path(body).exists() for body in set(window.bodies()))
    if bodies:
        yield f"{window.path.name}: {bodies} large contents are missing from {vault.bodies.directory.name}/."


def _integrity(db: apsw.Connection) -> list[str]:
    try:
        rows = query(db, "PRAGMA quick_check(1)")
    except apsw.Error as error:
        return [type(error).__name__]
    return [str(text).splitlines()[0] for (text,) in rows if text != "ok"]
