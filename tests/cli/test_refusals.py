"""How a command ends when it is not let in, not understood, or alone; and where a token may come from."""

import socket
import subprocess
import sys

import pytest

from tests.cli.peers import TOKEN, Answers, environment, mayfly, with_token


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
