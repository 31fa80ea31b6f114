"""The real Postfix in front, with the configuration of ``deploy/postfix`` and Mayfly's LMTP behind it.

It runs with a configuration, a queue and a log of its own; the one of the machine is not touched.
"""

import asyncio
import os
import shutil
import smtplib
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from mayfly.core.address import Address
from mayfly.core.message import Envelope
from mayfly.smtp.limits import Settings
from mayfly.smtp.promise import Delivered, Verdict
from mayfly.smtp.server import Server
from tests.smtp.memory import Memory

pytestmark = [
    pytest.mark.skipif(shutil.which("postfix") is None, reason="needs Postfix"),
    pytest.mark.skipif(os.geteuid() != 0, reason="Postfix starts as root only"),
    pytest.mark.timeout(180),
]

DEPLOY = Path(__file__).resolve().parents[2] / "deploy" / "postfix" / "main.cf"
DOMAIN = "mail.example.org"
# Longer than the front remembers an answer; this is its clock, which nobody can move.
FORGOTTEN_SECONDS = 5
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
lmtp unix - - n - - lmtp
discard unix - - n - - discard
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
flush unix n - n 1000? 0 flush
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
"""


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


def write_configuration(folder: Path, port: int, lmtp_port: int) -> None:
    """Write the shipped configuration, with what belongs to this machine behind it."""
    for name in ("etc", "queue", "data"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    folder.chmod(0o755)
    shipped = DEPLOY.read_text("utf-8").replace("inet:127.0.0.1:2424", f"inet:127.0.0.1:{lmtp_port}")
    assert str(lmtp_port) in shipped
    shipped = shipped.replace("minimal_backoff_time = 30s", "minimal_backoff_time = 1s")
    shipped = shipped.replace("queue_run_delay = 30s", "queue_run_delay = 1s")
    shipped = shipped.replace("inet_interfaces = all", "inet_interfaces = 127.0.0.1")
    own = f"queue_directory = {folder}/queue\ndata_directory = {folder}/data\nmaillog_file = {folder}/queue/log\n"
    own += f"maillog_file_prefixes = {folder}\nqueue_minfree = 0\nmaximal_backoff_time = 2s\n"
    shipped = shipped.replace("maximal_backoff_time = 300s\n", "")
    (folder / "etc" / "main.cf").write_text(shipped + own)
    (folder / "etc" / "master.cf").write_text(MASTER.format(port=port).lstrip())


@asynccontextmanager
async def postfix(folder: Path, lmtp_port: int) -> AsyncIterator[int]:
    """Run Postfix; give its port."""
    port = free_port()
    write_configuration(folder, port, lmtp_port)
    words = ["postfix", "-c", str(folder / "etc")]
    process = await asyncio.create_subprocess_exec(
        *words, "start-fg", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        for _ in range(200):
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                # It has no way of saying that it listens.
                await asyncio.sleep(0.05)
            else:
                writer.close()
                break
        yield port
    finally:
        stop = await asyncio.create_subprocess_exec(
            *words, "stop", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        await stop.wait()
        await process.wait()


def queued(folder: Path) -> int:
    """Count the messages in Postfix's queue."""
    queue = folder / "queue"
    return sum(
        1 for name in ("incoming", "active", "deferred", "maildrop") for p in (queue / name).rglob("*") if p.is_file()
    )


async def mail(port: int, local_part: str) -> int:
    """Send a mail; give the code that RCPT or the end of data got."""

    def send() -> int:
        with smtplib.SMTP("127.0.0.1", port, timeout=60, local_hostname="c.example") as client:
            client.ehlo()
            assert client.mail("sender@elsewhere.example")[0] == 250
            code, _ = client.rcpt(f"{local_part}@{DOMAIN}")
            return code if code != 250 else client.data(b"Subject: x\r\n\r\nhello\r\n")[0]

    return await asyncio.to_thread(send)


async def until_empty(folder: Path) -> None:
    """Wait until Postfix has nothing left to do."""
    for _ in range(400):
        if not queued(folder):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{queued(folder)} messages in the queue: {(folder / 'queue' / 'log').read_text()[-3000:]}")


async def serve(memory: Mailboxes, port: int) -> Server:
    """Start a server that speaks LMTP on a port."""
    server = Server(Settings(listen=("127.0.0.1:0",), lmtp=(f"127.0.0.1:{port}",)), memory, lambda: 0.0)
    await server.start()
    return server


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder that the user of Postfix can look into; the usual ones are the test's alone."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


def test_postfix_in_front(folder: Path) -> None:
    """Live arrives; unknown and erased are refused at SMTP time, the queue is empty; our being down queues."""

    async def test() -> None:
        memory = Mailboxes()
        memory.alive.add(f"u@{DOMAIN}")
        lmtp_port = free_port()
        server = await serve(memory, lmtp_port)
        async with postfix(folder, lmtp_port) as port:
            assert await mail(port, "u") == 250
            await asyncio.wait_for(memory.arrived.wait(), 30)
            ((envelope, content),) = memory.messages
            assert envelope.protocol == "LMTP"
            assert [str(each) for each in envelope.forward_paths] == [f"u@{DOMAIN}"]
            assert b"\r\nhello\r\n" in content
            assert await mail(port, "unknown") == 550
            await until_empty(folder)

            memory.alive.clear()
            await asyncio.sleep(FORGOTTEN_SECONDS)
            assert await mail(port, "u") == 550
            await until_empty(folder)
            assert len(memory.messages) == 1

            memory.alive.add(f"v@{DOMAIN}")
            memory.arrived.clear()
            await server.stop(1)
            assert await mail(port, "v") == 250
            # Nobody can be asked, so this one is taken as well; when it turns out that it is for nobody it is dropped,
            # and no bounce leaves the house.
            assert await mail(port, "unknown") == 250
            assert queued(folder) == 2
            server = await serve(memory, lmtp_port)
            await asyncio.wait_for(memory.arrived.wait(), 60)
            await until_empty(folder)
            assert len(memory.messages) == 2
        await server.stop(1)

    asyncio.run(asyncio.wait_for(test(), 150))
