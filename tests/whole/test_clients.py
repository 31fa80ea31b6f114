"""Real clients: swaks, smtplib, curl and Postfix's generator. What was accepted is what is stored."""

import smtplib
import subprocess
import sys
from email.message import EmailMessage

import pytest

from tests.whole.service import environment, running, until


@pytest.fixture(scope="module")
def service():
    """One service for all clients."""
    with running(settings={"MAYFLY_STORE__MAILBOX_MESSAGES": "20000"}) as running_service:
        yield running_service


def run(*command: str, **options) -> subprocess.CompletedProcess:
    return subprocess.run(command, capture_output=True, text=True, timeout=110, check=False, **options)


def count(service, token) -> int:
    return service.api("GET", "/api/v1/mailbox", token)[1]["message_count"]


def test_swaks_sends_one(service):
    """swaks, as a person would type it."""
    address, token = service.open()
    host, port = service.smtp
    done = run("swaks", "--server", host, "--port", str(port), "--to", address, "--from", "me@shop.example",
               "--header", "Subject: Your code", "--body", "Your verification code is 493021")  # fmt: skip
    assert done.returncode == 0, done.stdout
    (summary,) = service.messages(token)
    assert summary["subject"] == "Your code"
    assert summary["code"]["value"] == "493021"


def test_swaks_is_told_of_an_unknown_mailbox(service):
    """550 5.1.1 at RCPT; nothing is stored and nothing bounces later."""
    host, port = service.smtp
    done = run("swaks", "--server", host, "--port", str(port), "--to", "nobody-here@mayfly.test")
    assert done.returncode == 24
    assert "550 5.1.1" in done.stdout


def test_smtplib_sends_an_attachment(service):
    """smtplib; the attachment comes back as it was, as a download."""
    address, token = service.open()
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Me <me@shop.example>", address, "Plan"
    message.set_content("see attached")
    message.add_attachment(bytes(range(256)) * 50, maintype="application", subtype="octet-stream", filename="plan.bin")
    with smtplib.SMTP(*service.smtp) as client:
        assert client.send_message(message) == {}
    (summary,) = service.messages(token)
    assert summary["attachment_count"] == 1
    _, opened = service.api("GET", f"/api/v1/mailbox/messages/{summary['id']}", token)
    (attachment,) = opened["attachments"]
    assert attachment["name"] == "plan.bin"
    path = f"/api/v1/mailbox/messages/{summary['id']}/attachments/{attachment['index']}"
    assert service.fetch("GET", path, token) == (200, bytes(range(256)) * 50)


@pytest.mark.parametrize(
    ("messages", "sessions", "octets", "options"),
    [
        (50, 1, 1000, ()),
        (200, 1, 5000, ("-d",)),
        (500, 50, 5000, ()),
        (500, 50, 5000, ("-d",)),
        (2, 2, 20_000_000, ("-d",)),
    ],
)
def test_postfix_generator_accepted_is_stored(service, messages, sessions, octets, options):
    """smtp-source: new connections, kept ones, fifty sessions at once, 20 MB. Accepted equals stored."""
    address, token = service.open()
    host, port = service.smtp
    done = run("smtp-source", *options, "-c", "-m", str(messages), "-s", str(sessions), "-l", str(octets),
               "-f", "me@shop.example", "-t", address, f"{host}:{port}")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert until(lambda: count(service, token) == messages)


def test_the_command_line_sends_waits_and_reads(service):
    """A script: make an address, start something that mails it, wait for the code, use the exit code."""
    host, port = service.smtp
    mayfly = f"{sys.executable} -m mayfly"
    script = f"""
        set -eu
        created=$({mayfly} new --json)
        address=$(printf %s "$created" | python3 -c 'import json,sys; print(json.load(sys.stdin)["address"])')
        MAYFLY_TOKEN=$(printf %s "$created" | python3 -c 'import json,sys; print(json.load(sys.stdin)["token"])')
        export MAYFLY_TOKEN
        {mayfly} send "$address" --smtp {host}:{port} --subject "Verify" --text "Your verification code is 118822" >&2 &
        code=$({mayfly} wait --code --timeout 30)
        wait
        test "$code" = 118822
        {mayfly} erase >&2
        if {mayfly} wait --timeout 1 >&2; then exit 9; else echo "exit $?"; fi
    """
    done = run("bash", "-c", script, env=environment(MAYFLY_URL=service.http))
    assert done.returncode == 0, done.stderr + done.stdout
    assert done.stdout.strip() == "exit 3"
