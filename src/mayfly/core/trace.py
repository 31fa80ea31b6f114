"""The lines we put on top of each message, and how they are told from what was received.

Written and read in one place, so that the octets below are the octets as received, whatever they begin with.
"""

import functools
from email.utils import formatdate

from mayfly.core.message import Envelope


def trace_header(envelope: Envelope, hostname: str, name: str, now: float) -> bytes:
    """Write the lines that RFC 5321 section 4.4 wants on top of a delivered message.

    ``for`` is there with a single recipient only: several would tell each other of one another. No part of it can
    hold a line end of its own: the grammar let none through, and what is not printable is shown as ``?``.
    """
    client = envelope.client_address
    source = _printable(envelope.greeting)
    if client:
        source += f" ([IPv6:{client}])" if ":" in client else f" ([{client}])"
    recipients = envelope.forward_paths
    recipient = f"\r\n\tfor <{_printable(str(recipients[0]))}>" if len(recipients) == 1 else ""
    lines = (
        f"Return-Path: <{_printable(envelope.reverse_path)}>\r\nReceived: from {source}\r\n"
        f"\tby {hostname} with {envelope.protocol} id {name}{recipient};\r\n\t{_date(int(now))}\r\n"
    )
    return lines.encode("utf-8", "replace")


@functools.lru_cache(4)
def _date(second: int) -> str:
    # Thousands of messages share a second, and writing a date takes longer than all the rest of the header.
    return formatdate(second)


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(c if c.isprintable() else "?" for c in text)


def trace_of(content: bytes) -> bytes:
    """Give our trace header, which a stored content begins with.

    The third line ends with a semicolon exactly where no ``for`` follows.
    """
    end = 0
    for _ in range(3):
        end = content.index(b"\r\n", end) + 2
    for _ in range(1 if content[end - 3 : end] == b";\r\n" else 2):
        end = content.index(b"\r\n", end) + 2
    return content[:end]


def split_trace(content: bytes) -> tuple[bytes, bytes]:
    """Part a stored content into our trace header and the octets as received, which are copied."""
    trace = trace_of(content)
    return trace, content[len(trace) :]


def reverse_path_of(trace: bytes) -> str:
    """Read the reverse-path back from the Return-Path line that we wrote on top."""
    line = trace[: trace.index(b"\r\n")].decode("utf-8", "replace")
    return line.removeprefix("Return-Path: <").removesuffix(">")
