"""The real Postfix, with a configuration, a queue and a log of its own; the one of the machine is not touched."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.smtp.front import free_port, until_there

NEEDS = [
    pytest.mark.skipif(shutil.which("postfix") is None, reason="needs Postfix"),
    pytest.mark.skipif(os.geteuid() != 0, reason="Postfix starts as root only"),
    pytest.mark.timeout(300),
]
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
smtp unix - - n - - smtp
tlsmgr unix - - n 1000? 1 tlsmgr
discard unix - - n - - discard
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
flush unix n - n 1000? 0 flush
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
"""


@asynccontextmanager
async def run_postfix(folder: Path, configuration: str) -> AsyncIterator[int]:
    """Run Postfix in a folder that its user can look into; give its port."""
    port = free_port()
    for name in ("etc", "queue", "data"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    own = f"queue_directory = {folder}/queue\ndata_directory = {folder}/data\nqueue_minfree = 0\n"
    own += f"maillog_file = {folder}/queue/log\nmaillog_file_prefixes = {folder}\n"
    (folder / "etc" / "main.cf").write_text(configuration + own)
    (folder / "etc" / "master.cf").write_text(MASTER.format(port=port).lstrip())
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
    """Count the messages in the queue of a Postfix that runs in this folder."""
    names = ("maildrop", "incoming", "active", "deferred", "hold")
    return sum(1 for name in names for path in (folder / "queue" / name).rglob("*") if path.is_file())
