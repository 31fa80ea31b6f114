"""Whatever stops the service, and wherever: what was answered is there, and nothing that never was."""

import asyncio
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import apsw
import pytest

from mayfly.core.errors import CannotStart, NotFound, Unavailable
from mayfly.core.mailbox import Mailbox
from mayfly.store import schema
from mayfly.store.base import Outcome
from mayfly.store.check import check
from mayfly.store.sealing import open_content
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.contract import HOUR, T0, Bench

ROOT = Path(__file__).parents[2]


def settings_for(path: Path) -> Settings:
    return Settings(path=str(path), free_octets=0, window_seconds=300)


@dataclass
class Told:
    """What killed services had answered."""

    tokens: dict[bytes, bytes] = field(default_factory=dict)
    stored: dict[bytes, list[bytes]] = field(default_factory=dict)
    deleting: set[bytes] = field(default_factory=set)
    deleted: set[bytes] = field(default_factory=set)
    erasing: set[bytes] = field(default_factory=set)
    erased: dict[bytes, bytes] = field(default_factory=dict)

    def read(self, lines: list[str]) -> None:
        for line in lines:
            verb, *words = line.split()
            if verb == "open" and words[2] == "lasting":
                self.tokens[bytes.fromhex(words[0])] = bytes.fromhex(words[1])
            elif verb == "stored":
                self.stored.setdefault(bytes.fromhex(words[0]), []).append(bytes.fromhex(words[1]))
            elif verb in {"deleting", "deleted"}:
                getattr(self, verb).add(bytes.fromhex(words[1]))
            elif verb == "erasing":
                self.erasing.add(bytes.fromhex(words[0]))


def test_kill_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    """Killed with -9 again and again under load: every answered message is there once, every deletion holds."""
    told = Told()
    for number in range(6):
        command = [sys.executable, "-m", "tests.store.crasher", str(tmp_path / "data"), str(number)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=environment, text=True) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "started\n"
            lines = [child.stdout.readline() for _ in range(random.randrange(90, 200))]
            child.send_signal(signal.SIGKILL)
            lines += child.stdout.readlines()
        told.read([line for line in lines if line.endswith("\n")])
        asyncio.run(_see_all(tmp_path / "data", told, T0 + number * 1_000_000 + 2_000))
        assert check(settings_for(tmp_path / "data")).lost == ()
    assert sum(len(ids) for ids in told.stored.values()) > 300


async def _see_all(path: Path, told: Told, now: float) -> None:
    store = SqliteStore.start(settings_for(path))
    await store.purge(now)
    await store.settle()
    for uid, token in told.tokens.items():
        unlocked = await store.unlock(token, now)
        assert unlocked.mailbox.uid == uid
        listed = await store.messages(uid, 0, 1000, now)
        ids = [stored.message_id for stored in listed]
        assert len(ids) == len(set(ids)) == unlocked.mailbox.message_count
        acknowledged = [message_id for message_id in told.stored.get(uid, ()) if message_id not in told.deleting]
        assert [message_id for message_id in ids if message_id in set(acknowledged)] == acknowledged
        assert not told.deleted & set(ids)
        for stored in listed[:: max(1, len(listed) // 4)]:
            content = open_content(unlocked.opener, await store.content(uid, stored.message_id, now))
            assert content.startswith(b"m")
    await store.close()


@dataclass
class Scene:
    """A directory as a crash would leave it: the logs not yet carried into the databases."""

    path: Path
    token: bytes
    mailbox: Mailbox
    ids: list[bytes]


async def _scene(path: Path) -> Scene:
    """Fill a directory, and copy it while it is open and quiet."""
    store = SqliteStore.start(settings_for(path.with_name("live")))
    bench = Bench(store)
    token, mailbox = await bench.open(seconds=9 * HOUR, idle=99_999)
    ids = [await bench.put_one(mailbox, b"%d" % number, T0 + number) for number in range(8)]
    ids += [await bench.put_one(mailbox, b"next", T0 + HOUR), await bench.put_one(mailbox, b"last", T0 + HOUR)]
    shutil.copytree(path.with_name("live"), path)
    await store.close()
    return Scene(path, token, mailbox, ids)


async def _readable(scene: Scene, path: Path) -> list[bytes]:
    """Start on a directory and read all there is; give the ids."""
    store = SqliteStore.start(settings_for(path))
    bench = Bench(store)
    now = T0 + HOUR
    try:
        unlocked = await store.unlock(scene.token, now)
    except NotFound:
        await store.close()
        return []
    ids = await bench.ids(scene.mailbox, now)
    assert unlocked.mailbox.message_count == len(ids)
    for message_id in ids:
        assert await bench.read(scene.token, message_id, now) in {b"next", b"last", *(b"%d" % n for n in range(8))}
    # And it goes on.
    ids_before = list(ids)
    await bench.put_one(scene.mailbox, b"after", now)
    assert (await bench.ids(scene.mailbox, now))[:-1] == ids_before
    await store.close()
    return ids


def test_a_log_cut_anywhere_shows_a_beginning(tmp_path: Path) -> None:
    """The last log cut at any place: what is whole before the cut is there, in order; nothing else is."""

    async def test() -> None:
        scene = await _scene(tmp_path / "scene")
        for name in ("mail-1.db-wal", "mail-2.db-wal"):
            octets = (scene.path / name).read_bytes()
            first, last = (0, 8) if name == "mail-1.db-wal" else (8, 10)
            lengths = []
            last_writes = range(max(0, len(octets) - 13_000), len(octets) + 1, 487)
            for place in (*range(0, 64, 8), *last_writes, len(octets) - 1, len(octets)):
                copy = tmp_path / "copy"
                shutil.copytree(scene.path, copy)
                os.truncate(copy / name, place)
                ids = await _readable(scene, copy)
                there = [message_id for message_id in ids if message_id in scene.ids[first:last]]
                assert there == scene.ids[first : first + len(there)]
                assert len(ids) - len(there) == 10 - (last - first)
                lengths.append(len(there))
                shutil.rmtree(copy)
            assert max(lengths) == last - first
            if name == "mail-2.db-wal":
                # The older window's log may have been carried over before the copy was made.
                assert min(lengths) == 0

    asyncio.run(test())


def test_an_index_log_cut_anywhere_starts(tmp_path: Path) -> None:
    """The index's log cut at any place: the start goes through or says why not; a mailbox is whole or not there."""

    async def test() -> None:
        scene = await _scene(tmp_path / "scene")
        octets = (scene.path / "index.db-wal").read_bytes()
        found = set()
        for place in (*range(0, len(octets), 1993), len(octets)):
            copy = tmp_path / "copy"
            shutil.copytree(scene.path, copy)
            os.truncate(copy / "index.db-wal", place)
            found.add(await _count_readable(scene, copy))
            shutil.rmtree(copy)
        assert found <= {0, 8, 10}
        assert 10 in found

    asyncio.run(test())


async def _count_readable(scene: Scene, path: Path) -> int:
    try:
        store = SqliteStore.start(settings_for(path))
    except CannotStart as refused:
        return 0 if str(refused).startswith("[store] ") else -1
    try:
        await store.unlock(scene.token, T0 + HOUR)
        return len(await Bench(store).ids(scene.mailbox, T0 + HOUR))
    except NotFound:
        return 0
    finally:
        await store.close()


def _garbage_all(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


def _zero_header(path: Path) -> None:
    octets = bytearray(path.read_bytes())
    octets[:100] = bytes(100)
    path.write_bytes(octets)


def _garbage_pages(path: Path) -> None:
    octets = bytearray(path.read_bytes())
    for start in range(4096, len(octets), 4096):
        octets[start : start + 200] = os.urandom(200)
    path.write_bytes(octets)


@pytest.mark.parametrize("damage", [_garbage_all, _zero_header, _garbage_pages, Path.unlink])
def test_a_damaged_window_does_not_hold_up_the_others(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    """The start goes on without it, says what is lost, and so does ``check``; the other windows are as they were."""

    async def test() -> None:
        store = SqliteStore.start(settings_for(tmp_path / "data"))
        bench = Bench(store)
        token, mailbox = await bench.open(seconds=9 * HOUR, idle=99_999)
        for number in range(3):
            await bench.put_one(mailbox, b"%d" % number, T0 + number * HOUR)
        ids = await bench.ids(mailbox, T0 + 2 * HOUR)
        await store.close()
        damage(tmp_path / "data" / "mail-2.db")
        first = check(settings_for(tmp_path / "data"))
        assert any("mail-2.db" in sentence for sentence in first.lost)
        assert (first.mailboxes, first.messages) == (1, 2)
        store = SqliteStore.start(settings_for(tmp_path / "data"))
        bench = Bench(store)
        now = T0 + 2 * HOUR
        assert await bench.ids(mailbox, now) == [ids[0], ids[2]]
        assert (await store.mailbox(mailbox.uid, now)).message_count == 2
        assert await bench.read(token, ids[2], now) == b"2"
        await bench.put_one(mailbox, b"new", now)
        await store.purge(T0 + 9 * HOUR)
        await store.settle()
        assert list((tmp_path / "data").glob("mail-*.db")) == []
        await store.close()

    asyncio.run(test())


def test_damage_found_while_running_is_unavailable(tmp_path: Path) -> None:
    """A page that went bad makes its own message unavailable, and nothing else."""

    async def test() -> None:
        store = SqliteStore.start(settings_for(tmp_path / "data"))
        bench = Bench(store)
        token, mailbox = await bench.open()
        good, bad = await bench.put_one(mailbox, os.urandom(3000)), await bench.put_one(mailbox, os.urandom(9000))
        await store.close()
        path = tmp_path / "data" / "mail-1.db"
        db = apsw.Connection(str(path))
        pages = [row[0] for row in db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'message'")]
        count = db.pragma("page_count")
        db.close()
        assert count > pages[0]
        octets = bytearray(path.read_bytes())
        # The chain of the long message's overflow pages is the end of the file.
        octets[-4096:] = b"\xff" * 4096
        path.write_bytes(octets)
        store = SqliteStore.start(settings_for(tmp_path / "data"))
        bench = Bench(store)
        results = []
        for message_id in (good, bad):
            try:
                results.append(len(await bench.read(token, message_id)))
            except (Unavailable, NotFound) as error:
                results.append(type(error))
        assert results[0] == 3000
        assert results[1] in {Unavailable, NotFound}
        assert len(await bench.ids(mailbox)) == 2
        # What cannot be written there is refused once, and goes into a new window then.
        with contextlib.suppress(Unavailable):
            await bench.put(mailbox)
        assert await bench.read(token, await bench.put_one(mailbox, b"more")) == b"more"
        await store.close()

    asyncio.run(test())


def test_torn_and_left_over_slots(tmp_path: Path) -> None:
    """A share half written opens nothing and harms nobody; a share no row names is zeroed at the start."""

    async def test() -> None:
        store = SqliteStore.start(settings_for(tmp_path / "data"))
        bench = Bench(store)
        token, torn = await bench.open("torn")
        other_token, _ = await bench.open("other")
        slot = store._vault.boxes.by_uid[torn.uid].slot
        await store.close()
        left = os.urandom(32)
        with (tmp_path / "data" / "keys" / "shares").open("r+b") as shares:
            shares.seek(slot * 32 + 16)
            shares.write(bytes(16))
            shares.seek(3000 * 32)
            shares.write(left)
        store = SqliteStore.start(settings_for(tmp_path / "data"))
        with pytest.raises(NotFound):
            await store.unlock(token, T0)
        await store.unlock(other_token, T0)
        assert left not in (tmp_path / "data" / "keys" / "shares").read_bytes()
        await store.close()

    asyncio.run(test())


def test_a_stop_between_share_and_row_finishes_the_erasure(tmp_path: Path) -> None:
    """A zero slot whose row is still there is an erased mailbox: not found, its rows deleted, its name spent."""

    async def test() -> None:
        store = SqliteStore.start(settings_for(tmp_path / "data"))
        bench = Bench(store)
        token, mailbox = await bench.open("gone")
        await bench.put_one(mailbox)
        slot = store._vault.boxes.by_uid[mailbox.uid].slot
        await store.close()
        with (tmp_path / "data" / "keys" / "shares").open("r+b") as shares:
            shares.seek(slot * 32)
            shares.write(bytes(32))
        store = SqliteStore.start(settings_for(tmp_path / "data"))
        bench = Bench(store)
        assert await bench.find("gone") is None
        with pytest.raises(NotFound):
            await store.unlock(token, T0)
        await store.settle()
        assert list((tmp_path / "data").glob("mail-*.db")) == []
        with pytest.raises(Exception, match="spent"):
            await bench.open("gone")
        await store.close()

    asyncio.run(test())


def test_slots_are_reused_only_after_their_rows_are_gone(tmp_path: Path) -> None:
    """Opening and erasing ten thousand times takes few slots, and no two rows ever name one."""

    async def test() -> None:
        store = SqliteStore.start(settings_for(tmp_path / "data"))
        bench = Bench(store)
        for turn in range(20):
            opened = await asyncio.gather(*(bench.open(f"a{turn}-{n}", spend=False) for n in range(50)))
            slots = [row[0] for row in store._vault.index.reader.execute("SELECT slot FROM mailbox").fetchall()]
            assert len(slots) == len(set(slots))
            await asyncio.gather(*(store.erase(mailbox.uid, T0) for _, mailbox in opened))
        await store.settle()
        assert (tmp_path / "data" / "keys" / "shares").stat().st_size == 4097 * 32
        await store.close()

    asyncio.run(test())


def test_left_over_large_files_are_collected(tmp_path: Path) -> None:
    """A large file that no row names, whole or torn, is gone after a start; those that rows name stay."""

    async def test() -> None:
        store = SqliteStore.start(settings_for(tmp_path / "data"))
        bench = Bench(store)
        token, mailbox = await bench.open()
        kept = await bench.put_one(mailbox, os.urandom(300_000))
        await store.close()
        (tmp_path / "data" / "large" / os.urandom(16).hex()).write_bytes(b"torn")
        store = SqliteStore.start(settings_for(tmp_path / "data"))
        bench = Bench(store)
        await store.settle()
        assert len(list((tmp_path / "data" / "large").iterdir())) == 1
        assert len(await bench.read(token, kept)) == 300_000
        # What nobody took leaves no file either.
        await store.erase(mailbox.uid, T0)
        _, outcomes = await bench.put(mailbox, content=os.urandom(300_000))
        assert outcomes == (Outcome.GONE,)
        await store.settle()
        assert list((tmp_path / "data" / "large").iterdir()) == []
        await store.close()

    asyncio.run(test())


def test_layouts_are_applied_once_in_order_or_not_at_all(tmp_path: Path) -> None:
    """Each step runs once, in its order; when one fails the database is as before; a newer one is refused."""
    steps = [
        schema.Step(1, "CREATE TABLE a (x); INSERT INTO a VALUES (1)"),
        schema.Step(2, "ALTER TABLE a ADD COLUMN y DEFAULT 2"),
        schema.Step(3, "INSERT INTO a VALUES (3, 3)"),
    ]
    db = apsw.Connection(str(tmp_path / "a.db"))
    schema.apply(db, steps[:1])
    schema.apply(db, steps[:1])
    with pytest.raises(apsw.SQLError):
        schema.apply(db, [*steps, schema.Step(4, "INSERT INTO nowhere VALUES (1)")])
    assert db.execute("SELECT * FROM a").fetchall() == [(1,)]
    assert db.pragma("user_version") == 1
    schema.apply(db, steps)
    schema.apply(db, steps)
    assert db.execute("SELECT * FROM a").fetchall() == [(1, 2), (3, 3)]
    with pytest.raises(CannotStart, match=r"newer version .* \(layout 3, this one knows 2\)"):
        schema.apply(db, steps[:2])
    db.close()


def test_check_finds_nothing_where_nothing_is_lost(tmp_path: Path) -> None:
    """A whole directory has no findings; a running service keeps its directory to itself."""

    async def test() -> None:
        store = SqliteStore.start(settings_for(tmp_path / "data"))
        bench = Bench(store)
        _, mailbox = await bench.open()
        await bench.put_one(mailbox, os.urandom(300_000))
        with pytest.raises(CannotStart, match="in use"):
            check(settings_for(tmp_path / "data"))
        await store.close()
        report = check(settings_for(tmp_path / "data"))
        assert (report.mailboxes, report.messages, report.lost) == (1, 1, ())
        for path in (tmp_path / "data" / "large").iterdir():
            path.unlink()
        assert any("large contents are missing" in text for text in check(settings_for(tmp_path / "data")).lost)

    asyncio.run(test())
