"""An MTA in front of Mayfly: what it has to do, whichever it is."""

import asyncio
import smtplib
import socket
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from pathlib import Path

from mayfly.core.address import Address
from mayfly.core.message import Envelope
from mayfly.smtp.limits import Settings
from mayfly.smtp.promise import Delivered, Verdict
from mayfly.smtp.server import Server
from tests.smtp.memory import Memory

DOMAIN = "mail.example.org"


class Mailboxes(Memory):
    """Mailboxes that can be opened and erased while the test runs."""

    def __init__(self) -> None:
        super().__init__()
        self.alive: set[str] = set()
        self.arrived = asyncio.Event()

    def at_once(self, address: Address) -> Verdict:
        """Say whether there is such a mailbox now."""
        return Verdict.OK if str(address) in self.alive else Verdict.NO_SUCH_MAILBOX

    def take(self, envelope: Envelope, content: Sequence[bytes]) -> Delivered:
        """Keep the message and wake who waits for it."""
        self.arrived.set()
        return super().take(envelope, content)


def free_port() -> int:
    """Find a port that is free now: Postfix cannot be handed a socket."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


async def mail(port: int, local_part: str) -> int:
    """Send a mail; give the code that RCPT or the end of data got."""

    def send() -> int:
        with smtplib.SMTP("127.0.0.1", port, timeout=60, local_hostname="c.example") as client:
            client.ehlo()
            assert client.mail("sender@elsewhere.example")[0] == 250
            code, _ = client.rcpt(f"{local_part}@{DOMAIN}")
            return code if code != 250 else client.data(b"Subject: x\r\n\r\nhello\r\n")[0]

    return await asyncio.to_thread(send)


async def serve(memory: Mailboxes, port: int) -> Server:
    """Start a server that speaks LMTP on a port."""
    server = Server(Settings(listen=("127.0.0.1:0",), lmtp=(f"127.0.0.1:{port}",)), memory, lambda: 0.0)
    await server.start()
    return server


@contextmanager
def open_folder() -> Iterator[Path]:
    """Give a folder that the user of the MTA can look into; the usual ones are the test's alone."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


async def until_there(port: int) -> None:
    """Wait until somebody listens: an MTA has no other way of saying that it does."""
    for _ in range(200):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise AssertionError(f"nobody listens at {port}")


async def until_empty(queued: Callable[[], int]) -> None:
    """Wait until the queue is empty."""
    for _ in range(400):
        if not queued():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{queued()} messages in the queue")


async def play(
    front: Callable[[int], AbstractAsyncContextManager[int]], queued: Callable[[], int], forgotten_seconds: float
) -> None:
    """Live arrives; unknown and erased are refused at SMTP time and never bounced; our being down queues.

    ``front`` runs the MTA for a port where LMTP is spoken and gives its own port. It remembers what Mayfly said of an
    address for ``forgotten_seconds`` at most; this is its clock, which nobody can move.
    """
    memory = Mailboxes()
    memory.alive.add(f"u@{DOMAIN}")
    lmtp_port = free_port()
    server = await serve(memory, lmtp_port)
    async with front(lmtp_port) as port:
        assert await mail(port, "u") == 250
        await asyncio.wait_for(memory.arrived.wait(), 30)
        ((envelope, content),) = memory.messages
        assert envelope.protocol == "LMTP"
        assert [str(each) for each in envelope.forward_paths] == [f"u@{DOMAIN}"]
        assert b"\r\nhello\r\n" in content
        assert await mail(port, "unknown") == 550
        await until_empty(queued)

        memory.alive.clear()
        await asyncio.sleep(forgotten_seconds)
        assert await mail(port, "u") == 550
        await until_empty(queued)
        assert len(memory.messages) == 1

        memory.alive.add(f"v@{DOMAIN}")
        memory.arrived.clear()
        await server.stop(1)
        assert await mail(port, "v") == 250
        # Nobody can be asked, so this one is taken as well; when it turns out that it is for nobody it is dropped,
        # and no bounce leaves the house.
        assert await mail(port, "unknown") == 250
        assert queued() >= 2
        server = await serve(memory, lmtp_port)
        await asyncio.wait_for(memory.arrived.wait(), 60)
        await until_empty(queued)
        assert len(memory.messages) == 2
    await server.stop(1)
