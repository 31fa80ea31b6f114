"""Senders with journals of their own: what was tried, what got its 250, and whether all of that is there afterwards.

Rule 1: a sender writes a line into its journal before it sends a message and after it has read the 250 for it.
Rule 2: it keeps its connection as long as the service lets it. A message that got no answer is sent again under the
same name, as an MTA does, until it is accepted.
"""

import contextlib
import hashlib
import threading
from collections import Counter
from pathlib import Path

from tests.whole.service import Service, Writer

STORED = b"250 2.0.0 Stored"
# Every so many messages one is larger than what the store keeps in its log.
LARGE_EVERY = 150
LARGE_OCTETS = 300_000


def content_of(name: str, number: int) -> bytes:
    """Write the message of this name: its octets follow from the name."""
    size = LARGE_OCTETS if number % LARGE_EVERY == LARGE_EVERY - 1 else 200 + number % 2000
    line = hashlib.sha256(name.encode()).hexdigest().encode()
    body = b"\r\n".join([line] * (size // len(line)))
    return b"From: a@shop.example\r\nSubject: %s\r\n\r\n%s\r\n" % (name.encode(), body)


class Sender(threading.Thread):
    """One sender: a thread with a connection, a mailbox it sends to, and a journal."""

    def __init__(self, crowd: "Crowd", number: int, address: str, journal: Path) -> None:
        super().__init__(daemon=True)
        self._crowd = crowd
        self._number = number
        self._address = address
        self._journal = journal
        # The next message is the one after those that were accepted.
        self.accepted = 0
        self.sessions = 0

    def run(self) -> None:
        """Send until the crowd is told to stop."""
        with self._journal.open("a", buffering=1, encoding="ascii") as journal:
            while not self._crowd.stopping.is_set():
                # Refused connections, cut ones, and replies that end in the middle: the service is away.
                with contextlib.suppress(OSError):
                    writer = Writer(self._crowd.door)
                    self.sessions += 1
                    with contextlib.closing(writer):
                        self._send(writer, journal)
                self._crowd.stopping.wait(0.02)

    def _send(self, writer: Writer, journal) -> None:
        """Send until one is not accepted."""
        while not self._crowd.stopping.is_set():
            name = f"s{self._number}-{self.accepted}"
            journal.write(f"try {name}\n")
            said = writer.send(content_of(name, self.accepted), self._address)
            if not said.startswith(STORED) or not said.endswith(b"\r\n"):
                return
            journal.write(f"250 {name}\n")
            self.accepted += 1


class Crowd:
    """Many senders, each to a mailbox of its own, and the place where they knock."""

    def __init__(self, service: Service, count: int, folder: Path, lifetime_seconds: int = 86_400) -> None:
        self.door = service.smtp
        self.stopping = threading.Event()
        self._folder = folder
        opened = [service.open(lifetime_seconds=lifetime_seconds) for _ in range(count)]
        self._tokens = [token for _, token in opened]
        self._senders = [
            Sender(self, number, address, folder / f"journal-{number}") for number, (address, _) in enumerate(opened)
        ]
        for sender in self._senders:
            sender.start()

    @property
    def accepted(self) -> int:
        """Count the 250s that were read so far."""
        return sum(sender.accepted for sender in self._senders)

    @property
    def sessions(self) -> int:
        """Count the sessions that were greeted so far."""
        return sum(sender.sessions for sender in self._senders)

    def wait_for(self, accepted: int) -> None:
        """Wait until so many 250s were read."""
        while self.accepted < accepted:
            if not any(sender.is_alive() for sender in self._senders):
                raise RuntimeError("no sender is left")
            self.stopping.wait(0.005)

    def stop(self) -> None:
        """Stop sending."""
        self.stopping.set()
        for sender in self._senders:
            sender.join(60)

    def compare(self, service: Service) -> tuple[int, list[str]]:
        """Read everything back; give how many were journaled as accepted, and a sentence for each thing that is wrong.

        Wrong is: accepted and not there, there more often than it was tried without an answer allows, there and never
        tried, and there with other octets.
        """
        total, wrong = 0, []
        for number, token in enumerate(self._tokens):
            lines = (self._folder / f"journal-{number}").read_text("ascii").splitlines()
            tried = Counter(line[4:] for line in lines if line.startswith("try "))
            accepted = {line[4:] for line in lines if line.startswith("250 ")}
            total += len(accepted)
            listed = service.messages(token)
            there = Counter(summary["subject"] for summary in listed)
            wrong += [f"{name} is lost" for name in accepted if not there[name]]
            wrong += [
                f"{name} is there {n} times, tried {tried[name]} times" for name, n in there.items() if n > tried[name]
            ]
            # One in fifty is read whole, and the large ones.
            for summary in listed:
                turn = int(summary["subject"].partition("-")[2])
                if turn % 50 == 0 or turn % LARGE_EVERY == LARGE_EVERY - 1:
                    octets = service.raw(token, summary["id"])
                    if not octets.endswith(content_of(summary["subject"], turn)):
                        wrong.append(f"{summary['subject']} has other octets")
        return total, wrong
