"""A layout's versions are applied once, in order, in one transaction; what is newer than the program is refused."""

from pathlib import Path

import apsw
import pytest

from mayfly.core.errors import CannotStart
from mayfly.store import schema
from mayfly.store.schema import APPLICATION_ID, Step, apply, steps_of

FIRST = Step(1, "CREATE TABLE kept (number INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT;")
SECOND = Step(
    2,
    "ALTER TABLE kept ADD COLUMN length INTEGER NOT NULL DEFAULT 0;"
    " CREATE TABLE applied (version INTEGER PRIMARY KEY); INSERT INTO applied VALUES (2);",
)
THIRD = Step(3, "UPDATE kept SET length = length(word); INSERT INTO applied VALUES (3);")
ROWS = [(1, "mayfly"), (2, "heron")]


def opened(path: Path) -> apsw.Connection:
    return apsw.Connection(str(path / "some.db"))


def filled(path: Path) -> apsw.Connection:
    """Give a database as the first version of the program has left it."""
    db = opened(path)
    apply(db, (FIRST,))
    db.executemany("INSERT INTO kept VALUES (?, ?)", ROWS)
    return db


def layout(db: apsw.Connection) -> list[object]:
    return [db.pragma("user_version"), *db.execute("SELECT sql FROM sqlite_schema ORDER BY name")]


@pytest.mark.parametrize("ways", [[(FIRST, SECOND, THIRD)], [(FIRST, SECOND), (FIRST, SECOND, THIRD)]])
def test_a_database_of_before_is_brought_forward(tmp_path: Path, ways: list[tuple[Step, ...]]) -> None:
    """Over one version or several at once, with all that was in it; a start later nothing is applied again."""
    db = filled(tmp_path)
    for steps in (*ways, ways[-1]):
        apply(db, steps)
    assert db.execute("SELECT number, word, length FROM kept").fetchall() == [(1, "mayfly", 6), (2, "heron", 5)]
    assert db.execute("SELECT version FROM applied").fetchall() == [(2,), (3,)]
    assert db.pragma("user_version") == 3
    assert db.pragma("application_id") == APPLICATION_ID
    db.close()


@pytest.mark.parametrize("version", [0, 1])
def test_a_version_that_cannot_be_applied_leaves_what_was_there(tmp_path: Path, version: int) -> None:
    """Neither that one nor one before it in the same start has happened then; later the start does all of them."""
    db = filled(tmp_path) if version else opened(tmp_path)
    before = layout(db)
    broken = Step(3, THIRD.text + " SELECT * FROM nowhere;")
    with pytest.raises(apsw.SQLError):
        apply(db, (FIRST, SECOND, broken))
    db.close()
    db = opened(tmp_path)
    assert layout(db) == before
    assert db.pragma("application_id") == (APPLICATION_ID if version else 0)
    apply(db, (FIRST, SECOND, THIRD))
    assert db.execute("SELECT word FROM kept").fetchall() == [(word,) for _, word in ROWS if version]
    db.close()


def test_a_newer_one_is_refused_and_left_alone(tmp_path: Path) -> None:
    """One sentence names the database and both versions; of a version before the newest nothing is applied either."""
    db = filled(tmp_path)
    apply(db, (FIRST, SECOND, THIRD))
    before = layout(db)
    with pytest.raises(CannotStart) as refused:
        apply(db, (FIRST, SECOND))
    assert str(refused.value).startswith("[store] path: ")
    assert "some.db was written by a newer version of Mayfly (layout 3, this one knows 2)" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert layout(db) == before
    db.close()


@pytest.mark.parametrize("name", ["index", "mail"])
def test_the_layouts_that_ship_are_whole(name: str) -> None:
    """Versions are numbered from 1 without a gap, and every file of the folder belongs to one of the two."""
    steps = steps_of(name)
    assert [step.version for step in steps] == list(range(1, len(steps) + 1))
    files = [path.name for path in Path(schema.__file__).parent.glob("*.sql")]
    assert len(files) == len(steps_of("index")) + len(steps_of("mail"))
