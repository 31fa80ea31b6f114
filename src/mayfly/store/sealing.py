"""Sealing: keys, HPKE, compression and padding. Pure: octets in, octets out (DESIGN of the store)."""

import enum


class Kind(enum.Enum):
    """What a sealed text is; bound into it, so that none can stand for another."""

    ADDRESS = "address"
    CONTENT = "content"
    SUMMARY = "summary"
    AUTHENTICATION = "authentication"


class Opener:
    """The private half of one mailbox's key pair, in memory while a token holder looks."""

    def open(self, kind: Kind, message_id: bytes, sealed: bytes) -> bytes:
        """Give what was sealed; raise NotFound when this key, kind or id is not the one it was sealed for."""
        raise NotImplementedError


def seal(public_key: bytes, uid: bytes, kind: Kind, message_id: bytes, plaintext: bytes) -> bytes:
    """Seal a small text to a mailbox. ``message_id`` is ``b""`` for the address."""
    raise NotImplementedError
