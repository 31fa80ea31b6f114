"""Reading content: what DATA carries up to its end, and what BDAT carries by count.

Rule 1: only CRLF.CRLF ends DATA (RFC 5321 section 4.1.1.4). A bare CR or LF is an octet like any other, so nothing
that another server might take for an end is one here.
Rule 2: work is constant per octet however the octets are cut: search and unstuffing are single passes over whole
pieces, small pieces are gathered into larger ones.
Rule 3: what is over a limit is swallowed, not kept; the session stays in step.
"""

import enum

from mayfly.smtp.limits import Budget

_END = b"\r\n.\r\n"
_STUFFED = b"\r\n."
# The ends of a piece that may be the beginning of the end, longest first.
_BEGINNINGS = (b"\r\n.\r", b"\r\n.", b"\r\n", b"\r")
# Smaller pieces are gathered, so that a message in single octets does not take an object for each.
_SMALL_OCTETS = 4096
_GATHERED_OCTETS = 65_536
# A header block is looked at so far and no further.
HEADER_BLOCK_OCTETS = 65_536


class Fault(enum.Enum):
    """Why content is not kept."""

    TOO_LARGE = "too large"
    NO_BUDGET = "no budget"


class Content:
    """The content of one transaction as it grows: pieces, their number of octets, and why it is not kept, if so."""

    __slots__ = ("_budget", "_gathered", "_limit", "_pieces", "fault", "held", "octets")

    def __init__(self, limit: int, budget: Budget) -> None:
        self._limit = limit
        self._budget = budget
        self._pieces: list[bytes] = []
        self._gathered = bytearray()
        self.octets = 0
        self.held = 0
        self.fault: Fault | None = None

    def add(self, piece: bytes) -> None:
        """Keep a piece, or only count it where it is over a limit."""
        length = len(piece)
        self.octets += length
        if self.octets > self._limit:
            if self.fault is not Fault.TOO_LARGE:
                self.drop()
                self.fault = Fault.TOO_LARGE
            return
        if self.fault is not None:
            return
        if not self._budget.take(length):
            self.drop()
            self.fault = Fault.NO_BUDGET
            return
        self.held += length
        if length < _SMALL_OCTETS:
            self._gathered += piece
            if len(self._gathered) < _GATHERED_OCTETS:
                return
            piece = b""
        if self._gathered:
            self._pieces.append(bytes(self._gathered))
            self._gathered = bytearray()
        if piece:
            self._pieces.append(piece)

    def pieces(self) -> list[bytes]:
        """Give what was kept."""
        if self._gathered:
            self._pieces.append(bytes(self._gathered))
            self._gathered = bytearray()
        return self._pieces

    def drop(self) -> None:
        """Let go of what is kept."""
        self._budget.give(self.held)
        self.held = 0
        self._pieces = []
        self._gathered = bytearray()


class DataReader:
    """Reads content up to CRLF.CRLF and takes the dots out again (RFC 5321 section 4.5.2)."""

    __slots__ = ("_carry", "_content", "_lead")

    def __init__(self, content: Content) -> None:
        self._content = content
        # The CRLF of the DATA line counts as the one before the first line, and is not content.
        self._carry = b"\r\n"
        self._lead = 2

    def feed(self, octets: bytes) -> bytes | None:
        """Read on; give what follows the end, or None where the end has not come."""
        if self._carry:
            octets = self._carry + octets
            self._carry = b""
        # Few lines of mail begin with a dot: the first found is the end most of the time, and no dot has to go. One
        # octet is searched for at ten times the speed of three, and base64 has no dot.
        dot = octets.find(b".")
        if dot >= 0:
            dot = octets.find(_STUFFED, max(dot - 2, 0))
        if dot >= 0:
            end = dot if octets.startswith(_END, dot) else octets.find(_END, dot)
            if end >= 0:
                self._keep(octets[: end + 2], is_stuffed=end > dot)
                return octets[end + 5 :]
        for beginning in _BEGINNINGS if octets[-1] in b"\r\n." else ():
            if octets.endswith(beginning):
                self._carry = beginning
                octets = octets[: -len(beginning)]
                break
        if octets:
            self._keep(octets, is_stuffed=dot >= 0)
        return None

    def _keep(self, octets: bytes, *, is_stuffed: bool) -> None:
        if is_stuffed:
            # No occurrence of CRLF-dot overlaps another, so one pass of replace is the unstuffing.
            octets = octets.replace(_STUFFED, b"\r\n")
        if self._lead:
            octets = octets[self._lead :]
            self._lead = 0
        self._content.add(octets)


class ChunkReader:
    """Reads as many octets as BDAT announced (RFC 3030 section 2); ``content`` None only swallows them."""

    __slots__ = ("_content", "_left")

    def __init__(self, octets: int, content: Content | None) -> None:
        self._left = octets
        self._content = content

    def feed(self, octets: bytes) -> bytes | None:
        """Read on; give what follows the chunk, or None where it is not complete."""
        chunk = octets[: self._left]
        self._left -= len(chunk)
        if self._content is not None and chunk:
            self._content.add(chunk)
        return None if self._left else octets[len(chunk) :]


def count_received(pieces: list[bytes]) -> int:
    """Count the trace fields in the header block, as far as it is looked at.

    A field name is looked for at the start of a line only; nothing else is read.
    """
    head = b"\r\n"
    for piece in pieces:
        head += piece[:HEADER_BLOCK_OCTETS]
        if b"\r\n\r\n" in piece or len(head) >= HEADER_BLOCK_OCTETS:
            break
    end = head.find(b"\r\n\r\n", 0, HEADER_BLOCK_OCTETS)
    return head[: end if end >= 0 else HEADER_BLOCK_OCTETS].lower().count(b"\r\nreceived:")
