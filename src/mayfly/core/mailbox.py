"""A mailbox, its token, and the rules of its life.

Times are seconds since the epoch; ``now`` is always handed in.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from msgspec import Struct

from mayfly.core.errors import Refused, Rule

TOKEN_OCTETS = 32


class Lifetimes(Struct, frozen=True, forbid_unknown_fields=True):
    """How long a mailbox may live, in seconds (settings ``[mailboxes]``)."""

    # Long enough for a sign-up with a slow mail in it, short enough to be forgotten the same day.
    lifetime_seconds: int = 3600
    # Counted from creation, so that no chain of extensions makes a permanent account of it.
    cap_seconds: int = 86_400
    # Nobody looked and nothing came: it serves nobody any more.
    idle_seconds: int = 3600
    # Below this a page cannot be read to its end.
    minimum_seconds: int = 60

    def choose(self, wanted: int | None) -> int:
        """Give the lifetime to use for one that was asked for; raise Refused outside the bounds."""
        if wanted is None:
            return min(self.lifetime_seconds, self.cap_seconds)
        if wanted < self.minimum_seconds:
            raise Refused("lifetime_seconds", Rule.TOO_SHORT, self.minimum_seconds)
        if wanted > self.cap_seconds:
            raise Refused("lifetime_seconds", Rule.TOO_LONG, self.cap_seconds)
        return wanted

    def choose_idle(self, wanted: int | None) -> int:
        """Give the idle window to use; raise Refused outside the bounds."""
        if wanted is None:
            return self.idle_seconds
        if wanted < self.minimum_seconds:
            raise Refused("idle_seconds", Rule.TOO_SHORT, self.minimum_seconds)
        if wanted > self.cap_seconds:
            raise Refused("idle_seconds", Rule.TOO_LONG, self.cap_seconds)
        return wanted

    def extended(self, mailbox: "Mailbox", wanted: int, now: float) -> float:
        """Give the new ``expires_at`` for a lifetime counted from now.

        Raises Refused with the latest allowed number of seconds when it would pass the cap, which counts
        from creation. An extension never shortens what is left below the minimum.
        """
        if wanted < self.minimum_seconds:
            raise Refused("lifetime_seconds", Rule.TOO_SHORT, self.minimum_seconds)
        latest = mailbox.created_at + self.cap_seconds
        if now + wanted > latest:
            raise Refused("lifetime_seconds", Rule.TOO_LONG, max(0, int(latest - now)))
        return now + wanted


@dataclass(frozen=True, slots=True)
class Mailbox:
    """What the store knows of a mailbox; no person is in it.

    ``uid`` is 16 octets and never changes. ``seen_at`` is when somebody last looked, or opened it;
    ``arrived_at`` when something last came. ``octets`` counts what is at rest (padded and sealed).
    """

    uid: bytes
    public_key: bytes
    created_at: float
    expires_at: float
    idle_seconds: int
    seen_at: float
    arrived_at: float
    message_count: int
    octets: int
    provisional: bool = False

    @property
    def last_activity_at(self) -> float:
        """Give the later of the last look and the last arrival."""
        return max(self.seen_at, self.arrived_at)

    @property
    def ends_at(self) -> float:
        """Give the second from which the mailbox is unreadable for everyone."""
        return min(self.expires_at, self.last_activity_at + self.idle_seconds)

    def is_alive(self, now: float) -> bool:
        """Say whether it may be read and written at ``now``."""
        return now < self.ends_at


def encode_token(token: bytes) -> str:
    """Write a token as the 43 letters of base64url that clients carry."""
    return base64.urlsafe_b64encode(token).rstrip(b"=").decode("ascii")


def decode_token(text: str) -> bytes | None:
    """Read what ``encode_token`` wrote; None for anything else."""
    if len(text) != 43 or not text.isascii():
        return None
    try:
        token = base64.b64decode(text + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return token if encode_token(token) == text else None


def handle_of(token: bytes) -> str:
    """Name a mailbox in a browser without telling its token: eight letters that are no secret."""
    return hashlib.sha256(b"mayfly/1 handle" + token).hexdigest()[:8]
