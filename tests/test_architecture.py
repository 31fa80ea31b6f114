"""The house stands as it is drawn: floors, pure rooms, one door to the environment, files read at a sitting.

Each rule is a function from a tree of sources to the sentences that say where it is broken. It is asked about the
project, and shown to speak up by a tree that breaks it.
"""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# From the roof down. A room imports from the floors below its own and from itself: never sideways, never up.
FLOORS = (
    {"__main__"},
    {"cli"},
    {"app"},
    {"config"},
    {"smtp", "web"},
    {"delivery", "access", "offload"},
    {"store", "mail", "guard", "net", "workers"},
    {"core"},
)
FLOOR_OF = {room: height for height, rooms in enumerate(reversed(FLOORS)) for room in rooms}
# Tighter than the floors ask for: the protocol knows nothing but the words; and no room but the one that builds the
# engine knows which engine it is: the others see the promise and the sealing.
ONLY = {"smtp": {"core"}}
DOORS = {"store": {"base", "sealing"}}
MAY_PASS_ANY_DOOR = {"app", "config"}

# Pure: octets and values in, values out. Clock, waiting, files and network are somebody else's.
PURE = {"core", "guard", "mail", "smtp"}
IMPURE_MODULES = frozenset(
    "asyncio concurrent fcntl http io.open multiprocessing os pathlib select selectors shutil signal socket"
    " socketserver ssl subprocess tempfile threading time urllib.request uvloop".split()
)
# File -> what it may import all the same.
NOT_PURE = {
    "smtp/server.py": IMPURE_MODULES,  # the one file of the protocol that waits
    "smtp/connection.py": {"asyncio"},  # what the event loop calls back; it never waits
    "smtp/tls.py": {"pathlib", "ssl"},  # TLS from octets to octets; and the files of its certificate
    "smtp/promise.py": {"asyncio"},  # names the future in a signature, for the one that waits
}
IMPURE_CALLS = {"open", "input", "print"}
CLOCKS = {"now", "utcnow", "today"}

FILE_LINES = 400
# File -> why it is better whole. An entry for a file that is short, or gone, is an error too.
LONG_FILES: dict[str, str] = {}

ENVIRONMENT_NAMES = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"}
MAY_READ_ENVIRONMENT = {"config"}
# The commands that talk to a running service have no settings; the parser of the command line has their two variables.
COMMAND_VARIABLES = {"cli/api.py"}


@dataclass(frozen=True, slots=True)
class File:
    """One source file: its path below the package, its room, and what it says."""

    path: str
    source: str

    @property
    def room(self) -> str:
        """Name the room: the folder, or the file that is a room by itself."""
        return self.path.split("/")[0].removesuffix(".py")

    @property
    def tree(self) -> ast.Module:
        """Parse the source."""
        return ast.parse(self.source)


def files_below(folder: Path) -> list[File]:
    """Read every Python file below ``folder``."""
    return [File(p.relative_to(folder).as_posix(), p.read_text("utf-8")) for p in sorted(folder.rglob("*.py"))]


def imports_of(file: File) -> Iterator[tuple[int, str]]:
    """Yield the line and the full name of everything imported anywhere in the file, relative imports spelled out."""
    package = ["mayfly", *file.path.split("/")[:-1]]
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                yield node.lineno, f"{module}.{alias.name}"


def floors(files: list[File]) -> Iterator[str]:
    """Say which imports go sideways or up, or through a door that is kept shut."""
    for file in files:
        if file.path == "__init__.py":
            continue
        if file.room not in FLOOR_OF:
            yield f"{file.path}: the room {file.room!r} is on no floor"
            continue
        for line, name in imports_of(file):
            parts = name.split(".")
            if parts[0] != "mayfly" or len(parts) < 2 or parts[1] == file.room or parts[1].startswith("__version"):
                continue
            room = parts[1]
            where = f"{file.path}:{line}: {file.room} imports {room}"
            if room not in FLOOR_OF:
                yield f"{where}, which is no room"
            elif FLOOR_OF[room] == FLOOR_OF[file.room]:
                yield f"{where}: sideways"
            elif FLOOR_OF[room] > FLOOR_OF[file.room]:
                yield f"{where}: up"
            elif room not in ONLY.get(file.room, {room}):
                yield f"{where}: it must not know it"
            elif file.room not in MAY_PASS_ANY_DOOR and room in DOORS and not DOORS[room] & set(parts[2:3]):
                yield f"{where} by another door than {sorted(DOORS[room])}"


def purity(files: list[File]) -> Iterator[str]:
    """Say where a pure room waits, opens or looks at a clock."""
    for file in files:
        if file.room not in PURE:
            continue
        forbidden = IMPURE_MODULES - NOT_PURE.get(file.path, frozenset())
        for line, name in imports_of(file):
            if any(name == module or name.startswith(module + ".") for module in forbidden):
                yield f"{file.path}:{line}: a pure room imports {name}"
        for node in ast.walk(file.tree):
            if not isinstance(node, ast.Call) or not forbidden:
                continue
            called = node.func
            if isinstance(called, ast.Name) and called.id in IMPURE_CALLS:
                yield f"{file.path}:{node.lineno}: a pure room calls {called.id}()"
            if isinstance(called, ast.Attribute) and called.attr in CLOCKS:
                yield f"{file.path}:{node.lineno}: a pure room asks the clock: .{called.attr}()"


def length(files: list[File]) -> Iterator[str]:
    """Say which files are longer than one reads at a sitting, and which excuses are stale."""
    lines = {file.path: file.source.count("\n") for file in files}
    for path, count in lines.items():
        if count > FILE_LINES and path not in LONG_FILES:
            yield f"{path}: {count} lines, over {FILE_LINES}, and no reason given in LONG_FILES"
    for path in LONG_FILES if "__init__.py" in lines else ():
        if lines.get(path, 0) <= FILE_LINES:
            yield f"{path}: named in LONG_FILES, but it is not long"


def environment(files: list[File]) -> Iterator[str]:
    """Say where the environment is read outside the one room that may."""
    for file in files:
        if file.room in MAY_READ_ENVIRONMENT:
            continue
        for line, name in imports_of(file):
            if name.split(".")[0] == "os" and name.split(".")[-1] in ENVIRONMENT_NAMES:
                yield f"{file.path}:{line}: imports {name}"
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Attribute) and node.attr in ENVIRONMENT_NAMES:
                yield f"{file.path}:{node.lineno}: reads the environment: .{node.attr}"
            by_option = isinstance(node, ast.keyword) and node.arg in {"envvar", "auto_envvar_prefix"}
            if by_option and file.path not in COMMAND_VARIABLES:
                yield f"{file.path}:{node.value.lineno}: has the environment read: {node.arg}="


def silence(files: list[File]) -> Iterator[str]:
    """Say where a checker is silenced wholly, or a rule without the reason behind it."""
    reasoned = re.compile(r"# noqa: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)*\s+(- )?\w|# type: ignore\[[\w, -]+\]")
    for file in files:
        for token in tokenize.generate_tokens(io.StringIO(file.source).readline):
            silencing = token.type == tokenize.COMMENT and re.search(r"noqa|type:\s*ignore", token.string)
            if silencing and not reasoned.search(token.string):
                yield f"{file.path}:{token.start[0]}: silenced without rule or reason: {token.string}"


def independence(files: list[File]) -> Iterator[str]:
    """Say where a client, which is installed alone, imports the service."""
    for file in files:
        for line, name in imports_of(file):
            if name.split(".")[0] == "mayfly":
                yield f"{file.path}:{line}: a client imports {name}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, the part of the project it holds for, and files that each break it."""

    check: Callable[[list[File]], Iterator[str]]
    folder: str
    planted: tuple[File, ...]


RULES = (
    Rule(
        floors,
        "src/mayfly",
        (
            File("core/address.py", "from mayfly.store import base\n"),
            File("store/sqlite.py", "import mayfly.mail.read\n"),
            File("smtp/server.py", "from mayfly.delivery import Delivery\n"),
            File("smtp/session.py", "def f():\n    from mayfly.store.base import Store\n"),
            File("web/api.py", "from mayfly.store import sqlite\n"),
            File("cli.py", "import mayfly.store.sqlite\n"),
            File("web/api.py", "from mayfly import smtp\n"),
            File("access.py", "from mayfly import delivery\n"),
            File("mail/read.py", "from ..guard import rate\n"),
            File("app.py", "from .cli import main\n"),
            File("web/api.py", "from mayfly.config import Settings\n"),
            File("lobby/desk.py", "x = 1\n"),
            File("web/api.py", "from mayfly.lobby import desk\n"),
        ),
    ),
    Rule(
        purity,
        "src/mayfly",
        (
            File("core/mailbox.py", "import time\n"),
            File("guard/rate.py", "from asyncio import sleep\n"),
            File("mail/read.py", "import urllib.request\n"),
            File("smtp/session.py", "import socket\n"),
            File("smtp/data.py", "def f():\n    import os.path\n"),
            File("mail/read.py", "text = open('x').read()\n"),
            File("core/mailbox.py", "from datetime import datetime, UTC\nat = datetime.now(UTC)\n"),
        ),
    ),
    Rule(length, "src/mayfly", (File("web/pages.py", "x = 1\n" * (FILE_LINES + 1)),)),
    Rule(
        environment,
        "src/mayfly",
        (
            File("store/sqlite.py", "import os\npath = os.environ['HOME']\n"),
            File("net.py", "from os import getenv\n"),
            File("cli.py", "import click\nclick.option('--url', envvar='MAYFLY_URL')\n"),
        ),
    ),
    Rule(
        silence,
        "src/mayfly",
        (
            File("net.py", "x = 1  # noqa\n"),
            File("net.py", "x = 1  # noqa: S310\n"),
            File("net.py", "x = f()  # type: ignore\n"),
        ),
    ),
    Rule(independence, "clients", (File("python/mayfly_client/api.py", "from mayfly.access import Wish\n"),)),
)
NAMES = [rule.check.__name__ for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_the_house_keeps_the_rule(rule: Rule) -> None:
    """The sources of the project break none of the rules; every place that does is named."""
    assert list(rule.check(files_below(ROOT / rule.folder))) == []


@pytest.mark.parametrize(
    ("rule", "planted"),
    [pytest.param(rule, file, id=f"{rule.check.__name__}-{file.path}") for rule in RULES for file in rule.planted],
)
def test_a_planted_violation_is_caught(rule: Rule, planted: File, tmp_path: Path) -> None:
    """A rule speaks up for each kind of violation, planted in a tree of its own."""
    place = tmp_path / planted.path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(planted.source)
    said = list(rule.check(files_below(tmp_path)))
    assert len(said) == 1
    assert said[0].startswith(planted.path)


def test_what_is_allowed_is_not_complained_about(tmp_path: Path) -> None:
    """Imports downwards and inside a room, the waiting file of the protocol, and a reasoned silence pass."""
    allowed = {
        "access.py": "from mayfly.core.message import Summary\nfrom mayfly.store.base import Store\n",
        "smtp/session.py": "from mayfly.smtp import reply\nfrom . import limits\nfrom mayfly.core import address\n",
        "smtp/server.py": "import asyncio\nimport time\n",
        "app.py": "from mayfly.store.sqlite import SqliteStore\n",
        "store/purge.py": "import os\nimport time\n",
        "config/read.py": "import os\nhome = os.environ.get('HOME')\n",
        "net.py": "x = f()  # noqa: S310 - the scheme was checked above\ny = g()  # type: ignore[x-y]\n",
    }
    for path, source in allowed.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(source)
    rules = [rule for rule in RULES if rule.folder == "src/mayfly"]
    assert [said for rule in rules for said in rule.check(files_below(tmp_path))] == []
