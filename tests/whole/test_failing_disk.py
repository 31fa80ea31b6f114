"""A disk that is full or fails, below the whole service: nothing more is taken for now, and all the rest goes on."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.store.mounts import mounted
from tests.store.test_full_disk import fill_to_the_last_octet
from tests.whole.service import BULK, Service, Writer, start, stop, until
from tests.whole.tracing import NEEDS_STRACE, meddling

pytestmark = pytest.mark.timeout(300)

SETTINGS = {**BULK, "MAYFLY_STORE__MAILBOX_MESSAGES": "100000", "MAYFLY_STORE__MAILBOX_OCTETS": "1000000000"}


@contextmanager
def serving(data: Path) -> Iterator[Service]:
    """Run a service on this folder."""
    service = start(data, settings=SETTINGS)
    try:
        yield service
    finally:
        assert stop(service) == 0, service.said[-20:]


def small_disk(folder: Path) -> AbstractContextManager[Path]:
    """Mount a file system that some hundred mails fill."""
    return mounted(folder / "small", "-t", "tmpfs", "-o", "size=48m", "tmpfs")


def mail(octets: int) -> bytes:
    """Write a mail that cannot be compressed."""
    return b"From: a@shop.example\r\nSubject: big\r\n\r\n" + os.urandom(octets // 2).hex().encode() + b"\r\n"


def fill_with_mail(service: Service, address: str) -> int:
    """Send mail, smaller ones where a large one does not fit, until none may begin; give how many were taken."""
    taken, octets = 0, 120_000
    for _ in range(5000):
        writer = Writer(service.smtp)
        said = writer.say(b"MAIL FROM:<a@b.example>")
        if not said.startswith(b"250"):
            assert said.startswith(b"452 4.3.1")
            # The session goes on.
            assert writer.say(b"NOOP").startswith(b"250")
            return taken
        writer.say(b"RSET")
        said = writer.send(mail(octets), address)
        writer.close()
        if said.startswith(b"250"):
            taken += 1
        else:
            assert said.startswith(b"452 4.3.1")
            octets = max(100, octets // 2)
    raise AssertionError("the disk was never full")


def test_full_disk(tmp_path: Path):
    """A04: 452 at MAIL; listing, reading, erasing and purging go on; as soon as there is room it is 250 again."""
    with small_disk(tmp_path) as disk, serving(disk / "data") as service:
        address, token = service.open()
        filler, filler_token = service.open()
        other, other_token = service.open()
        writer = Writer(service.smtp)
        assert writer.send(mail(100), address).startswith(b"250")
        assert writer.send(mail(100), other).startswith(b"250")
        assert fill_with_mail(service, filler) > 50
        # Once what a checkpoint may have given back is filled again.
        fill_with_mail(service, filler)
        (summary,) = service.messages(token)
        assert b"Subject: big" in service.raw(token, summary["id"])
        assert service.api("DELETE", "/api/v1/mailbox", other_token)[0] == 200
        assert service.api("GET", "/api/v1/mailbox", other_token)[0] == 404
        # The mailbox that filled the disk goes, the purge gives back what it held.
        assert service.api("DELETE", "/api/v1/mailbox", filler_token)[0] == 200
        until(lambda: writer.send(mail(1000), address).startswith(b"250"))
        assert len(service.messages(token)) == 2


def test_disk_without_a_single_block(tmp_path: Path):
    """A04: on a disk that others filled to its last octet mail is 452 and nothing is lost; with room it is 250."""
    with small_disk(tmp_path) as disk, serving(disk / "data") as service:
        address, token = service.open()
        other, other_token = service.open()
        writer = Writer(service.smtp)
        assert writer.send(mail(5000), address).startswith(b"250")
        assert writer.send(mail(5000), other).startswith(b"250")
        fill_to_the_last_octet(disk / "others")
        assert writer.send(mail(5000), address).startswith(b"452 4.3.1")
        (summary,) = service.messages(token)
        assert service.raw(token, summary["id"])
        assert service.api("DELETE", "/api/v1/mailbox", other_token)[0] == 200
        assert service.api("GET", "/api/v1/mailbox", other_token)[0] == 404
        (disk / "others").unlink()
        until(lambda: writer.send(mail(5000), address).startswith(b"250"))
        assert len(service.messages(token)) == 2


@NEEDS_STRACE
@pytest.mark.parametrize("call", ["fdatasync,fsync", "pwrite64"])
def test_disk_that_fails(tmp_path: Path, call: str):
    """A01: while syncs or writes fail mail is 451 and reading goes on; when they work again, without a restart, 250.

    What was answered 451 is not there, also not after the next start.
    """
    with serving(tmp_path / "data") as service:
        address, token = service.open()
        writer = Writer(service.smtp)
        assert writer.send(mail(5000), address).startswith(b"250")
        with meddling(service.process.pid, "-e", f"trace={call}", "-e", f"inject={call}:error=EIO"):
            for size in (5000, 400_000):
                assert writer.send(mail(size), address).startswith(b"451 4.3.0")
            assert writer.say(b"NOOP").startswith(b"250")
            (summary,) = service.messages(token)
            assert service.raw(token, summary["id"])
        assert writer.send(mail(5001), address).startswith(b"250")
        assert writer.send(mail(400_001), address).startswith(b"250")
        before = [summary["id"] for summary in service.messages(token)]
        assert len(before) == 3
        writer.close()
    with serving(tmp_path / "data") as service:
        assert [summary["id"] for summary in service.messages(token)] == before
