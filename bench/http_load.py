"""Requests over kept connections, as fast as they are answered: ``python -m bench.http_load '{"place": ..., ...}'``.

One thread, one epoll, requests made beforehand; answers must be 200. It prints a ``Result`` as JSON: how
long it took, the wait of each, and its own processor time.
"""

import json
import select
import socket
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

READ_OCTETS = 262_144
PATIENCE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked, where, how often and over how many connections; paths are asked for in turn."""

    place: str
    paths: list[str]
    token: str = ""
    requests: int = 1_000
    connections: int = 8


@dataclass(slots=True)
class Result:
    """What it came to."""

    seconds: float
    cpu_seconds: float
    waits: list[float] = field(default_factory=list)

    @property
    def is_limit(self) -> bool:
        """Tell whether the client had nothing left to give."""
        return self.cpu_seconds > 0.9 * self.seconds


class Asker:
    """One kept connection: the next request goes out when the last answer is whole."""

    __slots__ = ("_sent", "_taken", "_whole", "socket")

    def __init__(self, place: str) -> None:
        host, _, port = place.rpartition(":")
        self.socket = socket.create_connection((host, int(port)), PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._taken, self._whole, self._sent = b"", 0, 0.0

    def ask(self, request: bytes) -> None:
        """Send one request; it fits into the socket's buffer."""
        self._taken, self._whole, self._sent = b"", 0, time.perf_counter()
        self.socket.sendall(request)

    def take(self) -> float | None:
        """Take what has come; give the wait when the answer is whole."""
        octets = self.socket.recv(READ_OCTETS)
        if not octets:
            raise ConnectionError(f"void: hung up on after {self._taken[:100]!r}")
        self._taken += octets
        if not self._whole and (end := self._taken.find(b"\r\n\r\n")) >= 0:
            head = self._taken[:end].lower()
            if not head.startswith(b"http/1.1 200"):
                raise RuntimeError(f"void: {self._taken[:300]!r}")
            length = head.partition(b"\r\ncontent-length:")[2].split(b"\r\n")[0]
            # Without a length it comes in chunks; what is asked for here has no such end inside.
            self._whole = end + 4 + int(length) if length else -1
        is_whole = 0 < self._whole <= len(self._taken) or (self._whole < 0 and self._taken.endswith(b"\r\n0\r\n\r\n"))
        return time.perf_counter() - self._sent if is_whole else None


def load(task: Task) -> Result:
    """Ask all; raise where an answer is not 200."""
    token = f"Authorization: Bearer {task.token}\r\n" if task.token else ""
    requests = [f"GET {path} HTTP/1.1\r\nHost: {task.place}\r\n{token}\r\n".encode() for path in task.paths]
    askers = [Asker(task.place) for _ in range(min(task.connections, task.requests))]
    poll = select.epoll()
    result = Result(0.0, 0.0)
    began, used = time.perf_counter(), time.process_time()
    asked = 0
    by_number = {asker.socket.fileno(): asker for asker in askers}
    for number, asker in by_number.items():
        poll.register(number, select.EPOLLIN)
        asker.ask(requests[asked % len(requests)])
        asked += 1
    while len(result.waits) < task.requests:
        events = poll.poll(PATIENCE_SECONDS)
        if not events:
            raise TimeoutError("void: no answer for two minutes")
        for number, _ in events:
            wait = by_number[number].take()
            if wait is None:
                continue
            result.waits.append(wait)
            if asked < task.requests:
                by_number[number].ask(requests[asked % len(requests)])
                asked += 1
    result.seconds, result.cpu_seconds = time.perf_counter() - began, time.process_time() - used
    for asker in askers:
        asker.socket.close()
    return result


def run_apart(task: Task, cpus: str = "") -> Result:
    """Ask in a process of its own, on some processors only where ``cpus`` names them."""
    pinned = ["taskset", "-c", cpus] if cpus else []
    words = [*pinned, sys.executable, "-m", "bench.http_load", json.dumps(asdict(task))]
    root = Path(__file__).parent.parent
    done = subprocess.run(words, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, cwd=root)
    return Result(**json.loads(done.stdout))


if __name__ == "__main__":
    print(json.dumps(asdict(load(Task(**json.loads(sys.argv[1]))))))
