"""Bench B11: octets at rest per message, on a corpus of real mail, against the ways there are to compress.

Run as ``python -m bench.store_sizes <directory of messages> ...``. Sealed is what lies on the disk: compressed, padded
to a size class, and the 65 octets of form, suite, key and tag.
"""

import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from mayfly.store.sealing import SealFor, SealJob, seal_content

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# Not a message, in the corpora that are measured.
_OTHER = frozenset({"SOURCE", "LICENSE", "README.md"})
_ANYBODY = SealFor(bytes(16), bytes([9, *bytes(31)]), bytes(16))


def read(directory: Path) -> list[bytes]:
    """Read the messages below a directory, with line ends as they come by SMTP."""
    paths = (path for path in directory.rglob("*") if path.is_file() and path.name not in _OTHER)
    return [
        path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        for path in paths
        if path.suffix not in {".html", ".json", ".md", ".py"}
    ]


def row(name: str, messages: list[bytes], octets_of: Callable[[bytes], int]) -> str:
    """Measure one way: how much less it is, and how long each takes."""
    began = time.perf_counter()
    at_rest = sum(octets_of(message) for message in messages)
    took = time.perf_counter() - began
    whole = sum(map(len, messages))
    return f"  {name:16} {100 * (1 - at_rest / whole):5.1f} % off  {took / len(messages) * 1e6:6.0f} us"


def sealed_octets(message: bytes) -> int:
    """Seal as shipped, and count what lies on the disk."""
    sealed = seal_content(SealJob((message,), (_ANYBODY,), 0.0))
    return len(sealed.copies[0].sealed) + sealed.body_octets


def main() -> None:
    """Print a table for each directory."""
    for word in sys.argv[1:]:
        messages = read(Path(word))
        lengths = sorted(map(len, messages))
        print(f"{Path(word).name}: {len(messages)} messages, mean {sum(lengths) // len(lengths)}, median", end=" ")
        print(lengths[len(lengths) // 2])
        print(row("zlib 6", messages, lambda message: len(zlib.compress(message))))
        for level in (1, 3, 6, 9, 19):
            compressor = zstd.ZstdCompressor(level=level)
            flush = compressor.FLUSH_FRAME
            one = lambda message, c=compressor, f=flush: len(c.compress(message, f))  # noqa: E731 - bound per level
            print(row(f"zstd {level}", messages, one))
        print(row("sealed, shipped", messages, sealed_octets))


if __name__ == "__main__":
    main()
