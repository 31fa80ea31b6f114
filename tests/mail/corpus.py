"""The corpus of real and awkward mails, where it is there, and how a mail of it arrives."""

import os
import re
from pathlib import Path

import pytest

from mayfly.core.message import Envelope
from mayfly.core.trace import trace_header

ROOT = Path(os.environ.get("MAYFLY_CORPUS") or Path(__file__).resolve().parents[2].parent / "shared" / "corpus")
TRACE = trace_header(
    Envelope("sender@corpus.example", (), "client.example", "192.0.2.1", "ESMTP", "s1"),
    "mx.mayfly.test",
    "1",
    1_790_848_800,
)
ORDINARY = ("mime-*", "real-*", "bounce-*")


def needs_corpus() -> pytest.MarkDecorator:
    """Skip, and say so, where there is no corpus."""
    return pytest.mark.skipif(not ROOT.is_dir(), reason=f"no corpus at {ROOT.name}: MAYFLY_CORPUS may name one")


def mails(*sets: str) -> list[tuple[str, bytes]]:
    """Give the mails of some sets by name, line ends made CRLF."""
    found = []
    for pattern in sets:
        for path in sorted(ROOT.glob(f"{pattern}/**/*")):
            if path.is_file() and not path.name.startswith(("SOURCE", "LICENSE", "labels")) and path.suffix != ".html":
                octets = re.sub(rb"\r\n|\r|\n", b"\r\n", path.read_bytes())
                found.append((str(path.relative_to(ROOT)), octets))
    return found


def delivered(octets: bytes) -> bytes:
    """Put our trace header on top, as delivery does."""
    return TRACE + octets
