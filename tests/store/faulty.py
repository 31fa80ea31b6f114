"""Faults planted in what lies below a store."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def failing(thing: object, name: str, error: BaseException) -> Iterator[None]:
    """Let a method fail for a while, as the disk below it would."""
    whole = getattr(thing, name)

    def fail(*_: object, **__: object) -> None:
        raise error

    setattr(thing, name, fail)
    try:
        yield
    finally:
        setattr(thing, name, whole)
