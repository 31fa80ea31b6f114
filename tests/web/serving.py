"""The web room on a real socket, over a real house of store, delivery and access; and a client that speaks octets."""

import asyncio
import contextlib
import json
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import uvloop

from mayfly.core.mailbox import encode_token
from mayfly.guard.rate import Rule, Tally
from mayfly.store.settings import Settings as StoreSettings
from mayfly.store.sqlite import SqliteStore
from mayfly.web.house import Pages
from mayfly.web.server import Server
from mayfly.web.settings import Settings
from tests.house import DOMAINS, House

# Nothing is measured by these: they end what hangs, on a machine that is busy with other things as well.
SECONDS = 60
SCENE_SECONDS = 100


@dataclass
class Answer:
    """One HTTP answer."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def __getitem__(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name]

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Web:
    """A running web room and the house behind it."""

    house: House
    server: Server
    port: int
    tokens: dict[str, str] = field(default_factory=dict)

    async def octets(self, octets: bytes) -> bytes:
        """Send octets as they are; give all that comes back until the other side closes."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        with contextlib.suppress(ConnectionError):
            writer.write(octets)
            await writer.drain()
        found = b""
        with contextlib.suppress(ConnectionError):
            async with asyncio.timeout(SECONDS):
                while piece := await reader.read(65_536):
                    found += piece
        writer.close()
        return found

    async def ask(
        self, method: str, path: str, token: str = "", body: Any = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """Make one request. A body that is not octets is sent as JSON."""
        sent = {"host": f"127.0.0.1:{self.port}", "connection": "close"}
        if token:
            sent["authorization"] = f"Bearer {token}"
        payload = b""
        if body is not None:
            payload = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent["content-type"] = "application/json"
            sent["content-length"] = str(len(payload))
        sent |= headers or {}
        head = "".join(f"{name}: {value}\r\n" for name, value in sent.items() if value)
        return parse(await self.octets(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + payload), method)

    async def open(self, **wish: Any) -> tuple[str, str]:
        """Open a mailbox; give its address and token."""
        answer = await self.ask("POST", "/api/v1/mailboxes", body=wish)
        return answer.json["address"], answer.json["token"]

    async def first(self, token: str) -> dict[str, Any]:
        """Give the first message of a mailbox."""
        return (await self.ask("GET", "/api/v1/mailbox/messages", token)).json["messages"][0]

    @contextlib.asynccontextmanager
    async def stream(self, token: str, headers: dict[str, str] | None = None) -> AsyncIterator["Events"]:
        """Open an event stream."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        sent = {"host": f"127.0.0.1:{self.port}", "authorization": f"Bearer {token}"} | (headers or {})
        head = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        writer.write(f"GET /api/v1/mailbox/events HTTP/1.1\r\n{head}\r\n".encode())
        try:
            async with asyncio.timeout(SECONDS):
                yield Events(await reader.readuntil(b"\r\n\r\n"), reader)
        finally:
            writer.close()


@dataclass
class Events:
    """One event stream as a client reads it."""

    head: bytes
    reader: asyncio.StreamReader
    text: str = ""

    async def next(self) -> dict[str, str] | None:
        """Give the next block as its fields; None at the end of the stream."""
        while "\n\n" not in self.text:
            size = int((await self.reader.readline()).strip() or b"0", 16)
            self.text += (await self.reader.readexactly(size)).decode()
            await self.reader.readexactly(2)
            if size == 0:
                return None
        block, _, self.text = self.text.partition("\n\n")
        return dict(line.split(": ", 1) if ": " in line else (line, "") for line in block.split("\n"))

    async def event(self) -> tuple[str, Any]:
        """Give the next event's name and data; other blocks are passed over."""
        while True:
            block = await self.next()
            if block is None:
                return "", None
            if "event" in block:
                return block["event"], json.loads(block["data"])


def parse(octets: bytes, method: str = "GET") -> Answer:
    """Read one answer that ends with the connection."""
    head, _, body = octets.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    if not lines[0].startswith("HTTP/1.1 "):
        return Answer(0, [], octets)
    headers = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines[1:])]
    if ("transfer-encoding", "chunked") in headers and method != "HEAD":
        pieces, rest = [], body
        while rest:
            size, _, rest = rest.partition(b"\r\n")
            pieces.append(rest[: int(size, 16)])
            rest = rest[int(size, 16) + 2 :]
        body = b"".join(pieces)
    return Answer(int(lines[0].split()[1]), headers, body)


def serve(
    scene: Callable[[Web], Awaitable[None]],
    *,
    pages: Pages | None = None,
    rules: tuple[Rule, ...] = (),
    house: dict[str, Any] | None = None,
    **settings: Any,
) -> None:
    """Run one scene against a web room of its own."""

    async def main(folder: str) -> None:
        whole = House(SqliteStore.start(StoreSettings(path=f"{folder}/data", free_octets=0)), **(house or {}))
        server = Server(
            Settings(**{"listen": ("127.0.0.1:0",), **settings}),
            access=whole.access,
            domains=DOMAINS,
            store=whole.store,
            openings=Tally(rules),
            clock=whole.clock,
            pages=pages,
        )
        await server.start()
        try:
            async with asyncio.timeout(SCENE_SECONDS):
                await scene(Web(whole, server, int(server.addresses[0].rpartition(":")[2])))
        finally:
            await server.stop(1)
            await whole.store.close()

    # The loop that the program runs in.
    runner = asyncio.Runner(loop_factory=uvloop.new_event_loop)
    with tempfile.TemporaryDirectory(prefix="mayfly-") as folder, runner:
        runner.run(main(folder))


async def until(check: Callable[[], bool]) -> None:
    """Let the loop run until a check holds."""
    async with asyncio.timeout(SECONDS):
        while not check():  # noqa: ASYNC110  what is waited for has no event to wait on
            await asyncio.sleep(0.005)


def some_token() -> str:
    """Give a token that opens nothing."""
    return encode_token(bytes(32))
