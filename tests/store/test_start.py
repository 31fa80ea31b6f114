"""What is wrong at the start is said in one sentence that names the setting and what to do."""

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from mayfly.core.errors import CannotStart
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.contract import Bench


def refusal(path: Path, keys_path: Path | None = None) -> str:
    """Start, and give the sentence with which that is refused."""

    async def test() -> str:
        with pytest.raises(CannotStart) as refused:
            SqliteStore.start(Settings(path=str(path), keys_path=str(keys_path or "")))
        return str(refused.value)

    sentence = asyncio.run(test())
    assert "\n" not in sentence
    assert sentence.startswith("[store] ")
    return sentence


def used(path: Path, keys_path: Path | None = None) -> bytes:
    """Start, open a mailbox, close; give its token."""

    async def test() -> bytes:
        store = SqliteStore.start(Settings(path=str(path), keys_path=str(keys_path or ""), free_octets=0))
        token, _ = await Bench(store).open(os.urandom(5).hex())
        await store.close()
        return token

    return asyncio.run(test())


def test_only_its_user_can_look_in(tmp_path: Path) -> None:
    """Every directory and file is made for the service's user alone, whatever the umask."""
    before = os.umask(0)
    try:
        used(tmp_path / "data")
    finally:
        os.umask(before)
    for path in (tmp_path / "data", *(tmp_path / "data").rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_second_process_is_refused(tmp_path: Path) -> None:
    """One data directory belongs to one process; the first goes on; after it the directory is free."""

    async def test() -> None:
        first = SqliteStore.start(Settings(path=str(tmp_path / "data"), free_octets=0))
        with pytest.raises(CannotStart, match="in use by another process"):
            SqliteStore.start(Settings(path=str(tmp_path / "data")))
        await Bench(first).open()
        await first.close()
        await first.close()

    asyncio.run(test())
    used(tmp_path / "data")


def _loosen(path: Path) -> None:
    path.chmod(0o644)


def _other_user(path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    os.chown(path, 12345, 12345)


def _replace(path: Path) -> None:
    path.write_bytes(b"00" * 32 if path.name == "pepper" else bytes(path.stat().st_size))


def _cut(path: Path) -> None:
    os.truncate(path, 20)


@pytest.mark.parametrize(
    ("name", "damage", "sentence"),
    [
        ("keys/pepper", Path.unlink, "is missing"),
        ("keys/pepper", _loosen, "can be read by other users"),
        ("keys/pepper", _other_user, "belongs to another user"),
        ("keys/pepper", _replace, "is not the pepper of this data directory"),
        ("keys/pepper", _cut, "is not a pepper"),
        ("keys/shares", Path.unlink, "is missing"),
        ("keys/shares", _loosen, "can be read by other users"),
        ("keys/shares", _replace, "belongs to another data directory"),
        ("keys/shares", _cut, "belongs to another data directory"),
        ("keys", lambda path: path.chmod(0o755), "can be entered by other users"),
        ("keys", shutil.rmtree, "is missing"),
        (".", lambda path: path.chmod(0o755), "can be entered by other users"),
        ("index.db", lambda path: path.write_bytes(b"x" * 8192), "is damaged"),
    ],
)
def test_damage_is_refused(tmp_path: Path, name: str, damage: Callable[[Path], object], sentence: str) -> None:
    """Keys missing, foreign, changed or open to others, and a damaged index, stop the start; nothing is made anew."""
    used(tmp_path / "data")
    path = tmp_path / "data" / name
    damage(path)
    assert sentence in refusal(tmp_path / "data")
    assert sentence in refusal(tmp_path / "data")


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    """A database that something else wrote is named as such and left as it is."""
    directory = tmp_path / "data"
    directory.mkdir(mode=0o700)
    db = apsw.Connection(str(directory / "index.db"))
    db.execute("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)")
    db.close()
    assert "is not a database of Mayfly" in refusal(directory)
    db = apsw.Connection(str(directory / "index.db"))
    assert db.execute("SELECT * FROM theirs").get == 1
    db.close()


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    """A layout that this version does not know is named with both versions."""
    used(tmp_path / "data")
    db = apsw.Connection(str(tmp_path / "data" / "index.db"))
    db.pragma("user_version", 99)
    db.close()
    assert "newer version of Mayfly (layout 99" in refusal(tmp_path / "data")


def test_a_path_that_is_no_directory_is_refused(tmp_path: Path) -> None:
    """A file where the directory should be, and a file system that is read-only, are named."""
    (tmp_path / "file").write_text("x")
    assert "cannot be made a directory" in refusal(tmp_path / "file")
    assert "cannot be made a directory" in refusal(tmp_path / "file" / "below")
    assert refusal(Path("/proc/mayfly")).startswith("[store] path: ")


def test_keys_can_lie_elsewhere(tmp_path: Path) -> None:
    """With ``keys_path`` pepper and shares lie there and nowhere else; keys of another service are refused."""
    used(tmp_path / "data", tmp_path / "keys")
    assert {path.name for path in (tmp_path / "keys").iterdir()} == {"pepper", "shares"}
    assert not (tmp_path / "data" / "keys").exists()
    used(tmp_path / "data", tmp_path / "keys")
    used(tmp_path / "other")
    assert "is not the pepper" in refusal(tmp_path / "data", tmp_path / "other" / "keys")
    (tmp_path / "other" / "keys" / "pepper").write_bytes((tmp_path / "keys" / "pepper").read_bytes())
    assert "belongs to another data directory" in refusal(tmp_path / "data", tmp_path / "other" / "keys")
