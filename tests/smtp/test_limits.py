"""Every limit at, below and above: what is allowed is allowed to the last octet, second and session, and no further.

Each limit has a case: a way to use so much of it, which says whether that went well. The values here are small, for
speed; what the defaults are is written beside them.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from mayfly.smtp.events import Delay
from mayfly.smtp.limits import Limits
from tests.smtp.house import Client, House, run, run_with, until
from tests.smtp.player import Alone, Dialog

READY = b"EHLO c.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<u@ours.example>\r\n"


def session(**limits: float) -> Alone:
    """Give a session that was greeted."""
    alone = Alone(Dialog(Path("limits"), limits=limits), 1_000_000)
    alone.greet()
    return alone


def say(alone: Alone, octets: bytes) -> list[bytes]:
    """Say lines, each in a segment of its own; give the codes."""
    return [alone.send(line)[:3] for line in octets.splitlines(keepends=True)]


def message(octets: int, **limits: float) -> set[bytes]:
    """Send a message of so many octets by DATA, by BDAT, and say its size at MAIL; give what was said."""
    alone = session(**limits)
    say(alone, READY + b"DATA\r\n")
    said = {alone.send(b"x" * (octets - 2) + b"\r\n.\r\n")[:3]}
    say(alone, READY)
    said.add(alone.send(b"BDAT %d LAST\r\n" % octets + b"x" * octets)[:3])
    alone.send(b"RSET\r\n")
    said.add(alone.send(b"MAIL FROM:<a@b.example> SIZE=%d\r\n" % octets)[:3])
    assert alone.budget.held == 0
    return said


def message_octets(amount: int) -> bool:
    said = message(amount, message_octets=50)
    assert said in ({b"250"}, {b"552"})
    return said == {b"250"}


def in_flight_octets(amount: int) -> bool:
    said = message(amount, in_flight_octets=50)
    assert said in ({b"250"}, {b"452"})
    return said == {b"250"}


def command_line_octets(amount: int) -> bool:
    alone = session(command_line_octets=100)
    said = alone.send(b"NOOP ".ljust(amount - 2, b"x") + b"\r\n")
    # In step, whatever was said.
    assert alone.send(b"HELP\r\n").startswith(b"214")
    return said.startswith(b"250")


def swallowed_line_octets(amount: int) -> bool:
    alone = session(command_line_octets=100, swallowed_line_octets=300)
    said = alone.send(b"x" * (amount - 2) + b"\r\n")
    assert said.startswith(b"554 5.5.0") == alone.is_closed
    return not alone.is_closed


def recipients(amount: int) -> bool:
    alone = session(recipients=3)
    said = say(alone, READY + b"".join(b"RCPT TO:<u%d@ours.example>\r\n" % n for n in range(amount - 1)))
    assert alone.send(b"BDAT 1 LAST\r\nx").startswith(b"250")
    assert len(alone.memory.messages[0][0].forward_paths) == min(amount, 3)
    return said[-1] == b"250"


def recipient_overshoot(amount: int) -> bool:
    alone = session(recipients=1, recipient_overshoot=3, errors=1)
    said = say(alone, READY + b"".join(b"RCPT TO:<u%d@ours.example>\r\n" % n for n in range(amount)))
    return said[-1] == b"452"


def received_fields(amount: int) -> bool:
    alone = session(received_fields=3)
    say(alone, READY + b"DATA\r\n")
    said = alone.send(b"Received: x\r\n" * amount + b"\r\nReceived: text\r\n.\r\n")
    assert said.startswith((b"250", b"554 5.4.6"))
    return said.startswith(b"250")


def errors_before_delay(amount: int) -> bool:
    alone = session(errors_before_delay=3, error_delay_seconds=7)
    say(alone, b"FOO\r\n" * amount)
    delays = [event.seconds for event in alone.events if isinstance(event, Delay)]
    assert delays in ([], [7])
    return not delays


def errors(amount: int) -> bool:
    # The twentieth is the last word, so nineteen are borne.
    return say(session(errors=4), b"FOO\r\n" * amount)[-1] == b"500"


def junk_commands(amount: int) -> bool:
    return say(session(junk_commands=3, errors=1), b"NOOP\r\n" * amount)[-1] == b"250"


ALONE: dict[str, tuple[Callable[[int], bool], int]] = {
    "message_octets": (message_octets, 50),
    "in_flight_octets": (in_flight_octets, 50),
    "command_line_octets": (command_line_octets, 100),
    "swallowed_line_octets": (swallowed_line_octets, 300),
    "recipients": (recipients, 3),
    "recipient_overshoot": (recipient_overshoot, 3),
    "received_fields": (received_fields, 3),
    "errors_before_delay": (errors_before_delay, 3),
    "errors": (errors, 3),
    "junk_commands": (junk_commands, 3),
}


@pytest.mark.parametrize("name", ALONE)
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_limit_of_a_session(name: str, more: int) -> None:
    """What a session may hold or do is allowed up to the limit, and refused one above it."""
    use, most = ALONE[name]
    assert use(most + more) == (more <= 0)


@pytest.mark.parametrize("amount", [4, 5, 6])
def test_the_same_mailbox_again_is_counted(amount: int) -> None:
    """Each RCPT is held, of whichever mailbox: over both limits on recipients together the same is 452 as well."""
    alone = session(recipients=2, recipient_overshoot=3)
    said = say(alone, READY + b"RCPT TO:<U@ours.example>\r\n" * (amount - 1))
    assert said[-1] == (b"250" if amount <= 5 else b"452")
    assert alone.send(b"BDAT 1 LAST\r\nx").startswith(b"250")
    assert len(alone.memory.messages[0][0].forward_paths) == 1


async def idle(house: House, seconds: float) -> bool:
    """Be silent for so long; say whether the session is still there."""
    client = await house.call()
    await client.reply()
    house.pass_seconds(seconds)
    said = await client.ask(b"NOOP\r\n")
    assert said[:3] in ("250", "421")
    return said.startswith("250")


async def idle_under_stress(house: House, seconds: float) -> bool:
    other = await house.call()
    await other.reply()
    return await idle(house, seconds)


async def busy(house: House, seconds: float) -> bool:
    """Say something all the time for so long."""
    client = await house.call()
    await client.reply()
    for _ in range(int(seconds // 4)):
        house.pass_seconds(4)
        assert (await client.ask(b"NOOP\r\n")).startswith("250")
    house.pass_seconds(seconds % 4)
    return (await client.ask(b"NOOP\r\n")).startswith("250")


async def trickle(house: House, seconds: float) -> bool:
    """Send 1,000 octets of content in so long, at 100 octets a second beyond the time of a command."""
    client = await house.call(ready=True)
    await client.ask(b"DATA\r\n")
    client.send(b"x" * 1000)
    await until(lambda: house.server.budget.held == 1000)
    house.pass_seconds(seconds)
    said = await client.ask(b"\r\n.\r\n")
    assert said.startswith(("250", "421"))
    assert house.server.budget.held == 0
    return said.startswith("250")


async def shared(house: House, amount: float) -> bool:
    """Hold so much in two sessions of one client; say whether that went well. Another client has its own share."""
    first = await house.call(ready=True)
    first.send(b"BDAT 500\r\n" + b"x" * 500)
    assert (await first.reply()).startswith("250")
    second = await house.call(ready=True)
    rest = int(amount) - 500
    said = await second.ask(b"BDAT %d LAST\r\n" % rest + b"x" * rest)
    assert said.startswith(("250", "452"))
    other = await house.call(ready=True, address="127.0.0.2")
    assert (await other.ask(b"BDAT 1000 LAST\r\n" + b"x" * 1000)).startswith("250")
    assert (await first.ask(b"BDAT 0 LAST\r\n")).startswith("250")
    assert house.server.budget.held == 0
    return said.startswith("250")


async def proxy(house: House, seconds: float) -> bool:
    """Send half a PROXY header, and the rest so much later."""
    client = await house.call()
    client.send(b"PROXY TCP4 192.0.2.1 ")
    await until(lambda: house.server.sessions)
    house.pass_seconds(seconds)
    return (await client.ask(b"192.0.2.2 1 25\r\n")).startswith("220")


async def unread(house: House, seconds: float) -> bool:
    """Do not hang up after the last reply; say whether the connection is still there after so long."""
    client = await house.call()
    await client.reply()
    assert (await client.ask(b"GET / HTTP/1.1\r\n")).startswith("554")
    house.pass_seconds(seconds)
    for _ in range(20):
        await asyncio.sleep(0)
    return house.server.sessions == 1


async def sessions(house: House, amount: float) -> bool:
    """Connect so often; say whether the last was greeted, and the others go on."""
    clients: list[Client] = [await house.call() for _ in range(int(amount))]
    said = [await client.reply() for client in clients]
    assert {text[:3] for text in said[:-1]} == {"220"}
    for client in clients[:-1]:
        assert (await client.ask(b"NOOP\r\n")).startswith("250")
    assert said[-1].startswith(("220", "421"))
    return said[-1].startswith("220")


async def unstressed(house: House, amount: float) -> bool:
    """Connect so often; say whether the last is borne with as if there were room."""
    clients = [await house.call() for _ in range(int(amount))]
    for client in clients:
        assert (await client.reply()).startswith("220")
    said = await clients[-1].ask(b"FOO\r\n")
    assert said.startswith(("500", "421 4.7.0"))
    # One who does nothing wrong is served all the same.
    honest = await house.call(ready=True)
    assert (await honest.ask(b"BDAT 1 LAST\r\nx")).startswith("250")
    return said.startswith("500")


async def errors_under_stress(house: House, amount: float) -> bool:
    """Err so often near the limit of all sessions; say whether that was borne."""
    client = await house.call()
    await client.reply()
    said = ""
    for _ in range(int(amount)):
        said = await client.ask(b"FOO\r\n")
    return not said.startswith("421")


Use = Callable[[House, float], Awaitable[bool]]
# What is done, with which limits and settings, and the most that is allowed.
LIVE: dict[str, tuple[Use, dict[str, float], dict[str, object], float]] = {
    "command_seconds": (idle, {"command_seconds": 10}, {}, 10),
    "session_seconds": (busy, {"session_seconds": 10, "command_seconds": 5}, {}, 10),
    "content_octets_per_second": (trickle, {"content_octets_per_second": 100, "command_seconds": 10}, {}, 20),
    "proxy_seconds": (proxy, {"proxy_seconds": 5}, {"trusted_proxies": ["127.0.0.0/8"]}, 5),
    "closing_seconds": (unread, {"closing_seconds": 5}, {}, 5),
    "in_flight_octets_per_client": (shared, {"in_flight_octets_per_client": 1000}, {}, 1000),
    "sessions_per_client": (sessions, {"sessions_per_client": 3}, {}, 3),
    "sessions": (sessions, {"sessions": 3}, {}, 3),
    # Half of eight: the fourth is under stress.
    "stress_share": (unstressed, {"sessions": 8, "stress_share": 0.5}, {}, 3),
    "stress_command_seconds": (idle_under_stress, {"sessions": 2, "stress_command_seconds": 4}, {}, 4),
    # A thousand octets of eleven hundred are held.
    "stress_content_octets_per_second": (
        trickle,
        {"stress_content_octets_per_second": 100, "stress_command_seconds": 10, "in_flight_octets": 1100},
        {},
        20,
    ),
    # The second is the last word.
    "stress_errors": (errors_under_stress, {"sessions": 1, "stress_errors": 3}, {}, 2),
}


@pytest.mark.parametrize("name", LIVE)
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_limit_of_a_server(name: str, more: int) -> None:
    """What clients may do together or in their time is allowed up to the limit, and ends one above it."""
    use, limits, settings, most = LIVE[name]

    async def test(house: House) -> None:
        assert await use(house, most + more) == (more <= 0)

    run_with(settings, test, loops=1, **limits)


# Tested elsewhere: which test, and why not here.
ELSEWHERE = {
    "error_delay_seconds": "a length, not a limit: errors_before_delay above sees that it is the one that is set",
    "greeting_delay_seconds": "a length, not a limit: test_robust.test_early_talker_is_hung_up_on",
    "handshake_seconds": "test_tls.test_handshake_has_thirty_seconds",
    "unread_octets": "what is over it waits in buffers of the system: test_server.test_flood_while_storing_is_not_read",
}


def test_every_limit_has_its_case() -> None:
    """No limit is without a test at, below and above it."""
    assert set(Limits.__struct_fields__) == {*ALONE, *LIVE, *ELSEWHERE}


def test_stalled_messages_do_not_keep_others_out() -> None:
    """A08 A09: where little room is left for messages on their way, those that stand still end, and there is room."""

    async def test(house: House) -> None:
        stalled = [await house.call(ready=True) for _ in range(2)]
        for client in stalled:
            client.send(b"BDAT 5000 LAST\r\n" + b"x" * 475)
        await until(lambda: house.server.budget.held == 950)
        other = await house.call(ready=True)
        assert (await other.ask(b"BDAT 100 LAST\r\n" + b"x" * 100)).startswith("452 4.3.1")
        # Ten seconds, and one for each hundred octets.
        house.pass_seconds(14)
        assert house.server.budget.held == 950
        house.pass_seconds(1)
        for client in stalled:
            assert (await client.reply()).startswith("421 4.4.2")
        again = await house.call(ready=True)
        assert (await again.ask(b"BDAT 100 LAST\r\n" + b"x" * 100)).startswith("250")
        assert len(house.memory.messages) == 1

    run(test, in_flight_octets=1000, stress_content_octets_per_second=100)


@pytest.mark.parametrize("nothing", [b"BDAT 0\r\n", b"NOOP\r\n"])
def test_content_does_not_wait_between_chunks(nothing: bytes) -> None:
    """A08 A09: the rate holds from the first chunk to the last: commands between them win no time for what is held."""

    async def test(house: House) -> None:
        idle = [await house.call(ready=True) for _ in range(2)]
        for client in idle:
            assert (await client.ask(b"BDAT 475\r\n" + b"x" * 475)).startswith("250")
        assert house.server.budget.held == 950
        # Ten seconds, and one for each hundred octets.
        for seconds in (7, 7):
            house.pass_seconds(seconds)
            for client in idle:
                assert (await client.ask(nothing)).startswith("250")
        house.pass_seconds(1)
        for client in idle:
            assert (await client.reply()).startswith("421 4.4.2")
        assert house.server.budget.held == 0

    run(test, in_flight_octets=1000, stress_content_octets_per_second=100)


def test_honest_clients_are_served_under_stress() -> None:
    """A08: at nine tenths of all sessions the idle ones are sent away after ten seconds, and a new client is served."""

    async def test(house: House) -> None:
        idle_ones = [await house.call() for _ in range(9)]
        for client in idle_ones:
            await client.reply()
        assert house.server.is_stressed
        house.pass_seconds(11)
        for client in idle_ones:
            assert (await client.reply()).startswith("421 4.4.2")
            client.writer.close()
        await until(lambda: not house.server.sessions)
        assert not house.server.is_stressed
        honest = await house.call(ready=True)
        assert (await honest.ask(b"BDAT 1 LAST\r\nx")).startswith("250")

    run(test, sessions=10)
