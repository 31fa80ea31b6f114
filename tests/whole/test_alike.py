"""What a mail is found to be is the same whoever asks: list, message, code, events, page and command line."""

import html
import http.client
import json
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from mayfly.core.mailbox import decode_token, handle_of
from mayfly.core.trace import split_trace
from tests.whole.service import Service, Writer, environment, running


@pytest.fixture(scope="module")
def service():
    """One service for all of them."""
    with running() as started:
        yield started


def send(service: Service, address: str, content: bytes) -> None:
    """Send a mail by SMTP."""
    writer = Writer(service.smtp)
    assert writer.send(content, address).startswith(b"250")
    writer.close()


def page(service: Service, token: str, path: str) -> str:
    """Give a page as a browser with this mailbox's cookie gets it."""
    handle = handle_of(decode_token(token))
    where = urlsplit(service.http)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=60)
    connection.request("GET", path.format(box=handle), headers={
        "Cookie": f"mayfly-{handle}={token}", "Accept": "text/html",
        "Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "none",
    })  # fmt: skip
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    assert answer.status == 200, body[:500]
    return body


def event(service: Service, token: str, after: str) -> dict:
    """Give the first message of the event stream behind a message."""
    where = urlsplit(service.http)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=60)
    headers = {"Authorization": f"Bearer {token}", "Last-Event-ID": after}
    connection.request("GET", "/api/v1/mailbox/events", headers=headers)
    answer = connection.getresponse()
    name = b""
    while line := answer.readline():
        if line.startswith(b"event: "):
            name = line[7:].strip()
        elif line.startswith(b"data: ") and name == b"message":
            connection.close()
            return json.loads(line[6:])
    raise AssertionError("the stream ended")


def waited(service: Service, token: str) -> str:
    """Give what ``mayfly wait --code`` prints."""
    asked = [sys.executable, "-m", "mayfly", "wait", "--code", "--timeout", "30"]
    settings = environment(MAYFLY_URL=service.http, MAYFLY_TOKEN=token)
    done = subprocess.run(asked, env=settings, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.strip()


LINK = "https://acme.example/verify?token=8f3a91c2"
MAILS = {
    "code and link": (
        f"<p>Your verification code is <b>493 021</b></p><p><a href='{LINK}'>Confirm your address</a></p>",
        "493021",
        LINK,
    ),
    "code alone": ("<p>Your verification code is <b>G-118402</b>.</p>", "G-118402", None),
    "link alone": (f"<p>Welcome!</p><p><a href='{LINK}'>Confirm your email address</a></p>", None, LINK),
    "neither": ("<p>The meeting of 2024 is on Monday at 10:30.</p>", None, None),
}


@pytest.mark.parametrize("name", MAILS)
def test_code_and_link_are_alike_everywhere(service, name):
    """List, message, code, events, page with and without scripts, and ``mayfly wait --code`` say the same."""
    text, code, link = MAILS[name]
    address, token = service.open()
    send(service, address, b"From: a@b.example\r\nSubject: first\r\n\r\nHello there.\r\n")
    head = "From: Acme <no-reply@acme.example>\r\nSubject: Acme\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    send(service, address, f"{head}{text}\r\n".encode())
    first, listed = service.messages(token)
    told = (listed["code"], listed["link"])
    assert (told[0]["value"] if told[0] else None) == code
    assert (told[1]["url"] if told[1] else None) == link
    path = f"/api/v1/mailbox/messages/{listed['id']}"
    opened = service.api("GET", path, token)[1]
    assert (opened["code"], opened["link"]) == told
    sent = event(service, token, first["id"])
    assert (sent["id"], sent["code"], sent["link"]) == (listed["id"], *told)
    asked = service.api("GET", "/api/v1/mailbox/code?wait=0", token)
    if code or link:
        assert (asked[1]["code"], asked[1]["link"], asked[1]["message"]["id"]) == (*told, listed["id"])
        assert waited(service, token) == (code or link)
    else:
        assert asked[0] == 204
    shown = page(service, token, f"/m/{listed['id']}?box={{box}}").partition("<template")[0]
    assert ({*re.findall(r'data-copy="([^"]+)"', shown)} & {code}) == ({code} if code else set())
    links = [html.unescape(url) for url in re.findall(r'<a [^>]*href="(https?:[^"]*)"', shown)]
    assert (link in links) is (link is not None)


def test_what_is_too_complex_is_told_and_its_source_shown(service):
    """In list, message and page: too complex, the beginning of the source as text, all octets raw, the next as ever."""
    address, token = service.open()
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=x%d\r\n\r\n--x%d\r\n" % (n, n) for n in range(100))
    content = b"From: a@b.example\r\nSubject: deep\r\n" + deep + b"\r\nthe innermost words\r\n"
    send(service, address, content)
    send(service, address, b"From: a@b.example\r\nSubject: next\r\n\r\nAs ever.\r\n")
    first, following = service.messages(token)
    assert first["problems"] == ["too-complex"]
    path = f"/api/v1/mailbox/messages/{first['id']}"
    opened = service.api("GET", path, token)[1]
    assert opened["text"].startswith("--x0\n")
    assert not opened["has_html"]
    assert split_trace(service.raw(token, first["id"]))[1] == content
    shown = page(service, token, f"/m/{first['id']}?box={{box}}")
    assert "This message could not be understood in full (too-complex)." in html.unescape(shown)
    assert "--x0" in shown
    assert f"{path}/raw" in shown
    assert (following["subject"], following["problems"]) == ("next", [])
    assert service.api("GET", f"/api/v1/mailbox/messages/{following['id']}", token)[1]["text"] == "As ever.\n"
