"""new, wait, read, erase: what they print and what they ask of a server."""

import json
import shlex
import subprocess
import sys
from typing import Any

import pytest

from tests.cli.peers import (
    CODE,
    LINK,
    MESSAGE,
    TOKEN,
    Answers,
    environment,
    mayfly,
    summary,
    with_token,
)


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
