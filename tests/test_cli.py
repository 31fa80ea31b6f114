"""The commands as a script sees them: what they print, what they ask of a server, and how they end.

They run as processes. The server is a small real one that answers what the test has laid out for it: refusals, silence
and hostile text, which a good server does not give when asked. The whole service is used in ``tests/whole``.
"""

import json
import os
import pty
import shlex
import socket
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from mayfly.cli.clean import clean, clean_line

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


@pytest.fixture
def server() -> Iterator[Answers]:
    """Run a small HTTP server for one test."""
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
    source = Path(__file__).parents[1] / "src"
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


# --- new ---


def test_new_prints_address_and_token(server: Answers) -> None:
    """The address is the first line, the token the second, and nothing else is on standard output."""
    server.say(201, {"address": "a@mayfly.test", "token": TOKEN, "link": "x"})
    done = mayfly("new", MAYFLY_URL=server.url)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"a@mayfly.test\n{TOKEN}\n", "")
    assert (server.asked[0].method, server.asked[0].path, server.asked[0].body) == ("POST", "/api/v1/mailboxes", {})
    assert "authorization" not in server.asked[0].headers


def test_new_asks_for_what_is_wanted(server: Answers) -> None:
    """Each option is the field of the API; what was not said is not sent."""
    server.say(201, {"address": "a@mayfly.test", "token": TOKEN})
    options = ["--local-part", "anna", "--domain", "mayfly.test", "--style", "random", "--lifetime", "600"]
    assert mayfly("new", *options, "--url", server.url).returncode == 0
    assert server.asked[0].body == {
        "local_part": "anna",
        "domain": "mayfly.test",
        "style": "random",
        "lifetime_seconds": 600,
    }


def test_new_for_a_shell(server: Answers) -> None:
    """What --shell prints can be given to eval, whatever the server says."""
    server.say(201, {"address": "a';touch$IFS/tmp/x;'@mayfly.test", "token": TOKEN})
    done = mayfly("new", "--shell", MAYFLY_URL=server.url)
    script = f'eval {shlex.quote(done.stdout)}; printf "%s|%s" "$MAYFLY_ADDRESS" "$MAYFLY_TOKEN"'
    shell = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    assert shell.stdout == f"a';touch$IFS/tmp/x;'@mayfly.test|{TOKEN}"
    inherited = subprocess.run(["sh", "-c", f"eval {shlex.quote(done.stdout)}; env"], capture_output=True, text=True)
    assert f"MAYFLY_TOKEN={TOKEN}" in inherited.stdout


def test_new_as_json(server: Answers) -> None:
    """--json prints the whole answer."""
    answer = {"address": "a@mayfly.test", "token": TOKEN, "expires_at": "2026-11-24T10:00:00Z"}
    server.say(201, answer)
    assert json.loads(mayfly("new", "--json", MAYFLY_URL=server.url).stdout) == answer


# --- wait ---


def test_wait_prints_one_line(server: Answers) -> None:
    """The oldest match is told in one line, id, sender and subject with tabs between."""
    server.say(200, {"messages": [summary()], "next": "m1"})
    done = with_token(server, "wait")
    assert (done.returncode, done.stdout) == (0, "m1\tnews@shop.example\tMail 1\n")
    asked = server.asked[0]
    assert (asked.method, asked.path) == ("GET", "/api/v1/mailbox/messages")
    assert asked.headers["authorization"] == f"Bearer {TOKEN}"
    assert 0 < float(asked.query["wait"]) <= 60


def test_wait_passes_the_filters(server: Answers) -> None:
    """--from, --subject and --after are the API's."""
    server.say(200, {"code": CODE, "link": None, "message": summary()})
    with_token(server, "wait", "--code", "--from", "shop & co", "--subject", "wel=come", "--after", "m0")
    query = server.asked[0].query
    assert (query["from"], query["subject"], query["after"]) == ("shop & co", "wel=come", "m0")


@pytest.mark.parametrize(
    ("found", "printed"),
    [
        ({"code": CODE, "link": LINK}, "271828\n"),
        ({"code": CODE, "link": None}, "271828\n"),
        ({"code": None, "link": LINK}, "https://shop.example/verify?t=1\n"),
    ],
)
def test_wait_for_a_code(server: Answers, found: dict[str, Any], printed: str) -> None:
    """--code prints the code and nothing else; where the mail has only a link, the link."""
    server.say(200, {**found, "message": summary()})
    done = with_token(server, "wait", "--code")
    assert (done.returncode, done.stdout, done.stderr) == (0, printed, "")


@pytest.mark.parametrize("arguments", [(), ("--code",)])
def test_nothing_came_in_time(server: Answers, arguments: tuple[str, ...]) -> None:
    """When the time is up it ends with 1, and standard output is empty."""
    server.say(*((204,) if arguments else (200, {"messages": [], "next": ""})))
    done = with_token(server, "wait", *arguments, "--timeout", "0")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Nothing came in time.\n"
    assert "wait" not in server.asked[0].query


def test_wait_goes_on_after_an_empty_answer(server: Answers) -> None:
    """A server that answers before the time is up is asked again, and not in a rush."""
    server.say(200, {"messages": [], "next": ""})
    server.say(200, {"messages": [summary()], "next": "m1"})
    assert with_token(server, "wait", "--timeout", "30").returncode == 0
    assert len(server.asked) == 2


def test_wait_outlives_a_restart_of_the_server(server: Answers) -> None:
    """A server that was there and cannot answer for a moment is waited for."""
    server.say(200, {"messages": [], "next": ""})
    server.say(503, {"title": "This cannot be done now", "status": 503})
    server.say(200, {"messages": [summary()], "next": "m1"})
    assert with_token(server, "wait", "--timeout", "30").returncode == 0


def test_wait_comes_again_when_it_was_too_much(server: Answers) -> None:
    """Too many waits at once are waited out, as long as the time allows; where it does not, it is a refusal."""
    server.say(429, {"title": "Too many requests"}, retry_after="1")
    server.say(200, {"messages": [summary()], "next": "m1"})
    assert with_token(server, "wait", "--timeout", "30").returncode == 0
    server.next = []
    server.say(429, {"title": "Too many requests"}, retry_after="40")
    done = with_token(server, "wait", "--timeout", "30")
    assert (done.returncode, done.stdout) == (3, "")
    assert len(server.asked) == 3


def test_long_waits_are_several_requests(server: Answers) -> None:
    """No request waits longer than the API allows."""
    server.say(200, {"messages": [summary()], "next": "m1"})
    with_token(server, "wait", "--timeout", "3600")
    assert float(server.asked[0].query["wait"]) == 60


# --- read, erase ---


MESSAGE = summary(
    code=CODE,
    link=LINK,
    text="Hello\r\nYour code is 271828\r\n",
    headers=[["Subject", "Mail 1"]],
    attachments=[{"index": 0, "name": "plan.pdf", "media_type": "application/pdf", "octets": 5, "inline": False}],
)


def test_read_prints_the_newest(server: Answers) -> None:
    """Without an id the newest message is printed as text, however many pages there are before it."""
    server.say(200, {"messages": [summary(1), summary(2)], "next": "m2"})
    server.say(200, {"messages": [summary(3)], "next": "m3"})
    server.say(200, {"messages": [], "next": "m3"})
    server.say(200, MESSAGE)
    done = with_token(server, "read")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "From: Shop <news@shop.example>",
        "Subject: Mail 1",
        "Received: 2026-11-24T10:00:00Z",
        "Code: 271828",
        "Link: https://shop.example/verify?t=1",
        "Attachment: plan.pdf",
        "",
        "Hello",
        "Your code is 271828",
        "",
    ]
    assert [asked.path for asked in server.asked][-1] == "/api/v1/mailbox/messages/m3"
    assert [asked.query.get("after") for asked in server.asked[:3]] == [None, "m2", "m3"]


def test_read_by_id(server: Answers) -> None:
    """With an id that message is printed; no id can leave its place in the path."""
    server.say(200, MESSAGE)
    with_token(server, "read", "../../mailbox")
    assert server.asked[0].path == "/api/v1/mailbox/messages/..%2F..%2Fmailbox"


def test_read_of_nothing(server: Answers) -> None:
    """An empty mailbox is 1: nothing has come."""
    server.say(200, {"messages": [], "next": ""})
    done = with_token(server, "read")
    assert (done.returncode, done.stdout) == (1, "")


def test_read_list(server: Answers) -> None:
    """--list prints a line for each message of all pages, oldest first."""
    server.say(200, {"messages": [summary(1)], "next": "m1"})
    server.say(200, {"messages": [summary(2)], "next": "m2"})
    server.say(200, {"messages": [], "next": "m2"})
    lines = with_token(server, "read", "--list").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["m1", "m2"]


def test_read_raw_is_octet_for_octet(server: Answers) -> None:
    """Into a pipe --raw writes exactly what the server gives."""
    octets = bytes(range(256)) + b"\r\n.\r\n"
    server.say(200, octets, content_type="message/rfc822")
    command = [sys.executable, "-m", "mayfly", "read", "m1", "--raw"]
    done = subprocess.run(
        command,
        capture_output=True,
        env=environment(MAYFLY_URL=server.url, MAYFLY_TOKEN=TOKEN),
        stdin=subprocess.DEVNULL,
    )
    assert (done.returncode, done.stdout) == (0, octets)
    assert server.asked[0].path.endswith("/m1/raw")


def test_erase_prints_the_receipt(server: Answers) -> None:
    """The receipt says how much was erased."""
    server.say(200, {"erased_messages": 1, "erased_octets": 2345, "erased_at": "2026-11-24T10:00:00Z"})
    done = with_token(server, "erase")
    assert (done.returncode, done.stdout) == (0, "Erased: 1 message, 2345 octets.\n")
    assert (server.asked[0].method, server.asked[0].path) == ("DELETE", "/api/v1/mailbox")


# --- the token ---


def test_token_by_standard_input(server: Answers) -> None:
    """The first line of standard input is the token where MAYFLY_TOKEN is not set."""
    server.say(200, {"erased_messages": 0, "erased_octets": 0})
    assert mayfly("erase", stdin=f"{TOKEN}\nmore\n", MAYFLY_URL=server.url).returncode == 0
    assert server.asked[0].headers["authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize("command", ["wait", "read", "erase"])
def test_token_is_never_an_argument(server: Answers, command: str) -> None:
    """A token on the command line is refused before anything is sent, and not repeated."""
    done = mayfly(command, "--token", TOKEN, MAYFLY_URL=server.url, MAYFLY_TOKEN=TOKEN)
    assert done.returncode == 2
    assert "never an argument" in done.stderr
    assert TOKEN not in done.stderr
    assert server.asked == []


@pytest.mark.parametrize("token", ["", "   \n", "a b\n", "a\x1b\n", "é\n"])
def test_what_is_no_token(server: Answers, token: str) -> None:
    """No token, or something that cannot be one, is a mistake of use; nothing is sent."""
    done = mayfly("wait", stdin=token, MAYFLY_URL=server.url)
    assert done.returncode == 2
    assert server.asked == []


def test_octets_that_are_no_text_are_no_token(server: Answers) -> None:
    """Whatever is piped in, it ends with a sentence."""
    command = [sys.executable, "-m", "mayfly", "erase"]
    done = subprocess.run(
        command, input=b"\xff\xfe\x00" * 5000, capture_output=True, env=environment(MAYFLY_URL=server.url)
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert server.asked == []


def test_token_goes_nowhere_else(server: Answers) -> None:
    """A redirect is not followed, and no proxy of the environment sees the token."""
    server.say(302, None, location=f"{server.url}/elsewhere")
    closed = "http://127.0.0.1:9"
    done = with_token(server, "erase", HTTP_PROXY=closed, http_proxy=closed, ALL_PROXY=closed, all_proxy=closed)
    assert done.returncode == 4
    assert [asked.path for asked in server.asked] == ["/api/v1/mailbox"]


# --- refusals ---


@pytest.mark.parametrize(
    ("status", "code"),
    [(400, 3), (401, 3), (404, 3), (409, 3), (413, 3), (422, 3), (429, 3), (421, 3), (500, 4), (503, 4)],
)
def test_problem_ends_with_its_code(server: Answers, status: int, code: int) -> None:
    """A no is 3; what the server cannot do now is 4. What it says is on standard error."""
    server.say(status, {"type": "/problems/x", "title": "The title", "status": status, "detail": "The detail."})
    done = with_token(server, "erase")
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("The title. The detail.")


def test_problem_names_the_fields(server: Answers) -> None:
    """Each field that is not allowed is told, and when it is worth to come again."""
    errors = [{"pointer": "/local_part", "detail": "too long"}, {"pointer": "/domain", "detail": "not ours"}]
    server.say(429, {"title": "Too many", "errors": errors}, retry_after="40")
    stderr = mayfly("new", MAYFLY_URL=server.url).stderr
    assert "/local_part: too long\n/domain: not ours" in stderr
    assert "Try again in 40 s." in stderr


@pytest.mark.parametrize("body", [b"<html>", b"", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"a":1}'])
def test_answer_of_something_else(server: Answers, body: bytes) -> None:
    """A server that is none of ours is told as such and not misread."""
    server.say(200, body)
    done = mayfly("new", MAYFLY_URL=server.url)
    assert done.returncode == 4
    assert "not a Mayfly server" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_server() -> None:
    """Nobody there is 4, with a reason in one line."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        done = mayfly("wait", MAYFLY_URL=url, MAYFLY_TOKEN=TOKEN)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == f"{url} cannot be reached (Connection refused).\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "--url", "nonsense"),
        ("new", "--url", "ftp://127.0.0.1"),
        ("new", "--url", "http://127.0.0.1:99999"),
        ("new", "--url", "http://"),
        ("new", "--style", "pretty"),
        ("new", "--lifetime", "0"),
        ("new", "extra"),
        ("wait", "--timeout", "-1"),
        ("wait", "--timeout", "nan"),
        ("read", "--list", "m1"),
        ("send",),
        ("send", "nonsense"),
        ("send", "a@b\r\nRCPT TO:<c@d>"),
        ("send", "a@mayfly.test", "--smtp", "nonsense"),
        ("send", "a@mayfly.test", "--smtp", "127.0.0.1:0"),
        ("send", "a@mayfly.test", "--subject", "a\r\nBcc: b@c"),
        ("send", "a@mayfly.test", "--from", "nonsense"),
        ("serve", "--no-such-option"),
        ("nonsense",),
    ],
)
def test_usage(arguments: tuple[str, ...]) -> None:
    """What cannot be meant is 2, said on standard error."""
    done = mayfly(*arguments, MAYFLY_TOKEN=TOKEN)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr


# --- the terminal ---


def test_mail_never_commands_the_terminal(server: Answers) -> None:
    """No control of a mail or a server reaches the output, wherever in a message it stands."""
    party = {"name": HOSTILE, "address": HOSTILE}
    hostile = {
        **MESSAGE,
        "from": party,
        "subject": HOSTILE,
        "text": HOSTILE,
        "code": {"value": HOSTILE},
        "link": {"url": HOSTILE},
        "attachments": [{"name": HOSTILE}],
        "received_at": HOSTILE,
    }
    server.say(200, hostile)
    read = with_token(server, "read", "m1")
    as_json = with_token(server, "read", "m1", "--json")
    server.next = [(200, {}, json.dumps({"messages": [hostile], "next": ""}).encode())]
    wait = with_token(server, "wait")
    server.next = [(200, {}, json.dumps({"code": {"value": HOSTILE}, "message": hostile}).encode())]
    code = with_token(server, "wait", "--code")
    server.next = [(404, {"content-type": "application/problem+json"}, json.dumps({"title": HOSTILE}).encode())]
    refused = with_token(server, "erase")
    for done in (read, as_json, wait, code, refused):
        said = done.stdout + done.stderr
        assert "title" in said
        assert not set(said) & set("\x1b\x07\x9b\u202e")
    assert json.loads(as_json.stdout)["subject"] == HOSTILE
    assert len(wait.stdout.splitlines()) == 1


def test_raw_on_a_terminal_is_cleaned(server: Answers) -> None:
    """Where standard output is a terminal, even --raw shows controls as numbers."""
    server.say(200, b"Subject: \x1b]0;title\x07\r\n\r\nbody\x9b\r\n", content_type="message/rfc822")
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "mayfly", "read", "m1", "--raw"],
            stdout=theirs,
            stdin=subprocess.DEVNULL,
            env=environment(MAYFLY_URL=server.url, MAYFLY_TOKEN=TOKEN),
        )
        shown = os.read(ours, 4096)
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 0
    assert b"\\x1b]0;title\\x07" in shown
    assert b"\x1b" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\tb\nc\r\nd", "a\tb\nc\nd"),
        ("a\rb", "a\\x0db"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x00\x7f\x9b", "\\x00\\x7f\\x9b"),
        ("\u202e\u2066\u200b\ufeff", "\\u202e\\u2066\\u200b\\ufeff"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("Grüße 用户 ☕", "Grüße 用户 ☕"),
    ],
)
def test_clean(text: str, shown: str) -> None:
    """Letters of every script stay; what acts instead of showing itself is written as a number."""
    assert clean(text) == shown


def test_clean_line_is_one_line() -> None:
    """Ends of lines and tabs become blanks: a column stays a column."""
    assert clean_line(" a\r\nb\tc\x0bd\u2028e ") == "a b c d e"


def test_output_may_be_closed_early(server: Answers) -> None:
    """A reader that has seen enough is no error to complain about."""
    server.say(200, {**MESSAGE, "text": "line\n" * 200_000})
    command = f"{shlex.quote(sys.executable)} -m mayfly read m1 | head -1"
    done = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        text=True,
        env=environment(MAYFLY_URL=server.url, MAYFLY_TOKEN=TOKEN),
        stdin=subprocess.DEVNULL,
    )
    assert done.stdout == "From: Shop <news@shop.example>\n"
    assert done.stderr == ""


def test_poor_terminal_is_no_error(server: Answers) -> None:
    """Where the output knows few letters, the others are written as numbers."""
    server.say(200, {"messages": [summary(subject="☕")], "next": "m1"})
    done = with_token(server, "wait", PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stdout) == (0, "m1\tnews@shop.example\t\\u2615\n")


# --- send ---


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


@pytest.fixture
def smtp() -> Iterator[Mailed]:
    """Run a small SMTP server for one test."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Smtp) as server:
        mailed = Mailed(f"127.0.0.1:{server.server_address[1]}", [], {})
        server.heard, server.refusals = mailed.heard, mailed.refusals  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield mailed
        server.shutdown()
        thread.join()


def test_send_sends(smtp: Mailed) -> None:
    """A mail goes to the address, with the subject and code that were asked for; the code is printed."""
    done = mayfly("send", "Anna@mayfly.test", "--smtp", smtp.where, "--subject", "Grüße", "--code", "993311")
    assert (done.returncode, done.stdout, done.stderr) == (0, "993311\n", "Sent to Anna@mayfly.test.\n")
    assert b"rcpt TO:<Anna@mayfly.test>\r\n" in smtp.heard
    content = b"".join(smtp.heard)
    assert b"Your verification code is 993311." in content
    assert b"Subject: =?utf-8?" in content
    assert b"Message-ID: <" in content
    assert all(line.endswith(b"\r\n") for line in smtp.heard)


def test_send_draws_a_code(smtp: Mailed) -> None:
    """With nothing said the mail has a code of six digits, which is printed."""
    done = mayfly("send", "a@mayfly.test", "--smtp", smtp.where)
    code = done.stdout.strip()
    assert len(code) == 6
    assert f"Your verification code is {code}.\r\n".encode() in smtp.heard


def test_send_says_only_the_text(smtp: Mailed) -> None:
    """With --text alone the mail says that and no code is made up; a line with a dot survives."""
    done = mayfly("send", "a@mayfly.test", "--smtp", smtp.where, "--text", "Hello\n.\nthere")
    assert (done.returncode, done.stdout) == (0, "")
    assert smtp.heard[-4:-1] == [b"Hello\r\n", b"..\r\n", b"there\r\n"]


def test_send_quotes_what_must_be_quoted(smtp: Mailed) -> None:
    """An address with a quoted local part arrives as it was meant."""
    assert mayfly("send", '"a b"@mayfly.test', "--smtp", smtp.where).returncode == 0
    assert b'rcpt TO:<"a b"@mayfly.test>\r\n' in smtp.heard


@pytest.mark.parametrize(
    ("verb", "reply", "code", "words"),
    [
        (b"RCPT", b"550 5.1.1 No such mailbox", 3, "550 5.1.1 No such mailbox"),
        (b"RCPT", b"452 4.2.2 Full", 3, "452 4.2.2 Full"),
        (b"MAIL", b"451 4.3.0 Not now", 3, "451 4.3.0 Not now"),
        (b".", b"552 5.3.4 Too large", 3, "552 5.3.4 Too large"),
        (b"DATA", b"554 \x1b[2Jno", 3, "554 \\x1b[2Jno"),
        (b"DATA", b"", 4, "hung up"),
    ],
)
def test_send_refused(smtp: Mailed, verb: bytes, reply: bytes, code: int, words: str) -> None:
    """A refusal is 3 with the server's words, cleaned; a server that goes away is 4. Nothing is printed as a result."""
    smtp.refusals[verb] = reply
    done = mayfly("send", "a@mayfly.test", "--smtp", smtp.where)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr
    assert "\x1b" not in done.stderr


def test_send_without_a_server() -> None:
    """Nobody there is 4."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        done = mayfly("send", "a@mayfly.test", "--smtp", f"127.0.0.1:{closed.getsockname()[1]}")
    assert done.returncode == 4
    assert "Connection refused" in done.stderr


# --- check ---


def test_check_of_good_settings(tmp_path: Path) -> None:
    """Good settings are said to be good; nothing is started or written."""
    done = mayfly("check", HOME=str(tmp_path))
    assert (done.returncode, done.stdout) == (0, "The settings are good.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["check", "serve"])
def test_bad_settings_are_all_said(command: str, tmp_path: Path) -> None:
    """Check says everything that is wrong, a line each, and serve does not start for any of it."""
    (tmp_path / "bad.toml").write_text("[smtp]\nlissten = []\n[web]\nimages = 5\n")
    options = ["--config", str(tmp_path / "bad.toml"), "--http", "nonsense", "--data", str(tmp_path / "data")]
    done = mayfly(command, *options, HOME=str(tmp_path), MAYFLY_STORE__PAHT="x")
    assert (done.returncode, done.stdout) == (2, "")
    assert [line.split(" ")[0].rstrip(":") for line in done.stderr.splitlines()] == [
        "smtp.lissten", "MAYFLY_STORE__PAHT", "web.images", "web.listen",
    ]  # fmt: skip
    assert not (tmp_path / "data").exists()


def test_place_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    """A port somebody else has stops the start with a sentence, not with a trace."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        for options in (["--smtp", where, "--http", "127.0.0.1:0"], ["--smtp", "127.0.0.1:0", "--http", where]):
            done = mayfly("serve", *options, "--data", str(tmp_path / "data"), HOME=str(tmp_path))
            assert (done.returncode, done.stdout) == (2, "")
            assert len(done.stderr.splitlines()) == 1
            assert "in use" in done.stderr


def test_check_prints_the_defaults(tmp_path: Path) -> None:
    """--defaults prints a file that check itself finds good."""
    file = tmp_path / "mayfly.toml"
    file.write_text(mayfly("check", "--defaults").stdout)
    assert "# listen = " in file.read_text()
    assert mayfly("check", "--config", str(file), HOME=str(tmp_path)).returncode == 0


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("--version",), *((name, "--help") for name in
                                       ("serve", "check", "new", "wait", "read", "erase", "send"))])  # fmt: skip
def test_help(arguments: tuple[str, ...]) -> None:
    """Every command explains itself, without a token, a server or settings."""
    done = mayfly(*arguments, MAYFLY_SMTP__LISTEN="nonsense")
    assert done.returncode == 0
    assert done.stdout
    assert done.stderr == ""
