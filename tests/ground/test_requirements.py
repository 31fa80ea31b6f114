"""The pinned requirements: complete, hashed, and silent about where packages come from."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
# Group of pyproject.toml -> its file.
GROUPS = {"run": PROJECT["project"]["dependencies"], **PROJECT["dependency-groups"]}


def pinned(path: Path) -> dict[str, str]:
    """Read a file of requirements: name to the lines that belong to it."""
    entries = re.split(r"^(?=[a-zA-Z0-9])", path.read_text(), flags=re.MULTILINE)[1:]
    return {re.split(r"==", entry)[0].lower(): entry for entry in entries}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_requirement_is_exact_and_hashed(path):
    """Each requirement names one version and at least one SHA-256."""
    assert pinned(path)
    for name, entry in pinned(path).items():
        assert re.match(r"[\w.-]+==\S+", entry), name
        assert "--hash=sha256:" in entry, name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_registry_is_named(path):
    """Where packages come from is the machine's affair."""
    assert not re.search(r"https?://|index-url|find-links", path.read_text())


@pytest.mark.parametrize("group", GROUPS)
def test_everything_asked_for_is_pinned(group):
    """What pyproject.toml asks for is in the file of its group."""
    have = {name.replace("_", "-") for name in pinned(ROOT / "requirements" / f"{group}.txt")}
    asked = {re.match(r"[\w.-]+", line)[0].lower() for line in GROUPS[group] if isinstance(line, str)}
    assert {name.replace(".", "-").replace("_", "-") for name in asked} <= {name.replace(".", "-") for name in have}


def test_one_version_everywhere():
    """What the service runs with is what the tests run with."""
    run, dev = pinned(ROOT / "requirements" / "run.txt"), pinned(ROOT / "requirements" / "dev.txt")
    for name, entry in run.items():
        assert name in dev
        assert entry.split(" ")[0] == dev[name].split(" ")[0]
