"""Answers to what has not become a request of our application: octets that are no HTTP, heads without an end, too many
connections. They are problem documents like all others, and the connection ends with them.
"""

import re
from http import HTTPMethod
from urllib.parse import unquote

from starlette.responses import Response

from mayfly.web.problems import HEAD_TOO_LARGE, MALFORMED, METHOD, NOT_FOUND, TOO_SLOW, UNAVAILABLE, Problem
from mayfly.web.security import HEADERS, Kind

# RFC 9112 section 3: a method is a token (RFC 9110 section 5.6.2), whatever its letters are.
_REQUEST_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) (/[!-~]*) HTTP/1\.[01]\r?\n")
# Where the first line has one of these, it was another one behind it that could not be read.
_KNOWN = frozenset(method.value.encode() for method in HTTPMethod)
_PHRASES = {
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    408: "Request Timeout",
    431: "Request Header Fields Too Large",
}


def _whole(problem: Problem) -> bytes:
    response = problem.as_json()
    fields = [*response.raw_headers, *HEADERS[Kind.API], (b"connection", b"close")]
    head = b"".join(b"%b: %b\r\n" % field for field in fields)
    return (
        f"HTTP/1.1 {response.status_code} {_PHRASES[response.status_code]}\r\n".encode()
        + head
        + b"\r\n"
        + bytes(response.body)
    )


MALFORMED_ANSWER = _whole(Problem(MALFORMED, "This is no request of HTTP."))
TOO_SLOW_ANSWER = _whole(Problem(TOO_SLOW))
TOO_LARGE_ANSWER = _whole(Problem(HEAD_TOO_LARGE))


def busy() -> Response:
    """Answer a request for which there is no connection left."""
    response = Problem(UNAVAILABLE, "Too many connections are open.", retry_after_seconds=5).as_json()
    response.raw_headers += [*HEADERS[Kind.API], (b"connection", b"close")]
    return response


def path_of(octets: bytes) -> str | None:
    """Give the path of a request whose method nobody knows; None where it is no request line."""
    found = _REQUEST_LINE.match(octets)
    if found is None or found[1] in _KNOWN:
        return None
    return unquote(found[2].partition(b"?")[0].decode("ascii"))


def unknown_method(allow: str) -> bytes:
    """Answer a method that nobody knows: what the path takes instead; 404 where there is no such path."""
    return _whole(Problem(METHOD, allow=allow) if allow else Problem(NOT_FOUND))
