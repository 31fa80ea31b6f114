"""The forms of the page: each does what the API does, and sends the browser on (303), with a script or without.

Rule: an answer to a form names a notice by its slug, never by its text; what it shows is ours.
"""

from collections.abc import Sequence
from urllib.parse import urlencode

from markupsafe import Markup
from msgspec import Struct
from starlette.responses import RedirectResponse, Response

from mayfly.access import Wish
from mayfly.core.errors import Conflict, NotFound, Refused
from mayfly.core.mailbox import encode_token, handle_of
from mayfly.web import page_model as model
from mayfly.web.page_inbox import Shown, show_inbox, take_in_hand
from mayfly.web.page_render import render
from mayfly.web.problems import Problem, refused
from mayfly.web.routes import Answer, Ask, Entry, Route, Said
from mayfly.web.security import Kind, forget_box, set_box

_SENT_ON = {303: Said("Sent on to the page")}
_TAKEN = "That name is in use, or was, or is not given out. Try another."
_DOMAIN = "Mail for this domain is not taken here."
_UNFIT = "This cannot stand before the @ of an address: letters, digits, dots and dashes, 64 at most."


class BoxQuery(Struct, frozen=True):
    """Which mailbox the form was on."""

    box: str = ""


class OpenForm(Struct, frozen=True, forbid_unknown_fields=True):
    """A new address; what is left empty is drawn."""

    local_part: str = ""
    domain: str = ""


class ExtendForm(Struct, frozen=True, forbid_unknown_fields=True):
    """A lifetime, counted from now."""

    lifetime_seconds: int


class MessageForm(Struct, frozen=True, forbid_unknown_fields=True):
    """A message."""

    id: str


def plain(
    ask: Ask,
    title: str,
    *lines: str,
    button: str = "",
    back: str = "",
    boxes: Sequence[model.Held] = (),
    status: int = 200,
) -> Response:
    """Show a page that says one thing."""
    values = {"title": title, "lines": lines, "button": button, "back": back, "boxes": boxes}
    return render(ask.headers, "plain.html", values, status)


def go(path: str = "/", **query: str | int) -> Response:
    """Send the browser on with a GET."""
    return RedirectResponse(f"{path}?{urlencode(query)}" if query else path, 303)


async def open_box(ask: Ask) -> Answer:
    """Open a mailbox, drawn or chosen, and give it to the browser beside those it has."""
    form: OpenForm = ask.body
    room = await ask.make_room()
    if isinstance(room, Problem):
        return room
    problem = ask.may_open()
    if problem is not None:
        return problem
    try:
        opened = await ask.house.access.open(Wish(form.local_part or None, form.domain or None))
    except Conflict:
        return await _try_again(ask, form, _TAKEN, 409)
    except Refused as error:
        return await _try_again(ask, form, _DOMAIN if error.field == "domain" else _UNFIT, 422)
    response = go(box=handle_of(opened.token))
    for handle in room:
        forget_box(response, handle, secure=ask.client.secure)
    set_box(response, opened.token, secure=ask.client.secure, max_age_seconds=ask.box_seconds(opened.view))
    return response


async def _try_again(ask: Ask, form: OpenForm, error: str, status: int) -> Response:
    """Show the form again, with what was typed and what is wrong with it."""
    hand = await take_in_hand(ask)
    front = hand.find(ask.query.box) or hand.find("")
    if front is None:
        return plain(ask, "This address is not to be had.", error, button="Give me another", status=status)
    shown = Shown(edit_error=error, edit_local_part=form.local_part, edit_domain=form.domain, status=status)
    return await show_inbox(ask, hand, front, shown)


async def extend_box(ask: Ask) -> Answer:
    """Set how long the mailbox lives from now."""
    form: ExtendForm = ask.body
    try:
        await ask.inbox.extend(form.lifetime_seconds)
    except Refused as error:
        # The button was made a while ago: what was possible then may be some seconds too much now.
        if not error.bound or form.lifetime_seconds - error.bound > model.SLACK_SECONDS:
            return go(box=ask.query.box, notice="at-cap") if error.bound is not None else refused(error)
        await ask.inbox.extend(int(error.bound))
    return go(box=ask.query.box, notice="extended")


async def delete_message(ask: Ask) -> Answer:
    """Delete one message."""
    form: MessageForm = ask.body
    try:
        await ask.inbox.delete(form.id)
    except NotFound:
        return go(box=ask.query.box, notice="message-gone")
    return go(box=ask.query.box, notice="deleted")


async def send_test(ask: Ask) -> Answer:
    """Put a test mail of ours into the mailbox."""
    await ask.inbox.send_test()
    return go(box=ask.query.box, notice="test")


async def erase_box(ask: Ask) -> Answer:
    """Erase the mailbox, have the browser forget it, and show the receipt."""
    receipt = await ask.inbox.erase()
    response = go(
        "/erased",
        messages=receipt.erased_messages,
        octets=receipt.erased_octets,
        at=int(receipt.erased_at.timestamp()),
    )
    response.headers["clear-site-data"] = '"cache"'
    forget_box(response, ask.query.box, secure=ask.client.secure)
    return response


async def forget(ask: Ask) -> Answer:
    """Have the browser forget a mailbox; it lives on for whoever else has its token."""
    response = go()
    if any(box.handle == ask.query.box for box in ask.boxes):
        forget_box(response, ask.query.box, secure=ask.client.secure)
    return response


async def show_link(ask: Ask) -> Answer:
    """Show the hand-over link: only on request, the token in its fragment, which browsers send to nobody."""
    if ask.token is None:
        raise NotFound
    import segno  # by the few who ask for a link

    link = f"{ask.base_url}/#{encode_token(ask.token)}"
    picture = segno.make(link, error="m", micro=False).svg_inline(
        border=2, omitsize=True, svgclass=None, lineclass=None
    )
    values = {
        "title": "Link to this inbox",
        "link": link,
        "qr": Markup(picture),  # noqa: S704  made by segno of our own link
        "back": f"/?box={ask.query.box}",
    }
    return render(ask.headers, "link.html", values, secret=True)


_INBOX = Entry.INBOX
FORM_ROUTES: tuple[Route, ...] = (
    Route(
        "POST", "/open", open_box, Kind.PAGE, "Open a mailbox.",
        query=BoxQuery, body=OpenForm, body_optional=True, answers=_SENT_ON,
    ),
    Route(
        "POST", "/extend", extend_box, Kind.PAGE, "Set how long a mailbox lives.",
        entry=_INBOX, query=BoxQuery, body=ExtendForm, answers=_SENT_ON,
    ),
    Route(
        "POST", "/delete", delete_message, Kind.PAGE, "Delete one message.",
        entry=_INBOX, query=BoxQuery, body=MessageForm, answers=_SENT_ON,
    ),
    Route(
        "POST", "/test", send_test, Kind.PAGE, "Send a test mail to oneself.",
        entry=_INBOX, query=BoxQuery, answers=_SENT_ON,
    ),
    Route(
        "POST", "/erase", erase_box, Kind.PAGE, "Erase a mailbox for good.",
        entry=_INBOX, query=BoxQuery, answers=_SENT_ON,
    ),
    Route("POST", "/forget", forget, Kind.PAGE, "Have the browser forget a mailbox.", query=BoxQuery, answers=_SENT_ON),
    Route(
        "POST", "/link", show_link, Kind.PAGE, "Show the hand-over link.",
        entry=_INBOX, query=BoxQuery, answers={200: Said("A page", media_type="text/html")},
    ),
)  # fmt: skip
