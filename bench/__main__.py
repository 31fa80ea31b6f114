"""``make bench``: run the rows, print their tables; write ``bench/results.md`` only with ``--write``.

``make bench ARGS="B1 B7 --runs 3"`` runs some of them, ``--quick`` all in a few minutes, smaller. A row whose tools are
not here is named and left out. ``--profile`` tells instead where the time of a message goes.
"""

import argparse
import dataclasses
import importlib
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import breakdown, rows
from bench.measure import Options, Table, cost_of_fdatasync

HERE = Path(__file__).resolve().parent
WHOLE = Options(runs=5, seconds=3.0, data=HERE)
QUICK = Options(runs=1, seconds=1.0, data=HERE, scale=0.1)


def find_rows() -> dict[str, Callable[[Options], list[Table]]]:
    """Give every row by its number, in the order of the numbers."""
    found: dict[str, Callable[[Options], list[Table]]] = {}
    for file in sorted(Path(rows.__file__).parent.glob("[a-z]*.py")):
        found |= importlib.import_module(f"bench.rows.{file.stem}").ROWS
    return dict(sorted(found.items(), key=lambda item: (len(item[0]), item[0])))


def head(options: Options) -> str:
    """Say what was measured where, and with which settings."""
    lines = [
        f"Measured {time.strftime('%Y-%m-%d')}; {os.cpu_count()} processors, Python {platform.python_version()}.",
        f"{options.runs} runs of about {options.seconds:g} s: median (least-most). Scale {options.scale:g}.",
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


def options_of(asked: argparse.Namespace, data: Path) -> Options:
    """Take what was asked for, and the rest from ``QUICK`` or ``WHOLE``."""
    base = QUICK if asked.quick else WHOLE
    given = {name: getattr(asked, name) for name in ("runs", "seconds", "scale") if getattr(asked, name) is not None}
    return dataclasses.replace(base, data=data, may_fetch=not asked.no_fetch, with_million=asked.million, **given)


def main() -> int:
    """Run what was asked for."""
    known = find_rows()
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(known)}; all when none is named")
    parser.add_argument("--runs", type=int, help="how often each server is measured (5; quick: 1)")
    parser.add_argument("--seconds", type=float, help="how long one run takes, about (3; quick: 1)")
    parser.add_argument("--scale", type=float, help="share of the numbers that a row is about (1; quick: 0.1)")
    parser.add_argument("--quick", action="store_true", help="one short run of each, and smaller numbers")
    parser.add_argument("--no-fetch", action="store_true", help="do not fetch peers from npm and Go's modules")
    parser.add_argument("--million", action="store_true", help="B9 with a million messages too, which takes minutes")
    parser.add_argument("--profile", action="store_true", help="where the time of a message goes, and nothing else")
    parser.add_argument("--write", action="store_true", help="write bench/results.md")
    asked = parser.parse_args()
    if unknown := set(asked.rows) - set(known):
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    build = HERE.parent / "build"
    build.mkdir(exist_ok=True)
    # Below the tree and not below /tmp, which may be memory.
    with tempfile.TemporaryDirectory(dir=build, prefix="bench-") as data:
        options = options_of(asked, Path(data))
        if asked.profile:
            print(*breakdown.measure(options), sep="\n")
            return 0
        said = [head(options)]
        print(said[0], flush=True)
        for number in asked.rows or known:
            try:
                tables = known[number](options)
            except LookupError as missing:
                # An IndexError or a KeyError is a fault of the row.
                if type(missing) is not LookupError:
                    raise
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
