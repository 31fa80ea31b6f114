"""The programs of ``make soak`` run, for a moment; and what they look for is found where it is."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.soak import load
from tests.whole.service import environment
from tests.whole.tracing import NEEDS_STRACE

ROOT = Path(__file__).resolve().parents[2]


@NEEDS_STRACE
@pytest.mark.parametrize(("program", "arguments"), [("load", ("2", "20")), ("slow", ("1", "40"))])
def test_the_program_runs(program: str, arguments: tuple[str, ...]):
    """A38 A09: it ends well, and says what it measured."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.soak.{program}", *arguments],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"{program}: ")
    assert "p99" in done.stdout


def test_what_load_looks_for_is_found(tmp_path: Path):
    """A mail that was never pushed, and a connection to somebody, are seen."""
    run = load.Run()
    run.accepted = {1: 0.0, 2: 0.0}
    run.pushed = {2: 0.1}
    assert load.missing(run) == [1]
    trace = tmp_path / "trace"
    trace.write_text(
        '7 connect(5<socket:[1]>, {sa_family=AF_INET, sin_port=htons(25), sin_addr=inet_addr("192.0.2.1")}, 16) = 0\n'
        '7 connect(5<socket:[1]>, {sa_family=AF_UNIX, sun_path="/run/nscd/socket"}, 110) = 0\n',
        "ascii",
    )
    assert len(load.outward(trace)) == 1


def test_growth_is_measured():
    """A process that grows by a megabyte a minute grows by sixty an hour."""
    looks = [(60.0 * minute, 100.0 + minute, 9) for minute in range(20)]
    assert round(load.slope(looks), 6) == 60
