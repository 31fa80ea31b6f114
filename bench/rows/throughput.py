"""bench B1 and B2: messages a second, with a new connection for each and with kept ones, at 5 kB and at 20 kB.

The generator's ceiling is ``smtp-source`` against ``smtp-sink``, which throws mail away: a server that comes near is
told in messages for each second of its own processor time as well.
"""

import os
import shutil
import statistics
import subprocess
import time
from dataclasses import dataclass

from bench.measure import Options, Table, cpu_seconds, spread
from bench.servers import AIOSMTPD, AIOSMTPD_UVLOOP, MAYFLY, SINK, Kind, Running, run

SIZES = (5_120, 20_480)
SESSIONS = 20
# A few messages first: imports, the first window and the child process are start-up, not work.
WARM_UP = 200
SERVERS = (MAYFLY, SINK, AIOSMTPD, AIOSMTPD_UVLOOP)


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: messages a second, and messages for each second of the server's processor time."""

    rate: float
    per_cpu: float


def send(server: Running, count: int, octets: int, *, kept: bool, cpus: str) -> float:
    """Send ``count`` messages and give the seconds it took; raise where one was refused."""
    command = ["taskset", "-c", cpus] if cpus else []
    command += ["smtp-source", "-s", str(SESSIONS), "-m", str(count), "-l", str(octets), "-f", "sender@example.com"]
    command += ["-t", server.recipient, *(["-d"] if kept else []), server.smtp]
    began = time.perf_counter()
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def sample(kind: Kind, options: Options, octets: int, *, kept: bool, pinned: bool) -> Sample:
    """Start a server, find how fast it is, measure it for about as long as asked for, and count what it kept."""
    server_cpus, generator_cpus = ("0", "1") if pinned else ("", "")
    with run(kind, options.data, server_cpus) as server:
        took = send(server, WARM_UP, octets, kept=kept, cpus=generator_cpus)
        count = max(WARM_UP, round(WARM_UP / took * options.seconds))
        before = cpu_seconds(server.pid)
        took = send(server, count, octets, kept=kept, cpus=generator_cpus)
        used = max(cpu_seconds(server.pid) - before, 0.01)
        stored = server.stored()
        if stored is not None and stored != WARM_UP + count:
            raise RuntimeError(f"void: {WARM_UP + count} messages were accepted and {stored} are stored")
    return Sample(count / took, count / used)


def measure(options: Options, *, kept: bool) -> list[Table]:
    """Measure every server that is here, in turn."""
    if shutil.which("smtp-source") is None:
        raise LookupError("smtp-source is not here")
    kinds = [kind for kind in SERVERS if kind.is_here()]
    tables = []
    for pinned in [True, False] if (os.cpu_count() or 1) > 1 else [False]:
        for octets in SIZES:
            where = "server and generator on a processor each" if pinned else "processors shared freely"
            heading = f"{'kept connections' if kept else 'a new connection per message'}, {octets:,} octets; {where}"
            samples: dict[Kind, list[Sample]] = {kind: [] for kind in kinds}
            for _ in range(options.runs):
                for kind in kinds:
                    samples[kind].append(sample(kind, options, octets, kept=kept, pinned=pinned))
            tables.append(told(heading, samples))
    return tables


def told(heading: str, samples: dict[Kind, list[Sample]]) -> Table:
    """Put the runs of all servers into one table, with Mayfly's ratio to each."""
    table = Table(heading, ("server", "durability", "messages/s", "per CPU-second", "mayfly / this one"))
    medians = {kind: statistics.median(each.rate for each in runs) for kind, runs in samples.items()}
    for kind, runs in samples.items():
        rates, per_cpu = [each.rate for each in runs], [each.per_cpu for each in runs]
        ratio = medians[MAYFLY] / medians[kind]
        table.lines.append((kind.name, kind.durability, spread(rates), spread(per_cpu), f"{ratio:.2f}"))
    if SINK in medians and medians[MAYFLY] > 0.9 * medians[SINK]:
        table.notes.append("generator-limited: compare by CPU-second")
    return table


ROWS = {
    "B1": lambda options: measure(options, kept=False),
    "B2": lambda options: measure(options, kept=True),
}
