"""Smuggling over sockets: no sequence of the published ones makes two mails of one."""

from pathlib import Path

import pytest

from tests.smtp.certificates import make_certificate, settings_for, trusting
from tests.smtp.house import Client, House, run_with
from tests.smtp.smuggled import SMUGGLED

ENVELOPE = b"MAIL FROM:<a@b.example>\r\nRCPT TO:<u@ours.example>\r\nDATA\r\n"
# What a server that is taken in would obey, and one that is not keeps as content.
EVIL = b"MAIL FROM:<evil@b.example>\r\nRCPT TO:<v@ours.example>\r\nDATA\r\nSubject: evil\r\n\r\nx\r\n"


async def begin(house: House, *, tls: bool) -> Client:
    """Connect, and say hello, inside TLS where that is asked for."""
    client = await house.call()
    await client.reply()
    await client.ask(b"EHLO c.example\r\n")
    if tls:
        assert (await client.ask(b"STARTTLS\r\n")).startswith("220")
        await client.writer.start_tls(trusting())
        await client.ask(b"EHLO c.example\r\n")
    return client


async def send(client: Client, octets: bytes, *, singly: bool) -> None:
    """Send octets, in one packet or each in its own."""
    if not singly:
        client.send(octets)
        return
    for index in range(len(octets)):
        client.send(octets[index : index + 1])
        await client.writer.drain()


@pytest.mark.parametrize("how", ["data", "pipelined", "octets", "tls"])
def test_no_second_mail(tmp_path: Path, how: str) -> None:
    """B065 A15: each sequence lies within the one mail that was sent, and what follows it is not obeyed."""
    make_certificate(tmp_path, "mx.ours.example")

    async def test(house: House) -> None:
        for sequence in SMUGGLED:
            client = await begin(house, tls=how == "tls")
            await send(client, ENVELOPE, singly=how == "octets")
            content = b"first" + sequence + EVIL
            for code in ("250", "250", "354"):
                assert (await client.reply()).startswith(code)
            # What comes with the end is obeyed only after it.
            after = b"NOOP\r\nQUIT\r\n" if how == "pipelined" else b"QUIT\r\n"
            await send(client, content + b".\r\n" + after, singly=how == "octets")
            assert (await client.reply()).startswith("250 2.0.0 Stored")
            if how == "pipelined":
                assert await client.reply() == "250 2.0.0 OK\r\n"
            assert (await client.reply()).startswith("221")
            assert await client.reply() == ""
            ((envelope, stored),) = house.memory.messages
            assert envelope.reverse_path == "a@b.example"
            # A line that begins with a dot has lost it, as any such line.
            assert stored == content.replace(b"\r\n.", b"\r\n")
            house.memory.messages.clear()

    run_with(settings_for(tmp_path), test, loops=1, sessions_per_client=100)
