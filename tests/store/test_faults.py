"""A disk that fails makes the verb fail, and nothing else: nothing was done then, and all goes on when it is back."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import pytest

from mayfly.core.errors import NoSpace, NotFound, Unavailable
from mayfly.core.mailbox import Mailbox
from mayfly.store.base import Outcome
from mayfly.store.index import Index
from mayfly.store.pace import Pace
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from mayfly.store.windows import Window
from tests.store.contract import T0, Bench, hear
from tests.store.faulty import failing

ERRORS = [
    (apsw.IOError("planted"), Unavailable),
    (apsw.FullError("planted"), NoSpace),
    (OSError(5, "planted"), Unavailable),
    (OSError(28, "planted"), NoSpace),
]


async def _state(bench: Bench, mailbox: Mailbox) -> tuple[Mailbox, list[bytes]]:
    return await bench.store.mailbox(mailbox.uid, T0), await bench.ids(mailbox)


@pytest.mark.parametrize(("error", "kind"), ERRORS)
def test_a_commit_that_fails_is_never_answered_as_stored(
    tmp_path: Path, error: Exception, kind: type[Unavailable]
) -> None:
    """Every message of the batch is refused for now, none is listed or counted, no watcher hears; the next is stored.

    Nothing of it is there after a restart either.
    """

    async def test() -> None:
        store = SqliteStore.start(Settings(path=str(tmp_path / "data"), free_octets=0))
        bench = Bench(store)
        token, mailbox = await bench.open()
        kept = await bench.put_one(mailbox)
        before = await _state(bench, mailbox)
        watch = store.watch(mailbox.uid)
        current = store._vault.current
        assert current is not None
        with failing(current, "commit", error):
            results = await asyncio.gather(
                *(bench.put(mailbox, content=os.urandom(size)) for size in (10, 9_000, 400_000)), return_exceptions=True
            )
            assert [type(result) for result in results] == [kind] * 3
            with pytest.raises(kind):
                await store.delete(mailbox.uid, kept, T0)
        after = await _state(bench, mailbox)
        assert after[1] == before[1]
        assert (after[0].message_count, after[0].octets) == (before[0].message_count, before[0].octets)
        assert await hear(watch) == []
        new = await bench.put_one(mailbox, b"new")
        assert await bench.read(token, new) == b"new"
        await store.settle()
        assert list((tmp_path / "data" / "large").iterdir()) == []
        await store.close()
        store = SqliteStore.start(Settings(path=str(tmp_path / "data"), free_octets=0))
        assert await Bench(store).ids(mailbox) == [kept, new]
        await store.close()

    asyncio.run(test())


@pytest.mark.parametrize(("error", "kind"), ERRORS)
def test_an_opening_that_fails_leaves_nothing(tmp_path: Path, error: Exception, kind: type[Unavailable]) -> None:
    """Where the share or the row cannot be made durable the address is free, and not spent."""

    async def test() -> None:
        store = SqliteStore.start(Settings(path=str(tmp_path / "data"), free_octets=0))
        bench = Bench(store)
        await bench.open("other")
        vault = store._vault
        places = [(vault.index, "commit")]
        if isinstance(error, OSError):
            places.append((vault.shares, "sync"))
        for thing, name in places:
            with failing(thing, name, error), pytest.raises(kind):
                await bench.open("a")
            assert await bench.find("a") is None
            assert store.status(T0).mailboxes == 1
        token, mailbox = await bench.open("a")
        with failing(vault.index, "commit", error), pytest.raises(kind):
            await store.extend(mailbox.uid, T0 + 99, T0)
        assert (await store.unlock(token, T0)).mailbox.expires_at == mailbox.expires_at
        await store.close()

    asyncio.run(test())


def test_an_erasure_that_fails_is_not_answered_as_done(tmp_path: Path) -> None:
    """Where the share cannot be overwritten durably the mailbox is as before; once it can be, it goes."""

    async def test() -> None:
        store = SqliteStore.start(Settings(path=str(tmp_path / "data"), free_octets=0))
        bench = Bench(store)
        token, mailbox = await bench.open()
        message_id = await bench.put_one(mailbox)
        for name in ("sync", "zero"):
            with failing(store._vault.shares, name, OSError(5, "planted")):
                with pytest.raises(Unavailable):
                    await store.erase(mailbox.uid, T0)
                with pytest.raises(Unavailable):
                    await store.purge(T0 + 600)
            assert await bench.read(token, message_id) == b"hello"
        assert await store.purge(T0 + 600) == 1
        with pytest.raises(NotFound):
            await store.unlock(token, T0)
        await store.close()

    asyncio.run(test())


def test_a_failing_index_holds_up_no_mail(tmp_path: Path) -> None:
    """Mail is stored, read and erased while the index cannot be written; what has ended is forgotten when it can."""

    async def test() -> None:
        store = SqliteStore.start(Settings(path=str(tmp_path / "data"), free_octets=0))
        bench = Bench(store)
        token, mailbox = await bench.open("a")
        _, other = await bench.open("b")
        await bench.put_one(other)
        with failing(store._vault.index, "commit", apsw.IOError("planted")):
            message_id = await bench.put_one(mailbox)
            assert await bench.read(token, message_id) == b"hello"
            await store.erase(other.uid, T0)
            assert await store.purge(T0 + 1) == 0
            _, outcomes = await bench.put(mailbox, other)
            assert outcomes == (Outcome.STORED, Outcome.GONE)
        await store.purge(T0 + 2)
        await store.settle()
        assert store._vault.index.reader.execute("SELECT count(*) FROM mailbox").get == 1
        await store.close()

    asyncio.run(test())


def test_what_makes_room_goes_only_after_what_needed_it_is_safe(tmp_path: Path) -> None:
    """A message that cannot be committed has not cost its mailbox an older one, though that lies in another window."""

    async def test() -> None:
        settings = Settings(path=str(tmp_path / "data"), free_octets=0, mailbox_messages=1, young_seconds=0)
        store = SqliteStore.start(settings)
        bench = Bench(store)
        _, mailbox = await bench.open(seconds=99_999, idle=99_999)
        _, other = await bench.open("other", seconds=99_999, idle=99_999)
        kept = await bench.put_one(mailbox)
        later = T0 + 3600
        await bench.put_one(other, now=later)
        newest = store._vault.current
        assert newest is not None
        assert newest.number == 2
        with failing(newest, "commit", apsw.IOError("planted")), pytest.raises(Unavailable):
            await bench.put(mailbox, now=later)
        assert await bench.ids(mailbox, later) == [kept]
        await store.close()
        store = SqliteStore.start(settings)
        assert await Bench(store).ids(mailbox, later) == [kept]
        await store.close()

    asyncio.run(test())


def test_every_answered_write_has_waited_for_the_disk(tmp_path: Path) -> None:
    """Mail, openings and extensions are committed with a sync, also right after deletions that needed none."""

    async def test() -> None:
        store = SqliteStore.start(Settings(path=str(tmp_path / "data"), free_octets=0))
        bench = Bench(store)
        _, long = await bench.open("long", seconds=99_999, idle=99_999)
        levels: list[tuple[str, int]] = []

        def watch(name: str, thing: Window | Index) -> None:
            whole = thing.commit

            def commit() -> None:
                whole()
                levels.append((name, thing.db.pragma("synchronous")))

            thing.commit = commit  # type: ignore[method-assign]  # only looked at

        await bench.put_one(long)
        assert store._vault.current is not None
        watch("mail", store._vault.current)
        watch("index", store._vault.index)
        for turn in range(5):
            _, short = await bench.open(f"s{turn}", seconds=60 * (turn + 1))
            await bench.put(short)
            await store.purge(T0 + 60 * (turn + 1))
            await store.settle()
            # The last commit of each was a deletion's; none of these may be like it.
            levels.clear()
            await bench.put_one(long)
            assert levels[0] == ("mail", 2)
            levels.clear()
            await store.extend(long.uid, T0 + 99_000, T0)
            assert ("index", 2) in levels
        await store.close()

    asyncio.run(test())


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not on this machine")
def test_a_sync_lies_before_each_answer(tmp_path: Path) -> None:
    """Seen from the outside: between any two answers to one who waits for each lies a sync of the log."""
    trace = tmp_path / "trace"
    program = (
        "import asyncio, os, sys\n"
        "from mayfly.store.settings import Settings\n"
        "from mayfly.store.sqlite import SqliteStore\n"
        "from tests.store.contract import Bench\n"
        "async def main():\n"
        "    store = SqliteStore.start(Settings(path=sys.argv[1], free_octets=0))\n"
        "    bench = Bench(store)\n"
        "    _, mailbox = await bench.open()\n"
        "    for number in range(20):\n"
        "        await bench.put_one(mailbox)\n"
        "        os.write(1, b'answered')\n"
        "    await store.close()\n"
        "asyncio.run(main())\n"
    )
    root = Path(__file__).parents[2]
    command = [
        "strace",
        "-f",
        "-qq",
        "-o",
        str(trace),
        "-e",
        "trace=fdatasync,fsync,write",
        sys.executable,
        "-c",
        program,
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)])}
    done = subprocess.run(
        [*command, str(tmp_path / "data")], env=environment, cwd=root, capture_output=True, text=True, check=False
    )
    if "ptrace" in done.stderr:
        pytest.skip("this machine does not let one trace a process")
    assert done.returncode == 0, done.stderr
    synced, answers = False, 0
    for line in trace.read_text().splitlines():
        if "sync(" in line or "sync resumed" in line:
            synced = True
        elif "answered" in line:
            assert synced
            synced, answers = False, answers + 1
    assert answers == 20


@contextmanager
def _carrying(database: Path) -> Iterator[None]:
    """Have a process hold the lock of whoever carries a database's log."""
    program = (
        "import fcntl, sys\n"
        "file = open(sys.argv[1], 'r+b')\n"
        # SQLite's file format, section 2.3.1: WAL_CKPT_LOCK is octet 121 of the wal-index.
        "fcntl.lockf(file, fcntl.LOCK_EX, 1, 121)\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, f"{database}-shm"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield
        holder.communicate()


def test_a_helper_at_the_log_holds_up_nobody(tmp_path: Path) -> None:
    """While another connection carries a log that is long, mail is stored and mailboxes are opened all the same.

    A process of its own holds the lock that SQLite takes for it, so that the writer meets it at every commit.
    """

    async def test() -> None:
        settings = Settings(path=str(tmp_path / "data"), free_octets=0)
        store = SqliteStore.start(settings, pace=Pace(carry_pages=0))
        bench = Bench(store)
        _, mailbox = await bench.open("a")
        await bench.put_one(mailbox)
        window = store._vault.current
        assert window is not None
        with _carrying(window.path):
            with pytest.raises(apsw.BusyError):
                window.reader.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
            for turn in range(5):
                answers = await asyncio.gather(bench.put(mailbox), bench.open(f"b{turn}"))
                assert answers[0][1] == (Outcome.STORED,)
        assert len(await bench.ids(mailbox)) == 6
        await store.close()

    asyncio.run(test())
