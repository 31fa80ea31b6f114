"""The real Postfix in front, with the configuration of ``deploy/postfix`` and Mayfly's LMTP behind it.

It runs with a configuration, a queue and a log of its own; the one of the machine is not touched.
"""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.smtp.front import free_port, open_folder, play, until_there

pytestmark = [
    pytest.mark.skipif(shutil.which("postfix") is None, reason="needs Postfix"),
    pytest.mark.skipif(os.geteuid() != 0, reason="Postfix starts as root only"),
    pytest.mark.timeout(180),
]

DEPLOY = Path(__file__).resolve().parents[2] / "deploy" / "postfix" / "main.cf"
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
        await until_there(port)
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


def test_postfix_in_front() -> None:
    """A live address gets its mail, an unknown or erased one is refused at SMTP time, our being down queues."""
    with open_folder() as folder:
        # Longer than the front remembers an answer.
        played = play(lambda port: postfix(folder, port), lambda: queued(folder), forgotten_seconds=5)
        asyncio.run(asyncio.wait_for(played, 150))
