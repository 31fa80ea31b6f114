"""What the loop asks of the writer's thread: one value for each verb that writes."""

import asyncio
from dataclasses import dataclass

from msgspec import Struct

from mayfly.core.errors import MayflyError
from mayfly.core.mailbox import Mailbox
from mayfly.store.base import Outcome, Receipt
from mayfly.store.box import Box
from mayfly.store.sealing import Kind
from mayfly.store.values import SealedMessage


class Put(Struct, eq=False):
    """Keep a message; ``body`` names the file its large content lies in, durable already."""

    done: "asyncio.Future[tuple[Outcome, ...]]"
    message: SealedMessage
    body: bytes | None
    now: float


@dataclass(slots=True, eq=False)
class Open:
    """Open a mailbox. ``peppers`` says how many there were when its names were made.

    ``spent`` is its entry for the ledger as of each number of them, or empty.
    """

    done: "asyncio.Future[Mailbox]"
    box: Box
    share: bytes
    sealed_address: bytes
    spent: tuple[bytes, ...]
    peppers: int
    now: float


@dataclass(slots=True, eq=False)
class Extend:
    """Set a mailbox's end."""

    done: "asyncio.Future[Mailbox]"
    uid: bytes
    expires_at: float
    now: float


@dataclass(slots=True, eq=False)
class Erase:
    """Erase a mailbox."""

    done: "asyncio.Future[Receipt]"
    uid: bytes
    now: float


@dataclass(slots=True, eq=False)
class Delete:
    """Delete one message."""

    done: "asyncio.Future[None]"
    uid: bytes
    message_id: bytes
    now: float


@dataclass(slots=True, eq=False)
class Annotate:
    """Keep a note with a message."""

    done: "asyncio.Future[None]"
    uid: bytes
    message_id: bytes
    kind: Kind
    sealed: bytes
    now: float


@dataclass(slots=True, eq=False)
class Purge:
    """End what is over, and begin to forget it."""

    done: "asyncio.Future[int]"
    now: float


@dataclass(slots=True, eq=False)
class Settle:
    """Answer when nothing is left to forget."""

    done: "asyncio.Future[None]"


@dataclass(slots=True, eq=False)
class Rotate:
    """Change the pepper to this secret."""

    done: "asyncio.Future[None]"
    secret: bytes


class PepperChangedError(MayflyError):
    """The names of a mailbox were made with a pepper that is not the newest any more: make them again."""


@dataclass(slots=True, eq=False)
class Wake:
    """Look again at what is to be forgotten; nobody waits for an answer."""

    done: None = None


Op = Put | Open | Extend | Erase | Delete | Annotate | Purge | Settle | Rotate | Wake
