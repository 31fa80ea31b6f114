"""bench B6: ten messages of 20 MB at once, beside small mail and health checks: megabytes a second, and who waits.

A stall of the loop is seen by whoever asks for something small meanwhile: the reply to MAIL, which needs nothing but
the loop, and ``GET /healthz``; the same without the large messages stands above it. aiosmtpd has no HTTP.
"""

import statistics
import time
from dataclasses import dataclass

from bench.measure import Options, Table, percentile, pinnings, spread, where
from bench.peers import AIOSMTPD, AIOSMTPD_UVLOOP, POSTFIX_FAST, SINK, here
from bench.prober import Seen, Task, probing
from bench.sending import by_smtp_source, need_smtp_source
from bench.servers import MAYFLY, Kind

LARGE_OCTETS = 20 * 1_048_576
TINY_OCTETS = 1_048_576
AT_ONCE = 10
SERVERS = (MAYFLY, SINK, AIOSMTPD, AIOSMTPD_UVLOOP, POSTFIX_FAST)
COLUMNS = (
    "server", "durability", "meanwhile", "MB/s", "MAIL p50, ms", "MAIL p99", "MAIL most", "health p99", "health most",
    "small mail p50", "small mail p99",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: megabytes a second (0 where nothing large was sent), and what was seen meanwhile."""

    rate: float
    seen: Seen


def sample(kind: Kind, options: Options, cpus: tuple[str, str], *, large: bool) -> Sample:
    """Probe a server for a while, with rounds of large messages or without; void where one was not stored."""
    octets = TINY_OCTETS if options.is_tiny else LARGE_OCTETS
    send = by_smtp_source(kept=False, sessions=AT_ONCE)
    with kind.start(options.data, cpus[0]) as server:
        by_smtp_source(kept=True)(server, options, AT_ONCE, 5_120, cpus[1])
        task = Task(server.smtp, server.recipient, server.http.removeprefix("http://") if kind is MAYFLY else "")
        rounds = 0
        with probing(task, cpus[1]) as seen:
            began = time.perf_counter()
            while large and (not rounds or time.perf_counter() - began < options.seconds):
                send(server, options, AT_ONCE, octets, cpus[1])
                rounds += 1
            took = time.perf_counter() - began
            if not large:
                time.sleep(max(0.5, options.seconds))
        server.check_stored(AT_ONCE + rounds * AT_ONCE + len(seen.mail))
    return Sample(rounds * AT_ONCE * octets / 1e6 / took, seen)


def measure(options: Options) -> list[Table]:
    """Measure every server that is here, in turn."""
    need_smtp_source()
    kinds, left_out = here(SERVERS, options)
    tables = []
    for cpus in pinnings()[:1] if options.is_tiny else pinnings():
        samples: dict[tuple[Kind, bool], list[Sample]] = {}
        for _ in range(options.runs):
            for kind in kinds:
                for large in (False, True):
                    samples.setdefault((kind, large), []).append(sample(kind, options, cpus, large=large))
        size = (TINY_OCTETS if options.is_tiny else LARGE_OCTETS) // 1_048_576
        table = Table(f"{AT_ONCE} messages of {size} MiB at once; {where(cpus[0])}", COLUMNS)
        for (kind, large), runs in samples.items():
            table.lines.append(line(kind, runs, large=large))
        table.notes.append("waits are over all runs; the prober runs beside smtp-source, at a higher priority if root")
        tables.append(table)
    tables[-1].notes += left_out
    return tables


def line(kind: Kind, runs: list[Sample], *, large: bool) -> tuple[str, ...]:
    """Put the runs of one server into a line."""

    def of(name: str, share: float) -> str:
        values = [seconds for run in runs for seconds in getattr(run.seen, name)]
        return f"{percentile(values, share) * 1000:.1f}" if values else "-"

    rate = spread([run.rate for run in runs]) if large and statistics.median(run.rate for run in runs) else "-"
    waits = [of("command", share) for share in (0.5, 0.99, 1)] + [of("health", share) for share in (0.99, 1)]
    meanwhile = "the large ones" if large else "nothing"
    return (kind.name, kind.durability, meanwhile, rate, *waits, *(of("mail", share) for share in (0.5, 0.99)))


ROWS = {"B6": measure}
