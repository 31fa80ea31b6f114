"""The start: look at what is on the disk, refuse what is wrong in one sentence, and hold the rest in memory."""

import contextlib
import logging
import os
from collections.abc import Callable
from pathlib import Path

import apsw

from mayfly.core.errors import CannotStart
from mayfly.store import derive
from mayfly.store.bodies import Bodies, Reaper, unlink_in_steps
from mayfly.store.box import Box
from mayfly.store.disk import START_OCTETS, Ballast, free_octets, not_to_be_had, prepare, too_full
from mayfly.store.index import Index, WindowRow
from mayfly.store.keys import FILE_ID_OCTETS, ZERO, Shares, read_pepper, refuse_shares_of_another, write_pepper
from mayfly.store.settings import Settings
from mayfly.store.trouble import Trouble
from mayfly.store.vault import Vault
from mayfly.store.windows import Dead, Window, query, window_path

_log = logging.getLogger(__name__)


def load(settings: Settings, randomness: Callable[[int], bytes]) -> Vault:
    """Open what is in the data directory, or make it. The directory is locked already."""
    directory = Path(settings.path)
    prepare(settings.keys, "[store] keys_path")
    try:
        return _load(settings, directory, randomness)
    except (apsw.Error, OSError) as error:
        raise _sentence(error, directory) from error


def _load(settings: Settings, directory: Path, randomness: Callable[[int], bytes]) -> Vault:
    keys = settings.keys
    try:
        if not (directory / "index.db").exists():
            # Before one is made: its log would lie beside the old one when that is brought back.
            refuse_shares_of_another(keys / "shares", directory / "index.db")
        index = _open_index(directory)
        peppers = _peppers(index, keys / "pepper", randomness)
        boxes = list(index.boxes())
        shares = _shares(index, keys / "shares", peppers, boxes, randomness)
    except OSError as error:
        raise not_to_be_had(error, "[store] keys_path", keys) from error
    bodies = Bodies(directory / "large")
    trouble = Trouble()
    vault = Vault(settings, directory, index, peppers, shares, bodies, Reaper(trouble), trouble=trouble)
    _add_boxes(vault, boxes)
    _add_windows(vault)
    _collect(vault)
    return vault


def _sentence(error: apsw.Error | OSError, directory: Path) -> CannotStart:
    """Give the sentence for what keeps the data directory from being opened."""
    if isinstance(error, OSError):
        return not_to_be_had(error, "[store] path", directory)
    if isinstance(error, apsw.CorruptError | apsw.NotADBError):
        return CannotStart(
            f"[store] path: {directory / 'index.db'} is damaged; bring it back from a copy, or start with an empty"
            " directory"
        )
    # SQLite does not always say that this is why.
    if isinstance(error, apsw.FullError) or free_octets(directory) < START_OCTETS:
        return too_full("[store] path", directory)
    return CannotStart(
        f"[store] path: a database in {directory} cannot be opened ({type(error).__name__}); see that the disk is in"
        " order and writable"
    )


def release(vault: Vault | None, lock_descriptor: int) -> None:
    """Close everything, and unlock the directory. Nobody uses it any more."""
    if vault is not None:
        for window in vault.windows.values():
            window.retire().close(checkpoint=True)
        vault.index.close()
        vault.shares.close()
        vault.reaper.close()
    os.close(lock_descriptor)


def _open_index(directory: Path) -> Index:
    path = directory / "index.db"
    try:
        return Index(path)
    except (apsw.IOError, apsw.FullError, apsw.CantOpenError):
        # Even to read, a database needs a few blocks beside it.
        if not Ballast(directory).drop():
            raise
        return Index(path)


def _peppers(index: Index, path: Path, randomness: Callable[[int], bytes]) -> derive.Peppers:
    secrets = read_pepper(path)
    check = index.get("check")
    if not secrets:
        if check is not None:
            raise CannotStart(
                f"[store] keys_path: {path} is missing, and what is in the data directory opens with no other; bring it"
                " back, or start with an empty [store] path"
            )
        secrets = (randomness(derive.PEPPER_OCTETS),)
        write_pepper(path, secrets)
    peppers = derive.Peppers.of(secrets)
    if check is not None and len(secrets) > 1 and check == peppers.older.check:
        # A rotation that was stopped between the file and the index; the ledger is wrapped bit by bit.
        index.set("check", peppers.check)
        index.commit()
    elif check is not None and check != peppers.check:
        raise CannotStart(
            f"[store] keys_path: {path} is not the pepper of this data directory; bring back the one this service"
            " wrote, or start with an empty [store] path"
        )
    return peppers


def _shares(
    index: Index, path: Path, peppers: derive.Peppers, boxes: list[Box], randomness: Callable[[int], bytes]
) -> Shares:
    file_id = index.get("shares")
    if isinstance(file_id, bytes):
        return Shares.open(path, file_id, [box.slot for box in boxes])
    file_id = randomness(FILE_ID_OCTETS)
    shares = Shares.make(path, file_id)
    index.set("shares", file_id)
    # With this the directory is one that was used: from now on the keys must be there.
    index.set("check", peppers.check)
    index.commit()
    return shares


def _add_boxes(vault: Vault, boxes: list[Box]) -> None:
    # Of two with one address the later one is to be found: it was opened after the end of the other.
    for box in sorted(boxes, key=lambda box: box.ends_at):
        if vault.shares.read(box.slot) == ZERO:
            # Erased, and stopped before its row was gone.
            box.ended = True
            vault.ended_rows.add(box, box.written_at)
        else:
            vault.add(box)


def _add_windows(vault: Vault) -> None:
    known = vault.index.windows()
    files = {row.file for row in known}
    for path in vault.directory.glob("mail-*.db*"):
        number = path.name.removeprefix("mail-").partition(".")[0]
        if number.isdigit() and int(number) not in files and ".damaged" not in path.name:
            # Struck out of the index, or never in it, and stopped before it was unlinked.
            unlink_in_steps(path)
    floor = vault.index.get("seq_floor")
    vault.seq = floor if isinstance(floor, int) else 0
    for row in known:
        _open_window(vault, row)
    for window in list(vault.windows.values()):
        try:
            _count(vault, window)
        except (apsw.CorruptError, apsw.NotADBError):
            _set_aside(vault, window)
    vault.current = vault.windows[max(vault.windows)] if vault.windows else None
    vault.seq_floor = vault.seq
    with contextlib.suppress(apsw.FullError, apsw.IOError, apsw.ReadOnlyError):
        # Where nothing can be written no message can be taken either; the first that is taken reserves.
        vault.reserve()
        vault.index.commit()


def _open_window(vault: Vault, row: WindowRow) -> None:
    path = window_path(vault.directory, row.file)
    if not path.exists():
        _lose(vault, f"{path.name}: is missing, and with it the messages that were in it.")
    try:
        window = Window(path, row.number, row.bucket)
    except (apsw.CorruptError, apsw.NotADBError, CannotStart) as error:
        if isinstance(error, CannotStart) and "newer version" in str(error):
            raise
        _set_aside_files(vault, row.number, path)
        return
    vault.windows[row.number] = window


def _set_aside(vault: Vault, window: Window) -> None:
    """Go on without a damaged window; its mailboxes live on without what was in it."""
    window.retire().close(checkpoint=False)
    del vault.windows[window.number]
    for box in vault.boxes.by_uid.values():
        box.windows.pop(window.number, None)
    _set_aside_files(vault, window.number, window.path)


def _set_aside_files(vault: Vault, number: int, path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(path.with_name(f"{path.name}.damaged{suffix}"))
    vault.index.drop_window(number)
    _lose(vault, f"{path.name}: is damaged and was set aside as {path.name}.damaged; its messages are lost.")


def _lose(vault: Vault, sentence: str) -> None:
    vault.lost.append(sentence)
    _log.error("%s", sentence)


def _count(vault: Vault, window: Window) -> None:
    window.rows = query(window.db, "SELECT count(*) FROM head")[0][0]
    text = "SELECT uid, count(*), sum(octets), max(received_at), max(seq) FROM head GROUP BY uid"
    rows = query(window.db, text)
    for uid, messages, octets, received_at, seq in rows:
        vault.seq = max(vault.seq, seq)
        box = vault.boxes.by_uid.get(uid)
        if box is None:
            window.dead.append(Dead(uid, received_at))
        else:
            vault.count(box, window, messages, octets)
            box.arrived_at = max(box.arrived_at, received_at)
    for body in window.bodies():
        vault.hold_body(body)


def _collect(vault: Vault) -> None:
    """Unlink large contents that no row names, left from a crash."""
    for name in vault.bodies.names() - vault.body_refs.keys():
        vault.reaper.unlink(vault.bodies.path(name))
