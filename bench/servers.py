"""The servers that are compared, each as it is started, and how one asks them what they have.

Rule 1: everything listens on loopback, on ports the system had free, and is ended with the run.
Rule 2: Mayfly is the command as it is shipped, with ``bench.toml``; its data lie on a disk, not in memory.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PATIENCE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Running:
    """A server that is up: its process, where it listens, and a recipient it takes mail for."""

    pid: int
    smtp: str
    recipient: str = "someone@mayfly.test"
    http: str = ""
    token: str = ""

    def stored(self) -> int | None:
        """Give how many messages the mailbox holds; None for a server that keeps none."""
        if not self.http:
            return None
        return int(ask(self.http, "/api/v1/mailbox", token=self.token)["message_count"])


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to run one server. ``durability`` is its class: D0 memory, D1 in the system, D2 synced before 250."""

    name: str
    durability: str
    command: tuple[str, ...]

    def is_here(self) -> bool:
        """Tell whether the machine has what it needs."""
        return shutil.which(self.command[0]) is not None


def free_port() -> int:
    """Give a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(base: str, path: str, body: object = None, token: str = "") -> Any:
    """Make one request of the API and give its JSON."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(base + path, data, headers), timeout=30) as answer:
        return json.load(answer)


def wait_for_greeting(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a port greets with 220."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as peer:
            if peer.recv(4) == b"220 ":
                return
        time.sleep(0.005)
    raise RuntimeError(f"no greeting on port {port}; status {process.poll()}")


@contextlib.contextmanager
def started(command: Sequence[str], cpus: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a command, on some processors only where ``cpus`` names them, and end it."""
    pinned = ["taskset", "-c", cpus, *command] if cpus else list(command)
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(pinned, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=HERE.parent)
        try:
            yield process
            if process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended with {process.returncode} during the run")
        except BaseException:
            log.seek(0)
            sys.stderr.write(log.read()[-2000:].decode(errors="replace"))
            raise
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def mayfly_command(smtp: int, http: int, data: Path) -> list[str]:
    """Give the command line that serves on these ports and keeps its data there."""
    command = [str(Path(sys.executable).with_name("mayfly")), "serve", "--config", str(HERE / "bench.toml")]
    return [*command, "--smtp", f"127.0.0.1:{smtp}", "--http", f"127.0.0.1:{http}", "--data", str(data)]


@contextlib.contextmanager
def mayfly(folder: Path, cpus: str = "") -> Iterator[Running]:
    """Run Mayfly on new data, with one mailbox open."""
    smtp, http = free_port(), free_port()
    data = Path(tempfile.mkdtemp(dir=folder))
    try:
        with started(mayfly_command(smtp, http, data), cpus) as process:
            wait_for_greeting(smtp, process)
            base = f"http://127.0.0.1:{http}"
            opened = ask(base, "/api/v1/mailboxes", {})
            yield Running(process.pid, f"127.0.0.1:{smtp}", opened["address"], base, opened["token"])
    finally:
        shutil.rmtree(data)


@contextlib.contextmanager
def other(kind: Kind, cpus: str = "") -> Iterator[Running]:
    """Run one of the peers; ``{port}`` in its command is where it is to listen."""
    port = free_port()
    with started([part.format(port=port) for part in kind.command], cpus) as process:
        wait_for_greeting(port, process)
        yield Running(process.pid, f"127.0.0.1:{port}")


MAYFLY = Kind("mayfly", "D2, sealed", (sys.executable,))
SINK = Kind(
    "smtp-sink",
    "D0, throws away",
    ("smtp-sink", *(("-u", "nobody") if os.geteuid() == 0 else ()), "127.0.0.1:{port}", "256"),
)
AIOSMTPD = Kind("aiosmtpd", "D0, null handler", (sys.executable, "-m", "bench.null_aiosmtpd", "{port}"))
AIOSMTPD_UVLOOP = Kind(
    "aiosmtpd on uvloop", "D0, null handler", (sys.executable, "-m", "bench.null_aiosmtpd", "{port}", "uvloop")
)


def run(kind: Kind, folder: Path, cpus: str = "") -> contextlib.AbstractContextManager[Running]:
    """Run a server of this kind."""
    return mayfly(folder, cpus) if kind is MAYFLY else other(kind, cpus)
