"""What a row names is whole on the disk before the row is, seen from the outside: files and the names they have."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import asyncio, os, sys
from mayfly.store.pace import Pace
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.contract import HOUR, T0, Bench

async def main():
    store = SqliteStore.start(Settings(path=sys.argv[1], free_octets=0), pace=Pace(rewrite_rows=1))
    bench = Bench(store)
    _, gone = await bench.open("gone", idle=99_999)
    _, stays = await bench.open("stays", seconds=9 * HOUR, idle=99_999)
    os.write(1, b"opened")
    await bench.put(gone, stays)
    os.write(1, b"small")
    await bench.put_one(stays, os.urandom(400_000), T0 + HOUR)
    os.write(1, b"large")
    await store.purge(T0 + HOUR)
    await store.settle()
    os.write(1, b"rewritten")
    await store.close()

asyncio.run(main())
"""
# What strace -y writes: a call with the file its descriptor is of, or an unlinking with a path.
SYNC = re.compile(r"(?:fsync|fdatasync)\(\d+<([^>]*)>")
UNLINK = re.compile(r'unlink\("([^"]*)"')
ANSWER = re.compile(r'write\(1<.*>, "(\w+)"')


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not on this machine")
def test_a_file_is_durable_before_it_is_named(tmp_path: Path) -> None:
    """A new window, one written anew and a large content are synced, and so is their directory, before any row tells.

    What they take the place of is unlinked only after that.
    """
    data, trace, root = tmp_path / "data", tmp_path / "trace", Path(__file__).parents[2]
    command = ["strace", "-f", "-y", "-qq", "-o", str(trace), "-e", "trace=fdatasync,fsync,unlink,write"]
    command += [sys.executable, "-c", PROGRAM, str(data)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=environment, cwd=root, capture_output=True, check=False)
    if b"ptrace" in done.stderr:
        pytest.skip("this machine does not let one trace a process")
    assert done.returncode == 0, done.stderr
    events = _events(trace, data)
    opened, small, large, rewritten = (events.index(name) for name in ("opened", "small", "large", "rewritten"))
    first = events[opened:small]
    assert _in_order(first, "sync mail-1.db", "sync .", "sync index.db-wal", "sync mail-1.db-wal")
    body = next(event for event in events[small:large] if event.startswith("sync large/"))
    assert _in_order(events[small:large], body, "sync large", "sync mail-2.db-wal")
    assert _in_order(events[small:large], "sync mail-2.db", "sync .", "sync index.db-wal", "sync mail-2.db-wal")
    last = events[large:rewritten]
    assert _in_order(last, "sync mail-3.db", "sync .", "sync index.db-wal", "unlink mail-1.db")


def _events(trace: Path, data: Path) -> list[str]:
    """Give syncs and unlinkings below a directory, and what was answered, in the order in which they began."""
    events = []
    for line in trace.read_text().splitlines():
        if found := SYNC.search(line):
            events.append("sync " + os.path.relpath(found[1], data))
        elif found := UNLINK.search(line):
            events.append("unlink " + os.path.relpath(found[1], data))
        elif found := ANSWER.search(line):
            events.append(found[1])
    return events


def _in_order(events: list[str], *wanted: str) -> bool:
    """Say whether all of these occur in this order, whatever else does in between."""
    left = iter(events)
    return all(one in left for one in wanted)
