"""The layout of the databases, one file for each version of each, applied once and in order.

Rule: from the first release on a file here is never changed; what changes is a file more, ``<name>-<version>.sql``,
that brings a database of the version before to its own. All that are due run in one transaction, so that a stop leaves
the old layout or the new one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import apsw

from mayfly.core.errors import CannotStart

# Stands in the header of every database of ours, so that a foreign one is told from a damaged one.
APPLICATION_ID = 0x4D46_4C59


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """The way from one version of a layout to the next."""

    version: int
    text: str


def steps_of(name: str) -> tuple[Step, ...]:
    """Read the steps of a database's layout, in order."""
    return tuple(
        sorted(
            Step(int(step.name.removesuffix(".sql").rpartition("-")[2]), step.read_text("utf-8"))
            for step in Path(__file__).parent.iterdir()
            if step.name.startswith(f"{name}-") and step.name.endswith(".sql")
        )
    )


def apply(db: apsw.Connection, steps: Sequence[Step]) -> None:
    """Bring a database to the newest layout in one transaction.

    Raises CannotStart where it is from a newer version of the program, or not ours.
    """
    with db:
        version = int(db.pragma("user_version"))
        mark = db.pragma("application_id")
        tables = int(db.execute("SELECT count(*) FROM sqlite_schema").get)
        if mark != APPLICATION_ID and (mark or version or tables):
            raise CannotStart(f"[store] path: {db.filename} is not a database of Mayfly; give another directory")
        newest = steps[-1].version
        if version > newest:
            raise CannotStart(
                f"[store] path: {db.filename} was written by a newer version of Mayfly (layout {version}, this one"
                f" knows {newest}); install that version again or give another directory"
            )
        for step in steps:
            if step.version > version:
                db.execute(step.text)
                db.pragma("user_version", step.version)
        if mark != APPLICATION_ID:
            db.pragma("application_id", APPLICATION_ID)
