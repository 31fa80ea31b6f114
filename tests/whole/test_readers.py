"""Many readers of one large mail at once: each gets all of it or is told to come again, and memory stays bounded."""

import asyncio
import base64
import hashlib
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from mayfly.core.trace import split_trace
from tests.whole.service import Service, Writer, running

READERS = 60
# All that readers may have open (``web.reading_octets``), and what sixty sockets and half-used memory take beside it.
MEGABYTES = 128 + 64


@dataclass
class Read:
    """What one reader got."""

    status: int
    headers: dict[bytes, bytes]
    octets: int
    digest: str


def large() -> bytes:
    """Write a mail of eighteen megabytes with a little HTML."""
    attachment = base64.encodebytes(os.urandom(13_000_000)).replace(b"\n", b"\r\n")
    return (
        b"From: a@b.example\r\nSubject: large\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/html\r\n\r\n<p>hello</p>\r\n"
        b"--x\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + attachment
        + b"\r\n--x--\r\n"
    )


async def read(service: Service, path: str, token: str) -> Read:
    """Read one answer piece by piece, keeping none of it."""
    where = urlsplit(service.http)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    head = f"GET {path} HTTP/1.1\r\nHost: {where.netloc}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    writer.write(head.encode())
    lines = (await reader.readuntil(b"\r\n\r\n")).lower().split(b"\r\n")
    headers = dict(line.split(b": ", 1) for line in lines[1:] if line)
    digest, octets = hashlib.sha256(), 0
    while piece := await reader.read(65_536):
        digest.update(piece)
        octets += len(piece)
    writer.close()
    return Read(int(lines[0].split()[1]), headers, octets, digest.hexdigest())


def high_water(service: Service) -> float:
    """Give the most memory that the service has had, in megabytes."""
    lines = Path(f"/proc/{service.process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


@pytest.mark.timeout(300)
def test_sixty_readers_of_eighteen_megabytes():
    """Raw, HTML and attachment, sixty at once each: whole answers or 503 with Retry-After, and memory within bounds."""
    content = large()
    with running() as service:
        writer = Writer(service.smtp)
        address, token = service.open()
        assert writer.send(content, address).startswith(b"250")
        writer.close()
        (summary,) = service.messages(token)
        message = f"/api/v1/mailbox/messages/{summary['id']}"
        before = high_water(service)

        async def all_at_once(path: str) -> list[Read]:
            reading = [asyncio.ensure_future(read(service, path, token)) for _ in range(READERS)]
            while not all(one.done() for one in reading):
                # Whoever watches over the service hears from it meanwhile.
                assert (await read(service, "/healthz", "")).status == 200
                await asyncio.wait(reading, timeout=0.2)
            return [one.result() for one in reading]

        for path in ("/raw", "/html", "/attachments/0"):
            answers = asyncio.run(all_at_once(message + path))
            assert {answer.status for answer in answers} <= {200, 503}
            whole = {(answer.octets, answer.digest) for answer in answers if answer.status == 200}
            assert len(whole) == 1
            assert all(int(answer.headers[b"retry-after"]) > 0 for answer in answers if answer.status == 503)
            assert Counter(answer.status for answer in answers)[200] >= 2
        raw = service.raw(token, summary["id"])
        assert split_trace(raw)[1] == content
        if Path("/proc/self/status").exists():
            assert high_water(service) - before < MEGABYTES
