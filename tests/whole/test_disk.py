"""What lies on the disk: nothing in the clear at any time, and nothing at all after the end."""

import random
import time
from datetime import datetime
from pathlib import Path

from mayfly.core.trace import split_trace
from tests.whole.service import Service, Writer, running, until

MARKER = b"XyzzyMarkerPlugh"
ENCODED = (
    MARKER,
    MARKER.lower(),
    MARKER.hex().encode(),
    # Base64 of the marker at each of the three alignments, without the letters that its neighbours decide.
    b"WHl6enlNYXJrZXJQbHVna",
    b"h5enp5TWFya2VyUGx1Z2",
    b"YeXp6eU1hcmtlclBsdWdo",
)


def found(files: dict[Path, bytes]) -> list[str]:
    """Name the files in which the marker stands, in any of the ways it was sent."""
    return [str(path) for path, octets in files.items() if any(form in octets for form in ENCODED)]


def message(address: str) -> bytes:
    """Write a mail with the marker in sender, subject, body and attachment."""
    mark = MARKER.decode()
    return (
        f"From: {mark} <{mark}@shop.example>\r\nTo: {address}\r\nSubject: {mark}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
        f"{mark}\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment;"
        f' filename="{mark}.bin"\r\n\r\n{mark * 20}\r\n--b--\r\n'
    ).encode()


def fill(service: Service, **wish) -> tuple[str, str]:
    """Open a mailbox with the marker in its name, send it mail, look at it; give address and token."""
    address, token = service.open(local_part=MARKER.decode().lower(), **wish)
    writer = Writer(service.smtp)
    for _ in range(3):
        assert writer.send(message(address), address, reverse_path=f"{MARKER.decode()}@shop.example").startswith(b"250")
    writer.close()
    return address, token


def test_the_marker_is_nowhere_on_the_disk_at_any_time():
    """While it is received, listed, read, erased and after the service has stopped: in no file."""
    with running() as service:
        _, token = fill(service)
        assert found(service.files()) == []
        for summary in service.messages(token):
            assert MARKER in service.raw(token, summary["id"])
            service.api("GET", f"/api/v1/mailbox/messages/{summary['id']}", token)
            assert found(service.files()) == []
        data = service.data
        assert sum(map(len, service.files().values())) > 3 * 500
        service.api("DELETE", "/api/v1/mailbox", token)
        assert found(service.files()) == []
    assert not data.exists()


def sealed_octets(service: Service, before: dict[Path, bytes]) -> set[bytes]:
    """Take samples of what came to lie in the mail databases: pieces that only a sealed message can hold.

    Thirty-two random octets hold thirty different ones on average; nothing else in a database does.
    """
    old = b"\n".join(before.values())
    samples = set()
    for path, octets in service.files().items():
        if path.name.startswith("mail-"):
            for start in range(0, len(octets) - 32, 512):
                piece = octets[start : start + 32]
                if len(set(piece)) >= 26 and piece not in old:
                    samples.add(piece)
    return samples


def gone(service: Service, samples: set[bytes]) -> bool:
    """Say whether none of the samples is in any file."""
    everything = b"\n".join(service.files().values())
    return not any(sample in everything for sample in samples)


def big_mail(address: str) -> bytes:
    """Write a mail that does not compress, so that its sealed octets are many."""
    body = random.Random(1).randbytes(30_000).hex()
    lines = "\r\n".join(body[start : start + 70] for start in range(0, len(body), 70))
    return f"From: a@shop.example\r\nTo: {address}\r\nSubject: big\r\n\r\n{lines}\r\n".encode()


def test_sealed_octets_are_gone_after_erasure():
    """Within a minute of an erasure the sealed octets of its messages are in no file."""
    with running() as service:
        address, token = service.open()
        writer = Writer(service.smtp)
        before = service.files()
        for _ in range(5):
            assert writer.send(big_mail(address), address).startswith(b"250")
        samples = sealed_octets(service, before)
        assert len(samples) > 100
        assert not gone(service, samples)
        status, receipt = service.api("DELETE", "/api/v1/mailbox", token)
        assert (status, receipt["erased_messages"]) == (200, 5)
        assert service.api("GET", "/api/v1/mailbox", token)[0] == 404
        assert writer.send(big_mail(address), address).startswith(b"550")
        writer.close()
        assert until(lambda: gone(service, samples), 60)


def test_sealed_octets_are_gone_after_expiry():
    """A mailbox that comes to its end by itself is unreadable then, and off the disk within a minute."""
    with running(settings={"MAYFLY_MAILBOXES__MINIMUM_SECONDS": "1"}) as service:
        # Long enough for what comes before the end, also where other things run on the machine.
        address, token = service.open(lifetime_seconds=15)
        other, kept_token = service.open()
        writer = Writer(service.smtp)
        assert writer.send(message(other), other).startswith(b"250")
        before = service.files()
        assert writer.send(big_mail(address), address).startswith(b"250")
        samples = sealed_octets(service, before)
        assert len(samples) > 20
        writer.close()
        assert service.api("GET", "/api/v1/mailbox", token)[0] == 200
        ends = datetime.fromisoformat(service.api("GET", "/api/v1/mailbox", token)[1]["expires_at"]).timestamp()
        statuses = []
        while time.time() < ends + 1:
            before_asking = time.time()
            statuses.append((before_asking < ends, service.api("GET", "/api/v1/mailbox", token)[0]))
        # Whoever asks after its second, wherever the clock was when the answer came.
        assert {status for was_before, status in statuses if not was_before} == {404}
        assert until(lambda: gone(service, samples), 60)
        (summary,) = service.messages(kept_token)
        assert split_trace(service.raw(kept_token, summary["id"]))[1] == message(other)
