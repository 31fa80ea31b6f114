"""How mail is sent in bulk, and what one run of it came to: the common part of the rows that measure throughput.

Rule: a run counts only where every message was accepted and the server has exactly that many.
"""

import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import generator
from bench.letters import letter_file
from bench.measure import Options, Table, cpu_seconds, spread, wait_until_idle
from bench.servers import MAYFLY, Kind, Running

SESSIONS = 20
# A few messages first, and a pause: imports, the first window and child processes are start-up, not work.
WARM_UP = 200


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: messages a second, messages for each second of the server's processor time, and whose limit it was."""

    rate: float
    per_cpu: float
    by_generator: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What a way of sending came to: how long it took, and whether it could not have been faster by itself."""

    seconds: float
    by_generator: bool = False


# Sends so many messages of so many octets to a server, from these processors.
Send = Callable[[Running, Options, int, int, str], Sent]


def need_smtp_source() -> None:
    """Raise LookupError where there is no ``smtp-source``."""
    if shutil.which("smtp-source") is None:
        raise LookupError("smtp-source (Debian's package postfix) is not here")


def by_smtp_source(*, kept: bool, sessions: int = SESSIONS) -> Send:
    """Send with Postfix's generator: a new connection for each message, or kept ones."""

    def send(server: Running, options: Options, count: int, octets: int, cpus: str) -> Sent:
        command = ["taskset", "-c", cpus] if cpus else []
        command += ["smtp-source", "-s", str(sessions), "-m", str(count), "-f", "sender@example.com"]
        command += ["-F", str(letter_file(options.data, octets)), "-t", server.recipient]
        began = time.perf_counter()
        subprocess.run([*command, *(["-d"] if kept else []), server.smtp], check=True, stdin=subprocess.DEVNULL)
        return Sent(time.perf_counter() - began)

    return send


def by_generator(mode: str, sessions: int = SESSIONS) -> Send:
    """Send with our own generator, over kept connections."""

    def send(server: Running, options: Options, count: int, octets: int, cpus: str) -> Sent:
        recipients = address_file(options.data, [server.recipient])
        task = generator.Task(server.smtp, str(recipients), count, mode, octets, sessions)
        result = generator.run_apart(task, cpus)
        return Sent(result.seconds, result.is_limit)

    return send


def address_file(folder: Path, addresses: Sequence[str]) -> Path:
    """Write the addresses that a generator sends to, in turn."""
    path = folder / "recipients"
    path.write_text("\n".join(addresses))
    return path


def sample(kind: Kind, options: Options, octets: int, send: Send, cpus: tuple[str, str]) -> Sample:
    """Start a server, find how fast it is, measure it for about as long as asked for, and count what it kept."""
    warm_up = options.share(WARM_UP, 40)
    with kind.start(options.data, cpus[0]) as server:
        send(server, options, warm_up, octets, cpus[1])
        wait_until_idle(server.pid)
        took = send(server, options, warm_up, octets, cpus[1]).seconds
        count = max(warm_up, round(warm_up / took * options.seconds))
        before = cpu_seconds(server.pid)
        sent = send(server, options, count, octets, cpus[1])
        used = max(cpu_seconds(server.pid) - before, 0.01)
        server.check_stored(2 * warm_up + count)
    return Sample(count / sent.seconds, count / used, sent.by_generator)


def told(heading: str, samples: Mapping[Kind, Sequence[Sample]], ceiling: Kind | None = None) -> Table:
    """Put the runs of all servers into one table, with Mayfly's ratio to each."""
    table = Table(heading, ("server", "durability", "messages/s", "per CPU-second", "mayfly / this one"))
    medians = {kind: statistics.median(each.rate for each in runs) for kind, runs in samples.items()}
    for kind, runs in samples.items():
        rates, per_cpu = [each.rate for each in runs], [each.per_cpu for each in runs]
        ratio = f"{medians[MAYFLY] / medians[kind]:.2f}"
        table.lines.append((kind.name, kind.durability, spread(rates), spread(per_cpu), ratio))
        if any(each.by_generator for each in runs):
            table.notes.append(f"{kind.name}: generator-limited, compare by CPU-second")
    if ceiling in medians and medians[MAYFLY] > 0.9 * medians[ceiling]:
        table.notes.append("generator-limited: compare by CPU-second")
    return table
