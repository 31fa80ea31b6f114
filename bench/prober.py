"""Somebody with small wishes, while others do large things: health checks and small mail, each on time and timed.

Run as ``python -m bench.prober '{"smtp": ..., ...}'`` with the fields of ``Task``; it says ``ready``, and prints a
``Seen`` as JSON when its standard input is closed.

Rule: one long wait counts for every probe that would have been due meanwhile, as if each had been sent on time and
answered at its end. A probe is not counted as late because the one before it was: that would add up small waits to
long ones that nobody has.
"""

import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.letters import letter

HEALTH_EVERY_SECONDS = 0.005
MAIL_EVERY_SECONDS = 0.05
PATIENCE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Task:
    """Where to ask; ``http`` is ``HOST:PORT``, or "" for a server that has none."""

    smtp: str
    recipient: str
    http: str = ""
    octets: int = 5_120


@dataclass(slots=True)
class Seen:
    """Seconds that were waited: ``health`` for whole requests; ``command`` for the reply to MAIL, which needs nothing
    but the loop; both as ``waits`` counts them. ``mail``: one for each whole transaction, until 250.
    """

    health: list[float] = field(default_factory=list)
    command: list[float] = field(default_factory=list)
    mail: list[float] = field(default_factory=list)


def on_time(every: float, ended: threading.Event, probe: Callable[[], None]) -> None:
    """Call ``probe`` at an even pace until the end, at once where the one before took longer than that."""
    due = time.perf_counter()
    while not ended.is_set():
        wait = due - time.perf_counter()
        if wait > 0:
            time.sleep(wait)
        probe()
        due = max(due + every, time.perf_counter())


def waits(wait: float, every: float) -> list[float]:
    """Give what a wait comes to: its own, and that of each probe that would have been due before it was over."""
    return [wait - skipped * every for skipped in range(int(wait / every) + 1)]


def ask_health(task: Task, seen: Seen, ended: threading.Event) -> None:
    """Ask ``/healthz`` over one kept connection."""
    host, _, port = task.http.rpartition(":")
    request = f"GET /healthz HTTP/1.1\r\nHost: {task.http}\r\n\r\n".encode()
    with socket.create_connection((host, int(port)), PATIENCE_SECONDS) as peer:
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def probe() -> None:
            began = time.perf_counter()
            peer.sendall(request)
            said = b""
            while b"\r\n\r\n" not in said:
                said += (taken := peer.recv(4096))
                if not taken:
                    raise ConnectionError("void: the health check was hung up on")
            if not said.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(f"void: {said[:100]!r}")
            head, _, body = said.partition(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
            while len(body) < length:
                body += peer.recv(4096)
            seen.health += waits(time.perf_counter() - began, HEALTH_EVERY_SECONDS)

        on_time(HEALTH_EVERY_SECONDS, ended, probe)


def send_mail(task: Task, seen: Seen, ended: threading.Event) -> None:
    """Send small mail over one kept connection."""
    host, _, port = task.smtp.rpartition(":")
    content = letter(task.octets) + b".\r\n"
    with socket.create_connection((host, int(port)), PATIENCE_SECONDS) as peer:
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        replies = peer.makefile("rb")

        def say(octets: bytes, wanted: bytes) -> None:
            peer.sendall(octets)
            while (reply := replies.readline())[3:4] == b"-":
                pass
            if not reply.startswith(wanted):
                raise RuntimeError(f"void: {octets[:40]!r} was answered by {reply!r}")

        def probe() -> None:
            began = time.perf_counter()
            say(b"MAIL FROM:<probe@example.com>\r\n", b"250")
            seen.command += waits(time.perf_counter() - began, MAIL_EVERY_SECONDS)
            say(b"RCPT TO:<" + task.recipient.encode() + b">\r\n", b"250")
            say(b"DATA\r\n", b"354")
            say(content, b"250")
            seen.mail.append(time.perf_counter() - began)

        say(b"", b"220")
        say(b"EHLO probe.example\r\n", b"250")
        on_time(MAIL_EVERY_SECONDS, ended, probe)


def main(task: Task) -> Seen:
    """Probe until standard input ends."""
    # It asks little, and what it sees is to be the server's delay, not its own.
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, -15)
    # Two threads that mostly wait; a turn of the interpreter's lock must not look like a stall.
    sys.setswitchinterval(0.0005)
    seen, ended, failed = Seen(), threading.Event(), []

    def run(work: Callable[[Task, Seen, threading.Event], None]) -> None:
        try:
            work(task, seen, ended)
        except Exception as error:  # noqa: BLE001 - told by the main thread
            failed.append(error)

    works = [send_mail, *([ask_health] if task.http else [])]
    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    while not failed and not (seen.mail and (seen.health or not task.http)):
        time.sleep(0.005)
    print("ready", flush=True)
    select.select([sys.stdin], [], [])
    ended.set()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return seen


@contextlib.contextmanager
def probing(task: Task, cpus: str) -> Iterator[Seen]:
    """Probe in a process of its own while the block runs; what it saw is there after it."""
    pinned = ["taskset", "-c", cpus] if cpus else []
    words = [*pinned, sys.executable, "-m", "bench.prober", json.dumps(asdict(task))]
    seen = Seen()
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent)
    try:
        if process.stdout is None or process.stdout.readline() != b"ready\n":
            raise RuntimeError("void: the prober did not begin")
        yield seen
        output, _ = process.communicate(timeout=PATIENCE_SECONDS)
    except BaseException:
        process.kill()
        process.wait()
        raise
    if process.returncode:
        raise RuntimeError("void: the prober failed")
    for name, values in json.loads(output).items():
        setattr(seen, name, values)


if __name__ == "__main__":
    print(json.dumps(asdict(main(Task(**json.loads(sys.argv[1]))))))
