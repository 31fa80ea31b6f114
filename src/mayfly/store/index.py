"""The index database: mailboxes as they are at rest, the spent ledger, and which windows there are.

Used by the writer's thread alone, but for ``sealed_address``, which has a connection of its own in the loop, and for
``checkpoint_beside`` and ``strike_beside``, which have one in the thread that carries logs.
"""

import contextlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from mayfly.store import schema
from mayfly.store.box import Box
from mayfly.store.windows import begin_durably, begin_lazily, connect, log_octets, query, truncate_log

# 4 MiB. Carrying it takes a sync of the database, which a message would wait for if the writer did it.
_LOG_PAGES = 1024
# 32 MiB: the helper has not kept up.
_LONG_LOG_PAGES = 8192
# Some milliseconds; whoever opens a mailbox meanwhile waits for that.
_ROWS_AT_ONCE = 1024


@dataclass(frozen=True, slots=True)
class WindowRow:
    """A window as the index knows it."""

    number: int
    bucket: int
    file: int


@dataclass(slots=True, eq=False)
class Strike:
    """Mailboxes whose rows are deleted in the thread beside; ``slots`` are those of which they are."""

    boxes: list[Box]
    slots: list[int] = field(default_factory=list)
    error: Exception | None = None
    is_over: bool = False


class Index:
    """The open index database."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = connect(path)
        schema.apply(self.db, schema.steps_of("index"))
        self.reader = connect(path)
        self._helper = connect(path)
        # Held by the helper while it copies.
        self._helping = threading.Lock()
        self.stale = False
        # The log is to be cut, so the helper should carry it to its end first, however short it is.
        self.is_to_be_carried = False
        # The writer's, but for what the helper has to say of it.
        self.strike: Strike | None = None
        self._log_pages = 0
        for db in (self.db, self._helper):
            db.set_wal_hook(self._committed)

    def begin_lazily(self) -> None:
        """Begin a transaction that the next durable one, or the log's truncation, makes durable."""
        begin_lazily(self.db)

    def begin(self) -> None:
        """Begin a transaction where none is open."""
        if not self.db.in_transaction:
            begin_durably(self.db)

    def commit(self) -> None:
        """Make the open transaction durable."""
        if self.db.in_transaction:
            self.db.execute("COMMIT")
            if self._log_pages > _LONG_LOG_PAGES:
                # A fault here, or the helper at it, is nobody's: what was committed is durable.
                with contextlib.suppress(apsw.Error):
                    self.db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)

    def rollback(self) -> None:
        """Drop the open transaction."""
        if self.db.in_transaction:
            # Some of it may be in the log, behind what counts.
            self.stale = True
            self.db.execute("ROLLBACK")

    def get(self, name: str) -> bytes | int | None:
        """Read a single value."""
        value: bytes | int | None = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).get
        return value

    def set(self, name: str, value: bytes | int) -> None:
        """Write a single value in the open transaction."""
        self.begin()
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    # --- mailboxes ---

    def boxes(self) -> Iterable[Box]:
        """Give all mailboxes, ended ones that are still there included."""
        rows = query(
            self.db,
            "SELECT uid, mailbox_id, token_id, slot, public_key, created_at, expires_at, idle_seconds, active_at,"
            " active_at FROM mailbox",
        )
        return (Box(*row) for row in rows)

    def add_box(self, box: Box, sealed_address: bytes) -> None:
        """Write a mailbox in the open transaction."""
        self.begin()
        self.db.execute(
            "INSERT INTO mailbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                box.uid,
                box.mailbox_id,
                box.token_id,
                box.slot,
                box.public_key,
                sealed_address,
                box.created_at,
                box.expires_at,
                box.idle_seconds,
                box.active_at,
            ),
        )

    def set_times(self, box: Box, expires_at: float, active_at: float) -> None:
        """Write a mailbox's changing times in the open transaction."""
        self.begin()
        self.db.execute(
            "UPDATE mailbox SET expires_at = ?, active_at = ? WHERE uid = ?", (expires_at, active_at, box.uid)
        )

    @property
    def is_striking(self) -> bool:
        """Say whether rows wait for the helper."""
        strike = self.strike
        return strike is not None and not strike.is_over

    def strike_beside(self) -> bool:
        """Delete some rows that the writer has handed over, not durably yet; for the helper's thread.

        Say whether that is over, because all are deleted or because of a fault. Nobody else's commit waits for it, but
        for that of whoever writes the index at the same moment.
        """
        strike = self.strike
        if strike is None or not self.is_striking:
            return False
        some = strike.boxes[-_ROWS_AT_ONCE:]
        try:
            with self._helping:
                _delete_boxes(self._helper, tuple(box.uid for box in some))
        except Exception as error:  # noqa: BLE001 - the writer's to judge, who waits for it
            strike.error = error
        else:
            strike.slots += [box.slot for box in some]
            # With this they are gone from memory as well: some milliseconds for thousands.
            del strike.boxes[-_ROWS_AT_ONCE:]
        strike.is_over = strike.error is not None or not strike.boxes
        return strike.is_over

    def sealed_address(self, uid: bytes) -> bytes | None:
        """Give a mailbox's sealed address; for the loop."""
        sealed: bytes | None = self.reader.execute("SELECT sealed_address FROM mailbox WHERE uid = ?", (uid,)).get
        return sealed

    # --- spent addresses ---

    def is_spent(self, entries: tuple[bytes, ...]) -> bool:
        """Say whether an address is in the ledger, under however many peppers."""
        text = "SELECT 1 FROM spent WHERE entry IN carray(?)"
        return self.db.execute(text, (apsw.carray(entries),)).get is not None

    def spend(self, entry: bytes, peppers: int) -> None:
        """Put an address into the ledger in the open transaction."""
        self.begin()
        self.db.execute("INSERT INTO spent VALUES (?, ?)", (entry, peppers))

    def has_spent_under_less(self, peppers: int) -> bool:
        """Say whether entries wait for being wrapped. Reads the whole ledger where none does."""
        return self.db.execute("SELECT 1 FROM spent WHERE peppers < ? LIMIT 1", (peppers,)).get is not None

    def spent_after(self, entry: bytes, limit: int) -> list[tuple[bytes, int]]:
        """Give entries in order, each with the number of its peppers."""
        return query(self.db, "SELECT entry, peppers FROM spent WHERE entry > ? ORDER BY entry LIMIT ?", (entry, limit))

    def replace_spent(self, old: tuple[bytes, ...], new: list[tuple[bytes, int]]) -> None:
        """Put wrapped entries in the place of those they were made of, in the open transaction."""
        self.stale = True
        self.db.execute("DELETE FROM spent WHERE entry IN carray(?)", (apsw.carray(old),))
        self.db.executemany("INSERT INTO spent VALUES (?, ?)", new)

    # --- windows ---

    def windows(self) -> list[WindowRow]:
        """Give the windows there are, oldest first."""
        text = "SELECT number, bucket, coalesce(file, number) FROM window ORDER BY number"
        return [WindowRow(*row) for row in query(self.db, text)]

    def set_file(self, number: int, file: int) -> None:
        """Write down in which file a window lies from now on, in the open transaction."""
        self.begin()
        self.db.execute("UPDATE window SET file = ? WHERE number = ?", (file, number))

    def reserve_file(self) -> int:
        """Give a number that no window and no file has had.

        Need not be durable: after a crash a start unlinks what has the number before it is given again.
        """
        self.begin_lazily()
        self.db.execute("INSERT INTO window (bucket) VALUES (0)")
        number = self.db.last_insert_rowid()
        self.db.execute("DELETE FROM window WHERE number = ?", (number,))
        self.commit()
        return number

    def add_window(self, number: int, bucket: int) -> None:
        """Write down a new window, durably, that lies in the file of its own number."""
        self.begin()
        self.db.execute("INSERT INTO window (number, bucket) VALUES (?, ?)", (number, bucket))
        self.commit()

    def drop_window(self, number: int) -> None:
        """Strike a window out, durably."""
        self.begin()
        self.db.execute("DELETE FROM window WHERE number = ?", (number,))
        self.commit()

    def checkpoint_beside(self) -> bool:
        """Copy from the log what can be copied while others read and write; for the helper's thread.

        Say whether somebody waits to hear that it is done.
        """
        awaited = self.is_to_be_carried
        if awaited or self._log_pages > _LOG_PAGES:
            with self._helping, contextlib.suppress(apsw.Error):
                in_log, copied = self._helper.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
                if in_log == copied:
                    self._log_pages = 0
            self.is_to_be_carried = False
        return awaited

    @property
    def is_carried(self) -> bool:
        """Say whether all of the log is in the database, so that cutting it waits for no sync."""
        return self._log_pages == 0

    def log_octets(self) -> int:
        """Say how long the write-ahead log is."""
        return log_octets(self.path)

    def truncate_log(self) -> None:
        """Carry the whole log over and cut it to nothing. Raises BusyError where a reader is in the way."""
        with self._helping:
            truncate_log(self.db)
            self._log_pages = 0

    def _committed(self, _db: apsw.Connection, _name: str, pages: int) -> int:
        self._log_pages = pages
        return apsw.SQLITE_OK

    def close(self) -> None:
        """Close the database."""
        self._helper.close()
        self.reader.close()
        self.db.close()


def _delete_boxes(db: apsw.Connection, uids: tuple[bytes, ...]) -> None:
    begin_lazily(db)
    try:
        db.execute("DELETE FROM mailbox WHERE uid IN carray(?)", (apsw.carray(uids),))
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def read_check(path: Path) -> bytes | None:
    """Read, beside the process that has the index open, what tells its pepper. Raises apsw.Error."""
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        check: bytes | None = db.execute("SELECT value FROM meta WHERE name = 'check'").get
        return check
    finally:
        db.close()
