"""Cutting octets into command lines.

Rule 1: only CRLF ends a line (RFC 5321 section 2.3.8). A bare CR or LF stays in it, where the grammar refuses it.
Rule 2: a line over the limit is swallowed as it comes, never kept; its CRLF brings the session back into step.
Rule 3: what a line comes to does not depend on how its octets were cut.
"""

from mayfly.smtp import reply
from mayfly.smtp.limits import Limits
from mayfly.smtp.reply import Reply

# The first octet of a TLS record that opens a connection (RFC 8446 section 5.1); such a client never sends a line.
_TLS_HANDSHAKE = 0x16


class Buffer:
    """What has come and has not been looked at."""

    __slots__ = ("_limits", "_octets", "_position", "_swallowed")

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._octets = b""
        self._position = 0
        # Octets of an overlong line that are gone.
        self._swallowed = 0

    def __len__(self) -> int:
        return len(self._octets) - self._position

    def add(self, octets: bytes) -> None:
        """Take what has come."""
        if self._position < len(self._octets):
            octets = self._octets[self._position :] + octets
        self._octets = octets
        self._position = 0

    def clear(self) -> None:
        """Throw away what is here."""
        self._octets = b""
        self._position = 0

    def take(self) -> bytes:
        """Take out all there is."""
        octets = self._octets[self._position :] if self._position else self._octets
        self._octets = b""
        self._position = 0
        return octets

    def take_line(self) -> bytes | Reply | None:
        """Take out a line without its CRLF, or what is to be said of it; None where its end has not come."""
        octets = self._octets
        start = self._position
        limits = self._limits
        if octets[start] == _TLS_HANDSHAKE and not self._swallowed:
            return reply.NOT_SMTP
        end = octets.find(b"\r\n", start)
        if end >= 0:
            length = self._swallowed + end + 2 - start
            self._swallowed = 0
            self._position = end + 2
            if length <= limits.command_line_octets:
                return octets[start:end]
            return reply.LINE_TOO_LONG if length <= limits.swallowed_line_octets else reply.ENDLESS_LINE
        held = len(octets) - start
        if self._swallowed + held > limits.swallowed_line_octets:
            return reply.ENDLESS_LINE
        if held >= limits.command_line_octets:
            kept = b"\r" if octets.endswith(b"\r") else b""
            self._swallowed += held - len(kept)
            self._octets = kept
            self._position = 0
        return None
