"""The whole service as a user starts it: a process of its own, real ports, a data directory that is thrown away."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Service:
    """One running service."""

    process: subprocess.Popen
    data: Path
    http: str
    smtp: tuple[str, int]
    # What it wrote on its terminal, complete when it has ended; a pipe that nobody reads would stop it.
    said: list[str]
    reader: threading.Thread

    def api(self, method: str, path: str, token: str | None = None, body: object = None):
        """Make one API request; give the status and the decoded body."""
        status, octets = self.fetch(method, path, token, body)
        return status, json.loads(octets) if octets else None

    def fetch(self, method: str, path: str, token: str | None = None, body: object = None) -> tuple[int, bytes]:
        """Make one request; give the status and the octets of the body."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self.http + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=70) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def open(self, **wish) -> tuple[str, str]:
        """Open a mailbox; give its address and token."""
        status, mailbox = self.api("POST", "/api/v1/mailboxes", body=wish)
        if status != 201:
            raise LookupError(mailbox)
        return mailbox["address"], mailbox["token"]

    def messages(self, token: str) -> list[dict]:
        """List all messages of a mailbox."""
        found, after = [], ""
        while True:
            status, page = self.api("GET", f"/api/v1/mailbox/messages?limit=100&after={after}", token)
            if status != 200:
                raise LookupError(page)
            if not page["messages"]:
                return found
            found += page["messages"]
            after = page["next"]

    def raw(self, token: str, message_id: str) -> bytes:
        """Give a message's octets."""
        status, octets = self.fetch("GET", f"/api/v1/mailbox/messages/{message_id}/raw", token)
        if status != 200:
            raise LookupError(octets)
        return octets

    def kilobytes(self, what: str) -> int:
        """Read one of the figures that the system has of the process: ``VmRSS``, or ``VmHWM``, the peak."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(re.search(rf"{what}:\s+(\d+) kB", status)[1])

    def forget_peak(self) -> None:
        """Let the peak begin anew."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def files(self) -> dict[Path, bytes]:
        """Read every file of the data directory, as it is now."""
        found = {}
        for path in self.data.rglob("*"):
            with contextlib.suppress(OSError):
                if path.is_file():
                    found[path] = path.read_bytes()
        return found


def environment(**settings: str) -> dict[str, str]:
    """Give an environment in which ``mayfly`` is this tree's and no setting is a developer's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAYFLY_")}
    # The wheel where that is what is tested, else the sources.
    kept.setdefault("PYTHONPATH", str(Path(__file__).parents[2] / "src"))
    return {**kept, "PYTHONUNBUFFERED": "1", **settings}


# Bulk tests come from one client; only per-client limits are raised.
BULK = {
    "MAYFLY_GUARD__OPENED_PER_MINUTE": "100000",
    "MAYFLY_GUARD__OPENED_PER_HOUR": "100000",
    "MAYFLY_SMTP__LIMITS__IN_FLIGHT_OCTETS_PER_CLIENT": "268435456",
}


def start(
    data: Path,
    *arguments: str,
    settings: Mapping[str, str] = BULK,
    smtp: str = "127.0.0.1:0",
    wrap: Sequence[str] = (),
    module: str = "mayfly",
) -> Service:
    """Start a service, within another program where ``wrap`` is its command line; return when it serves."""
    command = [*wrap, sys.executable, "-m", module, "serve", "--data", str(data), "--smtp", smtp]
    command += ["--http", "127.0.0.1:0", *arguments]
    process = subprocess.Popen(
        command, env=environment(**settings), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    said, http, mail = [], None, None
    for line in process.stdout:
        said.append(line)
        if page := re.search(r"http://[\d.]+:\d+", line):
            http = page[0]
        if door := re.search(r"(?i)smtp\S*\s+([\d.]+):(\d+)", line):
            mail = (door[1], int(door[2]))
        if http and mail:
            reader = threading.Thread(target=said.extend, args=(process.stdout,), daemon=True)
            reader.start()
            return Service(process, data, http, mail, said, reader)
    raise RuntimeError("".join(said))


def stop(service: Service) -> int:
    """Stop a service as a supervisor does; give its exit status."""
    service.process.send_signal(signal.SIGTERM)
    try:
        service.process.wait(30)
    except subprocess.TimeoutExpired:
        service.process.kill()
    return _ended(service)


def kill(service: Service) -> int:
    """Kill a service, as a machine that runs out of memory does; give its exit status."""
    service.process.kill()
    return _ended(service)


def _ended(service: Service) -> int:
    status = service.process.wait()
    service.reader.join(30)
    return status


@contextlib.contextmanager
def running(*arguments: str, settings: Mapping[str, str] | None = None) -> Iterator[Service]:
    """Run a service for the length of a block."""
    with tempfile.TemporaryDirectory(prefix="mayfly-") as folder:
        service = start(Path(folder) / "data", *arguments, settings={**BULK, **(settings or {})})
        try:
            yield service
        finally:
            stop(service)


class Writer:
    """An SMTP client of our own that sends octets as they are: no folding, no added line ends."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._socket = socket.create_connection(address, timeout=60)
        self._file = self._socket.makefile("rb")
        self._greet()
        self._read()
        self.say(b"EHLO tests.example")

    def _greet(self) -> None:
        """Say what comes before everything else."""

    def _read(self) -> bytes:
        lines = b""
        while True:
            line = self._file.readline()
            lines += line
            if line[3:4] != b"-":
                return lines

    def say(self, line: bytes) -> bytes:
        """Send one command; give the reply."""
        self._socket.sendall(line + b"\r\n")
        return self._read()

    def put(self, octets: bytes) -> None:
        """Send octets as they are."""
        self._socket.sendall(octets)

    def hear(self) -> bytes:
        """Read one reply."""
        return self._read()

    def send(self, content: bytes, *recipients: str, reverse_path: str = "") -> bytes:
        """Send one message; give the reply to its end, or the first refusal."""
        reply = self.say(f"MAIL FROM:<{reverse_path}>".encode())
        for recipient in recipients:
            if not reply.startswith(b"2"):
                return reply
            reply = self.say(f"RCPT TO:<{recipient}>".encode())
        if not reply.startswith(b"2"):
            return reply
        reply = self.say(b"DATA")
        if not reply.startswith(b"354"):
            return reply
        self._socket.sendall(stuffed(content))
        return self._read()

    def close(self) -> None:
        """Say goodbye."""
        with contextlib.suppress(OSError):
            self.say(b"QUIT")
        self._file.close()
        self._socket.close()


def stuffed(content: bytes) -> bytes:
    """Write content for DATA: dots doubled at the beginning of lines (RFC 5321 section 4.5.2), then the end."""
    body = content.replace(b"\r\n.", b"\r\n..")
    if body.startswith(b"."):
        body = b"." + body
    return body + (b".\r\n" if body.endswith(b"\r\n") or not body else b"\r\n.\r\n")


def until(check, seconds: float = 60):
    """Wait until a check gives something true; give that."""
    end = time.monotonic() + seconds
    while True:
        if found := check():
            return found
        if time.monotonic() > end:
            raise TimeoutError("it did not happen")
        time.sleep(0.05)
