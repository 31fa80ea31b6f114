"""One mail transaction: what MAIL and RCPT said, and the content as it grows (RFC 5321 section 3.3)."""

from mayfly.core.address import Address
from mayfly.core.message import Envelope
from mayfly.smtp import reply
from mayfly.smtp.data import Content, Fault, count_received
from mayfly.smtp.limits import Limits
from mayfly.smtp.reply import Reply


class Transaction:
    """From MAIL to the end of the content."""

    __slots__ = ("_known", "content", "copies", "forward_paths", "overshoot", "reverse_path", "utf8")

    def __init__(self, reverse_path: str, *, utf8: bool) -> None:
        self.reverse_path = reverse_path
        self.utf8 = utf8
        self.forward_paths: list[Address] = []
        self._known: dict[Address, int] = {}
        # For each RCPT that was accepted, which of the forward-paths it named: LMTP answers each of them.
        self.copies: list[int] = []
        # Recipients that were too many.
        self.overshoot = 0
        self.content: Content | None = None

    def is_full_for(self, address: Address, limits: Limits) -> bool:
        """Say whether there are too many recipients for this one; the same mailbox again is none, but not for ever."""
        if address.canonical in self._known:
            return len(self.copies) >= limits.recipients + limits.recipient_overshoot
        return len(self.forward_paths) >= limits.recipients

    def accept(self, address: Address) -> None:
        """Add a recipient; the same mailbox twice gets one copy."""
        count = len(self.forward_paths)
        index = self._known.setdefault(address.canonical, count)
        if index == count:
            self.forward_paths.append(address)
        self.copies.append(index)

    def envelope(self, greeting: str, client_address: str, protocol: str, session_id: str) -> Envelope:
        """Give all that was said."""
        return Envelope(self.reverse_path, tuple(self.forward_paths), greeting, client_address, protocol, session_id)

    def refusal(self, received_fields: int | None = None) -> Reply | None:
        """Give what is to be said against the content, if anything; at its end its trace fields are counted as well."""
        content = self.content
        if content is None:
            return None
        if content.fault is not None:
            return reply.TOO_LARGE if content.fault is Fault.TOO_LARGE else reply.NO_SPACE
        if received_fields is not None and count_received(content.pieces()) > received_fields:
            return reply.LOOP
        return None

    @property
    def octets(self) -> int:
        """Count the octets of the content so far."""
        return self.content.octets if self.content is not None else 0

    def drop(self) -> None:
        """Let go of the content."""
        if self.content is not None:
            self.content.drop()
            self.content = None
