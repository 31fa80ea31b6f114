"""What one op of the writer came to, and what is to be done with it when that is durable, or has failed."""

import asyncio
import contextlib
from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct, field

from mayfly.core.errors import MayflyError
from mayfly.store.base import News


class Answer(Struct, eq=False):
    """What one op came to. ``window`` is where it must be committed to be true; ``after`` is done when it is.

    ``index`` and ``shares`` say that it needs those as well, ``later`` that it is not answered with its batch.
    """

    done: "asyncio.Future[Any] | None"
    value: object = None
    error: MayflyError | None = None
    news: list[tuple[bytes, News]] = field(default_factory=list)
    undo: list[Callable[[], None]] = field(default_factory=list)
    after: list[Callable[[], None]] = field(default_factory=list)
    window: int | None = None
    index: bool = False
    shares: bool = False
    later: bool = False

    def resolve(self) -> None:
        """Tell who waits, where somebody still does. In the loop's thread."""
        if self.done is None or self.done.done():
            return
        if self.error is not None:
            self.done.set_exception(self.error)
        else:
            self.done.set_result(self.value)


def fail(answers: Iterable[Answer], reason: MayflyError, which: Callable[[Answer], bool]) -> None:
    """Undo some answers in memory, the last change first, and answer with the reason."""
    for answer in reversed(list(answers)):
        if which(answer) and answer.error is None:
            answer.error = reason
            answer.news.clear()
            for undo in reversed(answer.undo):
                quietly(undo)


def quietly(action: Callable[[], None]) -> None:
    """Do what may fail because what it undoes has failed already; what else is to be undone must not wait for it."""
    with contextlib.suppress(Exception):
        action()
