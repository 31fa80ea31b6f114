"""Everything the engine holds: the open files, the mailboxes in memory, and the counts that bind them.

Made once at the start by ``load``; from then on the writer's thread changes it.
"""

from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from mayfly.store.bodies import Bodies, Reaper
from mayfly.store.box import Box, Boxes
from mayfly.store.derive import Peppers
from mayfly.store.disk import faults
from mayfly.store.ended import EndedBoxes
from mayfly.store.ends import Ends
from mayfly.store.index import Index
from mayfly.store.keys import Shares
from mayfly.store.settings import Settings
from mayfly.store.trouble import Trouble
from mayfly.store.windows import PAGE_OCTETS, Dead, Head, Window, make, window_path

# A row of the index is written once in so many messages; a start skips as many at most, of 2^63.
_SEQ_RANGE = 1_000_000
# A day of windows, of an hour each, and some left of the day before; with so many more each spans twice the time.
_MANY_WINDOWS = 32


class Counts(Struct, frozen=True, gc=False):
    """What there was when the writer had last done something, all of one moment.

    ``ends_at`` is before the next end of a mailbox, ``dead_since`` the oldest end of one whose octets are still there.
    """

    mailboxes: int = 0
    messages: int = 0
    octets: int = 0
    ends_at: float | None = None
    dead_since: float | None = None


@dataclass(slots=True, eq=False)
class Vault:
    """What is open. ``seq`` is the last one given; ``ends`` holds no end too late."""

    settings: Settings
    directory: Path
    index: Index
    peppers: Peppers
    shares: Shares
    bodies: Bodies
    reaper: Reaper
    boxes: Boxes = field(default_factory=Boxes)
    windows: dict[int, Window] = field(default_factory=dict)
    current: Window | None = None
    seq: int = 0
    # Written down ahead: after a start no seq is given that may have been given before, whatever became of its message.
    seq_floor: int = 0
    messages: int = 0
    octets: int = 0
    ends: Ends = field(default_factory=Ends)
    ended_rows: EndedBoxes = field(default_factory=EndedBoxes)
    to_write: dict[bytes, Box] = field(default_factory=dict)
    body_refs: dict[bytes, int] = field(default_factory=dict)
    # For the loop, which must not read side by side what the writer is changing.
    counts: Counts = field(default_factory=Counts)
    trouble: Trouble = field(default_factory=Trouble)
    # What the start found to be lost, a sentence each.
    lost: list[str] = field(default_factory=list)

    def publish(self, dead_since: float | None) -> None:
        """Let the loop see how things are now."""
        self.counts = Counts(len(self.boxes), self.messages, self.octets, self.ends.first(), dead_since)

    def begin_window(self, bucket: int) -> Window:
        """Make a new window the current one. No transaction is open."""
        number = self.index.reserve_file()
        path = window_path(self.directory, number)
        # It is nobody's until it is named, so that no name is ever without a file.
        make(path)
        try:
            self.index.add_window(number, bucket)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        if self.current is not None:
            # From now on little is asked of it.
            self.current.db.pragma("shrink_memory")
        window = Window(path, number, bucket)
        self.windows[window.number] = window
        self.current = window
        return window

    def span(self) -> int:
        """Say how many times ``window_seconds`` the current window takes messages for: more, where there are many.

        A mailbox that lives for years and gets a mail an hour keeps something alive in each window, and each costs open
        files and memory.
        """
        return 1 << len(self.windows) // _MANY_WINDOWS

    def advance(self) -> None:
        """Give the next ``seq``; half a range before those written down are used up, write down more."""
        if self.seq_floor - self.seq < _SEQ_RANGE // 2:
            self.reserve()
        self.seq += 1

    def reserve(self) -> None:
        """Write down, in the index's open transaction, that a range of ``seq`` may have been given."""
        self.index.set("seq_floor", self.seq + _SEQ_RANGE)
        self.seq_floor = self.seq + _SEQ_RANGE

    def add(self, box: Box) -> None:
        """Let a mailbox be found, and remember its end."""
        self.boxes.add(box)
        self.expect_end(box)

    def expect_end(self, box: Box) -> None:
        """See that a mailbox is looked at when it ends; it need not be noted anew for each end that is put off."""
        ends_at = box.ends_at
        if ends_at < box.noted_at:
            box.noted_at = ends_at
            self.ends.add(ends_at, box.uid)

    def count(self, box: Box, window: Window, messages: int, octets: int) -> None:
        """Count a living mailbox's messages in or out."""
        box.count(window.number, messages, octets)
        window.alive += messages
        self.messages += messages
        self.octets += octets

    def forget(self, box: Box, now: float) -> None:
        """Count a mailbox out that is over or erased; its rows are to be deleted."""
        self.boxes.remove(box)
        self.messages -= box.messages
        self.octets -= box.octets
        dead = Dead(box.uid, min(box.ends_at, now))
        for number, messages in box.windows.items():
            window = self.windows.get(number)
            if window is not None:
                window.alive -= messages
                if window.only is None or box.uid in window.only:
                    window.dead.append(dead)
        self.ended_rows.add(box, dead.ended_at)

    def waiting_octets(self) -> int:
        """Say how much of the log will be written once more, when it is carried into the database."""
        current = self.current
        return current.log_pages * PAGE_OCTETS if current is not None else 0

    def hold_body(self, body: bytes | None) -> None:
        """Count one more row that names a body."""
        if body is not None:
            self.body_refs[body] = self.body_refs.get(body, 0) + 1

    def release_body(self, body: bytes | None) -> None:
        """Count one less; the file goes with the last."""
        if body is not None:
            left = self.body_refs.get(body, 1) - 1
            if left > 0:
                self.body_refs[body] = left
            else:
                self.body_refs.pop(body, None)
                self.reaper.unlink(self.bodies.path(body))

    def drop_unused_body(self, body: bytes) -> None:
        """Unlink a body that no row names."""
        if body not in self.body_refs:
            self.reaper.unlink(self.bodies.path(body))

    def victims(self, box: Box, octets: int, now: float) -> list[Head] | None:
        """Say which messages must go for one more of so many octets; None when there is no room for it."""
        settings = self.settings
        count = box.messages + 1 - settings.mailbox_messages
        excess = box.octets + octets - settings.mailbox_octets
        if count <= 0 and excess <= 0:
            return []
        victims: list[Head] = []
        for number in sorted(box.windows):
            for head in self.windows[number].oldest(box.uid, settings.mailbox_messages):
                if now - head.received_at < settings.young_seconds:
                    return None
                victims.append(head)
                count, excess = count - 1, excess - head.octets
                if count <= 0 and excess <= 0:
                    return victims
        return None

    def has_room(self, box: Box, now: float) -> bool:
        """Say whether one more message would be taken; raise Unavailable.

        For the loop: with a short query, and only where the mailbox is full.
        """
        if box.messages < self.settings.mailbox_messages and box.octets < self.settings.mailbox_octets:
            return True
        with faults():
            for number in sorted(box.windows):
                window = self.windows.get(number)
                oldest = window.list_messages(box.uid, 0, 1) if window else []
                if oldest:
                    return now - oldest[0].received_at >= self.settings.young_seconds
        return False
