"""Large mail: many recipients do not multiply it, and many at once stay within the memory for messages on their way."""

import concurrent.futures
import os

import pytest

from tests.whole.service import Service, Writer, running

pytestmark = pytest.mark.timeout(400)

OCTETS = 20_000_000
# The default of smtp.limits.in_flight_octets; and two threads seal, each with a compressed and an encrypted copy of its
# message, which has 25 MiB at most.
BUDGET_KILOBYTES = (256 + 2 * 2 * 25) * 1024


def large() -> bytes:
    """Write a mail of about twenty megabytes that cannot be compressed to less than half."""
    body = os.urandom(OCTETS // 2).hex().encode()
    lines = b"\r\n".join(body[start : start + 10_000] for start in range(0, len(body), 10_000))
    return b"From: a@b.example\r\nSubject: large\r\n\r\n" + lines + b"\r\n"


def on_disk(service: Service) -> int:
    """Count the octets of the data directory."""
    return sum(path.stat().st_size for path in service.data.rglob("*") if path.is_file())


def test_a_hundred_recipients_do_not_multiply_it():
    """Twenty megabytes to a hundred mailboxes are stored once, and each of them reads all of it."""
    with running() as service:
        with concurrent.futures.ThreadPoolExecutor(10) as pool:
            opened = list(pool.map(lambda _: service.open(), range(100)))
        content, before = large(), on_disk(service)
        writer = Writer(service.smtp)
        assert writer.send(content, *(address for address, _ in opened)).startswith(b"250")
        assert on_disk(service) - before < 2 * OCTETS
        for _, token in (opened[0], opened[99]):
            (summary,) = service.messages(token)
            assert service.raw(token, summary["id"]).endswith(content)


def test_ten_at_once_stay_within_the_budget():
    """Ten mails of 20 MB that come together, and a small one among them, are all stored, each as it was sent."""
    with running() as service:
        opened = [service.open() for _ in range(10)]
        content = large()
        small = Writer(service.smtp)
        assert small.send(content, opened[0][0]).startswith(b"250")
        before = service.kilobytes("VmRSS")
        service.forget_peak()
        with concurrent.futures.ThreadPoolExecutor(10) as pool:
            sent = [pool.submit(lambda to: Writer(service.smtp).send(content, to), address) for address, _ in opened]
            assert small.send(b"Subject: small\r\n\r\nx\r\n", opened[9][0]).startswith(b"250")
            assert all(each.result().startswith(b"250") for each in sent)
        grown = service.kilobytes("VmHWM") - before
        assert grown <= BUDGET_KILOBYTES
        assert len(service.messages(opened[0][1])) == 2
        for _, token in opened[1:]:
            large_one = next(summary for summary in service.messages(token) if summary["subject"] == "large")
            assert service.raw(token, large_one["id"]).endswith(content)
