"""Mailboxes as the engine holds them in memory, so that looking one up and refusing an ended one costs no disk.

Rule: the writer's thread changes boxes, and ``seen_at`` is the loop's. Others read single fields.
"""

import math

from msgspec import Struct, field

from mayfly.core.mailbox import Mailbox

# A look is written down when what is at rest is older than this, or than a tenth of the idle window.
_SEEN_SECONDS = 60.0


class Box(Struct, eq=False, gc=False):
    """One durable mailbox. ``windows`` counts its messages in each window; ``written_at`` is ``active_at`` at rest.

    ``noted_at``: when it will be looked at next whether it is over, never later than its end.

    ``ended``: no verb finds it any more. ``gone``: its share is overwritten durably, so that it cannot live on.

    No cycle leads through one: with a hundred thousand of them, looking for cycles holds everybody up for a while.
    """

    uid: bytes
    mailbox_id: bytes
    token_id: bytes
    slot: int
    public_key: bytes
    created_at: float
    expires_at: float
    idle_seconds: int
    seen_at: float
    written_at: float
    arrived_at: float = 0.0
    messages: int = 0
    octets: int = 0
    noted_at: float = math.inf
    ended: bool = False
    gone: bool = False
    windows: dict[int, int] = field(default_factory=dict)

    @property
    def active_at(self) -> float:
        """Give the later of the last look and the last arrival."""
        return max(self.seen_at, self.arrived_at)

    @property
    def ends_at(self) -> float:
        """Give the second from which it is unreadable."""
        # Asked several times for each message, so without a call more.
        active_at = max(self.arrived_at, self.seen_at)
        ends_at = active_at + self.idle_seconds
        return min(self.expires_at, ends_at)

    @property
    def mailbox(self) -> Mailbox:
        """Give the value that the rooms above see."""
        return Mailbox(
            uid=self.uid,
            public_key=self.public_key,
            created_at=self.created_at,
            expires_at=self.expires_at,
            idle_seconds=self.idle_seconds,
            seen_at=self.seen_at,
            arrived_at=self.arrived_at,
            message_count=self.messages,
            octets=self.octets,
        )

    def is_alive(self, now: float) -> bool:
        """Say whether it may be read and written."""
        return not self.ended and now < self.ends_at

    def is_to_be_written(self, now: float) -> bool:
        """Say whether what is at rest is so old that being looked at or written to now should be written down."""
        return now - self.written_at > max(_SEEN_SECONDS, self.idle_seconds / 10)

    def count(self, window: int, messages: int, octets: int) -> None:
        """Count messages in or out of a window."""
        self.messages += messages
        self.octets += octets
        left = self.windows.get(window, 0) + messages
        if left > 0:
            self.windows[window] = left
        else:
            self.windows.pop(window, None)


class Boxes:
    """The durable mailboxes that have not ended, by uid and by both names."""

    def __init__(self) -> None:
        self.by_uid: dict[bytes, Box] = {}
        self._by_name: dict[bytes, Box] = {}

    def __len__(self) -> int:
        return len(self.by_uid)

    def add(self, box: Box) -> None:
        """Let a box be found."""
        self.by_uid[box.uid] = box
        self._by_name[box.mailbox_id] = box
        self._by_name[box.token_id] = box

    def remove(self, box: Box) -> None:
        """Let a box be found no more. Another one may have its address by now."""
        self.by_uid.pop(box.uid, None)
        for name in (box.mailbox_id, box.token_id):
            if self._by_name.get(name) is box:
                del self._by_name[name]

    def named(self, name: bytes, now: float) -> Box | None:
        """Find the living box of a mailbox_id or a token_id."""
        box = self._by_name.get(name)
        return box if box is not None and box.is_alive(now) else None

    def has_name(self, name: bytes) -> bool:
        """Say whether a mailbox_id or token_id is here, of a living box or of one not yet forgotten."""
        return name in self._by_name

    def living(self, uid: bytes, now: float) -> Box | None:
        """Find a living box by its uid."""
        box = self.by_uid.get(uid)
        return box if box is not None and box.is_alive(now) else None
