"""What a route is. The one table of all routes is ``tables.ROUTES`` plus those of the page; dispatch, OpenAPI, the
documents' check and the tests all read it.

A handler is ``async def handler(ask: Ask) -> Answer``. It finds in ``ask`` what its row promises: the decoded body, the
decoded parameters, the opened mailbox. It returns any Starlette response (or other ASGI application), or a ``Problem``;
errors of the world (``core.errors``) may pass through it and are translated once, in ``dispatch``.
"""

import enum
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Scope

from mayfly.access import Inbox, Leaving, View
from mayfly.core.errors import NotFound
from mayfly.core.mailbox import handle_of
from mayfly.web.problems import RATE, TOO_MANY_BOXES, Problem
from mayfly.web.security import MAX_BOXES, Box, Client, Kind, is_first_view, read_boxes

if TYPE_CHECKING:
    from mayfly.web.house import House

Answer = ASGIApp | Problem
# Browsers keep no cookie for longer (RFC 6265bis section 5.6.1).
_COOKIE_SECONDS = 400 * 86_400
Receive = Callable[[], Awaitable[Any]]


class Entry(enum.Enum):
    """What a route needs of who is asking."""

    ANYBODY = "anybody"
    INBOX = "inbox"  # a bearer token, or a cookie and ?box=HANDLE; ask.inbox is open then


class NoQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer a route may give: what it means, and the type of its JSON or its media type."""

    words: str
    type: Any = None
    media_type: str = ""


@dataclass(slots=True)
class Ask:
    """One request as a handler sees it.

    ``boxes`` are the mailboxes of the browser's cookies, not yet opened; ``await ask.house.access.enter(box.token)``
    opens one (NotFound: it has ended).
    """

    house: "House"
    scope: Scope
    receive: Receive
    headers: Headers
    client: Client
    path: Mapping[str, Any]
    query: Any = None
    body: Any = None
    opened: Inbox | None = None
    token: bytes | None = None
    by_cookie: bool = False
    began: float = 0.0

    @property
    def inbox(self) -> Inbox:
        """Give the mailbox that the request has opened; only where the route's entry is INBOX."""
        if self.opened is None:
            raise LookupError("this route does not open a mailbox")
        return self.opened

    @property
    def leaving(self) -> Leaving:
        """Give what comes back when who asks has gone; to be asked once the body has been read."""
        # Of the connection alone: what an inbox keeps must not keep the request.
        return partial(_until_gone, self.receive)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Give the mailboxes of the browser, at most eight."""
        return read_boxes(self.headers, secure=self.client.secure)

    @property
    def own_url(self) -> str:
        """Give the address of this service as this request reached it, without a slash at the end."""
        return f"{'https' if self.client.secure else 'http'}://{self.headers.get('host', '')}"

    @property
    def base_url(self) -> str:
        """Give the address of this service for links that leave the page, without a slash at the end."""
        return self.house.settings.public_url.rstrip("/") or self.own_url

    @property
    def is_first_view(self) -> bool:
        """Say whether a mailbox may be made for this view: a navigation of a person, and no prefetch."""
        return is_first_view(self.headers)

    @property
    def client_key(self) -> str:
        """Give what this client is counted by today."""
        key: str = self.house.clients.key(self.client.address, self.house.clock())
        return key

    @property
    def mailbox_key(self) -> str:
        """Give what the opened mailbox is counted by."""
        return handle_of(self.token) if self.token is not None else ""

    def may_open(self) -> Problem | None:
        """Count one opening of a mailbox for this client; give the problem where there were too many."""
        seconds = self.house.openings.take(self.client_key, self.house.clock())
        if not seconds:
            return None
        return Problem(RATE, "Too many new mailboxes from this network.", retry_after_seconds=seconds)

    def box_seconds(self, view: View) -> int:
        """Give how long a cookie for this mailbox can be of use: until the last second it may be extended to."""
        # The operator's own mailbox ends later than any extension could make it.
        latest = max(view.created_at.timestamp() + view.limits.lifetime_seconds, view.expires_at.timestamp())
        return max(1, min(int(latest - self.house.clock()), _COOKIE_SECONDS))

    async def make_room(self) -> tuple[str, ...] | Problem:
        """Make room for one more mailbox in this browser.

        Gives the handles that the answer must forget (``security.forget_box``) because they open nothing any
        more, or the problem where all eight are alive.
        """
        stale = []
        if len(self.boxes) >= MAX_BOXES:
            for box in self.boxes:
                try:
                    await self.house.access.enter(box.token)
                except NotFound:
                    stale.append(box.handle)
            if not stale:
                return Problem(TOO_MANY_BOXES)
        return tuple(stale)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


Handler = Callable[[Ask], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Route:
    """One row: the request, who answers it, what goes in and what comes out.

    ``path`` is written as Starlette writes it (``{name}``, ``{index:int}``, ``{rest:path}``). ``query`` and ``body``
    are msgspec structs that forbid unknown fields; a body is JSON, and on a PAGE a urlencoded form. HEAD and OPTIONS
    come by themselves.
    """

    method: str
    path: str
    handler: Handler
    kind: Kind
    words: str
    entry: Entry = Entry.ANYBODY
    query: type[Struct] = NoQuery
    body: type[Struct] | None = None
    # A body that may be left out, for all of its fields have defaults.
    body_optional: bool = False
    answers: Mapping[int, Said] = field(default_factory=dict)
    # Sent by our own pages only, whatever it carries: a site check even without a cookie.
    ours_only: bool = False
