"""Real mail through the port: accepted, listed, opened, and the same octets below our trace header."""

import email
import email.policy

import pytest

from mayfly.core.trace import split_trace
from tests.corpus import as_sent, mails, needs_corpus
from tests.whole.service import Service, Writer, running

SETS = ("mime-*", "real-*", "bounce-*")
BATCH = 200

# Mails that the standard library reads and that have problems here all the same: why.
EXCEPTIONS: dict[str, str] = {}

# Our own: what the corpus, as text files, cannot hold.
ODD = {
    "bare-cr": b"Subject: odd\r\n\r\none\rtwo\r\n",
    "bare-lf": b"Subject: odd\r\n\r\none\ntwo\r\n",
    "nul": b"Subject: odd\x00\r\n\r\none\x00two\r\n",
    "all-octets": b"Subject: odd\r\n\r\n" + bytes(range(256)) + b"\r\n",
    "dots": b".\n.\r.\n\r\n..\r\n...\r\n. \r\n.x\r\n",
    "lf-dot-lf": b"Subject: odd\r\n\r\nfirst\n.\nQUIT\n\r.\r\n.\n\r\nlast\r\n",
    "no-header": b"just text\r\n",
    "empty": b"",
    "folded-first": b"\tbegins with a folded line\r\n;\r\nx\r\n",
    "header-only": b"Subject: odd\r\n",
    "long-line": b"Subject: odd\r\n\r\n" + b"x" * 1_000_000 + b"\r\n",
}


def read_by_standard_library(octets: bytes) -> bool:
    """Say whether the standard library's parser reads a mail without finding a defect anywhere in it."""
    try:
        message = email.message_from_bytes(octets, policy=email.policy.compat32)
        for part in message.walk():
            part.get_payload(decode=True)  # finds what is broken inside a part
        return not any(part.defects for part in message.walk())
    except Exception:  # noqa: BLE001 - it raises all sorts on real mail; that is what is asked here
        return False


@pytest.mark.timeout(600)
def test_every_mail_of_the_corpus():
    """Accepted, listed, opened without an error or a limit in the way, and kept octet for octet."""
    needs_corpus()
    paths = mails(*SETS)
    assert len(paths) > 500
    wrong = []
    with running() as service:
        writer = Writer(service.smtp)
        for start in range(0, len(paths), BATCH):
            batch = paths[start : start + BATCH]
            address, token = service.open()
            for path in batch:
                assert writer.send(as_sent(path.read_bytes()), address).startswith(b"250"), path
            listed = service.messages(token)
            assert len(listed) == len(batch)
            for path, summary in zip(batch, listed, strict=True):
                sent = as_sent(path.read_bytes())
                status = opened(service, token, summary["id"])
                if status != 200:
                    wrong.append((path.name, "opening", status))
                if split_trace(service.raw(token, summary["id"]))[1] != sent:
                    wrong.append((path.name, "octets differ"))
                if summary["problems"] and read_by_standard_library(sent) and path.name not in EXCEPTIONS:
                    wrong.append((path.name, summary["problems"]))
        writer.close()
    assert wrong == []


def opened(service: Service, token: str, message_id: str) -> int:
    """Open a mail and its HTML; give the status."""
    status, message = service.api("GET", f"/api/v1/mailbox/messages/{message_id}", token)
    if status == 200 and message["has_html"]:
        status, _ = service.fetch("GET", f"/api/v1/mailbox/messages/{message_id}/html", token)
    return status


@pytest.mark.parametrize("name", ODD)
def test_odd_octets_are_kept(odd_service, name):
    """Bare CR, bare LF and NUL are kept as they came; only CRLF.CRLF ends a message."""
    service, writer = odd_service
    address, token = service.open()
    assert writer.send(ODD[name], address).startswith(b"250")
    (summary,) = service.messages(token)
    kept = split_trace(service.raw(token, summary["id"]))[1]
    expected = ODD[name] if ODD[name].endswith(b"\r\n") or not ODD[name] else ODD[name] + b"\r\n"
    assert kept == expected
    assert service.api("GET", f"/api/v1/mailbox/messages/{summary['id']}", token)[0] == 200


@pytest.fixture(scope="module")
def odd_service():
    """One service for all odd mails."""
    with running() as service:
        writer = Writer(service.smtp)
        yield service, writer
        writer.close()
