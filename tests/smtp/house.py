"""A server with a clock that the test moves, and clients that say what they are told to."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine

import msgspec
import uvloop

from mayfly.smtp.limits import Settings
from mayfly.smtp.server import Server
from tests.smtp.memory import Memory
from tests.smtp.player import HOSTNAME

LOOPS = (uvloop.new_event_loop, asyncio.new_event_loop)


# How long a test may take on one of them; it never waits for time to pass, only for octets.
PATIENCE_SECONDS = 30.0


def on_each_loop(
    body: Callable[[], Coroutine[None, None, None]], *, loops: int = len(LOOPS), patience_seconds: float = 0
) -> None:
    """Run something on the event loop that is used in service and on the standard library's, or only on the first."""
    for loop in LOOPS[:loops]:
        with asyncio.Runner(loop_factory=loop) as runner:
            runner.run(asyncio.wait_for(body(), patience_seconds or PATIENCE_SECONDS))


async def until(condition: Callable[[], object]) -> None:
    """Let the server do what it has to do."""
    while not condition():  # noqa: ASYNC110 - the server is the thing under test, it offers no event for this
        await asyncio.sleep(0)


async def until_slowly(condition: Callable[[], object]) -> None:
    """Wait for what another program does, and leave the machine to it."""
    while not condition():  # noqa: ASYNC110 - likewise
        await asyncio.sleep(0.02)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Client:
    """A client that says what it is told to."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    def send(self, octets: bytes) -> None:
        """Send octets as they are."""
        self.writer.write(octets)

    async def reply(self) -> str:
        """Read one reply; the empty text where the server has closed."""
        text = ""
        while True:
            try:
                line = (await self.reader.readline()).decode()
            except ConnectionError:
                line = ""
            text += line
            if not line or line[3:4] == " ":
                return text

    async def ask(self, octets: bytes) -> str:
        """Send octets, read one reply."""
        self.send(octets)
        return await self.reply()


class House:
    """A server with its clock and delivery, and a way to call on it."""

    def __init__(self, settings: Settings) -> None:
        self.clock = Clock()
        self.memory = Memory()
        self.server = Server(settings, self.memory, self.clock)

    async def call(self, *, ready: bool = False, address: str = "127.0.0.1") -> Client:
        """Connect from an address; with ``ready`` up to RCPT."""
        host, _, port = self.server.addresses[0].rpartition(":")
        client = Client(*await asyncio.open_connection(host, int(port), local_addr=(address, 0)))
        if ready:
            assert (await client.reply()).startswith("220")
            assert (await client.ask(b"EHLO c.example\r\n")).startswith("250")
            assert (await client.ask(b"MAIL FROM:<a@b.example>\r\n")).startswith("250")
            assert (await client.ask(b"RCPT TO:<u@ours.example>\r\n")).startswith("250")
        return client

    def pass_seconds(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.now += seconds
        self.server.tick()


def run_with(
    settings: dict[str, object],
    test: Callable[[House], Awaitable[None]],
    *,
    loops: int = len(LOOPS),
    patience_seconds: float = 0,
    **limits: float,
) -> None:
    """Run a test with a server of its own, made with these settings and limits, on each event loop."""

    async def body() -> None:
        house = House(
            msgspec.convert({"listen": ("127.0.0.1:0",), "hostname": HOSTNAME, "limits": limits} | settings, Settings)
        )
        await house.server.start()
        try:
            await test(house)
        finally:
            await house.server.stop(0)

    on_each_loop(body, loops=loops, patience_seconds=patience_seconds)


def run(test: Callable[[House], Awaitable[None]], **limits: float) -> None:
    """Run a test with a server of its own."""
    run_with({}, test, **limits)
