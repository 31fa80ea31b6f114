"""What the writer's thread has the loop do: give answers, tell watchers, and what else is the loop's.

Rule: what was handed over first is done first, and the answers of a batch go in one call.
"""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from mayfly.store.answer import Answer
from mayfly.store.base import News

T = TypeVar("T")


class Telling:
    """The way from the writer's thread, and from those beside it, to the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, tell: Callable[[bytes, News], None]) -> None:
        self._loop = loop
        self._tell = tell

    def answer(self, answers: list[Answer]) -> None:
        """Give answers, and tell watchers what came of them."""
        if answers:
            self.call(self._deliver, answers)

    def call(self, function: Callable[[T], None], value: T) -> bool:
        """Have the loop call something; False where the loop is closed, so that nobody waits for it any more."""
        try:
            self._loop.call_soon_threadsafe(function, value)
        except RuntimeError:
            return False
        return True

    def _deliver(self, answers: list[Answer]) -> None:
        for answer in answers:
            answer.resolve()
            for uid, news in answer.news:
                self._tell(uid, news)
