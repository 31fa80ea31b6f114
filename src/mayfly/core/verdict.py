"""What delivery says of a transaction, a recipient or a message: each is one reply of SMTP."""

import enum

from msgspec import Struct


class Verdict(enum.Enum):
    """What can be said; the reply that each becomes stands beside it."""

    OK = "ok"
    NO_SUCH_MAILBOX = "no such mailbox"  # 550 5.1.1
    NOT_OURS = "not ours"  # 550 5.7.1
    MAILBOX_FULL = "mailbox full"  # 452 4.2.2
    NO_SPACE = "no space"  # 452 4.3.1
    UNAVAILABLE = "unavailable"  # 451 4.3.0

    # Members are single objects; Enum's own hash is a function of Python, asked several times for each message.
    __hash__ = object.__hash__


class Delivered(Struct, frozen=True, gc=False):
    """What became of a message: a name for it (printable ASCII, not secret), and a verdict for each recipient.

    ``verdicts`` are in the order of ``Envelope.forward_paths``. The message is safe where it says OK.
    """

    name: str
    verdicts: tuple[Verdict, ...]
