"""One window: the messages that arrived in one span of time, in a database of its own.

Rule 1: the writer's thread owns ``db`` and everything counted here; the loop's thread owns ``reader`` and runs only
short queries on it, each read to its end at once, so that no reader ever pins the log.
Rule 2: a commit here is the only durable point of a message. Nothing rests on a commit over two databases.
"""

import functools
import itertools
import os
import threading
from array import array
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw
from msgspec import Struct

from mayfly.store import schema
from mayfly.store.base import Stored
from mayfly.store.disk import sync_directory
from mayfly.store.sealing import Kind

# Pages of 4 KiB beat 8 KiB for messages of some kilobytes, which is what most are.
PAGE_OCTETS = 4096
# Each number of rows that a commit has under an ordinary load is one statement, prepared once and kept; two or three
# make up any other.
_ROWS_AT_ONCE = (64, 32, *range(16, 0, -1))
# KiB for each connection; there may be a hundred windows.
_CACHE_KIB = 1024
# Only a copy being made from outside holds a lock for so long.
_BUSY_MILLISECONDS = 5000
_READER_MILLISECONDS = 20


class Head(Struct, frozen=True, gc=False):
    """What is known of one message without its octets."""

    window: int
    seq: int
    message_id: bytes
    received_at: float
    octets: int
    body: bytes | None


class Dead(Struct, frozen=True, gc=False):
    """A mailbox whose rows are still in a window, and since when it has ended."""

    uid: bytes
    ended_at: float


@dataclass(frozen=True, slots=True)
class Files:
    """A window's database, open three times: for the writer, for the loop, and for who carries the log."""

    path: Path
    db: apsw.Connection
    reader: apsw.Connection
    helper: apsw.Connection

    @classmethod
    def open(cls, path: Path) -> "Files":
        """Open a database, or make it."""
        db = connect(path)
        schema.apply(db, schema.steps_of("mail"))
        return cls(path, db, connect(path), connect(path))

    def close(self, *, checkpoint: bool) -> None:
        """Close it; without ``checkpoint`` nothing is carried from its log, as it is to be unlinked."""
        for db in (self.helper, self.reader, self.db):
            if not checkpoint:
                db.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
            db.close()


class Window:
    """The open database of one window."""

    def __init__(self, path: Path, number: int, bucket: int) -> None:
        self.number = number
        self.bucket = bucket
        # Held by the helper while it copies, and by whoever takes the files away.
        self._helping = threading.Lock()
        self._closed = False
        self._use(Files.open(path))
        # Rows that count, and all rows there are.
        self.alive = 0
        self.rows = 0
        self.dead: deque[Dead] = deque()
        # Where set, nobody else has anything here, though they may still be counted in.
        self.only: set[bytes] | None = None
        # While it is written anew: what was deleted (with its mailbox) or noted here meanwhile, by seq.
        self.touched: dict[int, bytes | None] | None = None
        # Rows that were deleted, or refused when they were written, may still be read in the log until it is truncated.
        self.stale = False
        # Somebody else reads it, so that its log grows: no more messages here.
        self.is_held = False
        # How many purges in turn found that its log could not be truncated.
        self.held = 0
        # By how many rows the open transaction changes ``rows``.
        self._rows_changed = 0
        self._heads: list[tuple[bytes, int, bytes, float, int, bytes | None]] = []
        self._messages: list[tuple[int, bytes]] = []

    def _use(self, files: Files) -> None:
        self._files = files
        self.path, self.db, self.reader = files.path, files.db, files.reader
        # Pages in the log after the last commit.
        self.log_pages = 0
        self.db.set_wal_hook(self._committed)

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
        self.rows += 1
        self._rows_changed += 1
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
        self._rows_changed = 0

    def rollback(self) -> None:
        """Drop the open transaction."""
        self._heads, self._messages = [], []
        self.rows -= self._rows_changed
        self._rows_changed = 0
        if self.db.in_transaction:
            self.stale = True
            self.db.execute("ROLLBACK")

    def oldest(self, uid: bytes, limit: int) -> list[Head]:
        """Give a mailbox's oldest messages here, those just taken included."""
        self.flush()
        return self._heads_of(self.db, uid, "ORDER BY seq LIMIT ?", limit)

    def some_of(self, uids: tuple[bytes, ...], limit: int) -> list[tuple[bytes, int, bytes | None]]:
        """Give mailbox, seq and body of some messages of these mailboxes; less than ``limit`` when those are all."""
        text = "SELECT uid, seq, body FROM head WHERE uid IN carray(?) LIMIT ?"
        return query(self.db, text, (apsw.carray(uids), limit))

    def find_to_write(self, uid: bytes, message_id: bytes) -> Head | None:
        """Find a message, those just taken included."""
        self.flush()
        return next(iter(self._heads_of(self.db, uid, "AND message_id = ?", message_id)), None)

    def delete(self, uid: bytes, seq: int) -> None:
        """Delete one message in the open transaction."""
        self.begin()
        if self.touched is not None:
            self.touched[seq] = uid
        self.delete_some(((uid, seq, None),))

    def delete_some(self, rows: Sequence[tuple[bytes, int, bytes | None]]) -> None:
        """Delete messages, given as by ``some_of``, in the open transaction."""
        if not rows:
            # An empty array cannot be bound.
            return
        self.rows -= len(rows)
        self._rows_changed -= len(rows)
        self.stale = True
        seqs = array("q", (seq for _, seq, _ in rows))
        uids = tuple({uid for uid, _, _ in rows})
        self.db.execute(
            "DELETE FROM head WHERE uid IN carray(?) AND seq IN carray(?)", (apsw.carray(uids), apsw.carray(seqs))
        )
        for table in ("message", "note"):
            self.db.execute(f"DELETE FROM {table} WHERE seq IN carray(?)", (apsw.carray(seqs),))  # noqa: S608 - constants

    def annotate(self, seq: int, kind: Kind, sealed: bytes) -> None:
        """Keep a note in the open transaction."""
        self.begin()
        if self.touched is not None:
            self.touched.setdefault(seq)
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
            (uid, after, limit),
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
        return log_octets(self.path)

    def become(self, files: Files) -> Files:
        """Go on in another file that has the same living messages; give the one there was."""
        with self._helping:
            before = self._files
            self._use(files)
            self.stale = self.is_held = False
            self.held = 0
            return before

    def retire(self) -> Files:
        """Let nobody use it any more; give its files, to be closed."""
        with self._helping:
            self._closed = True
            return self._files

    def checkpoint_beside(self) -> None:
        """Copy from the log what can be copied while others read and write; for the helper's thread."""
        with self._helping:
            if not self._closed:
                try:
                    in_log, copied = self._files.helper.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
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
        text = f"SELECT seq, message_id, received_at, octets, body FROM head WHERE uid = ? {rest}"  # noqa: S608 - constants
        return [Head(self.number, *row) for row in query(db, text, (uid, value))]


def log_octets(path: Path) -> int:
    """Say how long a database's write-ahead log is."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size
    except FileNotFoundError:
        return 0


def window_path(directory: Path, file: int) -> Path:
    """Say where a window lies whose file has this number."""
    return directory / f"mail-{file}.db"


def prepare(db: apsw.Connection) -> None:
    """Make an empty window of a new file that is nobody's yet: without a log and without a sync; ``finish`` it then."""
    db.pragma("page_size", PAGE_OCTETS)
    db.pragma("journal_mode", "OFF")
    db.pragma("synchronous", "OFF")
    # Otherwise what was moved to another page as the file grew stays in the first, beyond its own deletion.
    db.pragma("secure_delete", "ON")
    db.pragma("temp_store", "MEMORY")
    schema.apply(db, schema.steps_of("mail"))


def finish(path: Path) -> None:
    """Make a file durable that was ``prepare``d, and is closed: with two syncs, where SQLite takes seven."""
    descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_directory(path.parent)


def make(path: Path) -> None:
    """Make an empty window durably; leave nothing behind where that fails."""
    try:
        db = apsw.Connection(str(path))
        try:
            path.chmod(0o600)
            prepare(db)
            db.pragma("journal_mode", "WAL")
        finally:
            db.close()
        finish(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def query(db: apsw.Connection, text: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
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
    done = 0
    while left := len(rows) - done:
        size = next(size for size in _ROWS_AT_ONCE if size <= left)
        values = tuple(itertools.chain.from_iterable(rows[done : done + size]))
        db.execute(_insert_text(table, len(rows[0]), size), values)
        done += size


@functools.cache
def _insert_text(table: str, columns: int, rows: int) -> str:
    row = f"({', '.join('?' * columns)})"
    return f"INSERT INTO {table} VALUES {', '.join([row] * rows)}"  # noqa: S608 - constants


def connect(path: Path) -> apsw.Connection:
    """Open a database as all of ours are: durable commits, deleted octets overwritten, checkpoints by us."""
    fresh = not path.exists()
    db = apsw.Connection(str(path))
    db.set_busy_timeout(_BUSY_MILLISECONDS)
    if fresh:
        path.chmod(0o600)
        db.pragma("page_size", PAGE_OCTETS)
    if db.pragma("journal_mode") != "wal":
        # New, or brought back from a copy, which has no log.
        db.pragma("journal_mode", "WAL")
    db.pragma("synchronous", "FULL")
    db.pragma("secure_delete", "ON")
    db.pragma("wal_autocheckpoint", 0)
    db.pragma("temp_store", "MEMORY")
    db.pragma("cache_size", -_CACHE_KIB)
    return db
