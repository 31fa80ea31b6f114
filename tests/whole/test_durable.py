"""250 means safe, seen from outside: between the end of a message and its 250 lie its write and a sync of that."""

import concurrent.futures
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.whole.service import BULK, Service, Writer, start, stop
from tests.whole.tracing import NEEDS_STRACE, Call, read_trace, strace

pytestmark = [NEEDS_STRACE, pytest.mark.timeout(300)]

CALLS = "read,recvfrom,write,writev,sendto,sendmsg,pwrite64,fdatasync,fsync"
# Long enough that many messages come while a sync runs, and that an answer that does not wait is well ahead of it.
DELAY = "inject=fdatasync,fsync:delay_enter=20000"
SENDERS = 20
EACH = 6
END = b"\r\n.\r\n"
STORED = b"250 2.0.0 Stored"
# What is larger lies in a file of its own (settings of the store); only its key is in the log.
LARGE = 256 * 1024


def traced(folder: Path, plant: str = "") -> list[Call]:
    """Run a service with slow syncs under twenty senders; give what it asked of the system."""
    trace = folder / "trace"
    settings = {**BULK, "PLANT": plant}
    module = "tests.whole.planted" if plant else "mayfly"
    service = start(
        folder / "data", settings=settings, wrap=strace(trace, CALLS, "-e", DELAY, "--seccomp-bpf"), module=module
    )
    try:
        with concurrent.futures.ThreadPoolExecutor(SENDERS) as pool:
            for accepted in pool.map(lambda number: send(service, number), range(SENDERS)):
                assert accepted == EACH
    finally:
        stop(service)
    with trace.open(encoding="ascii", errors="replace") as lines:
        return list(read_trace(lines))


def send(service: Service, number: int) -> int:
    """Send some messages over one session, the last of every fifth sender a large one; count the 250s."""
    address, _ = service.open()
    writer = Writer(service.smtp)
    accepted = 0
    for turn in range(EACH):
        large = number % 5 == 0 and turn == EACH - 1
        body = os.urandom(LARGE).hex().encode() if large else b"hello"
        accepted += writer.send(b"Subject: %d-%d\r\n\r\n%s\r\n" % (number, turn, body), address).startswith(STORED)
    writer.close()
    return accepted


def is_send(call: Call) -> bool:
    """Say whether a call puts something on a connection."""
    return call.name in ("write", "writev", "sendto", "sendmsg") and call.file.startswith("socket:")


def answered(calls: list[Call]) -> Iterator[tuple[Call, Call, int]]:
    """Give each 250 for a message: the read that brought the end of the message, the answer, and the octets between."""
    ends: dict[str, Call] = {}
    said: dict[str, bytes] = {}
    for call in calls:
        if call.name in ("read", "recvfrom") and call.file.startswith("socket:"):
            said[call.descriptor] = said.get(call.descriptor, b"") + call.octets
            if said[call.descriptor].endswith(END):
                ends[call.descriptor] = call
        elif is_send(call) and STORED in call.octets:
            yield ends.pop(call.descriptor), call, len(said.pop(call.descriptor))


def unsafe(calls: list[Call]) -> list[str]:
    """Say which 250s were said before what they promise: a write to the log after the message, and a sync of it."""
    writes = [call for call in calls if call.name == "pwrite64" and re.search(r"/mail-\d+\.db-wal$", call.file)]
    syncs = [call for call in calls if call.name in ("fdatasync", "fsync") and call.went_well]
    wrong = []
    for end, answer, octets in answered(calls):
        covered = any(
            end.ended < write.began and write.ended < sync.began and sync.ended < answer.began
            for write in writes
            for sync in syncs
            if sync.file == write.file
        )
        body = octets < LARGE or any(
            end.ended < sync.began and sync.ended < answer.began for sync in syncs if "/large/" in sync.file
        )
        if not covered or not body:
            wrong.append(f"{answer.octets!r} at line {answer.began}, {octets} octets")
    return wrong


def test_no_250_before_its_sync(tmp_path: Path) -> None:
    """A01 A02: with every sync delayed, each of twenty senders' 250s comes after the sync that covers its message."""
    calls = traced(tmp_path)
    pairs = list(answered(calls))
    assert len(pairs) == SENDERS * EACH
    assert sum(octets >= LARGE for _, _, octets in pairs) == SENDERS // 5
    assert unsafe(calls) == []
    # One sync may cover many, and does: that is what is to be seen safe here.
    answers = {call.began for _, call, _ in pairs}
    log_syncs = [call for call in calls if call.name == "fdatasync" and "/mail-" in call.file]
    assert len(log_syncs) < len(answers)


@pytest.mark.parametrize("plant", ["early", "unsynced"])
def test_the_check_notices(tmp_path: Path, plant: str) -> None:
    """A server that answers before its sync, and one that does not sync at all, are caught."""
    calls = traced(tmp_path, plant)
    assert len(list(answered(calls))) == SENDERS * EACH
    assert len(unsafe(calls)) > SENDERS * EACH // 2
