"""Search through the messages of a mailbox: most are judged by their summary, the others are opened.

Rule: the work for one answer is bounded in octets and in time, and at least one message is opened. Whoever asks is told
that there is more and where to go on, so a search is never silently incomplete.
"""

import time

from mayfly.access.budget import Budget
from mayfly.access.summaries import LOOK_COPIES, Summaries
from mayfly.core.message import Summary
from mayfly.mail.look import Look
from mayfly.store.base import Stored

# A child reads so much text in about a second.
OPENED_OCTETS = 16 * 1_048_576
# Opening a message costs something however short it is: five hundred letters make half of the above.
LEAST_OCTETS = 16_384
# Hostile mail may cost a second each to read.
SECONDS = 3.0


class Search:
    """One search for one answer. No words find everything and open nothing."""

    def __init__(self, words: str, key: bytes, summaries: Summaries, budget: Budget) -> None:
        self._words = words.strip()
        self._key = key
        self._summaries = summaries
        self._budget = budget
        self._opened = 0
        # How long a peer is held is a matter of this machine's time, not of the calendar.
        self._until = time.monotonic() + SECONDS

    @property
    def is_spent(self) -> bool:
        """Say whether one answer may cost no more."""
        return self._opened > 0 and (self._opened >= OPENED_OCTETS or time.monotonic() > self._until)

    async def finds(self, row: Stored, summary: Summary) -> bool:
        """Say whether all words occur in one message. Raises NotFound where it is gone."""
        if not self._words or _is_in(summary, self._words):
            return True
        with self._budget.held(self._key, None, patient=True) as share:
            content = await self._summaries.content(row, share, LOOK_COPIES)
            self._opened += max(len(content), LEAST_OCTETS)
            return (await self._summaries.look(Look(content, words=self._words))).found


def _is_in(summary: Summary, words: str) -> bool:
    """Say whether all words stand in the summary as they are written, which needs nobody to read the message."""
    parties = (*((summary.sender,) if summary.sender else ()), *summary.to)
    said = "\n".join((summary.subject, *(f"{party.name}\n{party.address}" for party in parties))).lower()
    return all(word in said for word in words.lower().split())
