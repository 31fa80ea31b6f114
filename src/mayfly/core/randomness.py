"""Random octets from the system, drawn some at a time.

Asking the system for sixteen octets costs as much as for a thousand, and gives up the interpreter lock each time: a
busy loop then waits behind other threads for a microsecond's work.
"""

import secrets

_DRAWN_OCTETS = 4096


class Randomness:
    """Octets of ``secrets``, each given out once. For one thread."""

    __slots__ = ("_drawn", "_position")

    def __init__(self) -> None:
        self._drawn = b""
        self._position = 0

    def take(self, octets: int) -> bytes:
        """Give so many octets that were not given before."""
        end = self._position + octets
        if end > len(self._drawn):
            self._drawn = secrets.token_bytes(max(_DRAWN_OCTETS, octets))
            end = octets
        taken = self._drawn[end - octets : end]
        self._position = end
        return taken
