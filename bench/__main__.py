"""``make bench``: run the rows, print their tables; write ``bench/results.md`` only with ``--write``.

``make bench ARGS="B1 B7 --runs 3"`` runs some of them. A row whose tools are not here is named and left out.
"""

import argparse
import importlib
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import rows
from bench.measure import Options, Table, cost_of_fdatasync

HERE = Path(__file__).resolve().parent


def find_rows() -> dict[str, Callable[[Options], list[Table]]]:
    """Give every row by its number, in the order of the numbers."""
    found: dict[str, Callable[[Options], list[Table]]] = {}
    for file in sorted(Path(rows.__file__).parent.glob("[a-z]*.py")):
        found |= importlib.import_module(f"bench.rows.{file.stem}").ROWS
    return dict(sorted(found.items(), key=lambda item: int(item[0][1:])))


def head(options: Options) -> str:
    """Say what was measured where, and with which settings."""
    lines = [
        f"Measured {time.strftime('%Y-%m-%d')}; {os.cpu_count()} processors, Python {platform.python_version()}.",
        f"{options.runs} runs of about {options.seconds:g} s: median (least-most).",
        f"One write of 4 KiB and its fdatasync: {cost_of_fdatasync(options.data) * 1e6:,.0f} microseconds.",
        "",
        "Mayfly as shipped (synced before 250, sealed, compressed), with `bench/bench.toml`:",
        "",
        "```toml",
        (HERE / "bench.toml").read_text().rstrip(),
        "```",
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    """Run what was asked for."""
    known = find_rows()
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(known)}; all when none is named")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="how long one run takes, about")
    parser.add_argument("--write", action="store_true", help="write bench/results.md")
    asked = parser.parse_args()
    if unknown := set(asked.rows) - set(known):
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    build = HERE.parent / "build"
    build.mkdir(exist_ok=True)
    # Below the tree and not below /tmp, which may be memory.
    with tempfile.TemporaryDirectory(dir=build, prefix="bench-") as data:
        options = Options(asked.runs, asked.seconds, Path(data))
        said = [head(options)]
        print(said[0], flush=True)
        for number in asked.rows or known:
            try:
                tables = known[number](options)
            except LookupError as missing:
                print(f"bench {number} is left out: {missing}\n", flush=True)
                continue
            text = "\n".join([f"## bench {number}\n", *map(str, tables)])
            print(text, flush=True)
            said.append(text)
    if asked.write:
        (HERE / "results.md").write_text("# Measured\n\n" + "\n".join(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
