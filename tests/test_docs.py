"""The documents say what the code does: every setting, command and path is in them, and what they show can be typed.

What can be derived is derived (``scripts/docs.py``) and compared; what is written by hand is checked against the code.
"""

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import click
import pytest
from scripts import docs as derived

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("clients/**/*.md"),
        *ROOT.glob("deploy/*.md"),
        ROOT / "bench" / "README.md",
    ]
)
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code in a document: its language, where it begins, and what it says."""

    language: str
    line: int
    text: str


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a document, also those inside lists."""
    fence = re.compile(r"^( *)```([\w-]*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
    for found in fence.finditer(text):
        inside = re.sub(rf"^{found[1]}", "", found[3], flags=re.MULTILINE)
        yield Block(found[2], text.count("\n", 0, found.start()) + 1, inside)


def commands_of(block: Block) -> Iterator[list[str]]:
    """Yield the commands a reader would type, split into words; pipes and substitutions give several."""
    for raw in block.text.replace("\\\n", " ").splitlines():
        line = raw.removeprefix("$ ")
        if block.language == "console" and line == raw:
            continue
        inner = re.findall(r"\$\(([^()]*)\)", line)
        for part in [*re.split(r"\||&&|;", re.sub(r"\$\([^()]*\)", "SUBSTITUTED", line)), *inner]:
            words = shlex.split(part, comments=True)
            while words and re.fullmatch(r"[A-Z_]+=.*|export|exec|code=.*|&", words[0]):
                words = words[1:]
            if words:
                yield words


def slug(heading: str) -> str:
    """Give the anchor that a heading has on the usual forges."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name: str) -> None:
    """Every relative link of a document leads to a file that is there, and to a heading that is in it."""
    text = (ROOT / name).read_text("utf-8")
    broken = []
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        headings = (
            re.findall(r"^#+ (.*)$", file.read_text("utf-8"), re.MULTILINE)
            if file.suffix == ".md" and file.exists()
            else []
        )
        if not file.exists() or (anchor and anchor not in map(slug, headings)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("name", NAMES)
def test_paths_named_in_a_document_are_there(name: str) -> None:
    """What a document names in code as a path of the project is there."""
    text = re.sub(r"^( *)```.*?^\1```$", "", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    named = re.findall(r"`((?:src|docs|deploy|scripts|tests|requirements|bench|clients)/[\w./-]+)`", text)
    assert [path for path in named if not (ROOT / path).exists() and not path.startswith("bench/results")] == []


@pytest.mark.parametrize("name", NAMES)
def test_commands_shown_can_be_typed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A `make` target, a `mayfly` command and its options that a document shows are there."""
    # Where a command takes a token it would otherwise be read from standard input.
    monkeypatch.setenv("MAYFLY_TOKEN", "A" * 43)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    wrong = []
    for block in blocks_of((ROOT / name).read_text("utf-8")):
        if block.language not in {"sh", "console"}:
            continue
        for words in commands_of(block):
            if words[0] == "make":
                wrong += [
                    f"line {block.line}: make {word}" for word in words[1:] if word.isalpha() and word not in targets
                ]
            elif Path(words[0]).name == "mayfly" and not can_be_typed(words[1:]):
                wrong.append(f"line {block.line}: {shlex.join(words)}")
    assert wrong == []


def can_be_typed(words: list[str]) -> bool:
    """Tell whether the command line takes these words; nothing is run."""
    group = derived.command_line()
    if not words or words[0] not in group.commands:
        return False
    command = group.commands[words[0]]
    arguments = [word for word in words[1:] if word not in {"&", "…"}]
    try:
        command.make_context(words[0], arguments, resilient_parsing=False)
    except click.UsageError:
        return False
    return True


@pytest.mark.parametrize("name", NAMES)
def test_settings_shown_are_settings(name: str, tmp_path: Path) -> None:
    """A TOML block of a document is a file that `mayfly serve --config` takes; a JSON block is JSON."""
    from mayfly import config

    for number, block in enumerate(blocks_of((ROOT / name).read_text("utf-8"))):
        if block.language == "toml":
            tomllib.loads(block.text)
            file = tmp_path / f"{number}.toml"
            file.write_text(block.text)
            config.load(None, file, {"HOME": str(tmp_path)})
        elif block.language == "json":
            json.loads(block.text)
        elif block.language == "python":
            compile(block.text, f"{name}:{block.line}", "exec")


def test_settings_of_the_bench_are_settings(tmp_path: Path) -> None:
    """What is raised for measuring is read by the same rules as any operator's file."""
    from mayfly import config

    config.load(None, ROOT / "bench" / "bench.toml", {"HOME": str(tmp_path)})


def test_every_setting_is_documented_with_its_reason() -> None:
    """The list of settings is the one that the code reads, and each says why its default is what it is."""
    from mayfly import config

    assert (ROOT / "docs" / "settings.md").read_text("utf-8") == derived.settings()
    assert [setting.path for setting in config.describe() if len(setting.reason) < 10] == []


def test_settings_named_in_a_document_are_settings() -> None:
    """What a document calls a setting (`room.name`) or a variable (`MAYFLY_ROOM__NAME`) is one."""
    from mayfly import config

    known = {setting.path for setting in config.describe()}
    variables = {setting.variable for setting in config.describe()}
    rooms = {path.split(".")[0] for path in known}
    wrong = []
    for path in DOCUMENTS:
        text = path.read_text("utf-8")
        named = {name for name in re.findall(r"`([a-z]+(?:\.[a-z_]+)+)`", text) if name.split(".")[0] in rooms}
        files = {name for name in named if re.search(r"\.(py|toml|md|db|sock)$", name)}
        wrong += [(path.name, name) for name in sorted(named - files - known)]
        wrong += [(path.name, name) for name in re.findall(r"MAYFLY_\w+__\w+", text) if name not in variables]
    assert wrong == []


def test_every_command_is_documented() -> None:
    """The list of commands and their options is the one that the command line has."""
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == derived.commands()


def test_every_path_is_documented() -> None:
    """Every method and path that the service answers, its parameters and its problems are in the API's document."""
    text = (ROOT / "docs" / "api.md").read_text("utf-8")
    assert text == derived.with_requests(text)
    assert [route.path for route in derived.routes() if f"`{route.method} {route.path}`" not in text] == []


def test_every_event_is_documented() -> None:
    """Every kind of server-sent event is in the API's document."""
    from mayfly.access import Event

    text = (ROOT / "docs" / "api.md").read_text("utf-8")
    names = [re.search(r"Event ``(\w+)``", kind.__doc__ or "") for kind in get_args(Event)]
    assert all(names)
    assert [name[1] for name in names if name and f"| `{name[1]}` |" not in text] == []


def test_decisions_are_short() -> None:
    """A decision has its question, choice, reason and what would change it, in at most forty lines."""
    for path in (ROOT / "docs" / "decisions").glob("*.md"):
        text = path.read_text("utf-8")
        assert re.fullmatch(r"\d{4}-[a-z0-9-]+", path.stem), path.name
        assert text.count("\n") <= 40, path.name
        for part in ("**Question.**", "**Choice.**", "**Why.**", "**What would change our mind.**"):
            assert part in text, (path.name, part)


def test_the_checks_notice() -> None:
    """The reading of documents sees blocks in lists, pipes, substitutions and prompts."""
    text = (
        '1. x\n\n   ```sh\n   A=1 mayfly wait --code | cat\n   eval "$(mayfly new)"\n   ```\n\n'
        "```console\n$ make run\nout\n```\n"
    )
    listed, prompt = blocks_of(text)
    assert [words[:2] for words in commands_of(listed)] == [
        ["mayfly", "wait"],
        ["cat"],
        ["eval", "SUBSTITUTED"],
        ["mayfly", "new"],
    ]
    assert list(commands_of(prompt)) == [["make", "run"]]
    assert slug("Port 25 without root") == "port-25-without-root"
