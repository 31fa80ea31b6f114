"""What of a mail reaches a terminal, and what a poor or closed output does."""

import json
import os
import pty
import shlex
import signal
import socket
import subprocess
import sys

import pytest

from mayfly.cli.clean import clean, clean_line
from tests.cli.peers import (
    HOSTILE,
    MESSAGE,
    TOKEN,
    Answers,
    environment,
    summary,
    with_token,
)


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


def test_interrupt_is_told_from_nothing_came() -> None:
    """Somebody who gives up waiting ends it as a shell expects, not with the code for an empty mailbox."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        waiting = subprocess.Popen(
            [sys.executable, "-m", "mayfly", "wait", "--url", url],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(MAYFLY_TOKEN=TOKEN),
        )
        silent.settimeout(30)
        connection, _ = silent.accept()
        with connection:
            connection.recv(1)
            waiting.send_signal(signal.SIGINT)
            stdout, stderr = waiting.communicate(timeout=30)
    assert (waiting.returncode, stdout) == (130, b"")
    assert b"Traceback" not in stderr
