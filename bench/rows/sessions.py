"""bench B13: ten thousand SMTP sessions that do nothing: octets of each, and kept connections through them.

Each idle session has said EHLO and then nothing. Their memory is the difference of the service's own (PSS) before and
after; the kernel's share of a socket is the same for all servers and not in it.
"""

import contextlib
import socket
from collections.abc import Iterator

from bench.measure import Options, Table, pinnings, proportional_octets, resident_octets, spread, wait_until_idle, where
from bench.peers import AIOSMTPD, AIOSMTPD_UVLOOP, here
from bench.sending import WARM_UP, by_smtp_source, need_smtp_source
from bench.servers import MAYFLY, Kind, Running, allow_open_files, mayfly

SESSIONS = 10_000
OCTETS = 5_120
# The limit on all sessions is 10,000 as shipped, and from 90 % of it on the short times of stress hold, which end idle
# sessions after ten seconds: that is right under attack, and not what is measured here.
VARIABLES = {"MAYFLY_SMTP__LIMITS__SESSIONS": "20000", "MAYFLY_SMTP__LIMITS__SESSIONS_PER_CLIENT": "20000"}
ROOMY = Kind(MAYFLY.name, MAYFLY.durability, lambda folder, cpus: mayfly(folder, cpus, VARIABLES))
# smtp-sink is left out of the idle sessions: it ends what it takes beyond its own limit.
SERVERS = (ROOMY, AIOSMTPD, AIOSMTPD_UVLOOP)


@contextlib.contextmanager
def idle_sessions(server: Running, number: int) -> Iterator[list[socket.socket]]:
    """Hold so many sessions open that have said EHLO."""
    held: list[socket.socket] = []
    try:
        for _ in range(number):
            peer = socket.create_connection(("127.0.0.1", server.smtp_port), 60)
            held.append(peer)
            read_reply(peer, b"220")
            peer.sendall(b"EHLO idle.example\r\n")
            read_reply(peer, b"250")
        yield held
    finally:
        for peer in held:
            peer.close()


def read_reply(peer: socket.socket, code: bytes) -> None:
    """Read a whole reply; raise where it has another code."""
    said = b""
    while not said.endswith(b"\r\n") or said.splitlines()[-1][3:4] == b"-":
        taken = peer.recv(4096)
        if not taken:
            raise ConnectionError(f"void: a session was ended after {said!r}")
        said += taken
    if not said.startswith(code):
        raise RuntimeError(f"void: {said!r}")


def still_open(held: list[socket.socket]) -> int:
    """Count the sessions that were not ended, nor told anything, meanwhile."""
    count = 0
    for peer in held:
        peer.setblocking(False)
        try:
            peer.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            count += 1
    return count


def measure(options: Options) -> list[Table]:
    """Measure every server that is here, in turn: with the sessions, then without."""
    need_smtp_source()
    number = options.share(SESSIONS, 50)
    allow_open_files(number + 1_000)
    kinds, left_out = here(SERVERS, options)
    tables = []
    for cpus in pinnings()[:1] if options.is_tiny else pinnings():
        runs = {kind: [sample(kind, options, number, cpus) for _ in range(options.runs)] for kind in kinds}
        columns = (
            "server",
            "octets a session (PSS)",
            "of the main process (RSS)",
            "B2, empty",
            "B2, through them",
            "ratio",
        )
        table = Table(f"{number:,} idle sessions; {where(cpus[0])}", columns)
        for kind, samples in runs.items():
            ratio = spread([each[3] / each[2] for each in samples], "{:.2f}")
            numbers = [spread([each[column] for each in samples]) for column in range(4)]
            table.lines.append((kind.name, *numbers, ratio))
        table.notes.append(f"Mayfly with {', '.join(f'{name}={value}' for name, value in VARIABLES.items())}")
        tables.append(table)
    tables[-1].notes += left_out
    return tables


def sample(kind: Kind, options: Options, number: int, cpus: tuple[str, str]) -> tuple[float, float, float, float]:
    """Give octets a session by both measures, and messages a second without and with them."""
    send = by_smtp_source(kept=True)
    warm_up = options.share(WARM_UP, 40)
    with kind.start(options.data, cpus[0]) as server:
        send(server, options, warm_up, OCTETS, cpus[1])
        wait_until_idle(server.pid)
        took = send(server, options, warm_up, OCTETS, cpus[1]).seconds
        count = max(warm_up, round(warm_up / took * options.seconds))
        before = proportional_octets(server.pid), resident_octets(server.pid)
        with idle_sessions(server, number) as held:
            after = proportional_octets(server.pid), resident_octets(server.pid)
            through = count / send(server, options, count, OCTETS, cpus[1]).seconds
            if (left := still_open(held)) != number:
                raise RuntimeError(f"void: of {number} idle sessions {left} were left")
        # Last, because memory that messages have used and given back would be taken for the sessions.
        empty = count / send(server, options, count, OCTETS, cpus[1]).seconds
        server.check_stored(2 * warm_up + 2 * count)
    return (after[0] - before[0]) / number, (after[1] - before[1]) / number, empty, through


ROWS = {"B13": measure}
