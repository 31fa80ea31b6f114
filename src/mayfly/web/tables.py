"""The one table of routes, beside those that the page brings."""

from mayfly.access import Erased, Found, Page, View, Wish
from mayfly.web import api, events, health, mails, meta
from mayfly.web.answers import DomainChoices, FullMessage, HeldMailbox, OpenedMailbox
from mayfly.web.routes import Entry, Route, Said
from mayfly.web.security import Kind

_INBOX = Entry.INBOX
_MESSAGE = "/api/v1/mailbox/messages/{id}"

ROUTES: tuple[Route, ...] = (
    Route(
        "POST", "/api/v1/mailboxes", api.open_mailbox, Kind.API, "Open a mailbox.",
        body=Wish, body_optional=True,
        answers={201: Said("The mailbox, its token and the hand-over link", OpenedMailbox)},
    ),
    Route(
        "GET", "/api/v1/mailbox", api.show_mailbox, Kind.API, "Show the mailbox.",
        entry=_INBOX, answers={200: Said("The mailbox", View)},
    ),
    Route(
        "PATCH", "/api/v1/mailbox", api.extend_mailbox, Kind.API, "Set the lifetime, counted from now.",
        entry=_INBOX, body=api.Extension, answers={200: Said("The mailbox", View)},
    ),
    Route(
        "DELETE", "/api/v1/mailbox", api.erase_mailbox, Kind.API, "Erase the mailbox for good.",
        entry=_INBOX, answers={200: Said("What was erased; nothing opens it any more", Erased)},
    ),
    Route(
        "GET", "/api/v1/mailbox/messages", api.list_messages, Kind.API, "List messages, or wait for one.",
        entry=_INBOX, query=api.MessagesQuery, answers={200: Said("Messages, oldest first", Page)},
    ),
    Route(
        "GET", "/api/v1/mailbox/code", api.find_code, Kind.API, "Give the newest code or link, or wait for one.",
        entry=_INBOX, query=api.CodeQuery,
        answers={200: Said("The code or the link, and its message", Found), 204: Said("There is none")},
    ),
    Route(
        "GET", "/api/v1/mailbox/events", events.follow, Kind.STREAM, "Tell what happens, as it happens.",
        entry=_INBOX, answers={200: Said("Server-sent events", media_type="text/event-stream")},
    ),
    Route(
        "GET", _MESSAGE, api.show_message, Kind.API, "Open one message; it counts as seen.",
        entry=_INBOX, answers={200: Said("The message", FullMessage)},
    ),
    Route(
        "DELETE", _MESSAGE, api.delete_message, Kind.API, "Delete one message.",
        entry=_INBOX, answers={204: Said("It is gone")},
    ),
    Route(
        "GET", _MESSAGE + "/raw", mails.show_raw, Kind.MAIL, "Give the octets as received.",
        entry=_INBOX, query=mails.RawQuery,
        answers={200: Said("Our trace header, then the octets as received", media_type="message/rfc822")},
    ),
    Route(
        "GET", _MESSAGE + "/html", mails.show_html, Kind.MAIL, "Give the HTML made safe, for a sandboxed frame.",
        entry=_INBOX, query=mails.HtmlQuery, answers={200: Said("A document", media_type="text/html")},
    ),
    Route(
        "GET", _MESSAGE + "/attachments/{index}", mails.show_attachment, Kind.MAIL, "Download one attachment.",
        entry=_INBOX, answers={200: Said("The decoded part", media_type="application/octet-stream")},
    ),
    Route(
        "GET", "/api/v1/domains", api.list_domains, Kind.API, "List the domains that can be picked now.",
        answers={200: Said("The domains", DomainChoices)},
    ),
    Route(
        "GET", "/api/v1/openapi.json", meta.openapi, Kind.API, "Describe this API.",
        answers={200: Said("OpenAPI 3.1", media_type="application/json")},
    ),
    Route(
        "POST", "/session", api.add_to_session, Kind.API, "Give a mailbox to this browser.",
        body=api.Token, ours_only=True, answers={200: Said("The browser holds it", HeldMailbox)},
    ),
    Route(
        "DELETE", "/session", api.forget_in_session, Kind.API, "Take a mailbox from this browser.",
        query=api.BoxQuery, ours_only=True, answers={204: Said("The browser holds it no more")},
    ),
    Route(
        "GET", "/img/{expiry}/{signature}/{url}", mails.show_image, Kind.IMAGE, "Give a remote image that was signed.",
        answers={200: Said("The image", media_type="image/*")},
    ),
    Route(
        "GET", "/problems/{slug}", meta.problem_page, Kind.PAGE, "Explain a type of problem.",
        answers={200: Said("A page", media_type="text/html")},
    ),
    Route(
        "GET", "/healthz", health.alive, Kind.PLAIN, "Say that the process answers.",
        answers={200: Said("It does", media_type="text/plain")},
    ),
    Route(
        "GET", "/readyz", health.ready, Kind.PLAIN, "Say whether mail can be taken and served now.",
        answers={200: Said("It can", media_type="text/plain")},
    ),
    Route(
        "GET", "/metrics", health.metrics, Kind.PLAIN, "Give metrics to loopback and configured networks.",
        answers={200: Said("Prometheus' text format", media_type="text/plain")},
    ),
)  # fmt: skip
