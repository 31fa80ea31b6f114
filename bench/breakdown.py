"""Where the time of a message goes: ``make bench ARGS=--profile``.

Three looks at Mayfly under bench B2 at 5 kB: processor time by process and thread; system calls counted by process;
and the functions of the main thread by their own time, which the profiler makes about twice as slow as it is.

Rule: system calls are counted by the kernel's tracepoints (``perf stat``) where it allows that, because ``strace``
stops a process at each and so changes how much goes into one group commit; ``strace -c`` is what is left.
"""

import contextlib
import pstats
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Options, Table, cpu_seconds_of, processes_below
from bench.sending import by_smtp_source, need_smtp_source
from bench.servers import MAYFLY, Running, ask, free_port, mayfly_command, message_count, started, wait_for_greeting

OCTETS = 5_120
MESSAGES = 20_000
WARM_UP = 500
LEAST_WARM_UP = 60
# Calls that are fewer than this for each message are start-up and clocks.
WORTH_TELLING = 0.01
FUNCTIONS = 30
ATTACH_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread of a process, by the two numbers the kernel has for them."""

    pid: int
    tid: int

    @property
    def cpu(self) -> float:
        """Give the seconds it has used."""
        return cpu_seconds_of(f"/proc/{self.pid}/task/{self.tid}/stat")


def measure(options: Options) -> list[Table]:
    """Take all looks, each with a service of its own."""
    need_smtp_source()
    count = options.share(MESSAGES, 200)
    tables = [by_process(options, count)]
    if shutil.which("perf") is None and shutil.which("strace") is None:
        tables[0].notes.append("system calls are not counted: neither perf nor strace is here")
    else:
        tables.append(calls(options, count))
    return [*tables, functions(options, count)]


def send(server: Running, options: Options, count: int) -> float:
    """Send in the manner of B2 at 5 kB; give the seconds."""
    return by_smtp_source(kept=True)(server, options, count, OCTETS, "").seconds


def name_of(pid: int, service: int) -> str:
    """Say what a process is for: a child is told by what it was started to run."""
    if pid == service:
        return "service"
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    return "child " + next((word for word in words if re.fullmatch(r"mayfly[\w.]+:\w+", word)), words[0])


def threads_below(pid: int) -> list[Thread]:
    """Give every thread of a process and its descendants."""
    return [
        Thread(each, int(task.name)) for each in processes_below(pid) for task in Path(f"/proc/{each}/task").iterdir()
    ]


def by_process(options: Options, count: int) -> Table:
    """Tell the processor time of each thread that takes part."""
    table = Table(
        f"processor time of {count:,} messages of {OCTETS:,} octets, kept connections", ("where", "us a message", "%")
    )
    warm_up = options.share(WARM_UP, LEAST_WARM_UP)
    with MAYFLY.start(options.data, "") as server:
        send(server, options, warm_up)
        before = {thread: thread.cpu for thread in threads_below(server.pid)}
        took = send(server, options, count)
        used = {thread: thread.cpu - before.get(thread, 0.0) for thread in threads_below(server.pid)}
        server.check_stored(warm_up + count)
        whole = sum(used.values()) or 1.0
        for thread, seconds in sorted(used.items(), key=lambda item: -item[1]):
            if seconds > 0:
                label = f"{name_of(thread.pid, server.pid)}, {thread_name(thread)}"
                table.lines.append((label, f"{seconds / count * 1e6:.1f}", f"{100 * seconds / whole:.0f}"))
    table.lines.append(("together", f"{whole / count * 1e6:.1f}", "100"))
    table.notes.append(f"{count / took:,.0f} messages/s, processors shared with the generator")
    return table


def thread_name(thread: Thread) -> str:
    """Name a thread as well as the kernel knows it; the first is the one with the event loop."""
    return "main thread" if thread.pid == thread.tid else f"thread {thread.tid - thread.pid}"


def calls(options: Options, count: int) -> Table:
    """Tell the system calls of each process for each message."""
    count = max(200, count // 4)
    warm_up = options.share(WARM_UP, LEAST_WARM_UP)
    with MAYFLY.start(options.data, "") as server:
        send(server, options, warm_up)
        pids = processes_below(server.pid)
        files = {pid: options.data / f"calls-{pid}" for pid in pids}
        counter = counter_that_works(options.data)
        with contextlib.ExitStack() as stack:
            for pid in pids:
                stack.enter_context(attached(counter, pid, files[pid]))
            took = send(server, options, count)
        server.check_stored(warm_up + count)
        counted = {name_of(pid, server.pid): read_counts(files[pid].read_text()) for pid in pids}
    table = Table(f"system calls a message, {counter}", ("process", "calls", "which"))
    for name, numbers in counted.items():
        if sum(numbers.values()) >= WORTH_TELLING * count:
            ordered = sorted(numbers.items(), key=lambda item: -item[1])
            which = ", ".join(
                f"{call} {times / count:.2f}" for call, times in ordered if times >= WORTH_TELLING * count
            )
            table.lines.append((name, f"{sum(numbers.values()) / count:.2f}", which))
    table.notes.append(f"{count:,} messages at {count / took:,.0f} messages/s while they were counted")
    return table


def counter_that_works(folder: Path) -> str:
    """Choose ``perf stat``, or ``strace -c`` where the kernel does not let its tracepoints be read."""
    if shutil.which("perf") is not None:
        words = ["perf", "stat", "-e", "syscalls:sys_enter_read", "-o", str(folder / "probe"), "true"]
        if subprocess.run(words, check=False, capture_output=True).returncode == 0:
            return "perf stat"
    if shutil.which("strace") is None:
        raise LookupError("perf may not count system calls, and strace is not here")
    return "strace -c"


@contextlib.contextmanager
def attached(counter: str, pid: int, file: Path) -> Iterator[None]:
    """Count the calls of one process, all its threads, until the end."""
    if counter == "perf stat":
        words = ["perf", "stat", "-x", ";", "-e", "syscalls:sys_enter_*", "-p", str(pid), "-o", str(file)]
    else:
        words = ["strace", "-c", "-f", "-p", str(pid), "-o", str(file)]
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until_attached(counter, process, pid)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def wait_until_attached(counter: str, process: "subprocess.Popen[bytes]", pid: int) -> None:
    """Wait until the counter is at work: ``strace`` is seen in proc(5), ``perf`` by the events it holds open."""
    last = time.monotonic() + ATTACH_SECONDS
    while time.monotonic() < last and process.poll() is None:
        if counter == "perf stat":
            held = events_held(process.pid)
            # When nothing is added for a moment, all is open.
            time.sleep(0.3)
            ready = held > 0 and held == events_held(process.pid)
        else:
            ready = f"TracerPid:\t{process.pid}" in Path(f"/proc/{pid}/status").read_text()
        if ready:
            return
        time.sleep(0.05)
    raise RuntimeError(f"{counter} did not attach to {pid}; status {process.poll()}")


def events_held(pid: int) -> int:
    """Count the counters that a process has open."""
    count = 0
    for name in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            count += "perf_event" in str(name.readlink())
    return count


def read_counts(text: str) -> dict[str, int]:
    """Read how often each call was made, from what ``perf stat -x`` or ``strace -c`` wrote."""
    found = {
        name: int(times) for times, name in re.findall(r"^(\d+);[^;]*;syscalls:sys_enter_(\w+);", text, re.MULTILINE)
    }
    if not found:
        rows = re.findall(r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)(?:\s+\d+)?\s+(\w+)$", text, re.MULTILINE)
        found = {name: int(times) for times, name in rows if name != "total"}
    return {name: times for name, times in found.items() if times}


def functions(options: Options, count: int) -> Table:
    """Tell the functions of the main thread that take most by themselves."""
    smtp, http = free_port(), free_port()
    count, warm_up = max(200, count // 2), options.share(WARM_UP, LEAST_WARM_UP)
    data, stats = options.data / "profiled", options.data / "stats"
    command = [sys.executable, "-m", "bench.profiled", str(stats), *mayfly_command(smtp, http, data)[1:]]
    with started(command, "") as process:
        wait_for_greeting(smtp, process)
        base = f"http://127.0.0.1:{http}"
        box = ask(base, "/api/v1/mailboxes", {})
        server = Running(process.pid, f"127.0.0.1:{smtp}", box["address"], base, box["token"])
        send(server, options, warm_up)
        process.send_signal(signal.SIGUSR2)
        send(server, options, count)
        if (stored := message_count(base, box["token"])) != warm_up + count:
            raise RuntimeError(f"void: {warm_up + count} messages were accepted and {stored} are stored")
    columns = ("function", "calls a message", "us a message")
    table = Table("the main thread by function, own processor time, under the profiler", columns)
    rows = sorted(read_profile(stats), key=lambda row: -row.seconds)
    for row in rows[:FUNCTIONS]:
        table.lines.append((row.place, f"{row.calls / count:.2f}", f"{row.seconds / count * 1e6:.1f}"))
    whole = sum(row.seconds for row in rows) / count * 1e6
    table.notes.append(f"{whole:.0f} us a message in all; the profiler makes each call dearer than it is")
    return table


@dataclass(frozen=True, slots=True)
class Function:
    """A function, how often it was called, and the seconds in it but not in what it called."""

    place: str
    calls: int
    seconds: float


def read_profile(stats: Path) -> list[Function]:
    """Read what the profiler left."""
    found = pstats.Stats(str(stats)).stats  # type: ignore[attr-defined]  # documented, but not in the stubs
    return [
        Function(f"{'/'.join(Path(file).parts[-2:])}:{line} {name}" if line else name, calls, own)
        for (file, line, name), (_, calls, own, _, _) in found.items()
    ]
