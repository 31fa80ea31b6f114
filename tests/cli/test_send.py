"""A test mail, by SMTP."""

import socket

import pytest

from tests.cli.peers import Mailed, mayfly


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
