r"""Plays dialogues written in the notation of RFC 5321 appendix D.

Lines of a dialogue::

    # B063                 a comment; numbers of the checklist in it are what the dialogue shows
    @ limits recipients=2  what the session is made with: ``limits name=value ...``, ``lmtp``, ``starttls``
    C: EHLO client.example what the client says, with CRLF
    C! QUIT\r\n            exact octets, with the escapes of a Python literal
    S: 250 2.1.0           how the next reply begins
    S+ PIPELINING          what a line of that reply holds
    S- STARTTLS            what none of its lines holds
    S= hello\r\n           the content of the next stored message, exact octets
    S. 1                   how many messages are stored, all in all
    S!                     the server has closed

``{a*505}`` stands for 505 letters a. Lines of the client that follow each other are one segment.
"""

import ast
import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mayfly.smtp.events import Delay, Message, Recipient, Sender, StartTls, TooLarge
from mayfly.smtp.limits import Budget, Limits, Settings
from mayfly.smtp.role import Role
from mayfly.smtp.server import Server
from mayfly.smtp.session import Session
from tests.smtp.memory import Memory

HERE = Path(__file__).parent
DIALOGS = sorted((HERE / "dialogs").glob("*.smtp"))
HOSTNAME = "mx.ours.example"
_TIMES = re.compile(rb"\{(.)\*(\d+)\}", re.DOTALL)
_NUMBER = re.compile(r"\bB(\d{3})\b")


@dataclass
class Step:
    """Something the client says, or something that is expected."""

    kind: str
    text: str
    line: int


@dataclass
class Dialog:
    """One dialogue as it is written."""

    path: Path
    numbers: set[int] = field(default_factory=set)
    limits: dict[str, float] = field(default_factory=dict)
    lmtp: bool = False
    starttls: bool = False
    steps: list[Step] = field(default_factory=list)

    def groups(self) -> Iterator[tuple[bytes, list[Step]]]:
        """Give what the client sends at once, and what is expected after it."""
        octets, expected = b"", list[Step]()
        for step in self.steps:
            if step.kind in "C:C!":
                if expected:
                    yield octets, expected
                    octets, expected = b"", []
                octets += octets_of(step)
            else:
                expected.append(step)
        yield octets, expected


def read_dialog(path: Path) -> Dialog:
    """Read one file."""
    dialog = Dialog(path)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        kind, text = line[:2], line[3:]
        if line.startswith("#"):
            dialog.numbers.update(int(n) for n in _NUMBER.findall(line))
        elif kind == "@ ":
            word, *values = line[2:].split()
            if word == "limits":
                dialog.limits.update((k, float(v) if "." in v else int(v)) for k, v in (x.split("=") for x in values))
            elif word == "lmtp":
                dialog.lmtp = True
            elif word == "starttls":
                dialog.starttls = True
            else:
                raise ValueError(f"{path}:{number}: {line}")
        elif kind in ("C:", "C!", "S:", "S+", "S-", "S=", "S.", "S!"):
            dialog.steps.append(Step(kind, text, number))
        elif line.strip():
            raise ValueError(f"{path}:{number}: {line}")
    return dialog


def unescape(text: str) -> bytes:
    """Read the escapes of a bytes literal, and {x*n}; other characters are UTF-8."""
    text = "".join(c if c.isascii() else "".join(f"\\x{b:02x}" for b in c.encode()) for c in text)
    literal = 'b"' + text.replace('"', '\\"') + '"'
    return _TIMES.sub(lambda m: m[1] * int(m[2]), ast.literal_eval(literal))


def octets_of(step: Step) -> bytes:
    """Give what goes over the wire."""
    if step.kind == "C:":
        return _TIMES.sub(lambda m: m[1] * int(m[2]), step.text.encode()) + b"\r\n"
    return unescape(step.text)


def split_replies(octets: bytes) -> tuple[list[list[str]], bytes]:
    """Cut what the server said into replies of lines; give the rest that is not complete."""
    replies: list[list[str]] = []
    lines: list[str] = []
    used = 0
    while (end := octets.find(b"\r\n", used + sum(len(x) + 2 for x in lines))) >= 0:
        start = used + sum(len(x) + 2 for x in lines)
        line = octets[start:end].decode("ascii")
        lines.append(line)
        if not re.fullmatch(r"[2-5]\d\d[ -][ -~]*", line) or len(line) > 510:
            raise AssertionError(f"not a reply line: {line!r}")
        if line[3] == " ":
            used = end + 2
            replies.append(lines)
            lines = []
    return replies, octets[used:]


class Alone:
    """A session without a connection, fed in cuts of so many octets, answered by a Memory."""

    def __init__(self, dialog: Dialog, cut: int) -> None:
        limits = Limits(**dialog.limits)
        role = Role(HOSTNAME, limits, lmtp=dialog.lmtp, starttls=dialog.starttls)
        self.budget = Budget(limits.in_flight_octets)
        self.session = Session(role, self.budget, session_id="0011223344556677", client_address="192.0.2.7")
        self.memory = Memory()
        self.cut = cut
        self.events: list[object] = []

    def greet(self) -> bytes:
        """Give the greeting."""
        return self.session.data_to_send()

    def send(self, octets: bytes) -> bytes:
        """Send a segment in cuts; give all that is said to it. The replies are taken only when all of it is there."""
        for start in range(0, len(octets), self.cut):
            self.session.receive_data(octets[start : start + self.cut])
            self.run()
        return self.session.data_to_send()

    def run(self) -> None:
        """Answer events until there are none."""
        while (event := self.session.next_event()) is not None:
            self.events.append(event)
            if isinstance(event, Sender):
                self.session.answer(self.memory.ready(event.octets))
            elif isinstance(event, Recipient):
                self.session.answer(self.memory.at_once(event.address))
            elif isinstance(event, Message):
                self.session.delivered(self.memory.take(event.envelope, event.pieces))
            elif isinstance(event, TooLarge):
                self.memory.refused(event.envelope, event.octets)
            elif isinstance(event, Delay):
                self.session.resume()
            elif isinstance(event, StartTls):
                self.session.tls_unavailable()

    @property
    def is_closed(self) -> bool:
        """Say whether the server has hung up."""
        return self.session.is_over


class Judge:
    """Compares what is said with what is expected."""

    def __init__(self, dialog: Dialog, memory: Memory | None) -> None:
        self.dialog = dialog
        self.memory = memory
        self.replies: list[list[str]] = []
        self.last: list[str] = []
        self.seen_messages = 0

    def check(self, step: Step, *, closed: bool) -> None:
        """Check one expectation."""
        where = f"{self.dialog.path.name}:{step.line}: {step.kind} {step.text}"
        if step.kind == "S:":
            assert self.replies, f"{where}: nothing was said"
            self.last = self.replies.pop(0)
            assert self.last[0].startswith(step.text), f"{where}: {self.last}"
            assert {line[:3] for line in self.last} == {self.last[0][:3]}, f"{where}: {self.last}"
        elif step.kind == "S+":
            assert any(step.text in line for line in self.last), f"{where}: {self.last}"
        elif step.kind == "S-":
            assert not any(step.text in line for line in self.last), f"{where}: {self.last}"
        elif step.kind == "S!":
            assert not self.replies, f"{where}: {self.replies}"
            assert closed, f"{where}: not closed"
        elif self.memory is None:
            raise AssertionError(f"{where}: nothing was stored")
        elif step.kind == "S=":
            assert len(self.memory.messages) > self.seen_messages, f"{where}: nothing was stored"
            assert self.memory.messages[self.seen_messages][1] == unescape(step.text), where
            self.seen_messages += 1
        else:
            assert len(self.memory.messages) == int(step.text), where


class YesMan:
    """A server that answers 250 to everything. No dialogue that shows anything is content with it."""

    is_closed = False
    memory = Memory()

    def greet(self) -> bytes:
        """Greet like any other."""
        return f"220 {HOSTNAME} ESMTP\r\n".encode()

    def send(self, octets: bytes) -> bytes:
        """Agree."""
        return b"250 2.0.0 OK\r\n" * octets.count(b"\r\n")


def play_against(dialog: Dialog, alone: Alone | YesMan) -> None:
    """Play a dialogue against something that has no connection."""
    judge = Judge(dialog, alone.memory)
    rest = alone.greet()
    for octets, expected in dialog.groups():
        said, rest = split_replies(rest + alone.send(octets))
        judge.replies += said
        for step in expected:
            judge.check(step, closed=alone.is_closed)
        assert not judge.replies, f"{dialog.path.name}: after {octets[-60:]!r}: {judge.replies}"
    assert rest == b""


def play_alone(dialog: Dialog, cut: int) -> None:
    """Play a dialogue against a session without a connection."""
    alone = Alone(dialog, cut)
    play_against(dialog, alone)
    # Whatever is held is content of a transaction that is still open.
    alone.session.lose()
    assert alone.budget.held == 0


async def play_over(
    dialog: Dialog, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, memory: Memory | None
) -> None:
    """Play a dialogue over a connection."""
    judge = Judge(dialog, memory)
    rest = b""
    for octets, expected in dialog.groups():
        writer.write(octets)
        for step in expected:
            closed = False
            while (step.kind == "S:" and not judge.replies) or (step.kind == "S!" and not closed):
                more = await reader.read(65_536)
                closed = not more
                said, rest = split_replies(rest + more)
                judge.replies += said
                if closed:
                    break
            judge.check(step, closed=closed)
    writer.close()


async def play_live(dialog: Dialog, limits: dict[str, float]) -> None:
    """Play a dialogue against a server of its own, with real sockets.

    Where it is about STARTTLS without a session in TLS, the certificate is one that is not there.
    """
    memory = Memory()
    settings = Settings(
        listen=("127.0.0.1:0",),
        lmtp=("127.0.0.1:0",) if dialog.lmtp else (),
        hostname=HOSTNAME,
        tls_certificate="missing.pem" if dialog.starttls else "",
        tls_key="missing.pem" if dialog.starttls else "",
        limits=Limits(**(dialog.limits | limits)),
    )
    server = Server(settings, memory, lambda: 0.0)
    await server.start()
    try:
        (address,) = server.lmtp_addresses if dialog.lmtp else server.addresses
        host, _, port = address.rpartition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        await play_over(dialog, reader, writer, memory)
    finally:
        await server.stop(0)
