"""Where the corpus of real and nasty mail lies. It is not part of the project: where there is none, tests say so."""

import os
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("MAYFLY_CORPUS") or Path(__file__).parents[1].parent / "shared" / "corpus")
_NOT_MAIL = {"SOURCE", "LICENSE", "labels.json", "vectors.json", "payloads.json"}


def mails(*patterns: str) -> list[Path]:
    """Give the mails of the sets that match, in order."""
    return sorted(
        path
        for pattern in patterns
        for folder in ROOT.glob(pattern)
        for path in folder.rglob("*")
        if path.is_file() and path.name not in _NOT_MAIL and path.suffix != ".html" and "LICENSE" not in path.name
    )


def needs_corpus() -> None:
    """Skip, saying so, where there is no corpus."""
    if not ROOT.is_dir():
        pytest.skip(f"no corpus at {ROOT}: set MAYFLY_CORPUS to have it tested")


def as_sent(octets: bytes) -> bytes:
    """Make line ends CRLF, as a sender of this file would; what is not a line end stays."""
    octets = octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return octets if octets.endswith(b"\r\n") else octets + b"\r\n"
