"""The layout of the databases, one file for each version of each, applied once and in order."""

import importlib.resources

import apsw

from mayfly.core.errors import CannotStart

# Stands in the header of every database of ours, so that a foreign one is told from a damaged one.
APPLICATION_ID = 0x4D46_4C59


def apply(db: apsw.Connection, name: str) -> None:
    """Bring a database to the newest layout in one transaction.

    Raises CannotStart where it is from a newer version of the program, or not ours.
    """
    steps = sorted(
        (int(step.name.removesuffix(".sql").rpartition("-")[2]), step)
        for step in importlib.resources.files(__name__).iterdir()
        if step.name.startswith(f"{name}-") and step.name.endswith(".sql")
    )
    with db:
        version = int(db.pragma("user_version"))
        mark = db.pragma("application_id")
        tables = int(db.execute("SELECT count(*) FROM sqlite_schema").get)
        if mark != APPLICATION_ID and (mark or version or tables):
            raise CannotStart(f"[store] path: {db.filename} is not a database of Mayfly; give another directory")
        if version > steps[-1][0]:
            raise CannotStart(
                f"[store] path: {db.filename} was written by a newer version of Mayfly (layout {version}, this one"
                f" knows {steps[-1][0]}); install that version again or give another directory"
            )
        for number, step in steps:
            if number > version:
                db.execute(step.read_text("utf-8"))
                db.pragma("user_version", number)
        db.pragma("application_id", APPLICATION_ID)
