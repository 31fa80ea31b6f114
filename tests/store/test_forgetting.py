"""A stolen disk tells nothing, and the end is the end: seen from the outside, on the files themselves."""

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import apsw
import pytest

from mayfly.core.errors import NoSpace, NotFound
from mayfly.store.base import Outcome, SealedMessage
from mayfly.store.sealing import Kind, SealFor, SealJob, seal_content
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from mayfly.store.values import SealedCopy
from tests.store.burglar import break_in, copy_all, files_with
from tests.store.contract import HOUR, T0, Bench, address, new

LARGE = b"Subject: large\r\n\r\n" + os.urandom(400_000)


def started(path: Path, **wanted: Any) -> SqliteStore:
    return SqliteStore.start(Settings(path=str(path), free_octets=0, **wanted))


def run(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(test())


def test_after_an_erasure_nothing_opens(tmp_path: Path) -> None:
    """When an erasure has been answered, token, pepper, shares and every file as it is then open nothing of it.

    The same burglar opened all of it a moment before, and still opens the mailbox that was not erased.
    """

    async def test() -> None:
        store = started(tmp_path / "data")
        bench = Bench(store)
        token, mailbox = await bench.open("gone")
        other_token, other = await bench.open("other")
        for content in (b"first", LARGE):
            await bench.put(mailbox, content=b"gone: " + content)
            await bench.put(other, content=b"other: " + content)
        before = break_in(copy_all(tmp_path / "data", tmp_path / "before"), [token])
        assert before.addresses == {str(address("gone")).encode()}
        assert before.contents == {b"gone: first", b"gone: " + LARGE}
        await store.erase(mailbox.uid, T0 + 1)
        # As it is at that moment: the rows may still be there.
        after = break_in(copy_all(tmp_path / "data", tmp_path / "after"), [token, other_token])
        assert after.addresses == {str(address("other")).encode()}
        assert after.contents == {b"other: first", b"other: " + LARGE}
        await store.settle()
        await store.close()

    run(test)


def test_a_copy_without_keys_does_not_undo_an_erasure(tmp_path: Path) -> None:
    """A copy of all but ``keys/``, made while the mailbox lived, stays shut after its erasure; one with it does not."""

    async def test() -> None:
        store = started(tmp_path / "data")
        bench = Bench(store)
        token, mailbox = await bench.open()
        await bench.put(mailbox, content=b"secret")
        backup = copy_all(tmp_path / "data", tmp_path / "backup")
        await store.erase(mailbox.uid, T0 + 1)
        assert break_in(backup, [token], keys=tmp_path / "data" / "keys").contents == set()
        assert break_in(backup, [token], keys=tmp_path / "nowhere").contents == set()
        assert break_in(backup, [token]).contents == {b"secret"}
        await store.close()

    run(test)


def test_after_expiry_and_purge_nothing_opens(tmp_path: Path) -> None:
    """When a purge has been answered, what was over is as erased."""

    async def test() -> None:
        store = started(tmp_path / "data")
        bench = Bench(store)
        tokens = []
        for number in range(30):
            token, mailbox = await bench.open(f"a{number}", seconds=HOUR if number else 9 * HOUR, idle=9 * 3600)
            await bench.put(mailbox, content=b"%d" % number)
            tokens.append(token)
        assert len(break_in(copy_all(tmp_path / "data", tmp_path / "before"), tokens[:3]).contents) == 3
        assert await store.purge(T0 + HOUR) == 29
        assert break_in(copy_all(tmp_path / "data", tmp_path / "after"), tokens[:3]).contents == {b"0"}
        await store.close()

    run(test)


def test_no_marker_is_in_any_file(tmp_path: Path) -> None:
    """A marker in the address and in mail is in no file at any time; without sealing the same search finds it."""
    marker = b"mxqzmarkerqzmx"

    async def test() -> None:
        for sealing in (True, False):
            path = tmp_path / f"sealing-{sealing}"
            seal: dict[str, Any] = {} if sealing else {"seal": _unsealed}
            store = SqliteStore.start(Settings(path=str(path), free_octets=0), **seal)
            bench = Bench(store)
            token = os.urandom(32)
            mailbox = await store.open(new(marker.decode(), token))
            for content in (marker, marker * 30_000, LARGE + marker):
                if sealing:
                    await bench.put(mailbox, content=content)
                else:
                    copy = SealedCopy(mailbox.uid, os.urandom(16), content[:1000])
                    body = (content,) if len(content) > 300_000 else None
                    assert await store.put(SealedMessage((copy,), body, T0), T0) == (Outcome.STORED,)
            if sealing:
                await store.unlock(token, T0)
                assert files_with(path, marker) == []
            else:
                found = files_with(path, marker)
                assert any(name.startswith("index") for name in found)
                assert any(name.startswith("mail") for name in found)
                assert any(name.startswith("large") for name in found)
            assert files_with(path, token) == []
            await store.close()
            assert bool(files_with(path, marker)) is not sealing

    run(test)


@pytest.mark.parametrize("end", ["erase", "purge", "delete"])
def test_octets_leave_the_disk(tmp_path: Path, end: str) -> None:
    """After an erasure, an expiry or a deletion and the work that follows, the sealed octets are in no file."""

    async def test() -> None:
        store = started(tmp_path / "data")
        bench = Bench(store)
        _, mailbox = await bench.open("gone", idle=9 * 3600)
        other_token, other = await bench.open("other", seconds=9 * HOUR, idle=9 * 3600)
        kept = await bench.put_one(other)
        found: list[bytes] = []
        ids = [await bench.put_one(mailbox, content) for content in (b"small", b"text " * 999, LARGE)]
        for message_id in ids:
            sealed = await store.content(mailbox.uid, message_id, T0)
            found += [sealed.sealed[40:72], message_id]
            if sealed.body is not None:
                found.append(sealed.body[5000:5064])
        note = os.urandom(64)
        await store.annotate(mailbox.uid, ids[0], Kind.SUMMARY, note, T0)
        found.append(note)
        assert all(files_with(tmp_path / "data", octets) for octets in found)
        if end == "erase":
            await store.erase(mailbox.uid, T0)
        elif end == "purge":
            assert await store.purge(T0 + HOUR) == 1
        else:
            for message_id in ids:
                await store.delete(mailbox.uid, message_id, T0)
        await store.settle()
        if end != "delete":
            found.append(mailbox.uid)
        assert [files_with(tmp_path / "data", octets) for octets in found] == [[]] * len(found)
        assert await bench.read(other_token, kept, T0 + HOUR) == b"hello"
        await store.close()

    run(test)


@pytest.mark.parametrize("end", ["erase", "purge"])
def test_what_ends_while_it_is_read_is_not_given(tmp_path: Path, end: str) -> None:
    """A large content that was read from the disk before its mailbox ended is given to nobody after that."""

    async def test() -> None:
        store = started(tmp_path / "data")
        bench = Bench(store)
        _, mailbox = await bench.open(idle=9 * 3600)
        message_id = await bench.put_one(mailbox, LARGE)
        bodies, whole = store._vault.bodies, store._vault.bodies.read
        reading, ended = threading.Event(), threading.Event()

        def read(name: bytes) -> bytes | None:
            body = whole(name)
            reading.set()
            assert ended.wait(60)
            return body

        bodies.read = read  # type: ignore[method-assign]  # as a disk that takes its time
        content = asyncio.ensure_future(store.content(mailbox.uid, message_id, T0))
        assert await asyncio.to_thread(reading.wait, 60)
        if end == "erase":
            await store.erase(mailbox.uid, T0)
        else:
            assert await store.purge(T0 + HOUR) == 1
        ended.set()
        with pytest.raises(NotFound):
            await content
        await store.close()

    run(test)


def test_what_was_refused_leaves_the_disk(tmp_path: Path) -> None:
    """Octets of messages that were written, and then could not be committed, are in no file after the next purge."""

    async def test() -> None:
        store = started(tmp_path / "data")
        bench = Bench(store)
        token, mailbox = await bench.open()
        kept = await bench.put_one(mailbox)
        window = store._vault.current
        assert window is not None
        # More than the writer's connection holds in memory, so that it is in the log before it is committed.
        to = [SealFor(mailbox.uid, mailbox.public_key, os.urandom(16)) for _ in range(15)]
        messages = [seal_content(SealJob((os.urandom(200_000),), (one,), T0)) for one in to]
        found = [message.copies[0].sealed[1000:1032] for message in messages]
        written = []

        def commit() -> None:
            window.flush()
            written.extend(octets for octets in found if files_with(tmp_path / "data", octets))
            raise apsw.FullError("planted")

        window.commit = commit  # type: ignore[method-assign]  # as a disk that becomes full
        answers = await asyncio.gather(*(store.put(message, T0) for message in messages), return_exceptions=True)
        del window.commit
        assert {type(answer) for answer in answers} == {NoSpace}
        assert len(written) > 5
        await store.purge(T0)
        await store.settle()
        assert [files_with(tmp_path / "data", octets) for octets in found] == [[]] * len(found)
        assert await bench.read(token, kept) == b"hello"
        await store.close()

    run(test)


def test_a_window_with_nothing_alive_is_unlinked(tmp_path: Path) -> None:
    """When the last mailbox with mail in a window has ended, its file goes whole; others stay; seqs go on rising."""

    async def test() -> None:
        store = started(tmp_path / "data")
        bench = Bench(store)
        _, short = await bench.open("short", idle=9 * 3600)
        token, long = await bench.open("long", seconds=99 * HOUR, idle=99 * 3600)
        await bench.put(short, now=T0)
        await bench.put(short, now=T0 + HOUR - 1)
        kept = await bench.put_one(long, now=T0 + HOUR)
        last = (await store.messages(long.uid, 0, 9, T0 + HOUR))[-1].seq
        names = sorted(path.name for path in (tmp_path / "data").glob("mail-*.db"))
        assert len(names) == 2
        await store.purge(T0 + HOUR)
        await store.settle()
        assert [path.name for path in (tmp_path / "data").glob("mail-*.db")] == names[1:]
        assert await bench.read(token, kept, T0 + HOUR) == b"hello"
        await store.erase(long.uid, T0 + HOUR)
        await store.settle()
        assert list((tmp_path / "data").glob("mail-*")) == []
        await store.close()
        store = started(tmp_path / "data")
        bench = Bench(store)
        _, fresh = await bench.open("fresh", now=T0 + HOUR)
        await bench.put(fresh, now=T0 + HOUR)
        assert (await store.messages(fresh.uid, 0, 9, T0 + HOUR))[0].seq > last
        assert not (tmp_path / "data" / names[0]).exists()
        assert not (tmp_path / "data" / names[1]).exists()
        await store.close()

    run(test)


def test_what_is_kept_is_there_after_a_restart(tmp_path: Path) -> None:
    """Mailboxes, messages, notes, order, counts, times and spent names are as they were; provisional ones are not."""

    async def test() -> None:
        store = started(tmp_path / "data")
        bench = Bench(store)
        token, mailbox = await bench.open("a", idle=1200)
        ids = [await bench.put_one(mailbox, content, T0 + n * 30) for n, content in enumerate((b"1", LARGE, b"3"))]
        await store.annotate(mailbox.uid, ids[0], Kind.SUMMARY, b"note", T0)
        await store.delete(mailbox.uid, ids[2], T0 + 100)
        _, spent = await bench.open("spent")
        await store.erase(spent.uid, T0)
        provisional = os.urandom(32)
        await store.provide(new("p", provisional))
        store.seen(mailbox.uid, T0 + 200)
        await store.purge(T0 + 200)
        listed, known = await store.messages(mailbox.uid, 0, 9, T0 + 200), await store.mailbox(mailbox.uid, T0 + 200)
        open_token = store.open_token(address("ci"))
        await store.close()
        store = started(tmp_path / "data")
        bench = Bench(store)
        assert await store.messages(mailbox.uid, 0, 9, T0 + 200) == listed
        again = await store.mailbox(mailbox.uid, T0 + 200)
        assert (again.message_count, again.octets, again.ends_at) == (2, known.octets, known.ends_at)
        assert await bench.read(token, ids[1], T0 + 200) == LARGE
        assert store.open_token(address("ci")) == open_token
        for name, secret in (("spent", os.urandom(32)), ("p", provisional)):
            with pytest.raises(NotFound):
                await store.unlock(secret, T0 + 200)
            assert await bench.find(name, T0 + 200) is None
        with pytest.raises(Exception, match="spent"):
            await bench.open("spent", now=T0 + 9 * HOUR)
        await store.close()

    run(test)


def _unsealed(public_key: bytes, uid: bytes, kind: Kind, message_id: bytes, plaintext: bytes) -> bytes:
    return plaintext


def test_a_reader_from_outside_holds_up_no_mail(tmp_path: Path) -> None:
    """Somebody who reads our files for long delays the cutting of the log, and nothing else, until he lets go."""

    async def test() -> None:
        store = started(tmp_path / "data")
        bench = Bench(store)
        _, gone = await bench.open("gone", idle=9 * 3600)
        token, stays = await bench.open("stays", seconds=9 * HOUR, idle=9 * 3600)
        message_id = await bench.put_one(gone, b"text " * 500)
        await bench.put_one(stays)
        octets = (await store.content(gone.uid, message_id, T0)).sealed[40:72]
        reader = apsw.Connection(str(tmp_path / "data" / "mail-1.db"))
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM head").get == 2
        assert await store.purge(T0 + HOUR) == 1
        await store.settle()
        assert files_with(tmp_path / "data", octets) != []
        kept = await bench.put_one(stays, b"new", T0 + HOUR)
        assert await bench.read(token, kept, T0 + HOUR) == b"new"
        assert await store.purge(T0 + HOUR) == 0
        reader.close()
        assert await store.purge(T0 + HOUR) == 0
        await store.settle()
        assert files_with(tmp_path / "data", octets) == []
        await store.close()

    run(test)
