"""Gather what the inbox page shows: the mailboxes of a browser, the one in front, its messages."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from starlette.responses import Response

from mayfly.access import Inbox, Query, View
from mayfly.core.errors import NotFound
from mayfly.core.message import Summary
from mayfly.web import page_model as model
from mayfly.web import page_words as words
from mayfly.web.page_render import render_in_turns
from mayfly.web.routes import Ask
from mayfly.web.security import Box, forget_box

_STRIDE = 100
# So many rows are written in a millisecond.
_ROWS_IN_A_TURN = 50
_SHORTCUTS = (
    (("c",), "copy the address"), (("y",), "copy the newest code"), (("n",), "new address"), (("e",), "extend"),
    (("j", "k"), "next, previous message"), (("Enter",), "open"), (("o",), "follow the link of the message"),
    (("u", "Esc"), "back to the list"), (("#", "Del"), "delete"), (("z",), "undo"), (("t",), "HTML or text"),
    (("i",), "load images once"), (("r",), "headers"), (("/",), "search"), (("g w",), "what we know"),
    (("?",), "this sheet"), (("F6", "Alt+1…3"), "from region to region"),
)  # fmt: skip
NOTICES: Mapping[str, str] = {
    "at-cap": "This inbox cannot be kept any longer.",
    "extended": "This inbox is kept longer.",
    "test": "The test mail is on its way.",
    "deleted": "Message deleted.",
    "message-gone": "This message is gone.",
}


@dataclass(frozen=True, slots=True)
class Live:
    """A mailbox of the browser that is alive; one just made by a first view is not entered yet."""

    box: Box
    view: View
    inbox: Inbox | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """All mailboxes of a browser: those alive, and the handles of those that have ended."""

    live: tuple[Live, ...]
    ended: tuple[str, ...]

    def find(self, handle: str) -> Live | None:
        """Give the mailbox with this handle; with none, the one that was added last."""
        if not handle:
            return self.live[-1] if self.live else None
        return next((each for each in self.live if each.box.handle == handle), None)

    def switcher(self) -> tuple[model.Held, ...]:
        """Give what the list of mailboxes shows: the names, with their domains where a name is there twice."""
        names = Counter(each.view.address.rpartition("@")[0] for each in self.live)
        shown = []
        for each in self.live:
            name, _, domain = each.view.address.rpartition("@")
            shown.append(model.Held(each.box.handle, name, domain if names[name] > 1 else "", each.view.message_count))
        return tuple(shown)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page of the inbox shows beside the inbox itself."""

    notice: str = ""
    fresh: bool = False
    edit_error: str = ""
    edit_local_part: str = ""
    edit_domain: str = ""
    status: int = 200
    # What is searched for, and behind which place of the list.
    words: str = ""
    after: str = ""


async def take_in_hand(ask: Ask) -> Hand:
    """Open every mailbox of the browser."""
    live, ended = [], []
    for box in ask.boxes:
        try:
            inbox = await ask.house.access.enter(box.token, ask.leaving)
            live.append(Live(box, await inbox.view(), inbox))
        except NotFound:
            ended.append(box.handle)
    return Hand(tuple(live), tuple(ended))


def let_go(ask: Ask, hand: Hand, response: Response) -> Response:
    """Have the browser forget what has ended."""
    for handle in hand.ended:
        forget_box(response, handle, secure=ask.client.secure)
    return response


async def _summaries(inbox: Inbox) -> list[Summary]:
    """List all messages, the newest first."""
    found: list[Summary] = []
    after = ""
    while True:
        page = await inbox.messages(Query(after=after, limit=_STRIDE))
        found += page.messages
        if len(page.messages) < _STRIDE:
            return found[::-1]
        after = page.next


async def show_inbox(ask: Ask, hand: Hand, front: Live, shown: Shown, opened: model.Opened | None = None) -> Response:
    """Show one mailbox, with one message of it open where one is given."""
    now = datetime.fromtimestamp(ask.house.clock(), UTC)
    view, box = front.view, front.box.handle
    search, summaries = None, list[Summary]()
    if front.inbox is not None and shown.words:
        page = await front.inbox.messages(Query(shown.after, _STRIDE, words=shown.words))
        search, summaries = model.searched(shown.words, page, box), list(page.messages[::-1])
    elif front.inbox is not None:
        summaries = await _summaries(front.inbox)
        # One may have come since the view was taken.
        view = msgspec.structs.replace(view, message_count=len(summaries))
    rows = list[model.Row]()
    for number, summary in enumerate(summaries, 1):
        rows.append(model.row(summary, now, opened.id if opened else ""))
        if number % _ROWS_IN_A_TURN == 0:
            await asyncio.sleep(0)
    local_part, _, domain = view.address.rpartition("@")
    domains = [d.name for d in ask.house.domains.active()]
    values: dict[str, Any] = {
        "view": view,
        "box": box,
        "boxes": hand.switcher(),
        "rows": rows,
        "search": search,
        "unread": sum(not r.seen for r in rows),
        "opened": opened,
        "fresh": shown.fresh,
        "notice": shown.notice,
        # A message is read in peace, and what is typed into the form is not taken away.
        "refresh": opened is None and search is None and not shown.edit_error,
        "domain": domain,
        "local_part": local_part,
        "domain_names": domains,
        "other_domains": [name for name in domains if name != domain],
        "left": words.span((view.ends_at - now).total_seconds()),
        "latest": model.latest(view),
        "extend_seconds": model.extend_seconds(view, now),
        "keep_choices": model.keep_choices(view, now),
        "edit_error": shown.edit_error,
        "edit_open": False,
        "edit_local_part": shown.edit_local_part,
        "edit_domain": shown.edit_domain or domain,
        "now_iso": words.iso(now),
        "shortcuts": _SHORTCUTS,
        "blank_row": model.blank_row(),
        "blank_message": model.blank_message(),
        "blank_attachment": model.blank_attachment(),
    }
    return let_go(ask, hand, await render_in_turns(ask.headers, "inbox.html", values, shown.status))
