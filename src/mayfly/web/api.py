"""The handlers of the HTTP API, one for each row of its table."""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct, field
from starlette.responses import Response

from mayfly.access import Query, Wish
from mayfly.core.mailbox import decode_token, encode_token, handle_of
from mayfly.web.answers import (
    DomainChoice,
    DomainChoices,
    HeldMailbox,
    Octets,
    full_message,
    held,
    json,
    opened_mailbox,
)
from mayfly.web.problems import NOT_FOUND, Problem
from mayfly.web.routes import Answer, Ask
from mayfly.web.security import forget_box, set_box
from mayfly.web.waiting import wait_for

# No proxy on the way holds a silent request for much longer.
MAX_WAIT_SECONDS = 60
# A field of a mail is not longer (RFC 5322 section 2.1.1), so no longer part of one can be in it.
_Part = Annotated[str, Meta(max_length=998)]
# Of a search the first ten words count, and of each a hundred characters.
_Words = Annotated[
    str, Meta(max_length=1010, description="Words that must all occur in the sender, the subject or the text.")
]
_Wait = Annotated[float, Meta(ge=0, le=MAX_WAIT_SECONDS, description="Seconds to wait for a new match.")]
# What is asked for beyond this is beyond every cap; it keeps sums of times within what a float can hold.
_LONGEST_SECONDS = 2**40


class Extension(Struct, frozen=True, forbid_unknown_fields=True):
    """The body of ``PATCH /api/v1/mailbox``: the lifetime, counted from now."""

    lifetime_seconds: int


class Token(Struct, frozen=True, forbid_unknown_fields=True):
    """The body of ``POST /session``."""

    token: str


class BoxQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """Which mailbox of this browser."""

    box: str


class MessagesQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """Which messages; the texts are parts of the decoded fields, in any case; ``q`` is searched for everywhere."""

    after: _Part = ""
    limit: Annotated[int, Meta(ge=1, le=100)] = 50
    wait: _Wait = 0
    sender: _Part = field(default="", name="from")
    to: _Part = ""
    subject: _Part = ""
    q: _Words = ""


class CodeQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """Which messages may hold the code."""

    after: _Part = ""
    wait: _Wait = 0
    sender: _Part = field(default="", name="from")
    subject: _Part = ""


async def open_mailbox(ask: Ask) -> Answer:
    """Open a mailbox."""
    if problem := ask.may_open():
        return problem
    wish: Wish = ask.body
    opened = await ask.house.access.open(wish)
    token = encode_token(opened.token)
    body = opened_mailbox(opened.view, token, f"{ask.base_url}/#{token}")
    return json(body, 201, {"location": "/api/v1/mailbox"})


async def show_mailbox(ask: Ask) -> Answer:
    """Show the mailbox itself."""
    return json(await ask.inbox.view())


async def extend_mailbox(ask: Ask) -> Answer:
    """Set the lifetime."""
    wanted: Extension = ask.body
    return json(await ask.inbox.extend(max(-1, min(wanted.lifetime_seconds, _LONGEST_SECONDS))))


async def erase_mailbox(ask: Ask) -> Answer:
    """Erase the mailbox; nothing opens it when this is answered."""
    response = json(await ask.inbox.erase())
    if ask.by_cookie and ask.token is not None:
        forget_box(response, handle_of(ask.token), secure=ask.client.secure)
        # "cache" alone: with "cookies" the browser's other mailboxes would go too.
        response.headers["clear-site-data"] = '"cache"'
    return response


async def list_messages(ask: Ask) -> Answer:
    """List messages, or wait for one."""
    asked: MessagesQuery = ask.query
    query = Query(asked.after, asked.limit, asked.wait, asked.sender, asked.to, asked.subject, asked.q)
    page = await wait_for(ask, ask.inbox.messages(query), asked.wait)
    if isinstance(page, Problem):
        return page
    return await held(json(page), ask.house.settings.slow_reader_seconds, ask.inbox.share())


async def find_code(ask: Ask) -> Answer:
    """Give the newest code or link, or wait for one."""
    asked: CodeQuery = ask.query
    query = Query(asked.after, wait_seconds=asked.wait, sender=asked.sender, subject=asked.subject)
    found = await wait_for(ask, ask.inbox.code(query), asked.wait)
    if isinstance(found, Problem):
        return found
    return Response(status_code=204) if found is None else json(found)


async def show_message(ask: Ask) -> Answer:
    """Open one message."""
    share = ask.inbox.share()
    octets = msgspec.json.encode(full_message(await ask.inbox.message(ask.path["id"], share)))
    return Octets(octets, {"content-type": "application/json"}, ask.house.settings.slow_reader_seconds, share)


async def delete_message(ask: Ask) -> Answer:
    """Delete one message."""
    await ask.inbox.delete(ask.path["id"])
    return Response(status_code=204)


async def list_domains(ask: Ask) -> Answer:
    """List the domains that can be picked now."""
    return json(DomainChoices(tuple(DomainChoice(d.name, d.subdomains) for d in ask.house.domains.active())))


async def add_to_session(ask: Ask) -> Answer:
    """Give a mailbox to this browser."""
    asked: Token = ask.body
    token = decode_token(asked.token)
    if token is None:
        return Problem(NOT_FOUND)
    view = await (await ask.house.access.enter(token)).view()
    handle = handle_of(token)
    stale: tuple[str, ...] = ()
    if all(box.handle != handle for box in ask.boxes):
        room = await ask.make_room()
        if isinstance(room, Problem):
            return room
        stale = room
    response = json(HeldMailbox(handle, view.address, view.ends_at))
    for each in stale:
        forget_box(response, each, secure=ask.client.secure)
    set_box(response, token, secure=ask.client.secure, max_age_seconds=ask.box_seconds(view))
    return response


async def forget_in_session(ask: Ask) -> Answer:
    """Take a mailbox from this browser; it lives on for whoever else has its token."""
    asked: BoxQuery = ask.query
    response = Response(status_code=204)
    # Only what is there is forgotten: nobody writes cookies of a name of their choice by this.
    if any(box.handle == asked.box for box in ask.boxes):
        forget_box(response, asked.box, secure=ask.client.secure)
    return response
