"""Carrying what is alive out of a window that is nearly dead, so that its file can be unlinked whole.

Rule 1: rows are copied in the order of their key, and the index holds how far: what lies at or before that place in
the old window does not exist any more, in memory and after a crash alike.
Rule 2: copy, commit, write down the place, then publish. A message is never in no window, and readers that meet it in
two drop the double; ``Vault.epoch`` tells them that a publication ran meanwhile.
Rule 3: a message keeps its id, its seq and its octets.
"""

import time

from mayfly.store.box import Box
from mayfly.store.vault import Vault
from mayfly.store.windows import Head, Place, Window, query

# Rows between two looks at the clock.
_ROWS = 16


def is_worth(window: Window, least_rows: int) -> bool:
    """Say whether copying what is alive costs clearly less than deleting what is dead.

    A row copied costs about what a row deleted does (both are written once to the log and once to the database).
    """
    dead = window.rows - window.alive
    return window.carried is not None or (dead >= least_rows and window.alive * 3 <= dead)


def carry_some(vault: Vault, window: Window, target: Window, seconds: float) -> None:
    """Copy survivors for about so long; afterwards ``window.alive`` is 0 when all are done."""
    until = time.perf_counter() + seconds
    if window.carried is None:
        # From here on a start looks for doubles.
        place = Place(b"", 0)
        vault.index.set_carried(window.number, place.octets)
        vault.index.commit()
        window.carried = place
    place = window.carried
    moved: list[tuple[Box, Head]] = []
    finished = False
    while not finished and (not moved or time.perf_counter() < until):
        rows = window.after(place, _ROWS)
        finished = len(rows) < _ROWS
        for uid, head in rows:
            place = Place(uid, head.seq)
            box = vault.boxes.by_uid.get(uid)
            if box is not None and not box.ended:
                _copy(window, target, uid, head)
                moved.append((box, head))
        if not moved and time.perf_counter() >= until:
            break
    target.commit()
    try:
        vault.index.set_carried(window.number, place.octets)
        vault.index.commit()
    finally:
        # The copies are durable. Where the place is not, a start drops the doubles from the old window.
        _publish(vault, window, target, place, moved)


def _copy(window: Window, target: Window, uid: bytes, head: Head) -> None:
    for (sealed,) in query(window.db, "SELECT sealed FROM message WHERE seq = ?", (head.seq,)):
        target.insert(uid, head, sealed)
    for kind, sealed in query(window.db, "SELECT kind, sealed FROM note WHERE seq = ?", (head.seq,)):
        target.begin()
        target.db.execute("INSERT OR REPLACE INTO note VALUES (?, ?, ?)", (head.seq, kind, sealed))


def _publish(vault: Vault, window: Window, target: Window, place: Place, moved: list[tuple[Box, Head]]) -> None:
    vault.epoch += 1
    for box, head in moved:
        vault.hold_body(head.body)
        vault.count(box, target, 1, head.octets)
        target.rows += 1
    window.carried = place
    for box, head in moved:
        vault.count(box, window, -1, -head.octets)
    vault.epoch += 1
