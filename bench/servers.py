"""How a server is started and ended for a run: Mayfly, and what is common to its peers (``peers.py``).

Rule 1: everything listens on loopback, on ports the system had free, and is ended with the run.
Rule 2: Mayfly is the command as it is shipped, with ``bench.toml``; its data lie on a disk, not in memory. A row that
must raise one limit more hands it in as a variable, and says so below its table.
"""

import contextlib
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PATIENCE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Running:
    """A server that is up: its process, where it listens, a recipient it takes mail for, and how to count what it has.

    ``count`` is None for a server that keeps nothing.
    """

    pid: int
    smtp: str
    recipient: str = "someone@mayfly.test"
    http: str = ""
    token: str = ""
    count: Callable[[], int] | None = None

    @property
    def smtp_port(self) -> int:
        """Give the port of SMTP."""
        return int(self.smtp.rpartition(":")[2])

    def check_stored(self, accepted: int) -> None:
        """Raise where the server has not exactly as many messages as were accepted: the run is void."""
        if self.count is not None and (stored := self.count()) != accepted:
            raise RuntimeError(f"void: {accepted} messages were accepted and {stored} are stored")


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to run one server.

    ``durability`` is its class: D0 memory, D1 in the system, D2 synced before 250. ``lacks`` says what the machine
    does not have for it, "" when it can be run; told True, it may fetch it first.
    """

    name: str
    durability: str
    start: Callable[[Path, str], contextlib.AbstractContextManager[Running]]
    lacks: Callable[[bool], str] = lambda _may_fetch: ""


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
def started(
    command: Sequence[str], cpus: str, variables: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a command, on some processors only where ``cpus`` names them, and end it and what it started."""
    pinned = ["taskset", "-c", cpus, *command] if cpus else list(command)
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            pinned,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=ROOT,
            env={**os.environ, **(variables or {})},
            start_new_session=True,
        )
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


def allow_open_files(wanted: int) -> None:
    """Allow this process, and what it starts, so many open files; raise LookupError where the system does not."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        if hard != resource.RLIM_INFINITY and hard < wanted and os.geteuid() != 0:
            raise LookupError(f"needs {wanted} open files (ulimit -n), {hard} are allowed")
        ceiling = hard if hard == resource.RLIM_INFINITY else max(hard, wanted)
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, ceiling))


def mayfly_command(smtp: int, http: int, data: Path) -> list[str]:
    """Give the command line that serves on these ports and keeps its data there."""
    command = [str(Path(sys.executable).with_name("mayfly")), "serve", "--config", str(HERE / "bench.toml")]
    return [*command, "--smtp", f"127.0.0.1:{smtp}", "--http", f"127.0.0.1:{http}", "--data", str(data)]


def message_count(http: str, token: str) -> int:
    """Ask Mayfly how many messages a mailbox holds."""
    return int(ask(http, "/api/v1/mailbox", token=token)["message_count"])


@contextlib.contextmanager
def mayfly_on(
    data: Path, smtp: int, http: int, cpus: str = "", variables: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run Mayfly on these data and ports until it greets, and end it."""
    with started(mayfly_command(smtp, http, data), cpus, variables) as process:
        wait_for_greeting(smtp, process)
        yield process


@contextlib.contextmanager
def mayfly(folder: Path, cpus: str = "", variables: Mapping[str, str] | None = None) -> Iterator[Running]:
    """Run Mayfly on new data, with one mailbox open."""
    smtp, http = free_port(), free_port()
    data = Path(tempfile.mkdtemp(dir=folder))
    try:
        with mayfly_on(data, smtp, http, cpus, variables) as process:
            base = f"http://127.0.0.1:{http}"
            opened = ask(base, "/api/v1/mailboxes", {})
            token = opened["token"]
            yield Running(
                process.pid, f"127.0.0.1:{smtp}", opened["address"], base, token, lambda: message_count(base, token)
            )
    finally:
        shutil.rmtree(data)


MAYFLY = Kind("mayfly", "D2, sealed", mayfly)
