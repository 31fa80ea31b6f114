"""The fuzz target runs, and what it says about the session holds for a few thousand inputs."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_fuzz_target_finds_nothing_at_once(tmp_path: Path) -> None:
    """A39: the coverage-guided target starts, and a few thousand inputs break none of its sentences."""
    pytest.importorskip("atheris", reason="needs atheris")
    target = ROOT / "fuzz" / "smtp_session.py"
    paths = {"PYTHONPATH": ":".join(path for path in sys.path if path), "PATH": ""}
    done = subprocess.run(
        [sys.executable, str(target), "-runs=4000", "-seed=1"],
        cwd=tmp_path,
        env=paths,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
