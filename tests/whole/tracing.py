"""What a service asks of the system, in its order, as strace writes it down: syncs, reads and writes with their octets.

The order of lines is the order of events: strace stops each thread at each call. What is claimed of it here is order
only, never time.
"""

import ast
import contextlib
import re
import shutil
import signal
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

NEEDS_STRACE = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
# A call that was entered and one that came back are lines of their own when another thread comes between.
_CALL = re.compile(r"(?P<pid>\d+) +(?P<name>\w+)\((?P<words>.*)")
_BACK = re.compile(r"(?P<pid>\d+) +<\.\.\. (?P<name>\w+) resumed>(?P<words>.*)")
_RESULT = re.compile(r".*\)\s+= (-?\d+|\?)", re.DOTALL)
_DESCRIPTOR = re.compile(r"(\d+)<([^>]*)>")
_OCTETS = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the places in the trace where it began and came back, the file it was about, the octets in it."""

    name: str
    began: int
    ended: int
    descriptor: str
    file: str
    octets: bytes
    words: str
    result: str

    @property
    def went_well(self) -> bool:
        """Say whether it did what was asked."""
        return self.result.isdigit()


def strace(trace: Path, calls: str, *more: str) -> list[str]:
    """Give the beginning of a command line that writes down these calls of a program and all its children.

    Octets are written down whole: a large message is read in pieces of 256 KiB. Strace stands aside (``-D``), so that
    the process that is started is the program itself.
    """
    return ["strace", "-D", "-f", "-qq", "-y", "-s", "300000", "-o", str(trace), "-e", f"trace={calls}", *more]


def read_trace(lines: Iterable[str]) -> Iterator[Call]:
    """Read the calls of a trace, in the order in which they came back."""
    begun: dict[tuple[str, str], tuple[int, str]] = {}
    for place, line in enumerate(lines):
        if back := _BACK.match(line):
            began, words = begun.pop((back["pid"], back["name"]), (place, ""))
            yield _call(back["name"], began, place, words + back["words"])
        elif call := _CALL.match(line):
            if call["words"].endswith(" <unfinished ...>"):
                begun[call["pid"], call["name"]] = (place, call["words"].removesuffix(" <unfinished ...>"))
            else:
                yield _call(call["name"], place, place, call["words"])


def _call(name: str, began: int, ended: int, words: str) -> Call:
    about = _DESCRIPTOR.match(words)
    result = _RESULT.match(words)
    octets = b"".join(ast.literal_eval(f'b"{text}"') for text in _OCTETS.findall(words))
    return Call(
        name,
        began,
        ended,
        about[1] if about else "",
        about[2] if about else "",
        octets,
        words,
        result[1] if result else "",
    )


@contextlib.contextmanager
def meddling(pid: int, *options: str) -> Iterator[None]:
    """Let strace meddle with a running process and all its threads (``-e inject=...``) for the length of a block."""
    process = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", "/dev/null", "-p", str(pid), *options], stderr=subprocess.PIPE, text=True
    )
    try:
        until_traced(pid, process)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()


def until_traced(pid: int, process: "subprocess.Popen[str]") -> None:
    """Wait until every thread of a process is looked at."""
    while True:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        with contextlib.suppress(OSError):
            if all("TracerPid:\t0\n" not in (task / "status").read_text() for task in tasks):
                return
        if process.poll() is not None:
            said = process.communicate()[1]
            if "Operation not permitted" in said:
                pytest.skip("this machine does not let one trace a process")
            raise RuntimeError(said)
