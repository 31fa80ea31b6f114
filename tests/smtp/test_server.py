"""The server: connections, deadlines and its end, over real sockets. Time is what the test says."""

import asyncio
import socket
import time
from collections import Counter

import pytest

from mayfly.smtp.connection import Connection
from mayfly.smtp.limits import split_place
from mayfly.smtp.lines import Buffer
from mayfly.smtp.reply import Reply
from mayfly.smtp.session import Session
from tests.smtp.house import House, run, until
from tests.smtp.player import HOSTNAME


def test_greeting_tells_the_name_and_no_version() -> None:
    """B001 B176: the server speaks first: its own name, and nothing of what it is made of."""

    async def test(house: House) -> None:
        client = await house.call()
        assert await client.reply() == f"220 {HOSTNAME} ESMTP\r\n"
        assert (await client.ask(b"EHLO c.example\r\n")).startswith(f"250-{HOSTNAME}\r\n250-PIPELINING\r\n")
        assert await client.ask(b"HELP\r\n") == "214 2.0.0 RFC 5321 tells what can be said here\r\n"

    run(test)


def test_idle_session_ends_after_five_minutes() -> None:
    """B019: an idle session is told 421 4.4.2 and closed, not before 300 seconds."""

    async def test(house: House) -> None:
        client = await house.call()
        await client.reply()
        house.pass_seconds(299)
        assert (await client.ask(b"NOOP\r\n")).startswith("250")
        house.pass_seconds(300)
        house.pass_seconds(1)
        assert await client.reply() == "421 4.4.2 Waited too long\r\n"
        assert await client.reply() == ""

    run(test)


def test_command_in_drops_does_not_extend_its_time() -> None:
    """A09: octets of a command that does not end win no time."""

    async def test(house: House) -> None:
        client = await house.call()
        await client.reply()
        for _ in range(31):
            client.send(b"N")
            await asyncio.sleep(0)
            house.pass_seconds(10)
        assert (await client.reply()).startswith("421 4.4.2")

    run(test)


@pytest.mark.parametrize("begin", [b"DATA\r\n", b"BDAT 1000000 LAST\r\n"])
def test_content_has_to_come_at_a_rate(begin: bytes) -> None:
    """A09 B123: content that comes slower than 500 octets a second ends with 421 and is not kept."""

    async def test(house: House) -> None:
        client = await house.call(ready=True)
        client.send(begin)
        if begin.startswith(b"DATA"):
            assert (await client.reply()).startswith("354")
        client.send(b"x" * 5000)
        await until(lambda: house.server.budget.held >= 5000)
        # 300 seconds for a command, ten more for 5,000 octets.
        house.pass_seconds(309)
        assert house.server.budget.held == 5000
        house.pass_seconds(2)
        assert (await client.reply()).startswith("421 4.4.2")
        assert house.server.budget.held == 0
        assert house.memory.messages == []

    run(test)


def test_every_session_ends() -> None:
    """A session that is busy all the time ends after half an hour."""

    async def test(house: House) -> None:
        client = await house.call()
        await client.reply()
        for _ in range(7):
            house.pass_seconds(250)
            assert (await client.ask(b"NOOP\r\n")).startswith("250")
        house.pass_seconds(51)
        assert (await client.reply()).startswith("421 4.4.2")

    run(test)


def test_a_clock_that_jumps_ends_nobody_early() -> None:
    """A36: where the clock goes back deadlines stand still for that step, and go on from there."""

    async def test(house: House) -> None:
        client = await house.call()
        await client.reply()
        house.pass_seconds(200)
        house.pass_seconds(-1_000_000)
        house.pass_seconds(100)
        assert house.server.sessions == 1
        house.pass_seconds(1)
        assert (await client.reply()).startswith("421 4.4.2")

    run(test)


def test_fifty_sessions_of_one_client() -> None:
    """A07: one more than the limit is told 421 4.7.0 and closed; when one leaves there is room again."""

    async def test(house: House) -> None:
        clients = [await house.call() for _ in range(3)]
        for client in clients:
            assert (await client.reply()).startswith("220")
        more = await house.call()
        assert (await more.reply()).startswith("421 4.7.0")
        assert await more.reply() == ""
        assert (await clients[0].ask(b"QUIT\r\n")).startswith("221")
        await until(lambda: house.server.sessions <= 2)
        again = await house.call()
        assert (await again.reply()).startswith("220")

    run(test, sessions_per_client=3)


def test_sessions_in_all() -> None:
    """A07: over the limit of all sessions a client is told 421 4.3.2 and closed."""

    async def test(house: House) -> None:
        clients = [await house.call() for _ in range(2)]
        for client in clients:
            await client.reply()
        assert (await (await house.call()).reply()).startswith("421 4.3.2")

    run(test, sessions=2)


def test_stress_shortens_patience() -> None:
    """A08: near the limit of all sessions, ten idle seconds and one error are enough."""

    async def test(house: House) -> None:
        first = await house.call()
        await first.reply()
        second = await house.call()
        await second.reply()
        assert (await second.ask(b"FOO\r\n")).startswith("421 4.7.0")
        second.writer.close()
        await until(lambda: house.server.sessions == 1)
        third = await house.call()
        await third.reply()
        house.pass_seconds(9)
        assert (await third.ask(b"NOOP\r\n")).startswith("250")
        house.pass_seconds(2)
        assert (await first.reply()).startswith("421 4.4.2")
        assert (await third.ask(b"NOOP\r\n")).startswith("250")

    run(test, sessions=2, stress_share=0.9)


def test_lost_connection_stores_nothing() -> None:
    """B018: a client that goes away within the content leaves nothing, not even in the budget."""

    async def test(house: House) -> None:
        for lose in (lambda c: c.writer.close(), lambda c: c.writer.transport.abort()):
            client = await house.call(ready=True)
            await client.ask(b"DATA\r\n")
            client.send(b"x" * 100)
            await until(lambda: house.server.budget.held)
            lose(client)
            await until(lambda: not house.server.sessions)
            assert house.server.budget.held == 0
        assert house.memory.messages == []

    run(test)


def test_hanging_up_frees_no_share() -> None:
    """A client that hangs up before the reply has no second share until its message is stored."""

    async def test(house: House) -> None:
        house.memory.hold = asyncio.Event()
        client = await house.call(ready=True)
        client.send(b"BDAT 900 LAST\r\n" + b"x" * 900)
        await until(lambda: house.server.budget.held == 900)
        # A reset; after a FIN the session waits for its answer.
        client.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        client.writer.transport.abort()
        await until(lambda: not house.server.sessions)
        client = await house.call(ready=True)
        assert (await client.ask(b"BDAT 101\r\n" + b"x" * 101)).startswith("452 4.3.1")
        house.memory.hold.set()
        await until(lambda: house.memory.messages and not house.server.budget.held)
        client = await house.call(ready=True)
        assert (await client.ask(b"BDAT 1000\r\n" + b"x" * 1000)).startswith("250")

    run(test, in_flight_octets_per_client=1000)


def test_stop_tells_idle_sessions() -> None:
    """B020 A37: an idle session is told 421 4.3.2, and nobody can connect any more."""

    async def test(house: House) -> None:
        client = await house.call()
        await client.reply()
        half = await house.call(ready=True)
        address = house.server.addresses[0]
        await house.server.stop(10)
        assert (await client.reply()).startswith("421 4.3.2")
        assert (await half.reply()).startswith("421 4.3.2")
        with pytest.raises(OSError, match=r"refused|Connect"):
            await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))

    run(test)


def test_stop_lets_messages_finish() -> None:
    """A37: what is being stored is answered 250, content on its way may come to its end, then 421."""

    async def test(house: House) -> None:
        storing = await house.call(ready=True)
        await storing.ask(b"DATA\r\n")
        house.memory.hold = asyncio.Event()
        storing.send(b"one\r\n.\r\n")
        sending = await house.call(ready=True)
        await sending.ask(b"DATA\r\n")
        sending.send(b"tw")
        await until(lambda: house.server.budget.held >= 7)
        stop = asyncio.ensure_future(house.server.stop(10))
        await asyncio.sleep(0)
        sending.send(b"o\r\n.\r\n")
        await until(lambda: house.server.budget.held >= 10)
        house.memory.hold.set()
        for client in (storing, sending):
            assert (await client.reply()).startswith("250 2.0.0")
            assert (await client.reply()).startswith("421 4.3.2")
        await stop
        assert sorted(content for _, content in house.memory.messages) == [b"one\r\n", b"two\r\n"]

    run(test)


def test_stop_refuses_what_does_not_finish() -> None:
    """A37: content that is not complete when the grace is over is refused with 421."""

    async def test(house: House) -> None:
        client = await house.call(ready=True)
        await client.ask(b"DATA\r\n")
        client.send(b"half")
        await house.server.stop(0.05)
        assert (await client.reply()).startswith("421 4.3.2")
        assert house.memory.messages == []

    run(test)


def test_pipelined_group_is_answered_in_one_write() -> None:
    """B092: the replies to a group come in one segment, also where a recipient is asked for later."""

    async def test(house: House) -> None:
        client = await house.call()
        await client.reply()
        await client.ask(b"EHLO c.example\r\n")
        client.send(b"MAIL FROM:<a@b.example>\r\nRCPT TO:<u@ours.example>\r\nRCPT TO:<slow@ours.example>\r\nDATA\r\n")
        said = await client.reader.read(65_536)
        assert [line[:3] for line in said.split(b"\r\n")] == [b"250", b"250", b"250", b"354", b""]

    run(test)


def test_flood_while_storing_is_not_read() -> None:
    """What a client sends while its message is being stored is not heaped up."""

    async def test(house: House) -> None:
        client = await house.call(ready=True)
        await client.ask(b"DATA\r\n")
        house.memory.hold = asyncio.Event()
        client.send(b"x\r\n.\r\n")
        # Far more than the buffers of two sockets hold.
        client.send(b"NOOP\r\n" * 5_000_000)
        for _ in range(500):
            await asyncio.sleep(0)
        assert client.writer.transport.get_write_buffer_size() > 0
        house.memory.hold.set()
        assert (await client.reply()).startswith("250 2.0.0 Stored")

    run(test, error_delay_seconds=0.001)


def test_flood_of_commands_is_not_heaped_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session that waits for an answer after each command reads on when it has looked at what came, not before."""
    waiting: list[int] = []
    receive = Session.receive_data

    def receive_data(self: Session, octets: bytes) -> None:
        receive(self, octets)
        waiting.append(self.waiting_octets)

    monkeypatch.setattr(Session, "receive_data", receive_data)

    async def test(house: House) -> None:
        waiting.clear()
        client = await house.call(ready=True)
        client.send(b"RCPT TO:<slow@ours.example>\r\n" * 300_000)
        for _ in range(500):
            await asyncio.sleep(0)
        # The limit, and one read on top of it: event loops read at most 256 KiB at once.
        assert 65_536 < max(waiting) <= 65_536 + 262_144

    run(test, recipient_overshoot=1_000_000)


def test_flood_of_commands_takes_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many commands come at once, others have their turn after a few of them; all are answered, in order."""
    obeyed = 0
    most = 0
    take = Buffer.take_line

    def take_line(self: Buffer) -> bytes | Reply | None:
        nonlocal obeyed, most
        obeyed += 1
        most = max(most, obeyed)
        return take(self)

    monkeypatch.setattr(Buffer, "take_line", take_line)

    async def test(house: House) -> None:
        nonlocal obeyed, most
        clients = [await house.call(ready=True) for _ in range(8)]
        obeyed = most = 0
        for client in clients:
            client.send(b"BDAT 0\r\nRCPT TO:<u@ours.example>\r\nNOOP\r\n" * 2000 + b"QUIT\r\n")
        said = asyncio.gather(*(client.reader.read() for client in clients))
        while not said.done():
            obeyed = 0
            await asyncio.sleep(0)
        wanted = ["250 2.0.0", "503 5.5.1", "250 2.0.0"] * 2000 + ["221 2.0.0"]
        assert [[line[:9] for line in each.decode().splitlines()] for each in await said] == [wanted] * len(clients)
        # Four are looked at in a turn that had their turn before, and each that comes new.
        assert 0 < most < 1000

    run(test, errors=10_000, errors_before_delay=10_000, junk_commands=10_000)


def test_every_session_ends_also_one_that_always_asks() -> None:
    """A session that has something to wait for whenever the clock ticks ends all the same, with what it asked for."""

    async def test(house: House) -> None:
        client = await house.call(ready=True)
        await client.ask(b"DATA\r\n")
        house.memory.hold = asyncio.Event()
        client.send(b"x\r\n.\r\nNOOP\r\n")
        await until(lambda: house.server.budget.held)
        house.pass_seconds(1801)
        house.memory.hold.set()
        assert (await client.reply()).startswith("250 2.0.0 Stored")
        assert (await client.reply()) == "421 4.4.2 Waited too long\r\n"
        assert await client.reply() == ""
        assert len(house.memory.messages) == 1

    run(test)


SENDERS = 8


def send_much(place: str, octets: int) -> bytes:
    """Send content as fast as it goes; give the reply."""
    host, port = split_place(place)
    with socket.create_connection((host, port), 30) as peer, peer.makefile("rb") as replies:
        for line in (b"", b"HELO c.example\r\n", b"MAIL FROM:<a@b.example>\r\n", b"RCPT TO:<u@ours.example>\r\n"):
            peer.sendall(line)
            assert replies.readline().startswith(b"2")
        peer.sendall(b"DATA\r\n")
        assert replies.readline().startswith(b"354")
        peer.sendall(b"x" * octets + b"\r\n.\r\n")
        return replies.readline()


def test_much_content_takes_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """However fast content comes, a session is read from once in a turn of the loop, and few sessions are."""
    reads: list[tuple[int, Connection]] = []
    turn = 0
    received = Connection.data_received

    def data_received(self: Connection, data: bytes) -> None:
        if len(data) >= 131_072:
            reads.append((turn, self))
        received(self, data)

    monkeypatch.setattr(Connection, "data_received", data_received)

    async def test(house: House) -> None:
        nonlocal turn
        reads.clear()
        place, loop = house.server.addresses[0], asyncio.get_running_loop()
        sent = asyncio.gather(*(loop.run_in_executor(None, send_much, place, 8_000_000) for _ in range(SENDERS)))
        while not sent.done():
            # Somebody holds up the loop, so that much has come when it looks.
            time.sleep(0.002)  # noqa: ASYNC251 - that is what it is for
            turn += 1
            await asyncio.sleep(0)
        assert all(said.startswith(b"250") for said in await sent)
        assert len(reads) > 10 * SENDERS
        assert max(Counter(reads).values()) == 1
        # The first read of each comes when it comes.
        seen: set[Connection] = set()
        later = Counter(turn for turn, connection in reads if connection in seen or seen.add(connection))
        assert max(later.values()) <= 4

    run(test)


def test_too_large_is_told_to_the_delivery() -> None:
    """B072: the mailboxes' owners can hear of what was refused; the session goes on."""

    async def test(house: House) -> None:
        client = await house.call(ready=True)
        await client.ask(b"DATA\r\n")
        assert (await client.ask(b"x" * 200 + b"\r\n.\r\n")).startswith("552 5.3.4")
        (told,) = house.memory.too_large
        assert told[1] == 202
        assert [str(each) for each in told[0].forward_paths] == ["u@ours.example"]
        assert (await client.ask(b"NOOP\r\n")).startswith("250")

    run(test, message_octets=100)


def test_envelope_says_how_it_came() -> None:
    """B078: what the trace header needs is handed over: greeting, client, protocol, session."""

    async def test(house: House) -> None:
        client = await house.call(ready=True)
        await client.ask(b"DATA\r\n")
        await client.ask(b"x\r\n.\r\n")
        ((envelope, content),) = house.memory.messages
        assert envelope.greeting == "c.example"
        assert envelope.client_address == "127.0.0.1"
        assert envelope.protocol == "ESMTP"
        assert envelope.reverse_path == "a@b.example"
        assert len(envelope.session_id) == 16
        assert content == b"x\r\n"

    run(test)


def test_content_is_kept_octet_for_octet() -> None:
    """B079 B080 B107: every octet value survives, and fields that claim to be ours stay as they came."""

    async def test(house: House) -> None:
        client = await house.call(ready=True)
        await client.ask(b"DATA\r\n")
        octets = bytes(range(256)) * 50
        body = b"Return-Path: <evil@b.example>\r\nAuthentication-Results: mx.ours.example; spf=pass\r\n\r\n" + octets
        assert (await client.ask(body + b"\r\n.\r\n")).startswith("250")
        assert house.memory.messages[0][1] == body + b"\r\n"

    run(test)


@pytest.mark.parametrize("place", ["localhost", "127.0.0.1:", ":25", "127.0.0.1:x", "127.0.0.1:65536", "::1"])
def test_places_that_are_none(place: str) -> None:
    """A place to listen at is HOST:PORT."""
    with pytest.raises(ValueError, match="HOST:PORT"):
        split_place(place)


def test_places() -> None:
    """A place is a host and a port; an IPv6 address stands in brackets."""
    assert split_place("127.0.0.1:25") == ("127.0.0.1", 25)
    assert split_place("[::1]:2525") == ("::1", 2525)
    assert split_place("localhost:0") == ("localhost", 0)
