"""Who the commands talk to in these tests, small real servers that say what is laid out for them; how one is run.

Refusals, silence and hostile text are what a good server does not give when asked.
"""

import json
import os
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "t0ken" * 8 + "abc"
# Sets a title, moves the cursor, clears the screen; then the one-octet CSI, and a letter that turns the line round.
HOSTILE = "a\x1b]0;title\x07\x1b[2J\x9b31mb\u202ec"


@dataclass
class Asked:
    """One request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any


@dataclass
class Answers:
    """What the server says next, and what it was asked. The last answer is given again and again."""

    url: str = ""
    next: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def say(self, status: int, body: object = None, **headers: str) -> None:
        """Lay out one more answer; what is no ``bytes`` is sent as JSON."""
        octets = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        media_type = "application/problem+json" if status >= 400 else "application/json"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.next.append((status, {"content-type": media_type, **named}, octets))


@contextmanager
def http_server() -> Iterator[Answers]:
    """Run a small HTTP server for the length of a block."""
    answers = Answers()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            url = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            answers.asked.append(Asked(self.command, url.path, query, headers, json.loads(body) if body else None))
            status, named, octets = answers.next.pop(0) if len(answers.next) > 1 else answers.next[0]
            self.send_response(status)
            for name, value in named.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("content-length", str(len(octets)))
            self.end_headers()
            self.wfile.write(octets)

        do_GET = do_POST = do_DELETE = _answer  # noqa: N815 - the library's names

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        answers.url = f"http://127.0.0.1:{httpd.server_address[1]}"
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield answers
        httpd.shutdown()
        thread.join()


def environment(**variables: str) -> dict[str, str]:
    """Give an environment without anything of the developer's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAYFLY_", "XDG_"))}
    source = Path(__file__).parents[2] / "src"
    return {**kept, "PYTHONPATH": str(source), "PYTHONIOENCODING": "utf-8", **variables}


def mayfly(*arguments: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one command."""
    command = [sys.executable, "-m", "mayfly", *arguments]
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, env=environment(**variables), timeout=60, check=False
    )


def with_token(server: Answers, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one command for the mailbox of TOKEN at this server."""
    return mayfly(*arguments, MAYFLY_URL=server.url, MAYFLY_TOKEN=TOKEN, **variables)


def summary(number: int = 1, **changes: Any) -> dict[str, Any]:
    """Give a Summary as the contract has it."""
    return {
        "id": f"m{number}",
        "received_at": "2026-11-24T10:00:00Z",
        "reverse_path": "bounce@shop.example",
        "from": {"name": "Shop", "address": "news@shop.example"},
        "to": [],
        "subject": f"Mail {number}",
        "snippet": "",
        "octets": 10,
        "attachment_count": 0,
        "seen": False,
        "code": None,
        "link": None,
        "authentication": None,
        "problems": [],
        **changes,
    }


CODE = {"value": "271828", "confidence": 0.9, "evidence": "Your code is 271828"}
LINK = {"url": "https://shop.example/verify?t=1", "label": "Verify", "host": "shop.example", "confidence": 0.8}


class _Smtp(socketserver.StreamRequestHandler):
    """Take one mail, or refuse at the command that the test names."""

    def handle(self) -> None:
        self.wfile.write(b"220 test\r\n")
        replies = {b"EHLO": b"250 test", b"DATA": b"354 go on", b"QUIT": b"221 bye"}
        while line := self.rfile.readline():
            verb = line[:4].upper()
            self.server.heard.append(line)  # type: ignore[attr-defined]
            refusal = self.server.refusals.get(verb)  # type: ignore[attr-defined]
            if refusal == b"":
                return
            self.wfile.write((refusal or replies.get(verb, b"250 fine")) + b"\r\n")
            if verb == b"DATA" and not refusal:
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    self.server.heard.append(line)  # type: ignore[attr-defined]
                self.wfile.write((self.server.refusals.get(b".") or b"250 kept") + b"\r\n")  # type: ignore[attr-defined]


@dataclass
class Mailed:
    """A small SMTP server: where it is, what it heard, what it refuses by verb."""

    where: str
    heard: list[bytes]
    refusals: dict[bytes, bytes]


@contextmanager
def smtp_server() -> Iterator[Mailed]:
    """Run a small SMTP server for the length of a block."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Smtp) as server:
        mailed = Mailed(f"127.0.0.1:{server.server_address[1]}", [], {})
        server.heard, server.refusals = mailed.heard, mailed.refusals  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield mailed
        server.shutdown()
        thread.join()


MESSAGE = summary(
    code=CODE,
    link=LINK,
    text="Hello\r\nYour code is 271828\r\n",
    headers=[["Subject", "Mail 1"]],
    attachments=[{"index": 0, "name": "plan.pdf", "media_type": "application/pdf", "octets": 5, "inline": False}],
)
