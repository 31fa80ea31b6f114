"""What comes in at the port is only octets: no name in it becomes a path, a command, a query or a line of the log."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.whole.hostile import NAMES
from tests.whole.service import BULK, Service, Writer, running, start, stop
from tests.whole.tracing import NEEDS_STRACE, Call, meddling, read_trace, strace

# Everything that makes, changes or removes a file, starts a program or connects to somebody.
CALLS = (
    "open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,truncate,"
    "chmod,fchmodat,execve,connect"
)
CANARY = "Xyzzy0Canary"
CLIENT = "203.0.113.77"


def say_all(service: Service, name: str) -> Iterator[bytes]:
    """Say a name wherever a client may say one; give the replies."""
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    utf8 = "" if name.isascii() else " SMTPUTF8"
    writer = Writer(service.smtp)
    yield writer.say(f"EHLO {name}".encode())
    writer.close()
    writer = Writer(service.smtp)
    yield writer.say(f'MAIL FROM:<"{quoted}"@b.example>{utf8}'.encode())
    yield writer.say(f"MAIL FROM:<{name}@b.example>{utf8}".encode())
    yield writer.say(b"RSET")
    yield writer.say(f"MAIL FROM:<>{utf8}".encode())
    yield writer.say(f'RCPT TO:<"{quoted}"@mayfly.test>'.encode())
    yield writer.say(f"RCPT TO:<{name}@mayfly.test>".encode())
    yield writer.say(f"VRFY {name}".encode())
    yield writer.say(f"NOOP {name}".encode())
    yield writer.say(f"RCPT TO:<u@mayfly.test> ORCPT={name}".encode())
    yield writer.say(f"{name} x".encode())
    writer.close()


def mail(name: str) -> bytes:
    """Write a mail with a name wherever a sender may put one."""
    return (
        f"From: {name} <a@b.example>\r\nSubject: {name}\r\nMessage-ID: <{name}@b.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n'
        f'--b\r\nContent-Type: image/png; name="{name}"\r\nContent-ID: <{name}>\r\nContent-Disposition: attachment;'
        f' filename="{name}"\r\n\r\nhello\r\n--b--\r\n'
    ).encode()


def outside(calls: list[Call], data: Path) -> list[str]:
    """Say what was done outside of the data directory: files written, programs started, connections made."""
    wrong = []
    for call in calls:
        if call.name == "execve":
            is_ours = Path(sys.executable).name.encode() in call.octets
        elif call.name == "connect":
            # The system's own libraries look for helpers of theirs (users, host names) on Unix sockets.
            is_ours = "sa_family=AF_UNIX" in call.words
        elif call.name in ("open", "openat") and not re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", call.words):
            continue
        else:
            is_ours = call.octets.startswith((bytes(data), b"/dev/null", b"/proc/self/"))
        if not is_ours and call.went_well:
            wrong.append(f"{call.name}({call.words[:300]}")
    return wrong


@NEEDS_STRACE
@pytest.mark.timeout(400)
def test_hostile_names_are_only_names(tmp_path: Path):
    """A20 A21 A19: sixty hostile names in every place of envelope and mail: refused or kept as they are, nothing else.

    No fault, nothing written outside of the data directory, no program started, no connection made to anybody.
    """
    assert len(set(NAMES)) >= 60
    trace, data = tmp_path / "trace", tmp_path / "data"
    settings = {**BULK, "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(tmp_path)}
    service = start(data, settings=settings, wrap=strace(trace, CALLS, "--seccomp-bpf"))
    try:
        address, token = service.open()
        writer = Writer(service.smtp)
        for name in NAMES:
            for said in say_all(service, name):
                assert re.match(rb"[25]\d\d[ -]", said), (name, said)
                assert not said.startswith(b"250 2.1.5")
            status, _ = service.api("POST", "/api/v1/mailboxes", body={"local_part": name})
            assert status in (201, 409, 422, 400), (name, status)
            assert writer.send(mail(name), address).startswith(b"250"), name
        listed = service.messages(token)
        assert len(listed) == len(NAMES)
        for summary in listed:
            status, opened = service.api("GET", f"/api/v1/mailbox/messages/{summary['id']}", token)
            assert status == 200
            for attachment in opened["attachments"]:
                path = f"/api/v1/mailbox/messages/{summary['id']}/attachments/{attachment['index']}"
                assert service.fetch("GET", path, token)[0] == 200
        assert service.fetch("GET", "/healthz")[0] == 200
    finally:
        stop(service)
    assert [line for line in service.said if "error" in line or "Traceback" in line] == []
    with trace.open(encoding="ascii", errors="replace") as lines:
        calls = list(read_trace(lines))
    assert any(call.octets.startswith(bytes(data)) for call in calls)
    assert outside(calls, data) == []
    for path in data.rglob("*"):
        assert re.fullmatch(r"[\w.-]+", path.name, re.ASCII), path


def test_the_trace_is_read_rightly(tmp_path: Path):
    """A file written elsewhere, a program and a connection are noticed; what fails and what is read is not."""
    lines = [
        '7 openat(AT_FDCWD</>, "/data/x", O_RDWR|O_CREAT, 0600) = 3</data/x>',
        '7 openat(AT_FDCWD</>, "/etc/passwd", O_RDONLY) = 3</etc/passwd>',
        '7 openat(AT_FDCWD</>, "/tmp/x", O_RDWR|O_CREAT, 0600) = -1 EACCES (Permission denied)',
        '7 openat(AT_FDCWD</>, "/tmp/x", O_RDWR|O_CREAT <unfinished ...>',
        '8 execve("/bin/sh", ["sh"], 0x1 /* 2 vars */) = 0',
        "7 <... openat resumed>, 0600)            = 4</tmp/x>",
        '7 connect(5<socket:[1]>, {sa_family=AF_INET, sin_port=htons(25), sin_addr=inet_addr("192.0.2.1")}, 16) = 0',
        '7 connect(5<socket:[1]>, {sa_family=AF_UNIX, sun_path="/run/nscd/socket"}, 110) = 0',
    ]
    found = outside(list(read_trace(lines)), Path("/data"))
    assert [line.partition("(")[0] for line in found] == ["execve", "openat", "connect"]


def canaries(*more: str) -> re.Pattern[str]:
    """Make a pattern of what is never to be told."""
    return re.compile("|".join(map(re.escape, (CANARY, CANARY.lower(), CLIENT, *more))))


class Recorder(Writer):
    """A client that keeps all it hears."""

    def __init__(self, address: tuple[str, int], heard: list[bytes]) -> None:
        self._heard = heard
        super().__init__(address)

    def _greet(self) -> None:
        self._socket.sendall(f"PROXY TCP4 {CLIENT} 192.0.2.2 1234 25\r\n".encode())

    def _read(self) -> bytes:
        said = super()._read()
        self._heard.append(said)
        return said


def whole_run(folder: Path, plant: str = "") -> tuple[list[str], list[str], list[str]]:
    """Say a canary wherever it can be said, also while the disk fails; give what was heard, logs and secrets."""
    heard: list[bytes] = []
    settings = {**BULK, "MAYFLY_SMTP__TRUSTED_PROXIES": "127.0.0.1/32", "PLANT": plant}
    module = "tests.whole.planted" if plant else "mayfly"
    service = start(folder / "data", "--domain", "mayfly.test", settings=settings, module=module)
    try:
        address, token = service.open(local_part=CANARY.lower())
        writer = Recorder(service.smtp, heard)
        writer.say(f"EHLO {CANARY}.example".encode())
        content = f"From: {CANARY} <{CANARY}@b.example>\r\nSubject: {CANARY}\r\n\r\n{CANARY}\r\n".encode()
        assert writer.send(content, address, reverse_path=f"{CANARY}@b.example").startswith(b"250")
        writer.send(content, f"{CANARY}.unknown@mayfly.test")
        for line in (f"{CANARY} x", f"MAIL FROM:<{CANARY}", f"RCPT TO:<{CANARY}@x> {CANARY}=1", f"VRFY {CANARY}"):
            writer.say(line.encode())
        writer.say(b"RSET")
        with meddling(service.process.pid, "-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO"):
            said = writer.send(content, address, reverse_path=f"{CANARY}@b.example")
        assert said.startswith(b"451")
        writer.close()
        metrics = service.fetch("GET", "/metrics")[1].decode()
        service.api("GET", f"/api/v1/{CANARY}", token)
        service.api("DELETE", "/api/v1/mailbox", token)
    finally:
        stop(service)
    replies = [said.decode() for said in heard]
    return replies + metrics.splitlines(), service.said, [address, token]


@NEEDS_STRACE
def test_nothing_is_told(tmp_path: Path):
    """A40: no reply, metric or line of the log of a whole run tells an address, a token, a name, content or an IP."""
    replies, logs, secrets = whole_run(tmp_path)
    assert any("delivery failed" in line for line in logs)
    assert any(line.startswith("550") for line in replies)
    pattern = canaries(*secrets)
    assert [line for line in replies + logs if pattern.search(line)] == []


@NEEDS_STRACE
def test_telling_is_noticed(tmp_path: Path):
    """A service that logs the envelope is caught by the same pattern."""
    _, logs, secrets = whole_run(tmp_path, "talkative")
    pattern = canaries(*secrets)
    assert any(pattern.search(line) for line in logs)


def test_a_gigabyte_is_refused_in_the_memory_of_a_message():
    """A10 A11: 1 GiB by DATA, 1 GiB by BDAT and one line of 60 MB: 552 each, in the memory of two messages at most."""
    limit = 25 * 1024
    with running() as service:
        address, token = service.open()
        writer = Writer(service.smtp)
        assert writer.send(b"Subject: first\r\n\r\n" + b"x" * 200_000 + b"\r\n", address).startswith(b"250")
        before = service.kilobytes("VmRSS")
        service.forget_peak()
        lines = b"0123456789abcdefghijklmnopqrst\r\n" * 32_768
        for piece, times, begin in (
            (lines, 1024, b"DATA"),
            (lines, 1024, b"BDAT %d LAST" % (len(lines) * 1024)),
            (b"x" * 1_000_000, 60, b"DATA"),
        ):
            writer.say(b"MAIL FROM:<>")
            writer.say(b"RCPT TO:<" + address.encode() + b">")
            if begin == b"DATA":
                assert writer.say(begin).startswith(b"354")
            else:
                writer.put(begin + b"\r\n")
            for _ in range(times):
                writer.put(piece)
            if begin == b"DATA":
                writer.put(b"\r\n.\r\n")
            assert writer.hear().startswith(b"552 5.3.4")
        assert service.kilobytes("VmHWM") - before <= 2 * limit
        assert writer.send(b"Subject: last\r\n\r\nx\r\n", address).startswith(b"250")
        assert [summary["subject"] for summary in service.messages(token)] == ["first", "last"]
