"""What a session tells and asks the one who drives it.

A question stops the session until it is answered; each says how. A notice is only told.
"""

from msgspec import Struct

from mayfly.core.address import Address
from mayfly.core.message import Envelope


class Sender(Struct, frozen=True, gc=False):
    """Question: could a message of so many octets (0: not declared) be stored? ``answer`` with a verdict."""

    octets: int


class Recipient(Struct, frozen=True, gc=False):
    """Question: is there a mailbox for this address? ``answer`` with a verdict."""

    address: Address


class Message(Struct, frozen=True):
    """Question: take this message. Answer with ``delivered``."""

    envelope: Envelope
    pieces: list[bytes]


class Delay(Struct, frozen=True, gc=False):
    """Question: wait before anything is sent, then ``resume``.

    The client errs too often; or, with 0 seconds, it says much at once, and others have their turn.
    """

    seconds: float


class StartTls(Struct, frozen=True, gc=False):
    """Question: may TLS begin? ``tls_unavailable``, or ``tls_accepted``, send, negotiate, ``tls_started``."""


class TooLarge(Struct, frozen=True):
    """Notice: a message was refused because it was too large."""

    envelope: Envelope
    octets: int


Question = Sender | Recipient | Message | Delay | StartTls
Event = Question | TooLarge
