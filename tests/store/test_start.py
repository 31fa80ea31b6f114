"""What is wrong at the start is said in one sentence that names the setting and what to do."""

import asyncio
import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from mayfly.core.errors import CannotStart, NotFound
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.contract import T0, Bench


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


def _make_file(path: Path) -> None:
    path.rmdir()
    path.write_text("x")


def _make_directory(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir(mode=0o700)


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
        ("keys/pepper", _make_directory, "is not a file"),
        ("keys/shares", _make_directory, "is not a file"),
        ("keys", lambda path: path.chmod(0o755), "can be entered by other users"),
        ("keys", shutil.rmtree, "is missing"),
        (".", lambda path: path.chmod(0o755), "can be entered by other users"),
        ("index.db", lambda path: path.write_bytes(b"x" * 8192), "is damaged"),
        ("lock", _make_directory, "lock is not to be had (Is a directory)"),
        ("large", _make_file, "large is not to be had (File exists)"),
    ],
)
def test_damage_is_refused(tmp_path: Path, name: str, damage: Callable[[Path], object], sentence: str) -> None:
    """Keys missing, foreign, changed or open to others, and a damaged index, stop the start; nothing is made anew."""
    used(tmp_path / "data")
    path = tmp_path / "data" / name
    damage(path)
    assert sentence in refusal(tmp_path / "data")
    assert sentence in refusal(tmp_path / "data")


def test_keys_in_use_are_not_made_anew(tmp_path: Path) -> None:
    """Without its index, or with its volume not mounted, nothing starts; brought back, every mailbox opens."""
    token = used(tmp_path / "data", tmp_path / "keys")
    (tmp_path / "data").rename(tmp_path / "unmounted")
    before = (tmp_path / "keys" / "shares").read_bytes()
    assert "bring it back" in refusal(tmp_path / "data", tmp_path / "keys")
    assert "bring it back" in refusal(tmp_path / "data", tmp_path / "keys")
    assert (tmp_path / "keys" / "shares").read_bytes() == before
    assert not list((tmp_path / "data").glob("*.db*"))
    (tmp_path / "data" / "lock").unlink()
    (tmp_path / "data").rmdir()
    (tmp_path / "unmounted").rename(tmp_path / "data")

    async def test() -> None:
        store = SqliteStore.start(Settings(path=str(tmp_path / "data"), keys_path=str(tmp_path / "keys")))
        await store.unlock(token, T0)
        await store.close()

    asyncio.run(test())


def test_a_start_that_was_stopped_before_its_index_was_written_goes_on(tmp_path: Path) -> None:
    """Keys without any share in use belong to nobody yet."""
    used(tmp_path / "data", tmp_path / "keys")
    shutil.rmtree(tmp_path / "data")
    shares = tmp_path / "keys" / "shares"
    shares.write_bytes(shares.read_bytes()[:32] + bytes(shares.stat().st_size - 32))
    used(tmp_path / "data", tmp_path / "keys")


def test_a_slot_behind_the_end_of_a_cut_file_is_not_given_out_again(tmp_path: Path) -> None:
    """Two mailboxes never lie in one slot: the erasure of one would erase the other."""

    async def test() -> None:
        settings = Settings(path=str(tmp_path / "data"), free_octets=0)
        store = SqliteStore.start(settings)
        bench = Bench(store)
        lost = [(await bench.open(f"lost{number}"))[1].uid for number in range(3)]
        await store.close()
        os.truncate(tmp_path / "data" / "keys" / "shares", 64)
        store = SqliteStore.start(settings)
        tokens = [(await Bench(store).open(f"new{number}"))[0] for number in range(3)]
        for uid in lost:
            with contextlib.suppress(NotFound):
                await store.erase(uid, T0)
        for token in tokens:
            await store.unlock(token, T0)
        await store.close()

    asyncio.run(test())


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


@pytest.mark.parametrize("name", ["index.db", "mail-1.db"])
def test_a_newer_database_is_refused(tmp_path: Path, name: str) -> None:
    """A layout that this version does not know is named with both versions, and the file is left as it is."""

    async def use() -> None:
        store = SqliteStore.start(Settings(path=str(tmp_path / "data"), free_octets=0))
        _, mailbox = await Bench(store).open()
        await Bench(store).put_one(mailbox)
        await store.close()

    asyncio.run(use())
    db = apsw.Connection(str(tmp_path / "data" / name))
    db.pragma("user_version", 99)
    db.close()
    sentence = refusal(tmp_path / "data")
    assert f"{name} was written by a newer version of Mayfly (layout 99, this one knows " in sentence
    assert (tmp_path / "data" / name).exists()


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
