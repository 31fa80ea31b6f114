"""Provisional mailboxes: in memory, for some minutes, at most so many.

Rule: the oldest goes when there are too many; a flood of first views costs no more than the bound.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mayfly.core.mailbox import Mailbox
from mayfly.store.base import NewMailbox


@dataclass(frozen=True, slots=True)
class Provisional:
    """A mailbox that costs nothing yet. ``uid`` is the one it keeps when it becomes durable."""

    uid: bytes
    new: NewMailbox

    @property
    def mailbox(self) -> Mailbox:
        """Give the mailbox as it is so far; it has no key pair yet."""
        new = self.new
        return Mailbox(
            self.uid, b"", new.created_at, new.expires_at, new.idle_seconds, new.created_at, 0.0, 0, 0, provisional=True
        )


class Provisionals:
    """The provisional mailboxes of one process, by address and by token."""

    def __init__(self, bound: int, seconds: float) -> None:
        self._bound = bound
        self._seconds = seconds
        self._by_mailbox_id: OrderedDict[bytes, Provisional] = OrderedDict()
        self._id_by_token_id: dict[bytes, bytes] = {}
        self._token_id_by_id: dict[bytes, bytes] = {}
        self._id_by_uid: dict[bytes, bytes] = {}

    def __len__(self) -> int:
        return len(self._by_mailbox_id)

    def add(self, names: Sequence[bytes], token_id: bytes, provisional: Provisional) -> list[Provisional]:
        """Keep one; give those that went for it: the oldest when there are too many, and one that was over.

        It is found by the first of its address' names; the others are those under older peppers.
        """
        mailbox_id = names[0]
        gone = [self.remove(name) for name in names]
        while len(self._by_mailbox_id) >= self._bound:
            gone.append(self.remove(next(iter(self._by_mailbox_id))))
        self._by_mailbox_id[mailbox_id] = provisional
        self._id_by_token_id[token_id] = mailbox_id
        self._token_id_by_id[mailbox_id] = token_id
        self._id_by_uid[provisional.uid] = mailbox_id
        return [old for old in gone if old is not None]

    def remove(self, mailbox_id: bytes) -> Provisional | None:
        """Forget one, and give it; None when it is not there."""
        provisional = self._by_mailbox_id.pop(mailbox_id, None)
        if provisional is not None:
            del self._id_by_token_id[self._token_id_by_id.pop(mailbox_id)]
            del self._id_by_uid[provisional.uid]
        return provisional

    def drop(self, provisional: Provisional) -> None:
        """Forget this one, whichever pepper it was named by."""
        mailbox_id = self._id_by_uid.get(provisional.uid)
        if mailbox_id is not None:
            self.remove(mailbox_id)

    def find(self, mailbox_id: bytes, now: float) -> Provisional | None:
        """Find the living one of an address."""
        provisional = self._by_mailbox_id.get(mailbox_id)
        return provisional if provisional is not None and self._is_alive(provisional, now) else None

    def unlock(self, token_id: bytes, now: float) -> Provisional | None:
        """Find the living one of a token."""
        mailbox_id = self._id_by_token_id.get(token_id)
        return None if mailbox_id is None else self.find(mailbox_id, now)

    def get(self, uid: bytes, now: float) -> Provisional | None:
        """Find a living one by its uid."""
        mailbox_id = self._id_by_uid.get(uid)
        return None if mailbox_id is None else self.find(mailbox_id, now)

    def purge(self, now: float) -> Iterator[Provisional]:
        """Forget those whose time is over, and give them."""
        while self._by_mailbox_id:
            mailbox_id, provisional = next(iter(self._by_mailbox_id.items()))
            if self._is_alive(provisional, now):
                return
            self.remove(mailbox_id)
            yield provisional

    def _is_alive(self, provisional: Provisional, now: float) -> bool:
        age = now - provisional.new.created_at
        return age < self._seconds and provisional.mailbox.is_alive(now)
