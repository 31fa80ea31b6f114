"""Numbers: what one run gave, how several are told together, and what the machine under them costs.

Rule: only ratios inside one run mean anything; absolute figures are printed so that the ratios can be checked.
"""

import contextlib
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
TINY_BELOW = 0.01
IDLE_LOOK_SECONDS = 0.3
IDLE_PATIENCE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line.

    ``data`` is a folder on a disk that all servers keep theirs in. ``scale`` is 1 for the numbers that a row is about;
    less makes them smaller in proportion. ``may_fetch`` allows peers to be fetched and built;
    ``with_million`` adds what takes minutes to fill.
    """

    runs: int
    seconds: float
    data: Path
    scale: float = 1.0
    may_fetch: bool = False
    with_million: bool = False

    def share(self, number: int, least: int = 1) -> int:
        """Give the share of a number that the scale asks for, but so many at least."""
        return max(least, round(number * self.scale))

    @property
    def is_tiny(self) -> bool:
        """Tell whether this is only to see that the row runs."""
        return self.scale < TINY_BELOW


@dataclass(slots=True)
class Table:
    """A table as it is printed and written: a heading, columns, lines, and what has to be said about them."""

    heading: str
    columns: Sequence[str]
    lines: list[Sequence[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Give the table in Markdown, which is as readable on a terminal."""
        widths = [max(len(str(line[i])) for line in [self.columns, *self.lines]) for i in range(len(self.columns))]

        def row(line: Sequence[str]) -> str:
            return "| " + " | ".join(str(cell).ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"

        rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
        parts = [f"### {self.heading}", "", row(self.columns), rule, *map(row, self.lines)]
        parts += ["", *(f"* {note}" for note in self.notes)] if self.notes else []
        return "\n".join(parts) + "\n"


def spread(values: Sequence[float], form: str = "{:,.0f}") -> str:
    """Give median, least and most of some runs."""
    return f"{form.format(statistics.median(values))} ({form.format(min(values))}-{form.format(max(values))})"


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value below which ``share`` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def cost_of_fdatasync(folder: Path, times: int = 200) -> float:
    """Give the median seconds of one write of 4 KiB and its fdatasync in ``folder``."""
    took = []
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        for _ in range(times):
            began = time.perf_counter()
            os.pwrite(file.fileno(), b"\xa5" * 4096, 0)
            os.fdatasync(file.fileno())
            took.append(time.perf_counter() - began)
    return statistics.median(took)


def processes_below(pid: int) -> list[int]:
    """Give a process and all its descendants."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        # A thread, or the process itself, may end while it is looked at.
        with contextlib.suppress(OSError):
            for child in task.read_text().split():
                found += processes_below(int(child))
    return found


def cpu_seconds(pid: int) -> float:
    """Give the processor time that a process and its descendants have used, those waited for included."""
    return sum(cpu_seconds_of(f"/proc/{each}/stat", with_ended=True) for each in processes_below(pid))


def wait_until_idle(pid: int) -> None:
    """Wait until a process and its descendants have done with what they do at the start, or so long that they do not.

    A tenth of one processor counts as idle: timers take some.
    """
    end = time.monotonic() + IDLE_PATIENCE_SECONDS
    before = cpu_seconds(pid)
    while time.monotonic() < end:
        time.sleep(IDLE_LOOK_SECONDS)
        used, before = cpu_seconds(pid) - before, cpu_seconds(pid)
        if used <= 0.1 * IDLE_LOOK_SECONDS:
            return


def cpu_seconds_of(stat: str, *, with_ended: bool = False) -> float:
    """Give the processor time in one file of proc(5), of a process or a thread; 0 where it has just ended."""
    try:
        # The name, in parentheses, may hold spaces; what follows the last one is counted from field 3 on.
        fields = Path(stat).read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11 : 15 if with_ended else 13])) / TICKS_PER_SECOND


def proportional_octets(pid: int) -> int:
    """Give the memory of a process and its descendants, shared pages counted once in all."""
    octets = 0
    for each in processes_below(pid):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    octets += int(line.split()[1]) * 1024
    return octets


def resident_octets(pid: int) -> int:
    """Give the resident set of one process."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def pinnings() -> list[tuple[str, str]]:
    """Give the processors of server and generator: one each, then shared freely; only the second where there is one."""
    free = ("", "")
    return [("0", "1"), free] if (os.cpu_count() or 1) > 1 else [free]


def where(cpus: str) -> str:
    """Say how server and generator share the processors."""
    return "server and generator on a processor each" if cpus else "processors shared freely"
