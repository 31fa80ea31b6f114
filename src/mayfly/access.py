"""Open, read, watch, extend and erase a mailbox: everything the page, the API and the command line can do."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from msgspec import Struct

from mayfly.core.domains import Domains
from mayfly.core.mailbox import Lifetimes
from mayfly.core.message import Link, Message, Passcode, Summary
from mayfly.mail.read import Document, ImagePath, Part
from mayfly.store.base import Store

Style = Literal["readable", "random"]


class Wish(Struct, frozen=True, forbid_unknown_fields=True):
    """What one may ask for when opening a mailbox; the body of ``POST /api/v1/mailboxes``."""

    local_part: str | None = None
    domain: str | None = None
    style: Style = "readable"
    lifetime_seconds: int | None = None
    idle_seconds: int | None = None


class Limits(Struct, frozen=True):
    """What one mailbox may hold and how long it may live."""

    messages: int
    octets: int
    message_octets: int
    lifetime_seconds: int


class Kept(Struct, frozen=True):
    """What is kept and how, in words, from the code that keeps it."""

    address: str
    messages: str
    client_address: str
    user_agent: str


class View(Struct, frozen=True):
    """A mailbox as its owner sees it: the body of ``GET /api/v1/mailbox``."""

    address: str
    created_at: datetime
    expires_at: datetime
    ends_at: datetime
    idle_seconds: int
    last_activity_at: datetime
    message_count: int
    message_octets: int
    limits: Limits
    stored: Kept


class Erased(Struct, frozen=True):
    """The receipt of an erasure."""

    erased_messages: int
    erased_octets: int
    erased_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A mailbox just opened: its token, once, and what it looks like."""

    token: bytes
    view: View


@dataclass(frozen=True, slots=True)
class Query:
    """Which messages: ``after`` is an id or a ``next`` of before; the others are parts of the decoded fields,
    in any case. ``wait_seconds`` holds the answer until there is a new match, or the time is up."""

    after: str = ""
    limit: int = 50
    wait_seconds: float = 0
    sender: str = ""
    to: str = ""
    subject: str = ""


class Page(Struct, frozen=True):
    """One page of a list, oldest first. ``next`` is to be given as ``after``."""

    messages: tuple[Summary, ...]
    next: str


class Found(Struct, frozen=True):
    """The newest match that has a code or a link."""

    code: Passcode | None
    link: Link | None
    message: Summary


# --- events, one struct each; the name in comments is the event's name in the API ---
class Sync(Struct, frozen=True):  # sync
    ids: tuple[str, ...]


class Arrived(Struct, frozen=True):  # message
    summary: Summary


class Changed(Struct, frozen=True):  # changed
    summary: Summary


class Gone(Struct, frozen=True):  # gone
    id: str


class RefusedMail(Struct, frozen=True):  # refused
    reason: str
    octets: int
    at: datetime


class Ends(Struct, frozen=True):  # ends
    ends_at: datetime


class Ended(Struct, frozen=True):  # erased: the last event
    pass


Event = Sync | Arrived | Changed | Gone | RefusedMail | Ends | Ended


class Inbox:
    """One unlocked mailbox. Every verb raises NotFound once the mailbox has ended, Unavailable when the store fails."""

    async def view(self) -> View:
        """Show the mailbox itself."""
        raise NotImplementedError

    async def messages(self, query: Query) -> Page:
        """List messages."""
        raise NotImplementedError

    async def code(self, query: Query) -> Found | None:
        """Give the newest match with a code or link after ``query.after``; None when the time is up."""
        raise NotImplementedError

    async def message(self, message_id: str) -> Message:
        """Open one message; it counts as seen. Raises NotFound."""
        raise NotImplementedError

    async def raw(self, message_id: str) -> bytes:
        """Give our trace header and the octets as received. Raises NotFound."""
        raise NotImplementedError

    async def html(self, message_id: str, images: ImagePath | None) -> Document:
        """Give the HTML made safe. Raises NotFound, also where there is no HTML."""
        raise NotImplementedError

    async def attachment(self, message_id: str, index: int) -> Part:
        """Give one attachment's octets. Raises NotFound."""
        raise NotImplementedError

    async def delete(self, message_id: str) -> None:
        """Delete one message. Raises NotFound."""
        raise NotImplementedError

    async def extend(self, lifetime_seconds: int) -> View:
        """Set the lifetime, counted from now. Raises Refused with the latest possible."""
        raise NotImplementedError

    async def erase(self) -> Erased:
        """Erase the mailbox for good; nothing opens it when this returns."""
        raise NotImplementedError

    async def send_test(self) -> None:
        """Put a test mail of ours into the mailbox, through the same delivery as all mail."""
        raise NotImplementedError

    def follow(self, last_event_id: str | None) -> AsyncIterator[Event | None]:
        """Tell what happens, from now or from the event after ``last_event_id`` (a message id).

        First ``Sync``, or the missed messages where ``last_event_id`` is known. None every 20 s of silence. Ends
        after ``Ended``. Raises NotFound at once when the mailbox is not there. An open stream counts as seen.
        """
        raise NotImplementedError


class Access:
    """Opens mailboxes, and lets those in who hold a token."""

    def __init__(self, store: Store, domains: Domains, lifetimes: Lifetimes, clock: Callable[[], float]) -> None:
        raise NotImplementedError

    async def open(self, wish: Wish) -> Opened:
        """Open a mailbox durably. Raises Conflict (taken, spent or reserved), Refused (a field is not allowed)."""
        raise NotImplementedError

    async def provide(self, domain: str | None = None) -> Opened:
        """Make a provisional mailbox for a first view: in memory until its token comes back or mail comes."""
        raise NotImplementedError

    async def enter(self, token: bytes) -> Inbox:
        """Unlock a mailbox and count it as seen. Raises NotFound."""
        raise NotImplementedError
