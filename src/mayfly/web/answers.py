"""The answers of the API as values, and the responses that carry them."""

import asyncio
import re
from datetime import datetime
from typing import Any
from urllib.parse import quote

import msgspec
from msgspec import Struct
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mayfly.access import Share, View
from mayfly.core.message import Attachment, Blocked, Message, Summary

# A write of this size waits until the one before has left: a slow reader of a large mail costs the mail once.
_CHUNK_OCTETS = 65_536


class OpenedMailbox(View, frozen=True):
    """A mailbox just opened: its token, once, and the link that hands it over to a browser."""

    token: str
    link: str


class FullMessage(Summary, frozen=True, kw_only=True):
    """One opened message: all of its summary, and what lies in it."""

    headers: tuple[tuple[str, str], ...] = ()
    text: str = ""
    has_html: bool = False
    attachments: tuple[Attachment, ...] = ()
    blocked: Blocked = Blocked()


class DomainChoice(Struct, frozen=True):
    """A domain that can be picked now."""

    name: str
    subdomains: bool


class DomainChoices(Struct, frozen=True):
    """All domains that can be picked now."""

    domains: tuple[DomainChoice, ...]


class HeldMailbox(Struct, frozen=True):
    """A mailbox that this browser holds from now on."""

    box: str
    address: str
    ends_at: datetime


def full_message(message: Message) -> FullMessage:
    """Lay a message and its summary into one object, as the API shows it."""
    shared = {name: getattr(message.summary, name) for name in Summary.__struct_fields__}
    return FullMessage(
        **shared,
        headers=message.headers,
        text=message.text,
        has_html=message.has_html,
        attachments=message.attachments,
        blocked=message.blocked,
    )


def opened_mailbox(view: View, token: str, link: str) -> OpenedMailbox:
    """Lay a mailbox and its token into one object."""
    return OpenedMailbox(**{name: getattr(view, name) for name in View.__struct_fields__}, token=token, link=link)


def json(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Answer with JSON."""
    return Response(msgspec.json.encode(value), status, headers, "application/json")


class Octets:
    """Many octets, sent no faster than they are read; a reader who takes none for too long is hung up on.

    ``share`` is what they hold of the readers' budget: it is released when they are sent, or when the reader has gone,
    and the reader is hung up on where others have waited for it too long.
    """

    def __init__(
        self, octets: bytes, headers: dict[str, str], stall_seconds: float, share: Share | None = None
    ) -> None:
        self._octets = octets
        self._status = 200
        headers = headers | {"content-length": str(len(octets))}
        self._headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        self._stall_seconds = stall_seconds
        self._share = share

    @classmethod
    def of(cls, response: Response, stall_seconds: float, share: Share) -> "Octets":
        """Send what a response has in the same way, with all of its header fields."""
        made = cls(bytes(response.body), {}, stall_seconds, share)
        made._status, made._headers = response.status_code, response.raw_headers
        return made

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Send them."""
        try:
            if self._share is not None:
                self._share.when_wanted(lambda: hang_up(scope))
            await self._send(scope, send)
        except TimeoutError:
            hang_up(scope)
        finally:
            if self._share is not None:
                self._share.release()

    async def _send(self, scope: Scope, send: Send) -> None:
        await send({"type": "http.response.start", "status": self._status, "headers": self._headers})
        view = memoryview(self._octets)
        end = 0 if scope["method"] == "HEAD" else len(view)
        for at in range(0, max(end, 1), _CHUNK_OCTETS):
            piece = bytes(view[at : min(at + _CHUNK_OCTETS, end)])
            async with asyncio.timeout(self._stall_seconds):
                more = at + _CHUNK_OCTETS < end
                await send({"type": "http.response.body", "body": piece, "more_body": more})


async def held(response: Response, stall_seconds: float, share: Share) -> Response | Octets:
    """Have an answer that is large be sent as it is read, under a share; a small one fits into any socket.

    Raises Busy.
    """
    if len(response.body) <= _CHUNK_OCTETS:
        return response
    await share.take(len(response.body))
    return Octets.of(response, stall_seconds, share)


def hang_up(scope: Scope) -> None:
    """Drop the connection at once, with all that was not read (``server`` offers this to its applications)."""
    extension = scope.get("extensions", {}).get("mayfly.abort")
    if extension is not None:
        extension["abort"]()


_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\Z")
# RFC 8187 section 3.2.1, attr-char; quote() leaves letters, digits and _.-~ alone.
_ATTR_CHARS = "!#$&+^`|"
_UNFIT_IN_QUOTES = re.compile(r"[^ !#-\[\]-~]|[%/]")


def media_type(text: str) -> str:
    """Give a mail's media type where it is one, else the type that says nothing."""
    return text.lower() if _MEDIA_TYPE.match(text) else "application/octet-stream"


def attachment_header(name: str) -> str:
    """Write Content-Disposition (RFC 6266) for a file of any name: plain ASCII for all, UTF-8 (RFC 8187) for most."""
    plain = _UNFIT_IN_QUOTES.sub("_", name).strip() or "attachment"
    header = f'attachment; filename="{plain}"'
    if plain != name and name:
        header += f"; filename*=UTF-8''{quote(name, safe=_ATTR_CHARS, errors='replace')}"
    return header
