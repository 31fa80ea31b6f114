"""Programs that send mail for a living, as they are."""

import asyncio
import smtplib
import socket
import subprocess
from collections.abc import Awaitable, Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.smtp.certificates import make_certificate, settings_for, trusting
from tests.smtp.house import House, run_with
from tests.smtp.senders import LARGE, command, needs, place

SECONDS = 60


def with_server(settings: dict[str, object], test: Callable[[House], Awaitable[None]]) -> None:
    """Run a test with a server on the event loop that is used in service, and patience with slow programs."""
    run_with(settings, test, sessions_per_client=200, loops=1, patience_seconds=SECONDS)


def test_smtplib(tmp_path: Path) -> None:
    """Python's smtplib: plain, over STARTTLS, in UTF-8, 20 MB, and an unknown mailbox."""
    make_certificate(tmp_path, "mx.ours.example")

    def send(host: str, port: int) -> None:
        mail = EmailMessage()
        mail["Subject"] = "Grüße"
        mail.set_content("hello\n.\n..dots\n")
        mail.add_alternative("<b>hello</b>", subtype="html")
        with smtplib.SMTP(host, port, timeout=SECONDS) as client:
            client.send_message(mail, "a@b.example", ["u@ours.example", "v@ours.example"])
            client.starttls(context=trusting())
            client.send_message(mail, "a@b.example", ["u@ours.example"])
            mail["To"] = "用户@ours.example"
            client.send_message(mail, "jörg@b.example", ["用户@ours.example"])
            client.sendmail("a@b.example", ["u@ours.example"], LARGE)
            with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
                client.sendmail("a@b.example", ["nobody@ours.example"], b"x")
            assert refused.value.recipients["nobody@ours.example"][0] == 550

    async def test(house: House) -> None:
        await asyncio.to_thread(send, *place(house))
        protocols = [envelope.protocol for envelope, _ in house.memory.messages]
        assert protocols == ["ESMTP", "ESMTPS", "UTF8SMTPS", "ESMTPS"]
        assert house.memory.messages[3][1] == LARGE
        assert b"\r\n.\r\n..dots\r\n" in house.memory.messages[0][1]

    with_server(settings_for(tmp_path), test)


def can_tls() -> bool:
    """Say whether swaks has what it needs for TLS."""
    said = subprocess.run(["swaks", "--support"], capture_output=True, check=False).stdout
    return b"Basic TLS support: Supported" in said or b"TLS supported" in said


@needs("swaks")
@pytest.mark.parametrize("how", ["plain", "tls", "pipelined", "pipelined-tls", "helo", "html", "large", "large-tls"])
def test_swaks(tmp_path: Path, how: str) -> None:
    """Swaks: plain, HTML, 20 MB, pipelined, with HELO; over STARTTLS and without."""
    tls = how.endswith("tls")
    if tls and not can_tls():
        pytest.skip("needs swaks with Net::SSLeay (Debian: libnet-ssleay-perl)")
    make_certificate(tmp_path, "mx.ours.example")
    # A dot at the beginning of a line is the client's to double.
    text = b"<p>hello</p>\r\n.\r\n..dots\r\n" if "large" not in how else LARGE
    (tmp_path / "mail").write_bytes(b"Subject: x\n\n" + text.replace(b"\r\n", b"\n"))
    options = ["--tls"] if tls else []
    if how == "html":
        options += ["--body", "<p>hello</p>", "--add-header", "Content-Type: text/html"]
        text = b"<p>hello</p>\r\n"
    else:
        options += ["--data", f"@{tmp_path}/mail"]
    if how == "helo":
        options += ["--protocol", "SMTP"]
    if "pipelined" in how:
        options += ["--pipeline"]

    async def test(house: House) -> None:
        host, port = place(house)
        to = ["--server", host, "--port", str(port), "--from", "a@b.example", "--to", "u@ours.example"]
        await command("swaks", *to, "--helo", "c.example", "--suppress-data", *options)
        ((envelope, content),) = house.memory.messages
        assert envelope.protocol == ("SMTP" if how == "helo" else "ESMTPS" if tls else "ESMTP")
        assert content.partition(b"\r\n\r\n")[2].rstrip() == text.rstrip()

    with_server(settings_for(tmp_path), test)


@needs("swaks")
@pytest.mark.parametrize("version", ["1", "2"])
def test_swaks_behind_a_proxy(version: str) -> None:
    """B164 B170: swaks with a PROXY header of either version: the address in it is the client's."""

    async def test(house: House) -> None:
        host, port = place(house)
        to = ["--server", host, "--port", str(port), "--from", "a@b.example", "--to", "u@ours.example"]
        proxy = ["--proxy-version", version, "--proxy-family", "TCP4" if version == "1" else "AF_INET"]
        proxy += ["--proxy-source", "192.0.2.1", "--proxy-source-port", "1234"]
        proxy += ["--proxy-dest", "192.0.2.2", "--proxy-dest-port", "25"]
        if version == "2":
            proxy += ["--proxy-protocol", "STREAM", "--proxy-command", "PROXY"]
        await command("swaks", *to, *proxy)
        assert [envelope.client_address for envelope, _ in house.memory.messages] == ["192.0.2.1"]

    with_server({"trusted_proxies": ("127.0.0.1/32",)}, test)


@needs("swaks")
def test_swaks_over_lmtp(tmp_path: Path) -> None:
    """B142: swaks over LMTP on a Unix socket, to two recipients."""

    async def test(house: House) -> None:
        to = ["--socket", str(tmp_path / "lmtp"), "--protocol", "LMTP", "--from", "a@b.example"]
        said = await command("swaks", *to, "--to", "u@ours.example,v@ours.example")
        assert said.count(b"250 2.0.0 Stored") == 2
        assert [envelope.protocol for envelope, _ in house.memory.messages] == ["LMTP"]

    with_server({"lmtp": (f"unix:{tmp_path}/lmtp",)}, test)


@needs("curl")
@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize("how", ["plain", "html", "large", "utf8"])
def test_curl(tmp_path: Path, how: str, *, tls: bool) -> None:
    """Curl: plain, HTML, 20 MB, SMTPUTF8; where TLS is demanded and where it is not."""
    make_certificate(tmp_path, "mx.ours.example")
    to = "用户@ours.example" if how == "utf8" else "u@ours.example"
    text = LARGE if how == "large" else "Grüße\r\n.\r\n..dots\r\n".encode()
    (tmp_path / "mail").write_bytes(b"Subject: x\r\n\r\n" + text)

    async def test(house: House) -> None:
        host, port = place(house)
        options = ["--ssl-reqd", "--insecure"] if tls else []
        if how == "html":
            options += ["--form", "=hello <b>you</b>;type=text/html", "--header", "Subject: x"]
        else:
            options += ["--upload-file", str(tmp_path / "mail")]
        mail = ["--mail-from", "a@b.example", "--mail-rcpt", to]
        await command("curl", "-sS", *options, f"smtp://{host}:{port}/c.example", *mail)
        ((envelope, content),) = house.memory.messages
        assert envelope.protocol == ("UTF8SMTP" if how == "utf8" else "ESMTP") + "S" * tls
        assert str(envelope.forward_paths[0]) == to
        if how == "html":
            assert b"Content-Type: text/html" in content
            assert b"\r\n\r\nhello <b>you</b>\r\n" in content
        else:
            assert content == b"Subject: x\r\n\r\n" + text

    with_server(settings_for(tmp_path), test)


@needs("smtp-source")
@pytest.mark.parametrize(
    "options",
    [["-m", "1"], ["-d", "-m", "200", "-s", "20"], ["-m", "200", "-s", "50"], ["-m", "2", "-l", "20000000"]],
    ids=["one", "kept", "fifty", "large"],
)
def test_smtp_source(options: list[str]) -> None:
    """Postfix's smtp-source: single mails, kept connections, fifty sessions at once, 20 MB. Accepted is stored."""

    async def test(house: House) -> None:
        host, port = place(house)
        await command("smtp-source", *options, "-f", "a@b.example", "-t", "u@ours.example", f"{host}:{port}")
        assert len(house.memory.messages) == int(options[options.index("-m") + 1])
        assert house.server.budget.held == 0

    with_server({}, test)


@needs("haproxy")
@pytest.mark.parametrize("word", ["send-proxy", "send-proxy-v2"])
def test_haproxy(tmp_path: Path, word: str) -> None:
    """B164 B168 B170: behind the real HAProxy the envelope has the address of the client, in either version."""

    async def test(house: House) -> None:
        host, inner = place(house)
        # HAProxy is given a socket that listens already, so nobody has to wait for it.
        with socket.create_server(("127.0.0.1", 0)) as front:
            (tmp_path / "haproxy.cfg").write_text(
                "defaults\n mode tcp\n timeout connect 5s\n timeout client 30s\n timeout server 30s\n"
                f"frontend smtp\n bind fd@{front.fileno()}\n default_backend mayfly\n"
                f"backend mayfly\n source 127.0.0.9\n server mayfly {host}:{inner} {word}\n"
            )
            words = ["haproxy", "-db", "-f", str(tmp_path / "haproxy.cfg")]
            process = await asyncio.create_subprocess_exec(*words, stderr=subprocess.DEVNULL, pass_fds=[front.fileno()])
            try:
                await asyncio.to_thread(send, front.getsockname()[1])
            finally:
                process.terminate()
                await process.wait()
        assert [envelope.client_address for envelope, _ in house.memory.messages] == ["127.0.0.5"]

    def send(port: int) -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=SECONDS, source_address=("127.0.0.5", 0)) as client:
            client.sendmail("a@b.example", ["u@ours.example"], b"hello")

    with_server({"trusted_proxies": ("127.0.0.9/32",)}, test)
