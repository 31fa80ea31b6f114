"""bench B11: octets at rest per message, on a corpus of real mail, against the ways there are to compress.

Sealed is what lies on the disk: compressed, padded to a size class, and what the seal adds. ``MAYFLY_CORPUS`` names a
directory of messages, each of its folders a line of the table.
"""

import os
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from bench.measure import Options, Table
from bench.servers import ROOT
from mayfly.store.sealing import SealFor, SealJob, seal_content

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# Not a message, in the corpora that are measured.
_OTHER_NAMES = frozenset({"SOURCE", "LICENSE", "README.md"})
_OTHER_KINDS = frozenset({".html", ".json", ".md", ".py"})
_ANYBODY = SealFor(bytes(16), bytes([9, *bytes(31)]), bytes(16))
_LEVELS = (1, 3, 6, 9, 19)


def measure(_: Options) -> list[Table]:
    """Measure each folder of the corpus."""
    corpus = Path(os.environ.get("MAYFLY_CORPUS") or ROOT.parent / "shared" / "corpus")
    if not corpus.is_dir():
        raise LookupError("no corpus: MAYFLY_CORPUS may name a directory of messages")
    ways = {"zlib 6": lambda message: len(zlib.compress(message))}
    ways |= {f"zstd {level}": _by_zstd(level) for level in _LEVELS}
    ways["at rest, as shipped"] = sealed_octets
    table = Table("octets off, of what the messages are, in % (microseconds each)", ("messages", *ways))
    for folder in sorted(path for path in corpus.iterdir() if path.is_dir()):
        messages = read(folder)
        if messages:
            median = sorted(map(len, messages))[len(messages) // 2]
            name = f"{folder.name}: {len(messages)}, median {median:,}"
            table.lines.append((name, *(_saved(messages, octets_of) for octets_of in ways.values())))
    return [table]


def read(folder: Path) -> list[bytes]:
    """Read the messages below a folder, with line ends as they come by SMTP."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in _OTHER_NAMES)
    contents = (path.read_bytes() for path in paths if path.suffix not in _OTHER_KINDS)
    return [content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") for content in contents]


def sealed_octets(message: bytes) -> int:
    """Seal as shipped, and count what lies on the disk."""
    sealed = seal_content(SealJob((message,), (_ANYBODY,), 0.0))
    return len(sealed.copies[0].sealed) + sealed.body_octets


def _by_zstd(level: int) -> Callable[[bytes], int]:
    compressor = zstd.ZstdCompressor(level=level)
    return lambda message: len(compressor.compress(message, compressor.FLUSH_FRAME))


def _saved(messages: list[bytes], octets_of: Callable[[bytes], int]) -> str:
    began = time.perf_counter()
    at_rest = sum(map(octets_of, messages))
    took = time.perf_counter() - began
    return f"{100 * (1 - at_rest / sum(map(len, messages))):.1f} ({took / len(messages) * 1e6:,.0f})"


ROWS = {"B11": measure}
