"""The commands against the whole service: what a script in CI does, from the first address to the erasure."""

import json
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.whole.service import Service, Writer, environment, running

SCRIPT = """
set -e
eval "$(mayfly new --shell)"
test -n "$MAYFLY_ADDRESS"
mayfly send "$MAYFLY_ADDRESS" --smtp "$SMTP" --subject "Your code" --code 271828 >/dev/null &
code=$(mayfly wait --code --subject code --timeout 30)
echo "code: $code"
mayfly erase
mayfly wait --timeout 0 || echo "after the end: $?"
"""


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    """One service for these tests."""
    with running("--domain", "mayfly.test", "--domain", "box.example") as one:
        yield one


def mayfly(service: Service, *arguments: str, token: str = "") -> subprocess.CompletedProcess[str]:
    """Run one command against the service."""
    return subprocess.run(
        [sys.executable, "-m", "mayfly", *arguments],
        capture_output=True,
        text=True,
        env=environment(MAYFLY_URL=service.http, **({"MAYFLY_TOKEN": token} if token else {})),
        stdin=subprocess.DEVNULL,
        timeout=90,
        check=False,
    )


def smtp(service: Service) -> str:
    """Give the SMTP side as an option has it."""
    return f"{service.smtp[0]}:{service.smtp[1]}"


def opened(service: Service, *arguments: str) -> tuple[str, str]:
    """Open a mailbox by the command; give address and token."""
    done = mayfly(service, "new", *arguments)
    address, token = done.stdout.splitlines()
    return address, token


def test_script_from_address_to_erasure(service: Service, tmp_path: Path) -> None:
    """A shell script makes an address, has it mailed, waits for the code, erases, and decides by exit codes."""
    program = tmp_path / "mayfly"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mayfly "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    known = environment(MAYFLY_URL=service.http, SMTP=smtp(service))
    known["PATH"] = f"{tmp_path}:{known['PATH']}"
    done = subprocess.run(["sh", "-c", SCRIPT], capture_output=True, text=True, env=known, timeout=110, check=False)
    assert done.returncode == 0, done.stderr
    assert "code: 271828" in done.stdout
    assert "Erased: 1 message" in done.stdout
    assert "after the end: 3" in done.stdout


def test_mail_that_comes_while_waiting(service: Service) -> None:
    """A wait that began before the mail ends with it."""
    address, token = opened(service)
    waiting = subprocess.Popen(
        [sys.executable, "-m", "mayfly", "wait", "--timeout", "60"],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        env=environment(MAYFLY_URL=service.http, MAYFLY_TOKEN=token),
    )
    assert mayfly(service, "send", address, "--smtp", smtp(service), "--subject", "Grüße").returncode == 0
    printed, _ = waiting.communicate(timeout=70)
    assert waiting.returncode == 0
    assert printed.split("\t")[1:] == ["sender@example.org", "Grüße\n"]


def test_nothing_matches(service: Service) -> None:
    """Mail that does not match is not what one waits for: 1, and nothing printed."""
    address, token = opened(service)
    mayfly(service, "send", address, "--smtp", smtp(service), "--subject", "Other")
    done = mayfly(service, "wait", "--subject", "wanted", "--timeout", "0", token=token)
    assert (done.returncode, done.stdout) == (1, "")


def test_read_in_every_form(service: Service) -> None:
    """The same message as a line, as text, as JSON and octet for octet."""
    address, token = opened(service)
    content = b"From: A <a@shop.example>\r\nSubject: Plan\r\n\r\nFirst line\r\n..dots\r\n\x1b[2J\xff end\r\n"
    writer = Writer(service.smtp)
    assert writer.send(content, address, reverse_path="a@shop.example").startswith(b"250")
    writer.close()
    (line,) = mayfly(service, "read", "--list", token=token).stdout.splitlines()
    message_id, sender, subject = line.split("\t")
    assert (sender, subject) == ("a@shop.example", "Plan")
    text = mayfly(service, "read", token=token).stdout
    assert text.startswith("From: A <a@shop.example>\nSubject: Plan\n")
    assert "First line\n..dots\n" in text
    assert "\x1b" not in text
    assert json.loads(mayfly(service, "read", message_id, "--json", token=token).stdout)["subject"] == "Plan"
    raw = subprocess.run(
        [sys.executable, "-m", "mayfly", "read", message_id, "--raw"],
        capture_output=True,
        env=environment(MAYFLY_URL=service.http, MAYFLY_TOKEN=token),
        stdin=subprocess.DEVNULL,
        check=True,
    ).stdout
    assert raw.endswith(content)


def test_unknown_message_and_token(service: Service) -> None:
    """An id or a token that opens nothing is refused."""
    _, token = opened(service)
    assert mayfly(service, "read", "0" * 32, token=token).returncode == 3
    assert mayfly(service, "read", token="A" * 43).returncode == 3
    assert mayfly(service, "erase", token="nonsense").returncode == 3


def test_wishes(service: Service) -> None:
    """Name, domain, style and lifetime are had as asked for; what is not to be had is 3."""
    address, _ = opened(service, "--local-part", "Anna.Example", "--domain", "box.example")
    assert address == "anna.example@box.example"
    assert mayfly(service, "new", "--local-part", "anna.example", "--domain", "box.example").returncode == 3
    assert mayfly(service, "new", "--local-part", "postmaster").returncode == 3
    assert mayfly(service, "new", "--domain", "elsewhere.example").returncode == 3
    assert mayfly(service, "new", "--lifetime", "59").returncode == 3
    local_part, _, _ = opened(service, "--style", "random")[0].partition("@")
    assert len(local_part) == 17
    answer = json.loads(mayfly(service, "new", "--lifetime", "60", "--json").stdout)
    assert answer["ends_at"] == answer["expires_at"]


def test_send_to_nobody(service: Service) -> None:
    """An address that is not there is refused by the server, with its words."""
    done = mayfly(service, "send", "nobody-here-22222@mayfly.test", "--smtp", smtp(service))
    assert done.returncode == 3
    assert "550 5.1.1" in done.stderr


def test_open_mode() -> None:
    """In open mode the first mail makes the address, and whoever names it can read it."""
    with running("--open") as service:
        assert mayfly(service, "send", "anything@mayfly.test", "--smtp", smtp(service)).returncode == 0
        _, token = opened(service, "--local-part", "anything")
        assert opened(service, "--local-part", "anything")[1] == token
        assert mayfly(service, "wait", "--timeout", "30", token=token).returncode == 0


def test_serve_takes_every_source(tmp_path: Path) -> None:
    """File, variables and options meet in one service; SIGINT ends it with 0."""
    file = tmp_path / "mayfly.toml"
    file.write_text('[domains]\nnames = ["file.test"]\n[mailboxes]\nlifetime_seconds = 120\n')
    settings = {"MAYFLY_DOMAINS__NAMES": "one.test,two.test"}
    with running("--config", str(file), settings=settings) as service:
        _, answer = service.api("GET", "/api/v1/domains")
        assert [domain["name"] for domain in answer["domains"]] == ["one.test", "two.test"]
        made = json.loads(mayfly(service, "new", "--json").stdout)
        created, expires = (datetime.fromisoformat(made[name]) for name in ("created_at", "expires_at"))
        assert (expires - created).total_seconds() == 120
        service.process.send_signal(signal.SIGINT)
        assert service.process.wait(30) == 0
