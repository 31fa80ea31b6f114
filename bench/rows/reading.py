"""bench B9: list a mailbox, read one message, wait for one, while the service holds ten, a thousand or more messages.

The mailbox that is read holds ten in each case; the others are in other mailboxes, so that what grows is the service
and not the answer. Mailpit has one list for all and no waiting; its list is asked for ten as well. A million,
which takes minutes to send, only with ``--million``.
"""

import json
import socket
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlsplit

from bench import generator, http_load
from bench.letters import letter
from bench.mailboxes import open_mailboxes
from bench.measure import Options, Table, percentile, pinnings, spread, where
from bench.peers import MAILPIT_DISK, here
from bench.sending import address_file
from bench.servers import MAYFLY, Kind, Running, ask

OURS = 10
STORED = (10, 1_000)
MILLION = 1_000_000
# The others' messages are spread over so many mailboxes at most.
OTHERS = 1_000
OCTETS = 5_120
REQUESTS = 500
WAITS = 100
# A request is given so long to be at its waiting before the mail is sent.
SETTLED_SECONDS = 0.01


@dataclass(slots=True)
class Sample:
    """One run of one thing that is asked for: requests a second, and the wait of each."""

    rates: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    by_client: bool = False

    def add(self, result: http_load.Result) -> None:
        """Add what one run came to."""
        self.rates.append(len(result.waits) / result.seconds)
        self.waits += result.waits
        self.by_client |= result.is_limit


Samples = dict[tuple[str, int, str], Sample]


def fill(kind: Kind, server: Running, options: Options, stored: int) -> None:
    """Send ten messages to the mailbox that is read, and the rest to others."""
    fill_one(server, options, [server.recipient], OURS)
    if stored > OURS:
        others = [server.recipient]
        if kind is MAYFLY:
            others, _ = open_mailboxes(server.http, min(OTHERS, stored - OURS))
        fill_one(server, options, others, stored - OURS)


def fill_one(server: Running, options: Options, addresses: list[str], count: int) -> None:
    """Send so many messages to some addresses in turn."""
    file = address_file(options.data, addresses)
    generator.run_apart(generator.Task(server.smtp, str(file), count, "plain", OCTETS, min(20, count)))


def paths_of(kind: Kind, server: Running) -> dict[str, list[str]]:
    """Give the paths that are asked for: the list of ten, and each of the ten."""
    if kind is MAYFLY:
        listing, messages = f"/api/v1/mailbox/messages?limit={OURS}", "/api/v1/mailbox/messages/"
        ids = [message["id"] for message in ask(server.http, listing, token=server.token)["messages"]]
    else:
        listing, messages = f"/api/v1/messages?limit={OURS}", "/api/v1/message/"
        ids = [message["ID"] for message in ask(server.http, listing)["messages"]]
    if len(ids) != OURS:
        raise RuntimeError(f"void: {len(ids)} messages are listed, not {OURS}")
    return {"list": [listing], "read one": [messages + each for each in ids]}


def wait_once(peer: HTTPConnection, smtp: socket.socket, box: "Box") -> float:
    """Wait for a message, have it sent, and give the seconds from its last octet to the whole answer."""
    replies = smtp.makefile("rb")

    def say(octets: bytes) -> None:
        smtp.sendall(octets)
        while (reply := replies.readline())[3:4] == b"-":
            pass
        if reply[:1] not in (b"2", b"3"):
            raise RuntimeError(f"void: {reply!r}")

    after = f"&after={box.last}" if box.last else ""
    say(b"MAIL FROM:<sender@example.com>\r\n")
    say(b"RCPT TO:<" + box.address.encode() + b">\r\n")
    say(b"DATA\r\n")
    peer.request("GET", f"/api/v1/mailbox/messages?wait=30{after}", headers={"Authorization": f"Bearer {box.token}"})
    time.sleep(SETTLED_SECONDS)
    content = letter(OCTETS) + b".\r\n"
    began = time.perf_counter()
    smtp.sendall(content)
    answer = peer.getresponse()
    body = answer.read()
    took = time.perf_counter() - began
    say(b"")
    if answer.status != 200 or len(found := json.loads(body)["messages"]) != 1:
        raise RuntimeError(f"void: {answer.status} {body[:200]!r}")
    box.last = found[0]["id"]
    return took


@dataclass(slots=True)
class Box:
    """A mailbox that is waited on, and the last message seen in it."""

    address: str
    token: str
    last: str = ""


def waits(server: Running, count: int) -> list[float]:
    """Wait so often for a message in a mailbox of its own."""
    addresses, tokens = open_mailboxes(server.http, 1)
    box = Box(addresses[0], tokens[0])
    peer = HTTPConnection(urlsplit(server.http).netloc, timeout=60)
    with socket.create_connection(("127.0.0.1", server.smtp_port), 60) as smtp:
        smtp.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        greeting = smtp.makefile("rb")
        greeting.readline()
        smtp.sendall(b"HELO waits.example\r\n")
        greeting.readline()
        taken = [wait_once(peer, smtp, box) for _ in range(count)]
    peer.close()
    return taken


def one_run(kind: Kind, options: Options, stored: int, cpus: tuple[str, str], samples: Samples) -> None:
    """Fill a server, and ask it for each thing."""
    with kind.start(options.data, cpus[0]) as server:
        fill(kind, server, options, stored)
        place = urlsplit(server.http).netloc
        for what, paths in paths_of(kind, server).items():
            sample = samples.setdefault((kind.name, stored, what), Sample())
            count = options.share(REQUESTS, 20)
            # Once before: what is learnt at the first look is kept, and the first request of a second is not the work.
            result = http_load.run_apart(http_load.Task(place, paths, server.token, count), cpus[1])
            count = max(count, round(count / result.seconds * options.seconds))
            sample.add(http_load.run_apart(http_load.Task(place, paths, server.token, count), cpus[1]))
        if kind is MAYFLY:
            sample = samples.setdefault((kind.name, stored, "wait for one"), Sample())
            sample.waits += waits(server, options.share(WAITS, 5))


def measure(options: Options) -> list[Table]:
    """Measure every server that is here, in turn, with each number stored."""
    kinds, left_out = here((MAYFLY, MAILPIT_DISK), options)
    numbers = [*STORED, *([MILLION] if options.with_million else [])]
    tables = []
    for cpus in pinnings()[:1] if options.is_tiny else pinnings():
        samples: Samples = {}
        for _ in range(options.runs):
            for stored in numbers:
                for kind in kinds:
                    one_run(kind, options, options.share(stored, OURS), cpus, samples)
        tables.append(told(f"reading; {where(cpus[0])}", samples))
    tables[-1].notes += left_out
    return tables


def told(heading: str, samples: Samples) -> Table:
    """Put all into a table; the last column is the p99 to that with the fewest stored."""
    columns = ("what", "server", "stored", "a second", "p50, ms", "p99, ms", "p99 to the first")
    table = Table(heading, columns)
    first: dict[tuple[str, str], float] = {}
    for (name, stored, what), sample in sorted(samples.items(), key=lambda item: (item[0][2], item[0][0], item[0][1])):
        p50, p99 = (percentile(sample.waits, share) * 1000 for share in (0.5, 0.99))
        ratio = p99 / first.setdefault((name, what), p99)
        rates = spread(sample.rates) if sample.rates else "-"
        table.lines.append((what, name, f"{stored:,}", rates, f"{p50:.2f}", f"{p99:.2f}", f"{ratio:.2f}"))
        if sample.by_client:
            table.notes.append(f"{name}, {what}: the client was the limit")
    table.notes.append("a wait is from the last octet of the mail to the whole answer, so a sync is in it")
    return table


ROWS = {"B9": measure}
