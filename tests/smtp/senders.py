"""What tests with real programs that send mail have in common."""

import asyncio
import shutil
import subprocess

import pytest

from tests.smtp.house import House

# Twenty megabytes.
LARGE = b"0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz\r\n" * 280_000


def needs(program: str) -> pytest.MarkDecorator:
    """Leave a test out where its program is not installed."""
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"needs {program}")


async def command(*words: str, feed: bytes = b"") -> bytes:
    """Run a program; it has to succeed. Give what it printed."""
    process = await asyncio.create_subprocess_exec(
        *words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said, _ = await process.communicate(feed)
    assert process.returncode == 0, said.decode("utf-8", "replace")[-2000:]
    return said


def place(house: House) -> tuple[str, int]:
    """Give host and port."""
    host, _, port = house.server.addresses[0].rpartition(":")
    return host, int(port)
