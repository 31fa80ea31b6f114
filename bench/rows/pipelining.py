"""bench B3: pipelined groups and BDAT over kept connections, against the same without them and against peers that
know them.

Our own generator sends; what it comes to against ``smtp-sink`` is its ceiling. ``smtp-source`` stands beside it, so
that one sees what the generator itself costs. The ratio that counts is to Mayfly's own kept connections (bench B2).
"""

import statistics

from bench.measure import Options, Table, pinnings, spread, where
from bench.peers import POSTFIX_FAST, SINK, here
from bench.sending import Sample, Send, by_generator, by_smtp_source, need_smtp_source, sample
from bench.servers import MAYFLY, Kind

OCTETS = 5_120
WAYS: dict[str, Send] = {
    "smtp-source, one by one (B2)": by_smtp_source(kept=True),
    "generator, one by one": by_generator("plain"),
    "generator, pipelined": by_generator("pipelined"),
    "generator, BDAT pipelined": by_generator("bdat"),
}
BASE = next(iter(WAYS))
# smtp-sink has no BDAT.
CANNOT = {(SINK, "generator, BDAT pipelined")}


def measure(options: Options) -> list[Table]:
    """Measure every way with every server that is here, in turn."""
    need_smtp_source()
    kinds, left_out = here((MAYFLY, SINK, POSTFIX_FAST), options)
    tables = []
    for cpus in pinnings()[:1] if options.is_tiny else pinnings():
        samples: dict[tuple[Kind, str], list[Sample]] = {}
        for _ in range(options.runs):
            for kind in kinds:
                for way, send in WAYS.items():
                    if (kind, way) not in CANNOT:
                        samples.setdefault((kind, way), []).append(sample(kind, options, OCTETS, send, cpus))
        tables.append(told(f"kept connections, {OCTETS:,} octets; {where(cpus[0])}", samples))
    tables[-1].notes += left_out
    return tables


def told(heading: str, samples: dict[tuple[Kind, str], list[Sample]]) -> Table:
    """Put the runs into one table, with each way's ratio to the same server's kept connections."""
    columns = (
        "server",
        "durability",
        "way",
        "messages/s",
        "per CPU-second",
        "to its own B2",
        "by CPU",
        "mayfly / this one",
    )
    table = Table(heading, columns)

    def median(key: tuple[Kind, str], what: str) -> float:
        return statistics.median(float(getattr(each, what)) for each in samples[key])

    for (kind, way), runs in samples.items():
        rates = spread([each.rate for each in runs])
        per_cpu = spread([each.per_cpu for each in runs])
        gains = [median((kind, way), what) / median((kind, BASE), what) for what in ("rate", "per_cpu")]
        ratio = median((MAYFLY, way), "rate") / median((kind, way), "rate")
        gained = [f"{gain:.2f}" for gain in gains]
        table.lines.append((kind.name, kind.durability, way, rates, per_cpu, *gained, f"{ratio:.2f}"))
        if any(each.by_generator for each in runs):
            table.notes.append(f"{kind.name}, {way}: generator-limited, compare by CPU-second")
    return table


ROWS = {"B3": measure}
