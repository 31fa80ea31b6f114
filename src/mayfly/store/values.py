"""What sealing hands to a store and gets back: sealed octets with their names. Values only."""

from msgspec import Struct


class SealedCopy(Struct, frozen=True, gc=False, array_like=True):
    """One recipient's copy. ``sealed`` is the content, or the content key where the message has a ``body``."""

    uid: bytes
    message_id: bytes
    sealed: bytes


class SealedMessage(Struct, frozen=True, gc=False, array_like=True):
    """A message ready to be kept. ``body`` is the content encrypted once for all copies, where it is large."""

    copies: tuple[SealedCopy, ...]
    body: bytes | None
    received_at: float


class SealedContent(Struct, frozen=True, gc=False):
    """A stored message's octets, to be opened with ``sealing.open_content``."""

    message_id: bytes
    received_at: float
    sealed: bytes
    body: bytes | None
