"""Request bodies and parameters: read under a limit, decoded into what the route's row names.

Rule 1: the limit holds for what arrives, whatever a header claims, and on every route, whether it takes a body or not.
Rule 2: nothing compressed is taken: a small body would be a large one.
"""

import asyncio
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.datastructures import Headers

from mayfly.web.problems import (
    MALFORMED,
    MEDIA,
    NOT_ALLOWED,
    TOO_LARGE,
    TOO_SLOW,
    FieldError,
    Problem,
    pointer_to,
)
from mayfly.web.routes import Receive, Route
from mayfly.web.security import Kind
from mayfly.web.wrong import not_allowed

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
# Fields of one form or query: ours have at most eight.
_MAX_FIELDS = 50
_NO_PARAMETERS = "The parameters behind the path are not UTF-8 in percent signs, or are too many."


async def read_body(headers: Headers, receive: Receive, limit_octets: int, seconds: float) -> bytes | Problem:
    """Read a whole body of at most ``limit_octets`` within so many seconds."""
    if "content-encoding" in headers:
        return Problem(MEDIA, "A body with a Content-Encoding is not taken.")
    length = headers.get("content-length")
    if length is None and "transfer-encoding" not in headers:
        return b""
    if length is not None and (not length.isdigit() or int(length[:10]) > limit_octets):
        return Problem(TOO_LARGE)
    pieces: list[bytes] = []
    octets = 0
    try:
        async with asyncio.timeout(seconds):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    return Problem(MALFORMED)
                piece = message.get("body", b"")
                octets += len(piece)
                if octets > limit_octets:
                    return Problem(TOO_LARGE)
                pieces.append(piece)
                if not message.get("more_body", False):
                    return b"".join(pieces)
    except TimeoutError:
        return Problem(TOO_SLOW)


def decode_body(route: Route, headers: Headers, body: bytes) -> Any:
    """Decode a body into ``route.body``; give a ``Problem`` where it cannot be or is not allowed."""
    if route.body is None:
        return None
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if not body and not media_type and route.body_optional:
        return route.body()
    if route.kind is Kind.PAGE:
        return _decode_form(route.body, media_type, body)
    if media_type != JSON:
        return Problem(MEDIA)
    try:
        return msgspec.json.decode(body, type=route.body)
    except msgspec.ValidationError as error:
        # A wrong type is met before the end is: what follows may still be no JSON at all.
        try:
            fields = msgspec.json.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return Problem(MALFORMED)
        return not_allowed(fields, route.body, error, strict=True)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Problem(MALFORMED)


def _decode_form(form: type[msgspec.Struct], media_type: str, body: bytes) -> Any:
    if body and media_type != FORM:
        return Problem(MEDIA)
    fields = _fields(body, "The form is not UTF-8 in percent signs, or has too many fields.", blanks=False)
    return fields if isinstance(fields, Problem) else _convert(fields, form)


def decode_query(route: Route, query_string: bytes) -> Any:
    """Decode the parameters into ``route.query``; give a ``Problem`` where that is not allowed.

    ``box`` is everywhere: it names the mailbox for requests by cookie.
    """
    fields = _fields(query_string, _NO_PARAMETERS, blanks=True)
    if isinstance(fields, Problem):
        return fields
    if "box" not in route.query.__struct_fields__:
        fields.pop("box", None)
    return _convert(fields, route.query)


def box_of(query_string: bytes) -> str:
    """Give the handle that the parameter ``box`` names, or ``""``."""
    fields = _fields(query_string, _NO_PARAMETERS, blanks=True)
    return "" if isinstance(fields, Problem) else fields.get("box", "")


def _fields(octets: bytes, unreadable: str, *, blanks: bool) -> dict[str, str] | Problem:
    try:
        pairs = parse_qsl(octets.decode("ascii"), keep_blank_values=blanks, max_num_fields=_MAX_FIELDS, errors="strict")
    except ValueError:
        return Problem(MALFORMED, unreadable)
    fields: dict[str, str] = {}
    for name, value in pairs:
        if name in fields:
            # Whichever of the two we took, another program in between may take the other.
            return Problem(NOT_ALLOWED, errors=(FieldError(pointer_to(name), "This is given more than once."),))
        fields[name] = value
    return fields


def _convert(fields: dict[str, str], struct: type[msgspec.Struct]) -> Any:
    try:
        return msgspec.convert(fields, struct, strict=False)
    except msgspec.ValidationError as error:
        return not_allowed(fields, struct, error, strict=False)
