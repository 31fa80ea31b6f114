"""Erasure, seen on the raw image of a file system: what lies in its blocks, named by a file or not."""

import asyncio
import os
import subprocess
from pathlib import Path

import apsw
import pytest

from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.contract import Bench
from tests.store.mounts import mounted

# Eight octets that begin every share of these tests, so that one search counts them all.
MARKER = b"\xf1share\xe7\x1d"
MAILBOXES = 1000


def marked(octets: int) -> bytes:
    return MARKER + os.urandom(octets - len(MARKER)) if octets == 32 else os.urandom(octets)


def count(image: Path) -> int:
    return image.read_bytes().count(MARKER)


def make_image(path: Path) -> Path:
    with path.open("wb") as image:
        image.truncate(64 * 1_048_576)
    try:
        subprocess.run(["mkfs.ext4", "-q", "-F", str(path)], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("mkfs.ext4 is not on this machine")
    return path


def test_no_erased_share_is_in_any_block(tmp_path: Path) -> None:
    """After mailboxes are erased their shares are nowhere on the image, blocks that no file names included.

    Before, all of them were found. A control that deletes rows from SQLite with ``secure_delete`` and truncates its
    log leaves nearly all of its shares behind: that is why they do not lie in one.
    """
    image = make_image(tmp_path / "image")

    async def fill_and_erase(path: Path, *, erase: bool) -> None:
        store = SqliteStore.start(Settings(path=str(path), free_octets=0), randomness=marked)
        bench = Bench(store)
        opened = await asyncio.gather(*(bench.open(f"{erase}-{n}", spend=False) for n in range(MAILBOXES)))
        await asyncio.gather(*(bench.put(mailbox) for _, mailbox in opened[:100]))
        if erase:
            await asyncio.gather(*(store.erase(mailbox.uid, 1_800_000_000.0) for _, mailbox in opened))
            await store.settle()
        await store.close()

    def keep(path: Path) -> None:
        asyncio.run(fill_and_erase(path, erase=False))

    def erase(path: Path) -> None:
        asyncio.run(fill_and_erase(path, erase=True))

    def control(path: Path) -> None:
        db = apsw.Connection(str(path))
        db.pragma("journal_mode", "WAL")
        db.pragma("secure_delete", "ON")
        db.execute("CREATE TABLE share (uid BLOB PRIMARY KEY, share BLOB)")
        for _ in range(MAILBOXES):
            db.execute("INSERT INTO share VALUES (?, ?)", (os.urandom(16), marked(32)))
        db.execute("DELETE FROM share")
        db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
        assert path.read_bytes().count(MARKER) == 0
        db.close()

    with mounted(tmp_path / "disk", "-o", "loop", str(image)) as disk:
        keep(disk / "kept")
    assert count(image) == MAILBOXES
    with mounted(tmp_path / "disk", str(image), "-o", "loop") as disk:
        erase(disk / "erased")
    assert count(image) == MAILBOXES
    with mounted(tmp_path / "disk", str(image), "-o", "loop") as disk:
        control(disk / "control.db")
    assert count(image) > MAILBOXES + MAILBOXES // 2
