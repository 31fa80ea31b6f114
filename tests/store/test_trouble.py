"""A fault nobody foresaw leaves nobody waiting, loses nothing that was answered, and is told without content."""

import asyncio
import contextlib
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from mayfly.core.errors import NotFound, Unavailable
from mayfly.store.answer import Answer
from mayfly.store.base import Outcome
from mayfly.store.keys import ZERO
from mayfly.store.purge import Ending
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from mayfly.store.trouble import Trouble
from tests.store.contract import HOUR, T0, Bench, address
from tests.store.faulty import failing

SECRET = f"{address('a')} and what was in the mail"
PLACES: dict[str, Callable[[SqliteStore], tuple[object, str]]] = {
    "an op": lambda store: (store._writer._doing, "do"),
    "a new window": lambda store: (store._writer, "_roll"),
    "a window's commit": lambda store: (store._vault.current, "commit"),
    "the index's commit": lambda store: (store._vault.index, "commit"),
    "the answers": lambda store: (store._writer, "_commit"),
}


def started(path: Path) -> SqliteStore:
    return SqliteStore.start(Settings(path=str(path / "data"), free_octets=0))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("error", [KeyError(SECRET), MemoryError(SECRET), RuntimeError(SECRET)])
def test_who_waits_is_answered(tmp_path: Path, place: str, error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    """Every verb of a batch that meets such a fault is refused for now and has done nothing; then all goes on.

    While that is so the store is not ready; the fault is counted, and logged with its place but not its text.
    """

    async def test() -> None:
        store = started(tmp_path)
        bench = Bench(store)
        token, mailbox = await bench.open("a")
        kept = await bench.put_one(mailbox)
        assert store.status(T0).writable
        with failing(*PLACES[place](store), error), caplog.at_level(logging.ERROR):
            answers = await asyncio.gather(
                bench.put(mailbox, content=b"x"),
                bench.put(mailbox, content=os.urandom(400_000)),
                store.delete(mailbox.uid, kept, T0),
                store.extend(mailbox.uid, T0 + 99, T0),
                bench.open("b"),
                return_exceptions=True,
            )
            refused = [answer for answer in answers if isinstance(answer, Unavailable)]
            # Where it is the index that fails mail is stored, and where it is a window mailboxes may be opened.
            stored = [answer for answer in answers if isinstance(answer, tuple)]
            assert len(refused) + len(stored) + answers.count(None) == len(answers)
            assert refused
            assert not store.status(T0).writable
        assert store.status(T0).faults > 0
        assert type(error).__name__ in caplog.text
        assert ".py:" in caplog.text
        assert "mail" not in caplog.text.replace("mailbox", "")
        before = await bench.ids(mailbox)
        assert (await store.mailbox(mailbox.uid, T0)).message_count == len(before)
        new = await bench.put_one(mailbox, b"new")
        assert store.status(T0).writable
        assert await bench.read(token, new) == b"new"
        await bench.open("c")
        await store.settle()
        listed = await bench.ids(mailbox)
        assert listed == [*before, new]
        large = [stored for stored in await store.messages(mailbox.uid, 0, 9, T0) if stored.octets > 300_000]
        assert len(list((tmp_path / "data" / "large").iterdir())) == len(large)
        mailboxes = store.status(T0).mailboxes
        await store.close()
        store = started(tmp_path)
        assert await Bench(store).ids(mailbox) == listed
        assert store.status(T0).mailboxes == mailboxes
        assert store.status(T0).faults == 0
        await store.close()

    asyncio.run(test())


def test_an_erasure_that_meets_a_fault_is_not_answered_as_done(tmp_path: Path) -> None:
    """Where the share could not be overwritten, for whatever reason, the mailbox is as before, and can go later."""

    async def test() -> None:
        store = started(tmp_path)
        bench = Bench(store)
        token, mailbox = await bench.open()
        message_id = await bench.put_one(mailbox)
        for name in ("sync", "zero"):
            with failing(store._vault.shares, name, KeyError("planted")), pytest.raises(Unavailable):
                await store.erase(mailbox.uid, T0)
            assert await bench.read(token, message_id) == b"hello"
        await store.erase(mailbox.uid, T0)
        with pytest.raises(NotFound):
            await store.unlock(token, T0)
        await store.close()

    asyncio.run(test())


@pytest.mark.parametrize("name", ["_find_some", "_zero_some", "_forget_some"])
def test_a_purge_that_meets_a_fault_is_done_by_the_next(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is answered, nobody who has ended comes back or is forgotten twice, and the next one ends the rest."""

    async def test() -> None:
        store = started(tmp_path)
        bench = Bench(store)
        opened = [await bench.open(f"a{n}", seconds=HOUR if n else 9 * HOUR, idle=99_999) for n in range(200)]
        await asyncio.gather(*(bench.put(mailbox) for _, mailbox in opened))
        slots = [store._vault.boxes.by_uid[mailbox.uid].slot for _, mailbox in opened[1:]]
        whole = getattr(Ending, name)
        turns = []

        def fail_at_the_second(ending: Ending) -> object:
            turns.append(None)
            if len(turns) == 2:
                raise KeyError("planted")
            return whole(ending)

        monkeypatch.setattr(Ending, name, fail_at_the_second)
        if name == "_zero_some":
            turns.append(None)
        with pytest.raises(Unavailable):
            await store.purge(T0 + HOUR)
        if name == "_forget_some":
            # They are gone, and must not be sent mail that nobody can open, also where the clock is set back.
            assert all(store._vault.shares.read(slot) == ZERO for slot in slots)
            for number, (_, mailbox) in enumerate(opened[1:], 1):
                assert await bench.find(f"a{number}", T0) is None
                _, outcomes = await bench.put(mailbox)
                assert outcomes == (Outcome.GONE,)
        for token, _ in opened[1:]:
            with pytest.raises(NotFound):
                await store.unlock(token, T0 + HOUR)
        await store.purge(T0 + HOUR)
        await store.settle()
        status = store.status(T0 + HOUR)
        assert (status.mailboxes, status.messages, status.oldest_expired_seconds) == (1, 1, 0)
        for token, _ in opened[1:]:
            with pytest.raises(NotFound):
                await store.unlock(token, T0)
        assert (await store.unlock(opened[0][0], T0)).mailbox.message_count == 1
        await store.close()

    asyncio.run(test())


def test_forgetting_that_meets_a_fault_is_taken_up_by_the_next_purge(tmp_path: Path) -> None:
    """Mail is taken meanwhile, and what has ended is off the disk once nothing is in the way."""

    async def test() -> None:
        store = started(tmp_path)
        bench = Bench(store)
        _, gone = await bench.open("gone")
        token, stays = await bench.open("stays", seconds=9 * HOUR, idle=99_999)
        await bench.put(gone, stays)
        with failing(store._writer._forget, "step", KeyError("planted")):
            assert await store.purge(T0 + HOUR) == 1
            await store.settle()
            assert store.status(T0 + HOUR).oldest_expired_seconds > 0
            kept = await bench.put_one(stays, b"new", T0 + HOUR)
            assert await bench.read(token, kept, T0 + HOUR) == b"new"
        await store.purge(T0 + HOUR)
        await store.settle()
        assert store.status(T0 + HOUR).oldest_expired_seconds == 0
        assert store._vault.windows[1].db.execute("SELECT count(*) FROM message").get == 1
        await store.close()

    asyncio.run(test())


def test_nobody_waits_for_a_thread_that_has_ended(tmp_path: Path) -> None:
    """Should the writer's thread end all the same, what waits and what comes is refused, and the store still closes."""

    async def test() -> None:
        store = started(tmp_path)
        bench = Bench(store)
        token, mailbox = await bench.open()
        kept = await bench.put_one(mailbox)
        with failing(store._writer, "_turn", SystemExit()):
            # The turn that is under way takes this one, if there is one.
            with contextlib.suppress(Unavailable):
                await bench.put_one(mailbox)
            store._writer._thread.join()
        for _ in range(2):
            with pytest.raises(Unavailable):
                await bench.put(mailbox)
        with pytest.raises(Unavailable):
            await store.erase(mailbox.uid, T0)
        with pytest.raises(Unavailable):
            await store.purge(T0)
        assert await bench.read(token, kept) == b"hello"
        assert not store.status(T0).writable
        await store.close()

    asyncio.run(test())


def test_the_threads_beside_the_writer_go_on(tmp_path: Path) -> None:
    """After a fault of theirs logs are carried and files are unlinked as before."""

    async def test() -> None:
        store = started(tmp_path)
        bench = Bench(store)
        _, mailbox = await bench.open(idle=99_999)
        vault, checkpointer = store._vault, store._writer._checkpointer
        message_id = await bench.put_one(mailbox, os.urandom(400_000))
        went_wrong, carried = threading.Event(), threading.Event()

        def fail() -> None:
            went_wrong.set()
            raise KeyError("planted")

        for action in (fail, carried.set):
            checkpointer._carry = action
            checkpointer.wake()
            assert await asyncio.to_thread((went_wrong if action is fail else carried).wait, 60)
        with failing(vault.reaper, "_do", KeyError("planted")):
            vault.reaper.unlink(tmp_path / "nowhere")
            await asyncio.to_thread(_wait_for_faults, vault.trouble, 2)
        await store.delete(mailbox.uid, message_id, T0)
        await store.settle()
        assert list((tmp_path / "data" / "large").iterdir()) == []
        await store.close()

    asyncio.run(test())


def _wait_for_faults(trouble: Trouble, count: int) -> None:
    while trouble.count < count:
        time.sleep(0.001)


def test_a_failed_batch_is_undone_backwards(tmp_path: Path) -> None:
    """Two changes of one mailbox that fail together leave it as it was before the first."""

    async def test() -> None:
        store = started(tmp_path)
        bench = Bench(store)
        _, mailbox = await bench.open()
        with failing(store._vault.index, "commit", apsw.IOError("planted")):
            answers = await asyncio.gather(
                *(store.extend(mailbox.uid, T0 + HOUR + number, T0) for number in range(3)), return_exceptions=True
            )
            assert [type(answer) for answer in answers] == [Unavailable] * 3
        assert (await store.mailbox(mailbox.uid, T0)).expires_at == mailbox.expires_at
        await store.close()

    asyncio.run(test())


def test_a_refused_message_leaves_no_trace_in_memory(tmp_path: Path) -> None:
    """It does not count as an arrival, which would let its mailbox live longer, nor as a row of its window."""

    async def test() -> None:
        store = started(tmp_path)
        bench = Bench(store)
        _, mailbox = await bench.open(idle=600)
        await bench.put_one(mailbox)
        window = store._vault.current
        assert window is not None
        rows = window.rows
        with failing(window, "commit", apsw.FullError("planted")):
            for _ in range(3):
                with pytest.raises(Unavailable):
                    await bench.put(mailbox, now=T0 + 500)
        assert window.rows == rows
        assert (await store.mailbox(mailbox.uid, T0)).ends_at == T0 + 600
        await store.close()

    asyncio.run(test())


def test_the_status_is_of_one_moment(tmp_path: Path) -> None:
    """Read over and over while mail comes and mailboxes end, it never fails, and its counts belong together."""

    async def test() -> None:
        store = started(tmp_path)
        bench = Bench(store)
        size = 1000

        async def use(number: int) -> None:
            for turn in range(20):
                _, mailbox = await bench.open(f"a{number}-{turn}")
                await bench.put(mailbox, content=bytes(size))
                if turn % 2:
                    # Another one's purge may have been there before.
                    with contextlib.suppress(NotFound):
                        await store.erase(mailbox.uid, T0)
                else:
                    await store.purge(T0 + HOUR)

        _, mailbox = await bench.open("first")
        await bench.put_one(mailbox, bytes(size))
        octets = store.status(T0).octets
        # The writer and this thread take turns as often as they can.
        before = sys.getswitchinterval()
        sys.setswitchinterval(1e-6)
        users = asyncio.gather(*(use(number) for number in range(4)))
        looks = 0
        while not users.done():
            status = store.status(T0)
            assert status.octets == status.messages * octets
            looks += 1
            await asyncio.sleep(0)
        sys.setswitchinterval(before)
        await users
        assert looks > 0
        await store.close()

    asyncio.run(test())


def test_an_answer_is_given_once() -> None:
    """Who was answered is not answered again by what goes wrong afterwards."""

    async def test() -> None:
        done: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        Answer(done, value=1).resolve()
        Answer(done, error=Unavailable("later")).resolve()
        assert await done == 1

    asyncio.run(test())
