"""One who has what lies on a disk, and perhaps a token: tries every way in that there is.

It shares no code path with the engine but the format itself: it reads rows of any database it finds and tries every
share on every sealed text with every token it has. The tests show that it opens what it should before they rest on it.
"""

import contextlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from mayfly.core.errors import NotFound
from mayfly.store import derive
from mayfly.store.sealing import Kind, Opener, open_content
from mayfly.store.values import SealedContent


@dataclass(slots=True)
class Loot:
    """What was opened."""

    addresses: set[bytes] = field(default_factory=set)
    contents: set[bytes] = field(default_factory=set)


def copy_all(directory: Path, to: Path) -> Path:
    """Copy a data directory as it is on the disk now, open or not; a file may go while this runs.

    Logs come before their databases: what is carried over meanwhile is then in both, and not in neither.
    """
    for path in sorted(directory.rglob("*"), reverse=True):
        if path.is_file() and not path.name.endswith("-shm"):
            copy = to / path.relative_to(directory)
            copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):
                shutil.copy2(path, copy)
    to.chmod(0o700)
    return to


def break_in(directory: Path, tokens: Iterable[bytes], keys: Path | None = None) -> Loot:
    """Open what the files, the tokens and a directory of keys open. Works on a copy, as it recovers databases."""
    loot = Loot()
    shares = {bytes(32), *_slots((keys or directory / "keys") / "shares")}
    index = _rows(directory / "index.db", "SELECT uid, sealed_address FROM mailbox")
    heads: dict[bytes, list[tuple[bytes, bytes, bytes | None]]] = {}
    for path in directory.glob("mail-*.db"):
        query = "SELECT uid, message_id, sealed, body FROM head JOIN message USING (seq)"
        for uid, message_id, sealed, body in _rows(path, query):
            heads.setdefault(uid, []).append((message_id, sealed, body))
    uids = {row[0] for row in index} | set(heads)
    for token in tokens:
        for uid in uids:
            for share in shares:
                opener = Opener(derive.private_key(token, share, uid), uid)
                for _, sealed in (row for row in index if row[0] == uid):
                    try:
                        loot.addresses.add(opener.open(Kind.ADDRESS, b"", sealed))
                    except NotFound:
                        continue
                for message_id, sealed, body in heads.get(uid, ()):
                    large = directory / "large" / body.hex() if body else None
                    octets = large.read_bytes() if large and large.exists() else None
                    try:
                        loot.contents.add(open_content(opener, SealedContent(message_id, 0.0, sealed, octets)))
                    except NotFound:
                        continue
    return loot


def octets_of(directory: Path) -> dict[str, bytes]:
    """Give the octets of every file below a directory."""
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def files_with(directory: Path, marker: bytes) -> list[str]:
    """Name the files that hold a marker."""
    return [name for name, octets in octets_of(directory).items() if marker in octets]


def _slots(path: Path) -> set[bytes]:
    octets = path.read_bytes() if path.exists() else b""
    return {octets[at : at + 32] for at in range(0, len(octets) - 31, 32)}


def _rows(path: Path, query: str) -> list[tuple[bytes, ...]]:
    if not path.exists():
        return []
    db = apsw.Connection(str(path))
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()
