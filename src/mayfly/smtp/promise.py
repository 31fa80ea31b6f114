"""What the receiving side needs of whoever takes its mail: the small promise it states itself.

An answer that is at hand is returned at once, without a task or a future: RCPT is asked once for every
guess of every spammer, and most stores know the answer in microseconds. What must wait is awaited.
"""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Protocol

from mayfly.core.address import Address
from mayfly.core.message import Envelope
from mayfly.core.verdict import Delivered, Verdict

__all__ = ["Delivered", "Delivery", "Verdict"]


class Delivery(Protocol):
    """Who may receive; take this message."""

    def ready(self, octets: int) -> Verdict:
        """Say at MAIL whether a message of so many octets (0: not declared) could be stored now.

        OK, NO_SPACE or UNAVAILABLE. Never waits.
        """

    def recipient(self, address: Address) -> Verdict | Awaitable[Verdict]:
        """Say at RCPT whether there is a mailbox for this address and it has room.

        An address without a domain (``<Postmaster>``) comes with the domain ``""``. Never raises; a store that
        cannot be asked is UNAVAILABLE.
        """

    def deliver(self, envelope: Envelope, content: Sequence[bytes]) -> "asyncio.Future[Delivered]":
        """Take the message: pieces that make up the content, unstuffed, exactly as it came.

        The future is done when the message is durable for each recipient that OK is said for, and not
        before. It is never failed: a fault is UNAVAILABLE. Cancelling it changes nothing. Called within the
        running event loop.
        """

    def refused(self, envelope: Envelope, octets: int) -> None:
        """Hear that a message for these recipients was refused because it was too large. Never waits or raises."""
