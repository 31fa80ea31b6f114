"""Run what the Makefile's targets name, in the environment that ``bootstrap.py`` made for them.

``python scripts/check.py lint types test [-- more arguments for the last]``. The first that fails ends the run; its
status is the run's. pytest comes last, so that its closing line is the last that is printed.

Rule: ``test`` runs against the wheel, unpacked, not against ``src``: a template or a style sheet that the wheel lacks
is a failure here and not at the first user's.
"""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(sys.executable).parent
WHEEL = ROOT / "build" / "wheel"
PYTHON_CODE = [name for name in ("src", "tests", "scripts", "bench", "fuzz", "clients") if (ROOT / name).is_dir()]
# Two, also on larger machines: the tests start servers and browsers of their own beside each worker.
WORKERS = "2"


def main(arguments: list[str]) -> int:
    """Run each step named in ``arguments``; return the status of the first that failed, or 0."""
    steps, more = arguments, []
    if "--" in arguments:
        cut = arguments.index("--")
        steps, more = arguments[:cut], arguments[cut + 1 :]
    for step in steps:
        status = STEPS[step](more)
        if status:
            print(f"mayfly: {step} failed", file=sys.stderr)
            return status
    return 0


def lint(_more: list[str]) -> int:
    """Check rules and format."""
    return run("ruff", "check", "--quiet", "--output-format", "concise", *PYTHON_CODE) or run(
        "ruff", "format", "--quiet", "--check", *PYTHON_CODE
    )


def types(_more: list[str]) -> int:
    """Check the types, strictly, of everything that is shipped."""
    return run("mypy")


def test(more: list[str]) -> int:
    """Run the tests against the built wheel."""
    build_wheel()
    chosen = more or ["tests"]
    return run("pytest", "-o", "pythonpath=.", "-n", WORKERS, "--dist", "loadfile", "-q", *chosen, path=WHEEL)


def bench(more: list[str]) -> int:
    """Compare with other servers."""
    return run("python", "-m", "bench", *more)


def soak(more: list[str]) -> int:
    """Run what takes long: each program of ``tests/soak`` and each fuzz target, for some seconds (``ARGS=3600``).

    The programs do at least what they say on top, however short the time; what a target failed on stays in
    ``build/fuzz``.
    """
    build_wheel()
    seconds = more[0] if more else "300"
    paths = os.pathsep.join([str(WHEEL), str(ROOT)])
    for program in sorted((ROOT / "tests" / "soak").glob("*.py")):
        status = run("python", "-m", f"tests.soak.{program.stem}", seconds, path=paths)
        if status:
            return status
    for target in sorted((ROOT / "fuzz").glob("*.py")):
        corpus = ROOT / "build" / "fuzz" / target.stem
        corpus.mkdir(parents=True, exist_ok=True)
        status = run(
            "python", str(target), f"-max_total_time={seconds}", f"-artifact_prefix={corpus}-", str(corpus), path=paths
        )
        if status:
            return status
    return 0


STEPS = {"lint": lint, "types": types, "test": test, "bench": bench, "soak": soak}


def build_wheel() -> None:
    """Build the wheel and unpack it to ``build/wheel``, the folder the tests import from."""
    made = ROOT / "build" / "dist"
    shutil.rmtree(made, ignore_errors=True)
    shutil.rmtree(WHEEL, ignore_errors=True)
    subprocess.run(
        [HERE / "python", "-m", "hatchling", "build", "--target", "wheel", "--directory", made],
        check=True,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    (wheel,) = made.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(WHEEL)


def run(command: str, *arguments: str, path: Path | str | None = None) -> int:
    """Run a command of this environment and return its status; ``path`` is where it imports the project from."""
    environment = dict(os.environ)
    environment["PATH"] = os.pathsep.join(
        [str(HERE), str(ROOT / ".tools" / "bin"), environment.get("PATH", os.defpath), "/usr/sbin", "/sbin"]
    )
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    environment.setdefault("HOME", "/nonexistent")
    sys.stdout.flush()
    return subprocess.run([HERE / command, *arguments], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
