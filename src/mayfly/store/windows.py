"""One window: the messages that arrived in one span of time, in a database of its own.

Rule 1: the writer's thread owns ``db`` and everything counted here; the loop's thread owns ``reader`` and runs only
short queries on it, each read to its end at once, so that no reader ever pins the log.
Rule 2: a commit here is the only durable point of a message. Nothing rests on a commit over two databases.
"""

import itertools
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw
from msgspec import Struct

from mayfly.store import schema
from mayfly.store.base import Stored
from mayfly.store.sealing import Kind

# Pages of 4 KiB beat 8 KiB for messages of some kilobytes, which is what most are.
PAGE_OCTETS = 4096
# Few sizes, so that each statement is prepared once and kept; doubling, so that few statements make up any number.
_ROWS_AT_ONCE = (64, 32, 16, 8, 4, 2, 1)
# KiB for each connection; there may be a hundred windows.
_CACHE_KIB = 1024
# Only a copy being made from outside holds a lock for so long.
_BUSY_MILLISECONDS = 5000
_READER_MILLISECONDS = 20
# Greater than any seq.
_ALL = 2**63 - 1


class Head(Struct, frozen=True, gc=False):
    """What is known of one message without its octets."""

    window: int
    seq: int
    message_id: bytes
    received_at: float
    octets: int
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Dead:
    """A mailbox whose rows are still in a window, and since when it has ended."""

    uid: bytes
    ended_at: float


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in the order of heads."""

    uid: bytes
    seq: int

    @property
    def octets(self) -> bytes:
        """Write the place so that it can be read back."""
        return self.uid + self.seq.to_bytes(8, "big")

    @classmethod
    def read(cls, octets: bytes) -> "Place":
        """Read what ``octets`` wrote."""
        return cls(octets[:-8], int.from_bytes(octets[-8:], "big"))


class Window:
    """The open database of one window."""

    def __init__(self, directory: Path, number: int, bucket: int) -> None:
        self.number = number
        self.bucket = bucket
        self.path = window_path(directory, number)
        self.db = connect(self.path)
        schema.apply(self.db, schema.steps_of("mail"))
        self.reader = connect(self.path)
        self._helper = connect(self.path)
        # Held by the helper while it copies, and by whoever closes.
        self._helping = threading.Lock()
        self._closed = False
        # Pages in the log after the last commit.
        self.log_pages = 0
        self.db.set_wal_hook(self._committed)
        # Rows that count, and all rows there are.
        self.alive = 0
        self.rows = 0
        # Up to here rows live in a later window.
        self.carried: Place | None = None
        self.dead: deque[Dead] = deque()
        # Deleted rows may still be read in the log until it is truncated.
        self.stale = False
        self._heads: list[tuple[bytes, int, bytes, float, int, bytes | None]] = []
        self._messages: list[tuple[int, bytes]] = []

    # --- the writer's side ---

    def begin_lazily(self) -> None:
        """Begin a transaction that the next durable one, or the log's truncation, makes durable."""
        begin_lazily(self.db)

    def begin(self) -> None:
        """Begin a transaction where none is open."""
        if not self.db.in_transaction:
            begin_durably(self.db)

    def insert(self, uid: bytes, head: Head, sealed: bytes) -> None:
        """Take a message into the open transaction; written by ``flush``."""
        self._heads.append((uid, head.seq, head.message_id, head.received_at, head.octets, head.body))
        self._messages.append((head.seq, sealed))

    def flush(self) -> None:
        """Write what was taken."""
        if self._heads:
            self.begin()
            heads, messages = self._heads, self._messages
            self._heads, self._messages = [], []
            _insert(self.db, "head", heads)
            _insert(self.db, "message", messages)

    def commit(self) -> None:
        """Make the open transaction durable."""
        self.flush()
        if self.db.in_transaction:
            self.db.execute("COMMIT")

    def rollback(self) -> None:
        """Drop the open transaction."""
        self._heads, self._messages = [], []
        if self.db.in_transaction:
            self.db.execute("ROLLBACK")

    def oldest(self, uid: bytes, limit: int) -> list[Head]:
        """Give a mailbox's oldest messages here, those just taken included."""
        self.flush()
        return self._heads_of(self.db, uid, "ORDER BY seq LIMIT ?", limit)

    def after(self, place: Place, limit: int) -> list[tuple[bytes, Head]]:
        """Give rows in order after a place, each with its mailbox."""
        rows = query(
            self.db,
            "SELECT uid, seq, message_id, received_at, octets, body FROM head WHERE (uid, seq) > (?, ?)"
            " ORDER BY uid, seq LIMIT ?",
            (place.uid, place.seq, limit),
        )
        return [(row[0], Head(self.number, *row[1:])) for row in rows]

    def find_to_write(self, uid: bytes, message_id: bytes) -> Head | None:
        """Find a message, those just taken included."""
        self.flush()
        return next(iter(self._heads_of(self.db, uid, "AND message_id = ?", message_id)), None)

    def delete(self, uid: bytes, seq: int) -> None:
        """Delete one message in the open transaction."""
        self.begin()
        self.rows -= 1
        self.stale = True
        self.db.execute("DELETE FROM head WHERE uid = ? AND seq = ?", (uid, seq))
        self.db.execute("DELETE FROM message WHERE seq = ?", (seq,))
        self.db.execute("DELETE FROM note WHERE seq = ?", (seq,))

    def annotate(self, seq: int, kind: Kind, sealed: bytes) -> None:
        """Keep a note in the open transaction."""
        self.begin()
        self.db.execute("INSERT OR REPLACE INTO note VALUES (?, ?, ?)", (seq, kind.value, sealed))

    def bodies(self) -> list[bytes]:
        """Give the body of each row that names one."""
        return [body for (body,) in query(self.db, "SELECT body FROM head WHERE body IS NOT NULL")]

    # --- the loop's side ---

    def list_messages(self, uid: bytes, after: int, limit: int) -> list[Stored]:
        """List a mailbox's messages here, oldest first."""
        rows = query(
            self.reader,
            "SELECT message_id, seq, received_at, octets,"
            " (SELECT sealed FROM note WHERE note.seq = head.seq AND kind = 'summary'),"
            " (SELECT sealed FROM note WHERE note.seq = head.seq AND kind = 'authentication')"
            " FROM head WHERE uid = ? AND seq > ? ORDER BY seq LIMIT ?",
            (uid, max(after, self._carried_seq(uid)), limit),
        )
        return [Stored(*row) for row in rows]

    def find(self, uid: bytes, message_id: bytes) -> Head | None:
        """Find a message."""
        return next(iter(self._heads_of(self.reader, uid, "AND message_id = ?", message_id)), None)

    def sealed(self, seq: int) -> bytes | None:
        """Give a message's sealed octets."""
        sealed: bytes | None = self.reader.execute("SELECT sealed FROM message WHERE seq = ?", (seq,)).get
        return sealed

    # --- both ---

    def log_octets(self) -> int:
        """Say how long the write-ahead log is."""
        try:
            return self.path.with_name(self.path.name + "-wal").stat().st_size
        except FileNotFoundError:
            return 0

    def close(self, *, checkpoint: bool) -> None:
        """Close the database; without ``checkpoint`` nothing is carried from its log, as it is to be unlinked."""
        with self._helping:
            self._closed = True
            for db in (self._helper, self.reader, self.db):
                if not checkpoint:
                    db.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
                db.close()

    def checkpoint_beside(self) -> None:
        """Copy from the log what can be copied while others read and write; for the helper's thread."""
        with self._helping:
            if not self._closed:
                try:
                    in_log, copied = self._helper.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
                    if in_log == copied:
                        self.log_pages = 0
                except apsw.Error:
                    # The next commit or the next start does it.
                    return

    def truncate_log(self) -> None:
        """Carry the whole log over and cut it to nothing. Raises BusyError where a reader is in the way."""
        with self._helping:
            truncate_log(self.db)
            self.log_pages = 0

    def _committed(self, _db: apsw.Connection, _name: str, pages: int) -> int:
        self.log_pages = pages
        return apsw.SQLITE_OK

    def _heads_of(self, db: apsw.Connection, uid: bytes, rest: str, value: bytes | int) -> list[Head]:
        text = f"SELECT seq, message_id, received_at, octets, body FROM head WHERE uid = ? AND seq > ? {rest}"  # noqa: S608 - constants
        return [Head(self.number, *row) for row in query(db, text, (uid, self._carried_seq(uid), value))]

    def _carried_seq(self, uid: bytes) -> int:
        """Give the seq after which a mailbox's rows still count here."""
        place = self.carried
        if place is None or uid > place.uid:
            return 0
        return place.seq if uid == place.uid else _ALL


def window_path(directory: Path, number: int) -> Path:
    """Say where a window lies."""
    return directory / f"mail-{number}.db"


def query(db: apsw.Connection, text: str, values: tuple[bytes | int, ...] = ()) -> list[tuple[Any, ...]]:
    """Run a query and read it to its end; the columns have the types the STRICT tables give them."""
    return db.execute(text, values).fetchall()


def begin_durably(db: apsw.Connection) -> None:
    """Begin a transaction whose commit waits for the disk, whatever the one before did."""
    db.pragma("synchronous", "FULL")
    db.execute("BEGIN IMMEDIATE")


def begin_lazily(db: apsw.Connection) -> None:
    """Begin a transaction whose commit does not wait for the disk; the next durable one carries it."""
    db.pragma("synchronous", "NORMAL")
    db.execute("BEGIN IMMEDIATE")


def truncate_log(db: apsw.Connection) -> None:
    """Carry a log over and cut it to nothing. Readers of ours are done in microseconds; no other is waited for."""
    db.set_busy_timeout(_READER_MILLISECONDS)
    try:
        db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    finally:
        db.set_busy_timeout(_BUSY_MILLISECONDS)


def _insert(db: apsw.Connection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, many in one statement.

    Each step of a statement gives up the interpreter lock and waits to get it back from a loop that is busy; row by
    row, most of a commit's time is that.
    """
    row = f"({', '.join('?' * len(rows[0]))})"
    done = 0
    for size in _ROWS_AT_ONCE:
        text = f"INSERT INTO {table} VALUES {', '.join([row] * size)}"  # noqa: S608 - constants
        while len(rows) - done >= size:
            db.execute(text, tuple(itertools.chain.from_iterable(rows[done : done + size])))
            done += size


def connect(path: Path) -> apsw.Connection:
    """Open a database as all of ours are: durable commits, deleted octets overwritten, checkpoints by us."""
    fresh = not path.exists()
    db = apsw.Connection(str(path))
    db.set_busy_timeout(_BUSY_MILLISECONDS)
    if fresh:
        path.chmod(0o600)
        db.pragma("page_size", PAGE_OCTETS)
        db.pragma("journal_mode", "WAL")
    db.pragma("synchronous", "FULL")
    db.pragma("secure_delete", "ON")
    db.pragma("wal_autocheckpoint", 0)
    db.pragma("temp_store", "MEMORY")
    db.pragma("cache_size", -_CACHE_KIB)
    return db
