"""What access is asked, and what it answers: values with the names and the JSON of the HTTP API."""

from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct

from mayfly.core.message import Link, Passcode, Summary
from mayfly.core.names import Style as Style


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
    in any case, and ``words`` must all occur in sender, recipients, subject or text. ``wait_seconds`` holds the answer
    until there is a new match, or the time is up."""

    after: str = ""
    limit: int = 50
    wait_seconds: float = 0
    sender: str = ""
    to: str = ""
    subject: str = ""
    words: str = ""


class Page(Struct, frozen=True):
    """One page of a list, oldest first. ``next`` is to be given as ``after``; ``more``: there is mail behind it."""

    messages: tuple[Summary, ...]
    next: str
    more: bool = False


class Found(Struct, frozen=True):
    """The newest match that has a code or a link."""

    code: Passcode | None
    link: Link | None
    message: Summary


class Sync(Struct, frozen=True):
    """Event ``sync``: the ids of all that is there."""

    ids: tuple[str, ...]


class Arrived(Struct, frozen=True):
    """Event ``message``: a message is there."""

    summary: Summary


class Changed(Struct, frozen=True):
    """Event ``changed``: more is known of a message, or it was opened."""

    summary: Summary


class Gone(Struct, frozen=True):
    """Event ``gone``: a message was deleted, or dropped to make room."""

    id: str


class RefusedMail(Struct, frozen=True):
    """Event ``refused``: a message for this mailbox was not taken."""

    reason: str
    octets: int
    at: datetime


class Ends(Struct, frozen=True):
    """Event ``ends``: when the mailbox ends has changed."""

    ends_at: datetime


class Ended(Struct, frozen=True):
    """Event ``erased``: the mailbox has ended. The last event."""


Event = Sync | Arrived | Changed | Gone | RefusedMail | Ends | Ended
