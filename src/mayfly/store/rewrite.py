"""Writing a window anew without its dead, so that its old file can be unlinked whole. In a thread of its own.

Rule 1: the new file is nobody's until one commit of the index names it in the old one's place; before that it is a
left-over that a start unlinks, and after that the old one is. No message is ever in two windows, or in none.
Rule 2: who has died is decided before the copying begins. What is deleted or noted meanwhile is noted in
``Window.touched``, and put right in the new file before it is named.
Rule 3: a message keeps its window, its id, its seq and its octets.
"""

import logging
import os
import threading
from array import array
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from mayfly.store.vault import Vault
from mayfly.store.windows import Dead, Files, Window, finish, prepare, query, window_path

_log = logging.getLogger(__name__)

# KiB; pages leave it for the file as it fills.
_CACHE_KIB = 4096


@dataclass(slots=True, eq=False)
class Rewriting:
    """One window that is being written anew into ``path``; ``leaving`` is who will not be in it."""

    window: Window
    file: int
    path: Path
    leaving: deque[Dead]
    # Whose messages are in it.
    copied: set[bytes] = field(default_factory=set)
    rows: int = 0
    gone: int = 0
    # Of the rows that are not copied.
    bodies: list[bytes] = field(default_factory=list)
    done: bool = False
    # Open, once the file is whole and durable.
    files: Files | None = None
    # From here on the index may name it, whatever became of the commit.
    tried: bool = False


class Rewriter:
    """Writes one window anew at a time. ``begin``, ``finish`` and ``close`` are for the writer's thread."""

    def __init__(self, vault: Vault, wake: Callable[[], None], sync_rows: int) -> None:
        self._vault = vault
        self._sync_rows = sync_rows
        self._wake = wake
        self._lock = threading.Lock()
        self._db: apsw.Connection | None = None
        self._thread: threading.Thread | None = None
        self._closing = False
        self.job: Rewriting | None = None

    def begin(self, window: Window) -> None:
        """Begin to write a window anew; ``wake`` is called when that is done, or has failed."""
        file = self._vault.index.reserve_file()
        self.job = Rewriting(window, file, window_path(self._vault.directory, file), window.dead)
        window.dead = deque()
        window.touched = {}
        thread = threading.Thread(target=self._run, args=(self.job,), name="store-rewriter", daemon=True)
        try:
            thread.start()
        except RuntimeError as error:
            # The system gives no thread: its dead are deleted where they are then.
            self._vault.trouble.note(error)
            self.job.done = True
        else:
            self._thread = thread

    def finish(self) -> Files:
        """Let the new file be the window; give the old one, to be closed and unlinked.

        Raises what kept it from being written, or from being named; ``give_up`` or try again then.
        """
        job = self.job
        if job is None or job.files is None:
            raise RuntimeError("nothing was written anew")
        window, index = job.window, self._vault.index
        files = job.files
        job.gone += _mend(files.db, window)
        job.tried = True
        index.set_file(window.number, job.file)
        index.commit()
        old = window.become(files)
        window.rows = job.rows - job.gone
        window.touched = None
        # Many may have been gone already, and are counted out only meanwhile or from now on.
        window.only = job.copied
        window.dead = deque(dead for dead in window.dead if dead.uid in job.copied)
        # What went while it was copied is in the new file until its log is cut.
        window.stale = job.gone > 0
        for body in job.bodies:
            self._vault.release_body(body)
        self.job = None
        return old

    def give_up(self) -> None:
        """Leave the window as it was."""
        job, self.job = self.job, None
        if job is not None:
            job.window.dead.extendleft(reversed(job.leaving))
            job.window.touched = None
            if job.files is not None:
                job.files.close(checkpoint=False)
            for suffix in ("-journal", "-shm", "-wal", ""):
                self._vault.reaper.unlink(job.path.with_name(job.path.name + suffix))

    def close(self) -> None:
        """Stop what is under way; the next start unlinks what it left, if this cannot."""
        with self._lock:
            self._closing = True
            if self._db is not None:
                self._db.interrupt()
        if self._thread is not None:
            self._thread.join()
        if self.job is not None:
            if not self.job.tried:
                self.give_up()
            elif self.job.files is not None:
                self.job.files.close(checkpoint=True)

    # --- the thread ---

    def _run(self, job: Rewriting) -> None:
        try:
            self._copy(job)
        except (apsw.Error, OSError) as error:
            _log.warning("%s could not be written anew: %s", job.window.path.name, type(error).__name__)
        except Exception as error:  # noqa: BLE001 - noted; its dead are deleted where they are then
            self._vault.trouble.note(error)
        finally:
            job.done = True
            self._wake()

    def _copy(self, job: Rewriting) -> None:
        db = apsw.Connection(str(job.path))
        try:
            with self._lock:
                self._db = db
            job.path.chmod(0o600)
            prepare(db)
            db.pragma("cache_size", -_CACHE_KIB)
            db.execute("ATTACH ? AS old", (str(job.window.path),))
            descriptor = os.open(job.path, os.O_RDWR | os.O_CLOEXEC)
            try:
                self._copy_rows(db, descriptor, job)
            finally:
                # Nobody else has the file open yet, whose locks this would let go.
                os.close(descriptor)
        finally:
            with self._lock:
                self._db = None
            db.close()
        finish(job.path)
        job.files = Files.open(job.path)

    def _copy_rows(self, db: apsw.Connection, descriptor: int, job: Rewriting) -> None:
        job.copied = self._who_lives(job.window)
        uids = tuple(job.copied)
        if uids:
            db.execute(
                "INSERT INTO main.head SELECT uid, seq, message_id, received_at, octets, body FROM old.head"
                " WHERE uid IN carray(?) ORDER BY uid, seq",
                (apsw.carray(uids),),
            )
        seqs = array("q", (seq for (seq,) in query(db, "SELECT seq FROM main.head ORDER BY seq")))
        job.rows = len(seqs)
        for start in range(0, len(seqs), self._sync_rows):
            if self._closing:
                raise apsw.InterruptError("the service ends")
            part = apsw.carray(seqs, start=start, stop=min(start + self._sync_rows, len(seqs)))
            db.execute(
                "INSERT INTO main.message SELECT seq, sealed FROM old.message WHERE seq IN carray(?)",
                (part,),
            )
            db.execute(
                "INSERT INTO main.note SELECT seq, kind, sealed FROM old.note WHERE seq IN carray(?)",
                (part,),
            )
            _sync(descriptor)
        job.bodies = [
            body
            for (body,) in query(
                db,
                "SELECT body FROM old.head WHERE body IS NOT NULL AND NOT EXISTS"
                " (SELECT 1 FROM main.head WHERE main.head.seq = old.head.seq AND main.head.uid = old.head.uid)",
            )
        ]
        db.execute("DETACH old")
        db.pragma("journal_mode", "WAL")

    def _who_lives(self, window: Window) -> set[bytes]:
        """Say whose messages are copied: whoever has one here, and whose last one may be deleted just now.

        No more messages come into the window. Whoever is ended but not gone yet may live on; ``forget`` takes those
        out that will not.
        """
        boxes = list(self._vault.boxes.by_uid.values())
        uids = {box.uid for box in boxes if not box.gone and window.number in box.windows}
        # A deletion is noted before it is counted, and may be undone.
        return uids.union(filter(None, list((window.touched or {}).values())))


def _sync(descriptor: int) -> None:
    os.fdatasync(descriptor)


def _mend(db: apsw.Connection, window: Window) -> int:
    """Do in the new file, durably, what was done in the old one since it was read; give how many rows went."""
    gone = 0
    if window.touched:
        with db:
            for seq, uid in window.touched.items():
                db.execute("DELETE FROM note WHERE seq = ?", (seq,))
                # A deletion may have been undone.
                if window.db.execute("SELECT 1 FROM message WHERE seq = ?", (seq,)).get is None:
                    db.execute("DELETE FROM head WHERE uid = ? AND seq = ?", (uid, seq))
                    gone += db.changes()
                    db.execute("DELETE FROM message WHERE seq = ?", (seq,))
                for kind, sealed in query(window.db, "SELECT kind, sealed FROM note WHERE seq = ?", (seq,)):
                    db.execute("INSERT INTO note VALUES (?, ?, ?)", (seq, kind, sealed))
    return gone
