"""Our own sender, for what ``smtp-source`` cannot do: pipelined groups, BDAT, and a different recipient each time.

Run as ``python -m bench.generator '{"place": ..., ...}'`` with the fields of ``Task``; it prints a ``Result`` as JSON.
One thread, one epoll; everything that is sent is made beforehand, so that the server is what is measured. How much
processor time it took itself is in the result: where that is near the whole time, the generator was the limit.

Rule: a reply is counted by its last line, and every one of them must be positive, or the run is void.
"""

import collections
import json
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.letters import letter

READ_OCTETS = 65_536
PATIENCE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be sent: ``mode`` is ``plain``, ``pipelined`` or ``bdat``; ``recipients`` is a file of addresses."""

    place: str
    recipients: str
    messages: int
    mode: str = "plain"
    octets: int = 5_120
    sessions: int = 20


@dataclass(frozen=True, slots=True)
class Result:
    """What it came to: seconds from the first command to the last reply, and the generator's own processor time."""

    accepted: int
    seconds: float
    cpu_seconds: float

    @property
    def is_limit(self) -> bool:
        """Tell whether the generator had nothing left to give."""
        return self.cpu_seconds > 0.9 * self.seconds


def groups(recipient: bytes, mode: str, content: bytes) -> list["Group"]:
    """Give the groups of one transaction: what is sent at once, and how many replies it has."""
    mail, rcpt = b"MAIL FROM:<sender@example.com>\r\n", b"RCPT TO:<" + recipient + b">\r\n"
    if mode == "plain":
        return [Group(mail, 1), Group(rcpt, 1), Group(b"DATA\r\n", 1), Group(content + b".\r\n", 1)]
    if mode == "pipelined":
        return [Group(mail + rcpt + b"DATA\r\n", 3), Group(content + b".\r\n", 1)]
    if mode == "bdat":
        return [Group(mail + rcpt + b"BDAT %d LAST\r\n" % len(content) + content, 3)]
    raise ValueError(f"no such mode: {mode}")


@dataclass(frozen=True, slots=True)
class Group:
    """Octets that are sent in one write, and the number of replies they have."""

    octets: bytes
    replies: int


class Sender:
    """One kept session: it sends a group, takes the replies, and goes on with the next."""

    __slots__ = ("_awaited", "_left", "_said", "_work", "is_done", "socket")

    def __init__(self, place: str, work: "Iterator[Group]") -> None:
        host, _, port = place.rpartition(":")
        self.socket = socket.create_connection((host, int(port)), PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._said = b""
        self._work, self._awaited, self._left = work, 1, memoryview(b"")
        self.is_done = False
        self.wait_for(1)
        self.socket.sendall(b"EHLO bench.example\r\n")
        self.wait_for(1)
        self.socket.setblocking(False)

    def wait_for(self, replies: int) -> None:
        """Block until so many replies have come."""
        while replies:
            replies -= self._take(self.socket.recv(READ_OCTETS))

    def _take(self, octets: bytes) -> int:
        if not octets:
            raise ConnectionError(f"void: the server hung up; it said last {self._said!r}")
        lines = (self._said + octets).split(b"\r\n")
        self._said = lines.pop()
        ended = 0
        for line in lines:
            if line[:1] not in (b"2", b"3"):
                raise RuntimeError(f"void: {line!r}")
            ended += line[3:4] != b"-"
        return ended

    def go_on(self) -> None:
        """Send the next group; done when there is none."""
        group = next(self._work, None)
        if group is None:
            self.is_done = True
            return
        self._awaited, self._left = group.replies, memoryview(group.octets)
        self.send()

    def send(self) -> bool:
        """Send what is left of the group; False where the socket takes no more now."""
        try:
            sent = self.socket.send(self._left)
        except BlockingIOError:
            return False
        self._left = self._left[sent:]
        return not self._left

    def on_event(self, mask: int) -> None:
        """Send on, or take replies and go on when all have come."""
        if self._left and mask & select.EPOLLOUT:
            self.send()
        if mask & ~select.EPOLLOUT:
            self._awaited -= self._take(self.socket.recv(READ_OCTETS))
            if not self._awaited:
                self.go_on()

    @property
    def wants_to_send(self) -> bool:
        """Tell whether something of the group is left."""
        return bool(self._left)


def work_of(task: Task, numbers: "Iterator[int]", transactions: "list[list[Group]]") -> Iterator[Group]:
    """Yield the groups of one session until all messages of all sessions are sent.

    Content may be followed at once by the commands of the next transaction (RFC 2920 section 3.1): pipelined, they go
    in the same write.
    """
    if task.mode != "pipelined":
        for number in numbers:
            yield from transactions[number % len(transactions)]
        return
    content: Group | None = None
    for number in numbers:
        commands, following = transactions[number % len(transactions)]
        yield Group(content.octets + commands.octets, 1 + commands.replies) if content else commands
        content = following
    if content:
        yield content


def send(task: Task) -> Result:
    """Send all messages; raise where one was not accepted."""
    content = letter(task.octets)
    recipients = Path(task.recipients).read_bytes().split()
    transactions = [groups(recipient, task.mode, content) for recipient in recipients]
    numbers = iter(range(task.messages))
    senders = [Sender(task.place, work_of(task, numbers, transactions)) for _ in range(task.sessions)]
    poll = select.epoll()
    by_number = {sender.socket.fileno(): sender for sender in senders}
    began, used = time.perf_counter(), time.process_time()
    for number in by_number:
        poll.register(number, select.EPOLLIN)
    masks = collections.Counter[int]()
    open_senders = 0
    for number, sender in by_number.items():
        sender.go_on()
        open_senders += not sender.is_done
        masks[number] = _watch(poll, number, sender, select.EPOLLIN)
    while open_senders:
        events = poll.poll(PATIENCE_SECONDS)
        if not events:
            raise TimeoutError("void: no reply came for two minutes")
        for number, mask in events:
            sender = by_number[number]
            sender.on_event(mask)
            masks[number] = _watch(poll, number, sender, masks[number])
            if sender.is_done:
                poll.unregister(number)
                open_senders -= 1
    seconds, used = time.perf_counter() - began, time.process_time() - used
    for sender in senders:
        sender.socket.close()
    return Result(task.messages, seconds, used)


def _watch(poll: select.epoll, number: int, sender: Sender, before: int) -> int:
    """Ask to be told when more can be sent only where something is left."""
    mask = select.EPOLLIN | (select.EPOLLOUT if sender.wants_to_send else 0)
    if mask != before:
        poll.modify(number, mask)
    return mask


def run_apart(task: Task, cpus: str = "") -> Result:
    """Send in a process of its own, on some processors only where ``cpus`` names them."""
    pinned = ["taskset", "-c", cpus] if cpus else []
    words = [*pinned, sys.executable, "-m", "bench.generator", json.dumps(asdict(task))]
    done = subprocess.run(
        words, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent
    )
    return Result(**json.loads(done.stdout))


if __name__ == "__main__":
    print(json.dumps(asdict(send(Task(**json.loads(sys.argv[1]))))))
