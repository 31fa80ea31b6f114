"""A copy made while the service runs, as the operators' page tells, is whole with the keys and shut without them."""

import asyncio
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from mayfly.core.errors import CannotStart, NotFound
from mayfly.core.mailbox import Mailbox
from mayfly.store.check import check
from mayfly.store.pace import Pace
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.burglar import break_in
from tests.store.contract import HOUR, T0, Bench

DAY = 24 * HOUR
PAGE = Path(__file__).parents[2] / "docs" / "operating.md"


def recipe() -> str:
    """Give the commands of the operators' page."""
    (block,) = [text for text in re.findall(r"```sh\n(.*?)```", PAGE.read_text(), re.DOTALL) if "VACUUM" in text]
    return re.sub(r"^  ", "", block, flags=re.MULTILINE)


class Kept:
    """A mailbox and what must be in it."""

    def __init__(self, token: bytes, mailbox: Mailbox) -> None:
        self.token, self.mailbox = token, mailbox
        self.contents: dict[bytes, bytes] = {}


async def _live(bench: Bench, kept: list[Kept], stop: asyncio.Event) -> None:
    """Open, put small and large, let end; so that windows begin, are thinned, written anew and dropped."""
    turn = 0
    while not stop.is_set():
        turn += 1
        now = T0 + turn * 60
        token, mailbox = await bench.open(f"lasts-{turn}", now=now, seconds=30 * DAY, idle=30 * 86_400)
        _, short = await bench.open(f"short-{turn}", now=now, seconds=90, idle=90)
        one = Kept(token, mailbox)
        for number in range(6):
            content = os.urandom(300_000 if number == 3 else 3_000)
            one.contents[await bench.put_one(mailbox, content, now)] = content
            await bench.put(short, content=os.urandom(2_000), now=now)
        kept.append(one)
        await bench.store.purge(now)


async def _copy(data: Path, copy: Path) -> None:
    environment = {**os.environ, "DATA": str(data), "COPY": str(copy)}
    for _ in range(50):
        shutil.rmtree(copy, ignore_errors=True)
        made = await asyncio.create_subprocess_exec(
            "sh", "-c", recipe(), env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE
        )
        _, said = await made.communicate()
        if made.returncode == 0:
            return
        # The only reason to begin again that the page names.
        assert b"unable to open" in said or b"No such file" in said, said
    raise AssertionError("no copy was ever made")


def test_a_copy_made_while_it_runs(tmp_path: Path) -> None:
    """Made under load by the page's commands: with the keys all that was answered before opens, but what was erased.

    Without the keys, and with other ones, it does not start, and a burglar with every token opens nothing of it.
    """
    if shutil.which("sqlite3") is None:
        pytest.skip("the page's commands need sqlite3")
    settings = Settings(path=str(tmp_path / "data"), free_octets=0, window_seconds=600)

    async def test() -> list[Kept]:
        store = SqliteStore.start(settings, pace=Pace(step_seconds=0.001, rewrite_rows=1))
        kept: list[Kept] = []
        stop = asyncio.Event()
        living = asyncio.ensure_future(_live(Bench(store), kept, stop))
        while len(kept) < 15:
            await asyncio.wait([living], timeout=0.05)
            assert not living.done(), living.exception()
        before = list(kept)
        await _copy(tmp_path / "data", tmp_path / "copy")
        erased = before.pop(3)
        await store.erase(erased.mailbox.uid, T0 + DAY)
        stop.set()
        await living
        await store.close()
        return [erased, *before]

    erased, *before = asyncio.run(test())
    copy = tmp_path / "copy"
    assert not (copy / "keys").exists()
    tokens = [one.token for one in (erased, *before)]
    without = break_in(shutil.copytree(copy, tmp_path / "burgled"), tokens, keys=tmp_path / "nowhere")
    assert without.addresses == set()
    assert without.contents == set()

    async def look() -> None:
        (copy / "lock").touch()
        store = SqliteStore.start(Settings(path=str(copy), free_octets=0))
        bench = Bench(store)
        now = T0 + DAY
        for one in before:
            for message_id, content in one.contents.items():
                assert await bench.read(one.token, message_id, now) == content
        with pytest.raises(NotFound):
            await store.unlock(erased.token, now)
        await bench.put_one(before[0].mailbox, b"after", now)
        await store.purge(now)
        await store.settle()
        assert len(await bench.ids(before[0].mailbox, now)) == 7
        await store.close()

    with pytest.raises(CannotStart, match="pepper is missing"):
        asyncio.run(look())
    shutil.rmtree(copy / "keys")
    shutil.copytree(tmp_path / "data" / "keys", copy / "keys")
    asyncio.run(look())
    assert check(Settings(path=str(copy), free_octets=0)).lost == ()


def test_a_window_that_is_written_anew_meanwhile_is_not_missed(tmp_path: Path) -> None:
    """Where the index is read after the files were listed, and names one that came in between, no copy is made.

    A start from one would not know the file there is, and unlink it.
    """
    sqlite = shutil.which("sqlite3")
    if sqlite is None:
        pytest.skip("the page's commands need sqlite3")
    data = tmp_path / "data"

    async def fill() -> None:
        store = SqliteStore.start(Settings(path=str(data), free_octets=0))
        _, mailbox = await Bench(store).open()
        await Bench(store).put_one(mailbox)
        await store.close()

    asyncio.run(fill())
    # What the service does to a window that it has written anew, at the moment when the first database is copied.
    between = tmp_path / "bin" / "sqlite3"
    between.parent.mkdir()
    swap = f"{sqlite} '{data}/index.db' 'UPDATE window SET file = 9'; mv '{data}/mail-1.db' '{data}/mail-9.db'"
    between.write_text(
        f"#!/bin/sh\ntest -e '{data}/mail-9.db' || {{ cp '{data}/mail-1.db' '{data}/old'; {swap};"
        f" mv '{data}/old' '{data}/mail-1.db'; }}\nexec {sqlite} \"$@\"\n"
    )
    between.chmod(0o700)
    environment = {**os.environ, "DATA": str(data), "COPY": str(tmp_path / "copy")}
    environment["PATH"] = f"{between.parent}:{environment['PATH']}"
    first = subprocess.run(["sh", "-c", recipe()], env=environment, capture_output=True, check=False)
    assert first.returncode != 0
    assert b"mail-9.db" in first.stderr
    # The old file is unlinked by now, and the copy is begun again.
    (data / "mail-1.db").unlink()
    shutil.rmtree(tmp_path / "copy")
    second = subprocess.run(["sh", "-c", recipe()], env=environment, capture_output=True, check=False)
    assert second.returncode == 0, second.stderr
    assert [path.name for path in (tmp_path / "copy").glob("mail-*")] == ["mail-9.db"]
