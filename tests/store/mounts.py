"""Small file systems of their own, for tests that need the whole of one. Only root can mount."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted(point: Path, *arguments: str) -> Iterator[Path]:
    """Mount a file system for the time of a test; skip, saying so, where that is not to be had."""
    if os.geteuid() != 0:
        pytest.skip("mounting a file system for the test needs root")
    point.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *arguments, str(point)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"this machine does not let root mount: {done.stderr.strip()}")
    try:
        yield point
    finally:
        subprocess.run(["umount", "--lazy", str(point)], check=True)
