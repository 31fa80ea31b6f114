"""All that can be wrong with a request, as problem documents (RFC 9457); ``TYPES`` is the one list of them.

Rule 1: a handler returns a ``Problem``; errors of the world are translated here, once, by ``translate``.
Rule 2: no text of an exception is in any of them.
"""

import html
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from msgspec import Struct
from starlette.responses import Response

from mayfly.core.errors import Conflict, MayflyError, NoSpace, NotFound, Refused, Rule, Unavailable

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Type:
    """One type of problem: the slug of its page, its status, its title, and what its page says."""

    slug: str
    status: int
    title: str
    words: str


MALFORMED = Type(
    "malformed",
    400,
    "The request cannot be read",
    "The body is not JSON in UTF-8, or not a form where a form is expected; or the parameters are not UTF-8 in percent"
    " signs, no one host is named, or what was sent is no request of HTTP. Nothing was done.",
)
NO_TOKEN = Type(
    "no-token",
    401,
    "No token was given",
    "Send the token that opening the mailbox gave, as “Authorization: Bearer TOKEN”. A browser sends its cookie"
    " instead and names the mailbox by ?box=HANDLE.",
)
FOREIGN = Type(
    "foreign-site",
    403,
    "Another site is behind this request",
    "A browser says that a page of another site sent this, or does not say that one of ours did. Programs send a"
    " bearer token and are not asked.",
)
FORBIDDEN = Type(
    "forbidden", 403, "This is not served to you", "It is served to loopback and to configured networks only."
)
NOT_FOUND = Type(
    "not-found",
    404,
    "There is nothing here",
    "This token opens nothing, or there is nothing under this path. Wrong, expired and erased are the same.",
)
METHOD = Type("method", 405, "This method is not for this path", "The header Allow says which methods are.")
TOO_SLOW = Type("too-slow", 408, "The request took too long", "It did not arrive in the time that is given to one.")
NOT_TO_BE_HAD = Type(
    "not-to-be-had",
    409,
    "This name is not to be had",
    "It is taken, or was given out before, or is reserved: which of these is told to nobody.",
)
TOO_MANY_BOXES = Type(
    "too-many-mailboxes",
    409,
    "This browser already holds eight mailboxes",
    "Erase one, or forget one by DELETE /session?box=HANDLE, before another is added. None is ever replaced.",
)
TOO_LARGE = Type("too-large", 413, "The request is too large", "No request of this service needs more than 64 KiB.")
MEDIA = Type(
    "media-type",
    415,
    "The body's type is not taken here",
    "JSON is sent as application/json, the page's forms as application/x-www-form-urlencoded; nothing is sent"
    " with a Content-Encoding.",
)
HEAD_TOO_LARGE = Type(
    "head-too-large",
    431,
    "The head of the request is too large",
    "The request line and all header fields together may have 32 KiB.",
)
MISDIRECTED = Type(
    "wrong-host",
    421,
    "This host name is not served here",
    "The header Host names none of this service's names. An operator adds names by the setting web.names.",
)
NOT_ALLOWED = Type(
    "not-allowed",
    422,
    "A value is not allowed",
    "The request can be read, but a field or a parameter is unknown, missing, or outside what is allowed;"
    " “errors” says which.",
)
RATE = Type(
    "rate-limited",
    429,
    "Too many requests",
    "Too many mailboxes were opened, or too many streams are held, from one network or for one mailbox. The header"
    " Retry-After says in how many seconds it is worth to try again.",
)
FAULT = Type("fault", 500, "Something went wrong here", "The fault is ours and was noted.")
UNAVAILABLE = Type(
    "unavailable",
    503,
    "This cannot be done now",
    "It may be tried again: the disk is too full or the store does not answer, or the service is being stopped.",
)

TYPES: Mapping[str, Type] = {
    t.slug: t
    for t in (
        MALFORMED, NO_TOKEN, FOREIGN, FORBIDDEN, NOT_FOUND, METHOD, TOO_SLOW, NOT_TO_BE_HAD, TOO_MANY_BOXES,
        TOO_LARGE, MEDIA, MISDIRECTED, NOT_ALLOWED, RATE, HEAD_TOO_LARGE, FAULT, UNAVAILABLE,
    )
}  # fmt: skip


class FieldError(Struct, frozen=True):
    """One thing that is wrong: where (a JSON Pointer, RFC 6901; a parameter is its name) and why."""

    pointer: str
    detail: str


class ProblemDocument(Struct, frozen=True, omit_defaults=True):
    """The body of every answer that is no success (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What a handler returns instead of an answer. ``retry_after_seconds`` of 0 says nothing about it."""

    type: Type
    detail: str = ""
    errors: tuple[FieldError, ...] = ()
    retry_after_seconds: float = 0
    allow: str = ""

    def headers(self) -> dict[str, str]:
        """Give the header fields that belong to it."""
        found = {}
        if self.retry_after_seconds > 0:
            # Rounded up: who comes at the second that was told must not be refused again.
            found["retry-after"] = str(max(1, -int(-self.retry_after_seconds // 1)))
        if self.allow:
            found["allow"] = self.allow
        if self.type is NO_TOKEN:
            found["www-authenticate"] = "Bearer"
        return found

    def document(self) -> ProblemDocument:
        """Give the problem document."""
        return ProblemDocument(
            f"/problems/{self.type.slug}",
            self.type.title,
            self.type.status,
            self.detail or self.type.words,
            self.errors,
        )

    def as_json(self) -> Response:
        """Answer a program."""
        return Response(
            msgspec.json.encode(self.document()), self.type.status, self.headers(), f"{MEDIA_TYPE}; charset=utf-8"
        )


def describe(problem_type: Type) -> str:
    """Give the readable page of a type of problem."""
    title, words = html.escape(problem_type.title), html.escape(problem_type.words)
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<main>\n<h1>{title}</h1>\n<p>{words}</p>\n"
        f"<p>Status {problem_type.status}, type <code>/problems/{problem_type.slug}</code>.</p>\n</main>\n</html>\n"
    )


_RULES: Mapping[Rule, str] = {
    Rule.NOT_AN_ADDRESS: "This cannot stand before the @ of an address.",
    Rule.DOMAIN_NOT_OURS: "Mail for this domain is not taken here, or it is not given out.",
    Rule.TOO_SHORT: "This is too short.",
    Rule.TOO_LONG: "This is too long.",
    Rule.NOT_ALLOWED: "This is not allowed here.",
}


def refused(error: Refused) -> Problem:
    """Say which field is not allowed and what the nearest allowed value is."""
    detail = _RULES[error.rule]
    if error.bound is not None:
        bound, is_short = int(error.bound), error.rule is Rule.TOO_SHORT
        if not error.field.endswith("_seconds"):
            characters = "character" if bound == 1 else "characters"
            detail = f"This must be at {'least' if is_short else 'most'} {bound} {characters} long."
        elif error.field == "lifetime_seconds" and not is_short:
            detail = f"The latest possible is {bound} seconds from now."
        else:
            detail = f"The {'shortest' if is_short else 'longest'} possible is {bound} seconds."
    return Problem(NOT_ALLOWED, errors=(FieldError(f"/{error.field}", detail),))


def translate(error: MayflyError) -> Problem:
    """Give the problem for an error of the world."""
    match error:
        case NotFound():
            return Problem(NOT_FOUND)
        case Conflict():
            return Problem(NOT_TO_BE_HAD)
        case Refused():
            return refused(error)
        case NoSpace():
            return Problem(UNAVAILABLE, retry_after_seconds=60)
        case Unavailable():
            return Problem(UNAVAILABLE, retry_after_seconds=5)
    return Problem(FAULT)


def pointer_to(name: str) -> str:
    """Write one step of a JSON Pointer (RFC 6901 section 3)."""
    return "/" + name.replace("~", "~0").replace("/", "~1")
