"""bench B1 and B2: messages a second, with a new connection for each and with kept ones, at 5 kB and at 20 kB.

The generator's ceiling is ``smtp-source`` against ``smtp-sink``, which throws mail away: a server that comes near is
told in messages for each second of its own processor time as well.
"""

from bench.measure import Options, Table, pinnings, where
from bench.peers import (
    AIOSMTPD,
    AIOSMTPD_UVLOOP,
    HARAKA_DISCARD,
    INBUCKET_MEMORY,
    MAILPIT_DISK,
    POSTFIX_FAST,
    SINK,
    here,
)
from bench.sending import Sample, by_smtp_source, need_smtp_source, sample, told
from bench.servers import MAYFLY, Kind

SIZES = (5_120, 20_480)
SERVERS = (MAYFLY, SINK, AIOSMTPD, AIOSMTPD_UVLOOP, HARAKA_DISCARD, INBUCKET_MEMORY, MAILPIT_DISK, POSTFIX_FAST)


def measure(options: Options, *, kept: bool) -> list[Table]:
    """Measure every server that is here, in turn."""
    need_smtp_source()
    kinds, left_out = here(SERVERS, options)
    tables = []
    for cpus in pinnings()[:1] if options.is_tiny else pinnings():
        for octets in SIZES[:1] if options.is_tiny else SIZES:
            heading = (
                f"{'kept connections' if kept else 'a new connection per message'}, {octets:,} octets; {where(cpus[0])}"
            )
            samples: dict[Kind, list[Sample]] = {kind: [] for kind in kinds}
            for _ in range(options.runs):
                for kind in kinds:
                    samples[kind].append(sample(kind, options, octets, by_smtp_source(kept=kept), cpus))
            tables.append(told(heading, samples, SINK))
    tables[-1].notes += left_out
    return tables


ROWS = {
    "B1": lambda options: measure(options, kept=False),
    "B2": lambda options: measure(options, kept=True),
}
