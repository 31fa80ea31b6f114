"""STARTTLS, with the client side of the standard library and of OpenSSL."""

import asyncio
import contextlib
import itertools
import shutil
import ssl
import subprocess
import sys
from pathlib import Path

import pytest
import structlog.testing
from cryptography.hazmat.primitives import serialization

from tests.smtp.certificates import make_certificate, settings_for, trusting
from tests.smtp.house import Client, House, run_with


async def call_in_tls(house: House, context: ssl.SSLContext) -> Client:
    """Connect, and go inside TLS."""
    client = await house.call()
    await client.reply()
    assert "STARTTLS" in await client.ask(b"EHLO c.example\r\n")
    assert (await client.ask(b"STARTTLS\r\n")).startswith("220 2.0.0")
    await client.writer.start_tls(context)
    return client


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_mail_inside_tls(tmp_path: Path, version: ssl.TLSVersion) -> None:
    """B031 B126 B127 B129: TLS 1.2 and 1.3 are spoken; inside, all is forgotten and STARTTLS is gone."""
    make_certificate(tmp_path, "mx.ours.example")

    async def test(house: House) -> None:
        client = await call_in_tls(house, trusting(minimum_version=version, maximum_version=version))
        assert client.writer.get_extra_info("ssl_object").version() == version.name.replace("v1_", "v1.")
        assert (await client.ask(b"MAIL FROM:<a@b.example>\r\n")).startswith("503")
        assert "STARTTLS" not in await client.ask(b"EHLO inside.example\r\n")
        assert (await client.ask(b"STARTTLS\r\n")).startswith("503")
        client.send(b"MAIL FROM:<a@b.example> SMTPUTF8\r\nRCPT TO:<u@ours.example>\r\nDATA\r\n")
        for code in ("250", "250", "354"):
            assert (await client.reply()).startswith(code)
        content = b"a line\r\n" * 100_000
        assert (await client.ask(content + b".\r\n")).startswith("250")
        assert (await client.ask(b"QUIT\r\n")).startswith("221")
        assert await client.reply() == ""
        ((envelope, stored),) = house.memory.messages
        assert stored == content
        assert envelope.greeting == "inside.example"
        assert envelope.protocol == "UTF8SMTPS"

    run_with(settings_for(tmp_path), test)


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_goodbye_in_tls_is_the_end_of_what_comes(tmp_path: Path, version: ssl.TLSVersion) -> None:
    """B126: whoever says all it has to say, and close_notify in the same segment, is answered to the last word."""
    make_certificate(tmp_path, "mx.ours.example")

    async def test(house: House) -> None:
        client = await house.call()
        await client.reply()
        await client.ask(b"EHLO c.example\r\n")
        assert (await client.ask(b"STARTTLS\r\n")).startswith("220")
        inward, outward = ssl.MemoryBIO(), ssl.MemoryBIO()
        context = trusting(minimum_version=version, maximum_version=version)
        peer = context.wrap_bio(inward, outward, server_hostname="mx.ours.example")

        async def read() -> bool:
            client.send(outward.read())
            octets = await client.reader.read(65_536)
            inward.write(octets)
            return bool(octets)

        while True:
            try:
                peer.do_handshake()
                break
            except ssl.SSLWantReadError:
                assert await read()
        said = b""

        async def listen() -> bool:
            nonlocal said
            is_open = await read()
            with contextlib.suppress(ssl.SSLWantReadError, ssl.SSLZeroReturnError):
                while piece := peer.read():
                    said += piece
            return is_open

        peer.write(b"EHLO c.example\r\n")
        while b"250 " not in said:
            assert await listen()
        peer.write(b"MAIL FROM:<a@b.example>\r\nRCPT TO:<u@ours.example>\r\nBDAT 3 LAST\r\nx\r\n")
        with contextlib.suppress(ssl.SSLWantReadError):
            peer.unwrap()
        while await listen():
            pass
        assert said.splitlines()[-1].startswith(b"250 2.0.0 Stored")

    run_with(settings_for(tmp_path), test)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_old_versions_are_refused(tmp_path: Path, version: ssl.TLSVersion) -> None:
    """B126 B131: TLS 1.0 and 1.1 fail, and there is no way back to plaintext."""
    make_certificate(tmp_path, "mx.ours.example")
    context = trusting()
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = version
    context.maximum_version = version

    async def test(house: House) -> None:
        with pytest.raises((ssl.SSLError, ConnectionError)):
            await call_in_tls(house, context)

    run_with(settings_for(tmp_path), test)


def test_plaintext_after_starttls_is_thrown_away(tmp_path: Path) -> None:
    """B128 A18: what came in the clear behind STARTTLS is never obeyed (CVE-2011-0411)."""
    make_certificate(tmp_path, "mx.ours.example")

    async def test(house: House) -> None:
        client = await house.call()
        await client.reply()
        await client.ask(b"EHLO c.example\r\n")
        assert (await client.ask(b"STARTTLS\r\nEHLO evil\r\nMAIL FROM:<evil@b.example>\r\n")).startswith("220")
        await client.writer.start_tls(trusting())
        assert (await client.ask(b"RCPT TO:<u@ours.example>\r\n")) == "503 5.5.1 Say EHLO first\r\n"

    run_with(settings_for(tmp_path), test)


def test_failed_handshake_closes(tmp_path: Path) -> None:
    """B131: what is no TLS ends the connection; nothing is obeyed in the clear any more."""
    make_certificate(tmp_path, "mx.ours.example")

    async def test(house: House) -> None:
        client = await house.call()
        await client.reply()
        await client.ask(b"EHLO c.example\r\n")
        await client.ask(b"STARTTLS\r\n")
        client.send(b"MAIL FROM:<a@b.example>\r\n" * 20)
        rest = await client.reader.read()
        assert b"250" not in rest
        assert b"503" not in rest

    run_with(settings_for(tmp_path), test)


def test_handshake_has_thirty_seconds(tmp_path: Path) -> None:
    """B135: a handshake that does not go on ends."""
    make_certificate(tmp_path, "mx.ours.example")

    async def test(house: House) -> None:
        client = await house.call()
        await client.reply()
        await client.ask(b"EHLO c.example\r\n")
        await client.ask(b"STARTTLS\r\n")
        for seconds in (29, 1):
            house.pass_seconds(seconds)
            assert house.server.sessions == 1
        house.pass_seconds(1)
        assert await client.reply() == ""

    run_with(settings_for(tmp_path), test)


def test_certificate_is_read_again(tmp_path: Path) -> None:
    """B134: new files are used for the next session, the running ones go on; half of a renewal changes nothing."""
    make_certificate(tmp_path, "mx.ours.example")
    other = tmp_path / "other"
    other.mkdir()
    days = itertools.count(300)

    async def test(house: House) -> None:
        make_certificate(other, "mx.ours.example", days=next(days))
        client = await call_in_tls(house, trusting())
        before = client.writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
        first_end = house.server.certificate_expires_at
        shutil.copy(other / "certificate.pem", tmp_path / "certificate.pem")
        house.server.tick()
        half = await call_in_tls(house, trusting())
        assert half.writer.get_extra_info("ssl_object").getpeercert(binary_form=True) == before
        assert house.server.certificate_expires_at == first_end
        shutil.copy(other / "key.pem", tmp_path / "key.pem")
        house.server.tick()
        after = await call_in_tls(house, trusting())
        assert after.writer.get_extra_info("ssl_object").getpeercert(binary_form=True) != before
        assert house.server.certificate_expires_at != first_end
        assert (await client.ask(b"NOOP\r\n")).startswith("250")

    run_with(settings_for(tmp_path), test)


def test_an_encrypted_key_is_not_asked_about(tmp_path: Path) -> None:
    """A key under a password is unusable like any other that does not fit; nobody is asked, and nothing waits."""
    make_certificate(tmp_path, "mx.ours.example")
    key = serialization.load_pem_private_key((tmp_path / "key.pem").read_bytes(), None)
    under = serialization.BestAvailableEncryption(b"secret")
    (tmp_path / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, under)
    )
    read = (
        "from mayfly.smtp.tls import Certificate\n"
        "certificate = Certificate('certificate.pem', 'key.pem')\n"
        "certificate.refresh()\n"
        "print(certificate.context)\n"
    )
    # In a session of its own there is no terminal, and OpenSSL asks on the standard streams.
    program = [sys.executable, "-c", read]
    done = subprocess.run(program, cwd=tmp_path, input=b"\n", capture_output=True, check=True, start_new_session=True)
    assert b"certificate_unusable" in done.stdout
    assert done.stdout.endswith(b"None\n")
    assert done.stderr == b""


def test_expired_certificate_is_offered(tmp_path: Path) -> None:
    """B134: an expired certificate is still better than none; that it has expired goes to the log, once a day."""
    make_certificate(tmp_path, "mx.ours.example", days=-2)

    async def test(house: House) -> None:
        with structlog.testing.capture_logs() as logs:
            for days in (0, 0, 0.5, 0.6, 1):
                house.clock.now = (house.server.certificate_expires_at or 0.0) + days * 86_400
                house.server.tick()
        assert [entry["event"] for entry in logs] == ["certificate_expired"] * 2
        client = await call_in_tls(house, trusting())
        assert (await client.ask(b"EHLO c.example\r\n")).startswith("250")
        assert house.server.certificate_expires_at is not None

    run_with(settings_for(tmp_path), test)


def test_unusable_certificate(tmp_path: Path) -> None:
    """B132: where there is no usable key STARTTLS is answered 454, and mail comes in all the same."""

    async def test(house: House) -> None:
        client = await house.call()
        await client.reply()
        await client.ask(b"EHLO c.example\r\n")
        assert (await client.ask(b"STARTTLS\r\n")).startswith("454 4.7.0")
        assert (await client.ask(b"MAIL FROM:<a@b.example>\r\n")).startswith("250")

    run_with(settings_for(tmp_path), test)


ODD_NAMES = [b"mx.ours.example\\", b"x" * 300, b"a\x00b", "bücher".encode(), b"", b"\xff\xfe", b"."]


def client_hello(name: bytes) -> bytes:
    """Write a TLS 1.2 ClientHello that asks for any name."""
    entry = b"\x00" + len(name).to_bytes(2, "big") + name
    names = len(entry).to_bytes(2, "big") + entry
    extension = b"\x00\x00" + len(names).to_bytes(2, "big") + names
    groups = b"\x00\x0a\x00\x04\x00\x02\x00\x17" + b"\x00\x0d\x00\x04\x00\x02\x04\x03"
    extensions = extension + groups
    body = b"\x03\x03" + bytes(32) + b"\x00" + b"\x00\x02\xc0\x2b" + b"\x01\x00"
    body += len(extensions).to_bytes(2, "big") + extensions
    hello = b"\x01" + len(body).to_bytes(3, "big") + body
    return b"\x16\x03\x01" + len(hello).to_bytes(2, "big") + hello


def test_odd_server_names(tmp_path: Path) -> None:
    """B136: whatever name is asked for, the handshake goes on or ends with an alert; the next client is served."""
    make_certificate(tmp_path, "mx.ours.example")

    async def test(house: House) -> None:
        for name in ODD_NAMES:
            client = await house.call()
            await client.reply()
            await client.ask(b"EHLO c.example\r\n")
            assert (await client.ask(b"STARTTLS\r\n")).startswith("220 2.0.0")
            client.send(client_hello(name))
            # A record of TLS: the handshake (22) or an alert (21).
            assert (await client.reader.readexactly(3))[:2] in (b"\x16\x03", b"\x15\x03"), name
            client.writer.transport.abort()
        await call_in_tls(house, trusting())

    run_with(settings_for(tmp_path), test)


def test_broken_handshakes_leave_nothing(tmp_path: Path) -> None:
    """B135: a thousand handshakes that break off leave no connection and no memory behind."""
    make_certificate(tmp_path, "mx.ours.example")

    async def broken(house: House, count: int) -> None:
        for index in range(count):
            client = await house.call()
            await client.reply()
            await client.ask(b"EHLO c.example\r\n")
            assert (await client.ask(b"STARTTLS\r\n")).startswith("220")
            client.send(client_hello(b"x")[: 20 + index % 60] if index % 2 else b"\x16\x03\x01\x00\x05hello")
            client.writer.transport.abort()

    async def test(house: House) -> None:
        await broken(house, 300)
        before = resident_kilobytes()
        await broken(house, 700)
        # A handshake's own state is some 50 kB; a leak of it would be 35 MB.
        assert resident_kilobytes() - before < 8_000

    run_with(settings_for(tmp_path), test, sessions_per_client=2000)


def resident_kilobytes() -> int:
    """Say how much memory this process has."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs OpenSSL's client")
def test_renegotiation_is_off(tmp_path: Path) -> None:
    """B135: OpenSSL's client cannot renegotiate."""
    make_certificate(tmp_path, "mx.ours.example")

    async def test(house: House) -> None:
        host, _, port = house.server.addresses[0].rpartition(":")
        command = ["openssl", "s_client", "-connect", f"{host}:{port}", "-starttls", "smtp", "-tls1_2", "-crlf"]
        process = await asyncio.create_subprocess_exec(
            *command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        said, _ = await process.communicate(b"R\n")
        assert b"RENEGOTIATING" in said
        assert b"no renegotiation" in said.lower() or b"handshake failure" in said.lower() or b"ssl3_" in said.lower()

    run_with(settings_for(tmp_path), test)
