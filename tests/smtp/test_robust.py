"""What goes wrong around the protocol: a delivery that fails, sockets that misbehave, numbers that grow."""

import asyncio
import socket
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest

from mayfly.core.address import Address
from mayfly.core.message import Envelope
from mayfly.smtp.limits import Budget, Limits, Settings, faults
from mayfly.smtp.promise import Delivered, Verdict
from mayfly.smtp.role import Role
from mayfly.smtp.server import Server
from mayfly.smtp.session import Session
from tests.smtp.house import Client, House, run, run_with, until
from tests.smtp.player import Alone, Dialog

SECRET = "u@ours.example /srv/secret"


def test_delivery_that_raises() -> None:
    """B178 A40: a fault of ours is 421 4.3.0, and nothing of its text is told."""

    async def test(house: House) -> None:
        def raising(address: Address) -> Verdict:
            raise RuntimeError(SECRET)

        house.memory.recipient = raising  # type: ignore[method-assign]  # the fault under test
        client = await house.call()
        await client.reply()
        await client.ask(b"EHLO c.example\r\n")
        await client.ask(b"MAIL FROM:<a@b.example>\r\n")
        said = await client.ask(b"RCPT TO:<u@ours.example>\r\n")
        assert said == "421 4.3.0 Something is wrong here, try again later\r\n"
        assert await client.reply() == ""

    run(test)


def test_delivery_that_fails() -> None:
    """B075 B178: a delivery whose future fails, against its promise, is 451 4.3.0; nothing else is told."""

    async def test(house: House) -> None:
        def failing(envelope: Envelope, content: Sequence[bytes]) -> "asyncio.Future[Delivered]":
            future = asyncio.get_running_loop().create_future()
            future.set_exception(RuntimeError(SECRET))
            return future

        house.memory.deliver = failing  # type: ignore[method-assign]  # the fault under test
        client = await house.call(ready=True)
        await client.ask(b"DATA\r\n")
        assert await client.ask(b"x\r\n.\r\n") == "451 4.3.0 Cannot store now, try again later\r\n"
        assert (await client.ask(b"NOOP\r\n")).startswith("250")
        assert house.server.budget.held == 0

    run(test)


@pytest.mark.parametrize(("verdict", "said"), [(Verdict.NO_SPACE, "452 4.3.1"), (Verdict.UNAVAILABLE, "451 4.3.0")])
def test_no_room_is_told_at_mail(verdict: Verdict, said: str) -> None:
    """B105 A04: when the disk is low MAIL is refused for now, and works again as soon as there is room."""

    async def test(house: House) -> None:
        client = await house.call()
        await client.reply()
        await client.ask(b"EHLO c.example\r\n")
        house.memory.ready_verdict = verdict
        assert (await client.ask(b"MAIL FROM:<a@b.example>\r\n")).startswith(said)
        assert (await client.ask(b"RCPT TO:<u@ours.example>\r\n")).startswith("503")
        house.memory.ready_verdict = Verdict.OK
        assert (await client.ask(b"MAIL FROM:<a@b.example>\r\n")).startswith("250")

    run(test)


def test_reply_follows_the_delivery_at_once() -> None:
    """B076: between a message being safe and its 250 nothing is waited for: no timer, no tick, no other client."""
    alone = Alone(Dialog(Path("quick")), 1_000_000)
    alone.greet()
    alone.send(b"EHLO c.example\r\n")
    alone.send(b"MAIL FROM:<a@b.example>\r\nRCPT TO:<u@ours.example>\r\nDATA\r\n")
    assert alone.send(b"x\r\n.\r\n") == b"250 2.0.0 Stored as message-1\r\n"


def test_early_talker_is_hung_up_on() -> None:
    """B098 A16: with a greeting that is held back, who talks before it is told 554 and closed."""

    async def test(house: House) -> None:
        client = await house.call()
        assert (await client.ask(b"EHLO c.example\r\n")).startswith("554 5.5.0")
        assert await client.reply() == ""

    run(test, greeting_delay_seconds=25.0)


def test_greeting_that_is_held_back_comes() -> None:
    """Who waits for a greeting that is held back is greeted."""

    async def test(house: House) -> None:
        client = await house.call()
        assert (await client.reply()).startswith("220")
        assert (await client.ask(b"EHLO c.example\r\n")).startswith("250")

    run(test, greeting_delay_seconds=0.01)


def test_early_talker_in_the_session() -> None:
    """B098: to the session, octets that come before the greeting was sent are out of turn, whoever sends it."""
    role = Role("mx.ours.example", Limits())
    session = Session(role, Budget(100), session_id="", client_address="")
    session.receive_data(b"EHLO c.example\r\n")
    assert session.next_event() is None
    assert session.data_to_send().startswith(b"554 5.5.0")
    assert session.is_over


def test_lmtp_is_for_neighbours_only(tmp_path: Path) -> None:
    """B144: LMTP is spoken on a Unix socket or on loopback, never on port 25, and nowhere unless it is asked for."""
    assert Settings().lmtp == ()
    good = Settings(lmtp=("127.0.0.1:2424", "[::1]:2424", "localhost:2424", f"unix:{tmp_path}/lmtp"))
    assert list(faults(good)) == []
    for bad in ("127.0.0.1:25", "0.0.0.0:2424", "192.0.2.1:2424", "[::]:2424", "mx.example:2424", "unix:lmtp", "x"):
        assert [text.partition(":")[0] for text in faults(Settings(lmtp=(bad,)))] == ["smtp.lmtp"], bad

    async def test(house: House) -> None:
        path = str(tmp_path / "lmtp")
        assert house.server.lmtp_addresses == (f"unix:{path}",)
        client = Client(*await asyncio.open_unix_connection(path))
        assert (await client.reply()) == "220 mx.ours.example LMTP\r\n"
        assert (await client.ask(b"LHLO c.example\r\n")).startswith("250")
        client.send(b"MAIL FROM:<a@b.example>\r\nRCPT TO:<u@ours.example>\r\nRCPT TO:<v@ours.example>\r\nDATA\r\n")
        for code in ("250", "250", "250", "354"):
            assert (await client.reply()).startswith(code)
        client.send(b"x\r\n.\r\n")
        assert (await client.reply()).startswith("250 2.0.0")
        assert (await client.reply()).startswith("250 2.0.0")
        assert house.memory.messages[0][0].protocol == "LMTP"
        assert house.memory.messages[0][0].client_address == ""
        # An MTA hands on what others got wrong, and is not sent away for it.
        await client.ask(b"MAIL FROM:<a@b.example>\r\n")
        for _ in range(40):
            assert (await client.ask(b"RCPT TO:<nobody@ours.example>\r\n")).startswith("550 5.1.1")
        assert (await client.ask(b"QUIT\r\n")).startswith("221")

    run_with({"lmtp": (f"unix:{tmp_path}/lmtp",)}, test)


def test_settings_that_do_not_fit() -> None:
    """Each setting that cannot be meant is told in a sentence that names it."""
    assert list(faults(Settings())) == []
    half = list(faults(Settings(tls_certificate="a.pem")))
    assert [text.partition(":")[0] for text in half] == ["smtp.tls_certificate"]
    network = list(faults(Settings(trusted_proxies=("10.0.0.0/8", "10.0.0.1/8", "proxy"))))
    assert [text.partition(":")[0] for text in network] == ["smtp.trusted_proxies"] * 2


def test_only_what_is_set_listens() -> None:
    """B177: there is no submission port: what listens is what the settings say, and nothing more."""

    async def test() -> None:
        server = Server(Settings(listen=("127.0.0.1:0", "127.0.0.1:0")), House(Settings()).memory, lambda: 0.0)
        assert server.addresses == ()
        await server.start()
        assert len(server.addresses) == 2
        assert server.lmtp_addresses == ()
        await server.stop(0)

    asyncio.run(test())


def test_sockets_can_be_handed_in() -> None:
    """Port 25 may be opened by somebody with the right to do so: the server takes listening sockets instead."""

    async def test() -> None:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = listening.getsockname()[1]
            server = Server(Settings(listen=("127.0.0.1:1",)), House(Settings()).memory, lambda: 0.0)
            await server.start([listening])
            assert server.addresses == (f"127.0.0.1:{port}",)
            client = Client(*await asyncio.open_connection("127.0.0.1", port))
            assert (await client.reply()).startswith("220")
            await server.stop(0)

    asyncio.run(test())


def test_odd_sockets_leave_the_listener_alive() -> None:
    """B172: urgent data, connections that are reset at once, and a client that never reads harm nobody else."""

    async def test(house: House) -> None:
        host, _, port = house.server.addresses[0].rpartition(":")
        loop = asyncio.get_running_loop()
        for _ in range(300):
            with socket.socket() as half:
                half.setblocking(False)
                await loop.sock_connect(half, (host, int(port)))
                half.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        with socket.create_connection((host, int(port))) as urgent:
            urgent.send(b"!", socket.MSG_OOB)
            deaf = await house.call()
            deaf.writer.transport.set_write_buffer_limits(high=0)
            deaf.writer.transport.pause_reading()  # type: ignore[attr-defined]  # a stream's transport has it
            deaf.send(b"HELP\r\n" * 200_000)
            client = await house.call(ready=True)
            assert (await client.ask(b"DATA\r\n")).startswith("354")
            assert (await client.ask(b"x\r\n.\r\n")).startswith("250")
            house.pass_seconds(301)
            house.pass_seconds(6)
            await until(lambda: not house.server.sessions)
        assert (await (await house.call()).reply()).startswith("220")

    run(test, sessions_per_client=1000, errors_before_delay=10_000_000, errors=10_000_000)


def test_counters_do_not_drift() -> None:
    """B174: a million commands end by the limit on junk; a chunk of more than 2^63 octets is counted down rightly."""
    alone = Alone(Dialog(Path("million")), 1_000_000)
    alone.greet()
    said = alone.send(b"NOOP\r\n" * 1_000_000)
    assert said.count(b"\r\n") == 120
    assert said.endswith(b"421 4.7.0 Too many errors\r\n")
    assert alone.is_closed

    limits = Limits(message_octets=10)
    huge = Alone(Dialog(Path("huge"), limits={"message_octets": 10}), 1_000_000)
    assert limits.message_octets == 10
    huge.greet()
    huge.send(b"EHLO c.example\r\n")
    huge.send(b"MAIL FROM:<a@b.example>\r\nRCPT TO:<u@ours.example>\r\nBDAT 18446744073709551616 LAST\r\n")
    assert huge.send(b"x" * 5_000_000) == b""
    assert huge.session.content_octets == 5_000_000
    assert huge.budget.held == 0


@pytest.mark.parametrize("begin", [b"DATA\r\n", b"BDAT 300000000 LAST\r\n"])
def test_what_is_too_large_is_not_kept(begin: bytes) -> None:
    """A10 A11: 256 MB without a line end are swallowed in the memory of one message, and refused when they end."""
    alone = Alone(Dialog(Path("large"), limits={"message_octets": 1_000_000}), 1 << 20)
    alone.greet()
    alone.send(b"EHLO c.example\r\n")
    alone.send(b"MAIL FROM:<a@b.example>\r\nRCPT TO:<u@ours.example>\r\n")
    alone.send(begin)
    piece = b"x" * (1 << 20)
    tracemalloc.start()
    most = 0
    for _ in range(256):
        assert alone.send(piece) == b""
        most = max(most, alone.budget.held)
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()
    assert most <= 1_000_000
    rest = 300_000_000 - (256 << 20)
    said = alone.send(b"\r\n.\r\n" if begin.startswith(b"DATA") else b"x" * rest)
    assert said.startswith(b"552 5.3.4")
    ((_, octets),) = alone.memory.too_large
    assert octets >= 256 << 20


def test_line_without_end_is_not_kept() -> None:
    """B009 A12: a command line of 1 MiB is not kept, and ends the session."""
    alone = Alone(Dialog(Path("line")), 1000)
    alone.greet()
    tracemalloc.start()
    said = alone.send(b"x" * (1 << 20))
    assert tracemalloc.get_traced_memory()[1] < 1_500_000
    tracemalloc.stop()
    assert said.startswith(b"554 5.5.0")
    assert alone.is_closed


def test_nothing_is_said_of_existence_but_the_code() -> None:
    """B058 B084 B175 B178: unknown mailboxes get the same words, every VRFY too; no reply echoes what was asked."""
    alone = Alone(Dialog(Path("same"), limits={"errors": 100}), 1_000_000)
    alone.greet()
    alone.send(b"EHLO c.example\r\n")
    alone.send(b"MAIL FROM:<a@b.example>\r\n")
    unknown = {
        alone.send(f"RCPT TO:<{name}@ours.example>\r\n".encode()) for name in ("nobody", "NoBody", '"nobody"', "nobody")
    }
    assert unknown == {b"550 5.1.1 No such mailbox\r\n"}
    verified = {
        alone.send(f"VRFY {name}\r\n".encode()) for name in ("u", "nobody", "full", "u@ours.example", "x" * 900)
    }
    assert len(verified) == 1
    for hostile in (b"MAIL FROM:<\x1b[2J>\r\n", b"FOO<script>\r\n", b"EHLO " + b"A" * 1000 + b"\r\n", b"\x7fxyz\r\n"):
        said = alone.send(hostile)
        assert said
        assert b"script" not in said
        assert b"AAAA" not in said
        assert b"\x1b" not in said


HOSTILE = [
    "'; DROP TABLE mailboxes;--", '" OR ""="', "$(id)", "`id`", "|id", "../../etc/passwd", "..\\..\\x", "%00", "%s%n",
    "a'--", "{{7*7}}", "<script>", "\\", "~root", "*", "?", "/dev/null", "-rf", "CON", "x" * 64, "ａ", "\u202ea",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_are_only_names(text: str) -> None:
    """A20 A22: whatever is written as sender, recipient or greeting is refused, or handed over as the value it is."""
    alone = Alone(Dialog(Path("hostile"), limits={"errors": 100}), 1_000_000)
    alone.greet()
    greeting = text.replace(" ", "_")
    alone.send(f"EHLO {greeting}\r\n".encode())
    if alone.is_closed:
        return
    alone.send(b"EHLO c.example\r\n")
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    utf8 = "" if text.isascii() else " SMTPUTF8"
    said = alone.send(f'MAIL FROM:<"{quoted}"@b.example>{utf8}\r\n'.encode())
    if not said.startswith(b"250"):
        assert said.startswith((b"501", b"553"))
        alone.send(f"MAIL FROM:<>{utf8}\r\n".encode())
    said = alone.send(f'RCPT TO:<"{quoted}"@ours.example>\r\n'.encode())
    if said.startswith(b"250"):
        alone.send(b"DATA\r\n")
        alone.send(b"x\r\n.\r\n")
        ((envelope, _),) = alone.memory.messages
        assert not any(c in str(envelope) for c in "\r\n\0")
        assert [each.local_part for each in envelope.forward_paths] == [text]
    else:
        assert said.startswith((b"501", b"553"))
