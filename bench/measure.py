"""Numbers: what one run gave, how several are told together, and what the machine under them costs.

Rule: only ratios inside one run mean anything; absolute figures are printed so that the ratios can be checked.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    runs: int
    seconds: float
    data: Path


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
        for child in task.read_text().split():
            found += processes_below(int(child))
    return found


def cpu_seconds(pid: int) -> float:
    """Give the processor time that a process and its living descendants have used."""
    ticks = 0
    for each in processes_below(pid):
        # The name, in parentheses, may hold spaces; what follows the last one is counted from field 3 on (proc(5)).
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS_PER_SECOND


def proportional_octets(pid: int) -> int:
    """Give the memory of a process and its descendants, shared pages counted once in all."""
    octets = 0
    for each in processes_below(pid):
        for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                octets += int(line.split()[1]) * 1024
    return octets
