"""The page, as people see it: the inbox, one message, and the pages that say one thing.

Rule 1: a mailbox is made by looking only where a person looks: a navigation, no prefetch, no known crawler.
Rule 2: whatever the script does can be done without it: links and forms come first, the script takes them over.
"""

import re
from datetime import UTC, datetime

from msgspec import Struct
from starlette.responses import Response

from mayfly.access.inbox import Terms
from mayfly.core.errors import NotFound
from mayfly.core.mailbox import handle_of
from mayfly.web import page_model as model
from mayfly.web import page_words as words
from mayfly.web.answers import Octets, held
from mayfly.web.house import Pages
from mayfly.web.page_forms import FORM_ROUTES, plain
from mayfly.web.page_inbox import NOTICES, Hand, Live, Shown, let_go, show_inbox, take_in_hand
from mayfly.web.page_render import ASSETS, FOR_EVER, render, takes_gzip
from mayfly.web.problems import NOT_FOUND, RATE, Problem
from mayfly.web.routes import Answer, Ask, Handler, Route, Said
from mayfly.web.security import Box, Kind, set_box

# They name themselves, look without being asked by a person, and keep no cookies.
_CRAWLER = re.compile(
    r"bot\b|crawl|spider|slurp|preview|facebookexternalhit|embedly|whatsapp|telegram|discord|slack|skype|mastodon"
    r"|pleroma|misskey|link.?check|archiver",
    re.IGNORECASE,
)
_PAGE = {200: Said("A page", media_type="text/html")}


class InboxQuery(Struct, frozen=True):
    """What the address of the inbox may say; what others hang on to a link is passed over."""

    box: str = ""
    notice: str = ""


class FrontQuery(InboxQuery, frozen=True):
    """What is searched for in the inbox, and behind which place of the list."""

    q: str = ""
    after: str = ""


class MessageQuery(Struct, frozen=True):
    """How a message is to be shown."""

    box: str = ""
    view: str = ""
    images: str = ""


class ErasedQuery(Struct, frozen=True):
    """The figures of a receipt: numbers only, so that nobody's words stand on our page."""

    messages: int = 0
    octets: int = 0
    at: int = 0


async def show_front(ask: Ask) -> Answer:
    """Show the inbox; for a person who has none, make one."""
    asked: FrontQuery = ask.query
    if not ask.boxes and not asked.box:
        return await _first_view(ask)
    hand = await take_in_hand(ask)
    front = hand.find(asked.box)
    if front is None:
        return _gone(ask, hand)
    shown = Shown(notice=NOTICES.get(asked.notice, ""), words=asked.q.strip(), after=asked.after)
    response = await show_inbox(ask, hand, front, shown)
    if front.inbox is None:
        return response
    return await held(response, ask.house.settings.slow_reader_seconds, front.inbox.share())


async def _first_view(ask: Ask) -> Answer:
    is_person = ask.is_first_view and not _CRAWLER.search(ask.headers.get("user-agent", ""))
    if ask.scope["method"] != "GET" or not is_person:
        return plain(
            ask,
            "An address that works right now",
            "Mayfly gives you an e-mail address at once, shows its mail as it comes, and forgets everything on time.",
            button="Give me an address",
        )
    problem = ask.may_open()
    if problem is not None:
        return problem
    made = await ask.house.access.provide()
    # It is not entered: that would make it durable, which is for the cookie that comes back.
    fresh = Live(Box(handle_of(made.token), made.token), made.view)
    response = await show_inbox(ask, Hand((fresh,), ()), fresh, Shown(fresh=True))
    set_box(response, made.token, secure=ask.client.secure, max_age_seconds=ask.box_seconds(made.view))
    return response


def _gone(ask: Ask, hand: Hand) -> Response:
    response = plain(
        ask,
        "This inbox is gone.",
        "It has expired or was erased, or it was never here; all three look the same from outside.",
        button="Start a new one",
        boxes=hand.switcher(),
        status=404,
    )
    return let_go(ask, hand, response)


async def show_message(ask: Ask) -> Answer:
    """Show one message beside the list; it counts as seen."""
    asked: MessageQuery = ask.query
    hand = await take_in_hand(ask)
    front = hand.find(asked.box)
    if front is None or front.inbox is None:
        return _gone(ask, hand)
    share = front.inbox.share()
    try:
        message = await front.inbox.message(ask.path["id"], share)
    except NotFound:
        shown = Shown(notice=NOTICES["message-gone"], status=404)
        return await show_inbox(ask, hand, front, shown)
    opened = model.opened(message, front.box.handle, as_text=asked.view == "text", images=asked.images == "1")
    response = await show_inbox(ask, hand, front, Shown(), opened)
    return Octets.of(response, ask.house.settings.slow_reader_seconds, share)


async def show_confirm(ask: Ask) -> Answer:
    """Ask once before an inbox is erased; with a script a dialog does it."""
    hand = await take_in_hand(ask)
    asked: InboxQuery = ask.query
    front = hand.find(asked.box)
    if front is None:
        return _gone(ask, hand)
    values = {
        "title": f"Delete this inbox and its {words.messages(front.view.message_count)} now?",
        "address": front.view.address,
        "box": front.box.handle,
        "back": f"/?box={front.box.handle}",
        "back_words": "Keep it",
    }
    return render(ask.headers, "confirm.html", values)


async def show_receipt(ask: Ask) -> Answer:
    """Show what was erased."""
    asked: ErasedQuery = ask.query
    hand = await take_in_hand(ask)
    try:
        at = f"{datetime.fromtimestamp(asked.at, UTC):%H:%M:%S} UTC"
    except (ValueError, OverflowError, OSError):
        return Problem(NOT_FOUND)
    response = plain(
        ask,
        "This inbox is gone.",
        f"{words.messages(asked.messages)}, {words.size(asked.octets)} erased at {at}. Unreadable for everyone from"
        " that second on; the last bytes leave the disk within a minute.",
        button="Start a new one",
        boxes=hand.switcher(),
    )
    return let_go(ask, hand, response)


def about(terms: Terms | None) -> Handler:
    """Give the handler that says how this service is run, from what it runs with."""

    async def show_about(ask: Ask) -> Answer:
        settings = ask.house.settings
        facts = [("Domains", ", ".join(d.name for d in ask.house.domains.active()))]
        if terms is not None:
            lives = terms.lifetimes
            usual, most, idle = (words.span(s) for s in (lives.choose(None), lives.cap_seconds, lives.idle_seconds))
            facts += [
                ("An inbox lives", f"{usual}, at most {most} when extended; shorter when unused for {idle}"),
                ("An inbox holds", f"{words.messages(terms.messages)}, {words.size(terms.octets)}"),
                ("A message has at most", words.size(terms.message_octets)),
            ]
        facts += [
            ("Mail at rest", "sealed to each mailbox; this server keeps no key that opens it alone"),
            ("Your IP address", "not stored; counted for minutes under a salted hash, in memory"),
            ("Access log", "none with addresses or IPs"),
            ("Remote images", "fetched by this server when you ask" if settings.images else "never loaded"),
            ("Links in mail", "never opened by this server"),
            ("Cookies", "one for each inbox of yours, one for light or dark if you choose"),
            ("Third-party requests", "0"),
            ("Trouble with mail from here", ", ".join(f"abuse@{d.name}" for d in ask.house.domains.active())),
            ("Interface for programs", "/api/v1/openapi.json"),
            ("Licence", "Apache-2.0"),
        ]
        values = {"title": "How this service is run", "facts": facts, "back": "/", "back_words": "To your inbox"}
        return render(ask.headers, "about.html", values)

    return show_about


async def give_asset(ask: Ask) -> Answer:
    """Give one file of the page."""
    asset = ASSETS.get(ask.path["name"])
    if asset is None:
        return Problem(NOT_FOUND)
    headers = {"vary": "Accept-Encoding"}
    # The version of before, asked for while we were replaced, is answered by what there is now, but not for ever.
    if asset.path == ask.scope["path"]:
        headers["cache-control"] = FOR_EVER
    if takes_gzip(ask.headers):
        return Response(asset.compressed, headers=headers | {"content-encoding": "gzip"}, media_type=asset.media_type)
    return Response(asset.octets, headers=headers, media_type=asset.media_type)


async def note_presence(ask: Ask) -> Answer:
    """Answer an empty style sheet: a browser without scripts says by it that its cookie came back."""
    for box in ask.boxes:
        if box.handle == ask.query.box:
            try:
                await ask.house.access.enter(box.token)
            except NotFound:
                break
    return Response(b"", media_type="text/css")


def show_problem(ask: Ask, problem: Problem) -> Response:
    """Show a problem to a person."""
    document = problem.document()
    lines = [document.detail, *(error.detail for error in document.errors)]
    title = document.title
    if problem.type is RATE and problem.retry_after_seconds:
        title = "Too many new addresses from your network."
        lines = [f"Try again in {int(-(-problem.retry_after_seconds // 1))} s."]
    back = f"/?box={ask.boxes[-1].handle}" if ask.boxes else "/"
    response = plain(ask, title, *lines, back=back, status=document.status)
    response.headers.update(problem.headers())
    return response


_VIEWS: tuple[Route, ...] = (
    Route("GET", "/", show_front, Kind.PAGE, "The inbox.", query=FrontQuery, answers=_PAGE),
    Route("GET", "/m/{id}", show_message, Kind.PAGE, "One message.", query=MessageQuery, answers=_PAGE),
    Route("GET", "/erase", show_confirm, Kind.PAGE, "Ask before erasing.", query=InboxQuery, answers=_PAGE),
    Route("GET", "/erased", show_receipt, Kind.PAGE, "The receipt.", query=ErasedQuery, answers=_PAGE),
)
_FILES: tuple[Route, ...] = (
    Route(
        "GET", "/static/here.css", note_presence, Kind.STATIC, "Note that somebody is there.", query=InboxQuery,
        answers={200: Said("Nothing", media_type="text/css")},
    ),
    Route(
        "GET", "/static/{version}/{name}", give_asset, Kind.STATIC, "A file of the page.",
        answers={200: Said("The file", media_type="text/css")},
    ),
)  # fmt: skip


def pages(terms: Terms | None = None) -> Pages:
    """Give what the page brings to the web; with ``terms`` the page on how the service is run tells them."""
    own = Route("GET", "/about", about(terms), Kind.PAGE, "How the service is run.", answers=_PAGE)
    return Pages((*_VIEWS, own, *_FILES, *FORM_ROUTES), show_problem)
