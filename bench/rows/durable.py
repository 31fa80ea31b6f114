"""bench B5: servers that sync before they say 250, with 64 sessions at once.

Postfix has its queue on the same disk and hands what it took to its discard transport, which is the least it can do
with a message; as it comes, and tuned. Mailpit keeps mail in its database and does not sync each: it stands here
because people compare with it.
"""

from bench.measure import Options, Table, cost_of_fdatasync, pinnings, where
from bench.peers import MAILPIT_DISK, POSTFIX, POSTFIX_FAST, here
from bench.sending import Sample, by_smtp_source, need_smtp_source, sample, told
from bench.servers import MAYFLY, Kind

OCTETS = 5_120
SESSIONS = 64
SERVERS = (MAYFLY, POSTFIX, POSTFIX_FAST, MAILPIT_DISK)


def measure(options: Options) -> list[Table]:
    """Measure every durable server that is here, in turn."""
    need_smtp_source()
    kinds, left_out = here(SERVERS, options)
    send = by_smtp_source(kept=True, sessions=SESSIONS)
    tables = []
    for cpus in pinnings()[:1] if options.is_tiny else pinnings():
        samples: dict[Kind, list[Sample]] = {kind: [] for kind in kinds}
        for _ in range(options.runs):
            for kind in kinds:
                samples[kind].append(sample(kind, options, OCTETS, send, cpus))
        heading = f"{SESSIONS} sessions, kept connections, {OCTETS:,} octets, durable; {where(cpus[0])}"
        tables.append(told(heading, samples))
    cost = f"a write of 4 KiB and its fdatasync cost {cost_of_fdatasync(options.data) * 1e6:,.0f} microseconds there"
    tables[-1].notes += [cost, *left_out]
    return tables


ROWS = {"B5": measure}
