"""What sealing hands to a store and gets back: sealed octets with their names. Values only."""

from msgspec import Struct


class SealedCopy(Struct, frozen=True, gc=False, array_like=True):
    """One recipient's copy. ``sealed`` is the content, or the content key where the message has a ``body``."""

    uid: bytes
    message_id: bytes
    sealed: bytes


class SealedMessage(Struct, frozen=True, gc=False, array_like=True):
    """A message ready to be kept.

    ``body`` is the content encrypted once for all copies, in pieces, where it is large: joining megabytes would hold
    up everybody who waits for the interpreter.
    """

    copies: tuple[SealedCopy, ...]
    body: tuple[bytes, ...] | None
    received_at: float

    @property
    def body_octets(self) -> int:
        """Count the octets of the body."""
        return sum(map(len, self.body)) if self.body is not None else 0


class SealedContent(Struct, frozen=True, gc=False):
    """A stored message's octets, to be opened with ``sealing.open_content``."""

    message_id: bytes
    received_at: float
    sealed: bytes
    body: bytes | None
