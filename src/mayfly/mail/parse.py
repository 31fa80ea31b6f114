"""A message as a tree of parts, whatever its octets are.

Rule 1: caps before any parser. ``_too_complex`` looks at the octets alone and costs a few linear searches;
what exceeds a cap is never given to a parser.
Rule 2: the outermost header is read by ``fields``; parsers are handed only what they need of it.
Rule 3: fast-mail-parser first; the standard library (``compat32``) where that one gives up. Both end in the
same ``Part``, whose octets are decoded when asked for.
Rule 4: what had to be guessed goes into ``problems``; what is merely untidy does not.
"""

import email
import email.message
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import fast_mail_parser

from mayfly.core.trace import trace_of
from mayfly.mail import charsets, fields, names, uu
from mayfly.mail.caps import Caps

TOO_COMPLEX = "too-complex"
BROKEN_BASE64 = "broken-base64"
HEADER_CUT = "header-too-large"

# Both parsers look at a message within a message as often as it is deep, each time copying it.
_COPIED_OCTETS = 64 * 1_048_576
_SMALL_OCTETS = 1_048_576
# The standard library takes three microseconds and a hundred octets for each line, whatever is in it. The largest mail
# has 330,000 where they are as long as encoded ones are.
_LINES = 400_000
# What fast-mail-parser does for the encoded words of one field: their number squared, times its length. So much of it
# takes 0.3 s; a field with the names of two hundred people has a tenth.
_WORDS_WORK = 10_000_000_000
# So many are looked at one by one in some milliseconds; no mail has more.
_ENCODED_WORDS = 10_000
_END_OF_FIELD = re.compile(rb"\n(?![ \t])")
_BOUNDARY = re.compile(rb"boundary\s*=\s*(?:\"([^\"\r\n]{1,200})\"|'?([^\s;\"']{1,200}))", re.IGNORECASE)
_TYPE = re.compile(r"\s*([A-Za-z0-9!#$&^_.+-]{1,80})\s*/\s*([A-Za-z0-9!#$&^_.+-]{1,120})")
# Outlook's own container. It is named as such and never opened.
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_QUOTED_PRINTABLE = b"quoted-printable"
_NEXT_PART = re.compile(rb"\n--[^\s-]")
# As ``core.trace`` writes it, as far as it looks.
_TRACE = re.compile(
    rb"Return-Path: <[^\r\n]*\r\nReceived: from [^\r\n]*\r\n\tby [^\r\n]*(?:;|\r\n\tfor [^\r\n]*;)\r\n\t[^\r\n]*\r\n"
)
_BLANKS = b" \t\n\v\f\r"
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
# What the standard library reads by unless it is told otherwise. The module of the others takes a megabyte.
_COMPAT32 = email.message.Message().policy
_UNFOLDED = _COMPAT32.clone(linesep="\r\n", max_line_length=None)
_MESSAGES = (b"message/rfc822", b"message/global")
_STRUCTURE = frozenset(
    {"content-type", "content-transfer-encoding", "content-disposition", "content-id", "content-description"}
)


@dataclass(slots=True)
class Part:
    """One node of the tree. ``octets`` decodes what a leaf carries; a container has none."""

    media_type: str
    parameters: dict[str, str]
    disposition: str
    name: str
    content_id: str
    octets: Callable[[], bytes]
    subject: str = ""
    children: list["Part"] = field(default_factory=list)

    def walk(self) -> Iterator["Part"]:
        """Give this part and every part beneath it, in order."""
        todo = [self]
        while todo:
            part = todo.pop()
            yield part
            todo.extend(reversed(part.children))


@dataclass(slots=True)
class Parsed:
    """A message: its outermost header, the tree, where its body begins, and what is wrong with it.

    ``root`` is None where the message exceeds a cap or no parser could read it.
    """

    header: fields.Header
    root: Part | None
    content: bytes
    problems: list[str]


def parse(content: bytes, caps: Caps) -> Parsed:
    """Read a message into a tree; never raises."""
    header = _header(content, caps)
    parsed = Parsed(header, None, content, [HEADER_CUT] if header.cut else [])
    inner = b"".join((_reduced(header), b"\r\n", memoryview(content)[header.body_at :]))
    low = inner.lower()
    if _too_complex(header, low, caps):
        parsed.problems.append(TOO_COMPLEX)
        return parsed
    again = False
    try:
        parsed.root = _by_library(inner, caps)
        again = parsed.root is not None and len(inner) < _SMALL_OCTETS and _lost_something(parsed.root, low)
    except fast_mail_parser.MimeStructureError:
        pass  # it says so only of nesting far beyond the cap
    except fast_mail_parser.ParseError:
        again = True
    if again:
        # Of what the first one made nothing is kept meanwhile: the other one takes four times a mail's length.
        parsed.root = None
        del low
        if max(inner.count(b"\n"), inner.count(b"\r")) <= _LINES:
            parsed.root = _by_standard_library(inner, parsed.problems, caps)
    if parsed.root is None:
        parsed.problems.append(TOO_COMPLEX)
    return parsed


def _header(content: bytes, caps: Caps) -> fields.Header:
    """Read the outermost header; a line that was received continues none of our trace header."""
    at = len(trace_of(content)) if _TRACE.match(content) else 0
    ours = fields.split(content[:at], octets_cap=caps.header_block_octets, fields_cap=caps.header_fields)
    theirs = fields.split(content, at, octets_cap=caps.header_block_octets, fields_cap=caps.header_fields)
    return fields.Header(ours.fields + theirs.fields, theirs.body_at, theirs.cut)


def source(parsed: Parsed, caps: Caps) -> str:
    """Give the beginning of a body as it came, for one that is too complex to be taken apart."""
    body = parsed.content[parsed.header.body_at :][: caps.header_block_octets]
    return charsets.text(body)


def _reduced(header: fields.Header) -> bytes:
    """Write the fields that say how the body is built, each on one line and once."""
    seen: dict[str, bytes] = {}
    for name, value in header.fields:
        if name.lower() in _STRUCTURE:
            seen.setdefault(name.lower(), b" ".join(value.split()))
    return b"MIME-Version: 1.0\r\n" + b"".join(b"%s: %s\r\n" % (k.encode(), v) for k, v in seen.items())


def _too_complex(header: fields.Header, low: bytes, caps: Caps) -> bool:
    """Judge by a few linear searches whether a body, with the fields that tell its structure, is too much for a parser.

    ``low`` is in lower case. Nothing is counted that there is no room for: each count is a walk through the octets.
    """
    octets = len(low)
    content_type = (header.first("content-type") or b"").lower()
    words = low.count(b"=?")
    if words > _ENCODED_WORDS or (words * words * octets > _WORDS_WORK and _words_work(low) > _WORDS_WORK):
        return True
    if b"multipart" not in content_type and b"message" not in content_type:
        return False
    if octets // len(_MESSAGES[0]) * octets > _COPIED_OCTETS:
        nested = low.count(b"message/")
        nested = sum(low.count(name) for name in _MESSAGES) if nested > 1 else nested
        if nested > 1 and nested * octets > _COPIED_OCTETS:
            return True
    if octets > caps.parts * 4 * len(b"boundary") and low.count(b"boundary") > caps.parts * 4:
        return True
    # One walk for both line ends: there are no more delimiters than pairs of dashes.
    if low.count(b"--") <= caps.parts or low.count(b"\n--") + low.count(b"\r--") <= caps.parts:
        return False
    boundaries = {quoted or bare for quoted, bare in _BOUNDARY.findall(content_type) + _BOUNDARY.findall(low)}
    if len(boundaries) > caps.nesting:
        return True
    return sum(low.count(b"\n--" + mark) + low.count(b"\r--" + mark) for mark in boundaries) > caps.parts


def _words_work(low: bytes) -> int:
    """Give the work that encoded words make where each unfolded line is a field."""
    work = before = 0
    while (at := low.find(b"=?", before)) >= 0:
        begin = low.rfind(b"\n", before, at)
        while begin > before and low[begin + 1] in b" \t":
            begin = low.rfind(b"\n", before, begin)
        found = _END_OF_FIELD.search(low, at)
        end = found.start() if found else len(low)
        work += low.count(b"=?", at, end) ** 2 * (end - max(begin, before))
        before = end
    return work


# fast-mail-parser


def _by_library(content: bytes, caps: Caps) -> Part | None:
    root = fast_mail_parser.parse_email_tree(content, mode="lazy")
    count = 0
    top = _from_node(root)
    todo = [(root, top, 0)]
    while todo:
        node, part, depth = todo.pop()
        count += 1
        if depth > caps.nesting or count > caps.parts:
            return None
        for child in node.children:
            made = _from_node(child)
            if node.is_message:
                made.subject = fields.decoded(_one(child.headers, "subject"))
            part.children.append(made)
            todo.append((child, made, depth + 1))
    _decode_texts(top)
    return top


def _lost_something(top: Part, low: bytes) -> bool:
    """Say whether the library is known to leave out what the other parser keeps.

    It drops octets above 127 within quoted-printable, takes a body whose blank line is missing for header fields,
    gives nothing of a multipart whose boundary it does not find, and does not know that the parts of a digest are
    messages (RFC 2046 section 5.1.5).
    """
    if not low.isascii() and _eight_bit_in_quoted_printable(low):
        return True
    for part in top.walk():
        if part.media_type == "multipart/digest":
            return True
        if not part.children and (part.media_type.startswith(("multipart/", "text/")) and not part.octets()):
            return True
    return False


def _eight_bit_in_quoted_printable(low: bytes) -> bool:
    at = 0
    while (found := low.find(_QUOTED_PRINTABLE, at)) >= 0:
        end = _NEXT_PART.search(low, found)
        at = end.start() if end else len(low)
        if not low[found:at].isascii():
            return True
    return False


def _from_node(node: fast_mail_parser.PyLazyMimePart) -> Part:
    def octets() -> bytes:
        return node.content or b""

    return _part(
        _one(node.headers, "content-type"),
        _one(node.headers, "content-disposition"),
        _one(node.headers, "content-id"),
        _plain_of(_one(node.headers, "content-transfer-encoding"), octets),
    )


def _one(headers: dict[str, list[str]], name: str) -> str:
    return next((values[0] for key, values in headers.items() if values and key.lower() == name), "")


def _decode_texts(top: Part) -> None:
    """Decode every leaf once, so that a broken one is known before anybody relies on the tree."""
    for part in top.walk():
        if not part.children:
            part.octets()


# the standard library


if TYPE_CHECKING:
    _Message = email.message.Message[str, str]


def _by_standard_library(content: bytes, problems: list[str], caps: Caps) -> Part | None:
    try:
        message: _Message = email.message_from_bytes(content, policy=_COMPAT32)
    except (RecursionError, ValueError, LookupError, AssertionError, AttributeError, TypeError):
        return None
    top = _from_message(message, problems)
    todo = [(message, top, 0)]
    count = 0
    while todo:
        node, part, depth = todo.pop()
        count += 1
        if depth > caps.nesting or count > caps.parts:
            return None
        payload = node.get_payload() if node.is_multipart() else None
        if isinstance(payload, list):
            for child in (item for item in payload if isinstance(item, email.message.Message)):
                made = _from_message(child, problems)
                if node.get_content_maintype() == "message":
                    made.subject = fields.decoded(_field(child, "subject"))
                part.children.append(made)
                todo.append((child, made, depth + 1))
    return top


def _from_message(node: "_Message", problems: list[str]) -> Part:
    def octets() -> bytes:
        if node.get_content_maintype() == "message":
            return _as_octets(node)
        if _field(node, "content-transfer-encoding").strip().lower() == "base64":
            written = _written(node)
            if written is not None:
                return decode_base64(written.encode("utf-8", "replace"), problems)
        payload = node.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""

    return _part(
        _field(node, "content-type") or node.get_default_type(),
        _field(node, "content-disposition"),
        _field(node, "content-id"),
        _plain_of(_field(node, "content-transfer-encoding"), octets),
    )


def _as_octets(node: "_Message") -> bytes:
    """Write a message within the message again, as it came but for the blanks of its folding."""
    payload = node.get_payload()
    inner = [one for one in payload if isinstance(one, email.message.Message)] if isinstance(payload, list) else []
    try:
        return b"\r\n".join(one.as_bytes(policy=_UNFOLDED) for one in inner)
    except (ValueError, LookupError, AttributeError, TypeError):
        return b""


def _written(node: "_Message") -> str | None:
    """Give a leaf as it is written; None where its charset is something that only a charset's name should be."""
    try:
        written = node.get_payload()
    except (ValueError, TypeError):
        return None
    return written if isinstance(written, str) else None


def _field(node: "_Message", name: str) -> str:
    value = node.get(name)
    return "" if value is None else fields.raw_text(str(value).encode("utf-8", "surrogateescape"))


def decode_base64(raw: bytes, problems: list[str]) -> bytes:
    """Decode base64 leniently; what was lost on the way is noted once."""
    head = raw.partition(b"=")[0]
    if (_NOT_BASE64.search(head) or len(head.translate(None, _BLANKS)) % 4 == 1) and BROKEN_BASE64 not in problems:
        problems.append(BROKEN_BASE64)
    return fields.base64(raw)


# what both have in common


def _part(content_type: str, disposition: str, content_id: str, octets: Callable[[], bytes]) -> Part:
    found = _TYPE.match(content_type)
    media_type = f"{found[1]}/{found[2]}".lower() if found else "text/plain"
    parameters = fields.parameters(content_type)
    of_disposition = fields.parameters(";" + disposition.partition(";")[2])
    return Part(
        media_type=media_type,
        parameters=parameters,
        disposition=disposition.partition(";")[0].strip().lower(),
        name=of_disposition.get("filename") or parameters.get("name") or "",
        content_id=content_id.strip().strip("<>").strip(),
        octets=octets,
    )


def _plain_of(encoding: str, octets: Callable[[], bytes]) -> Callable[[], bytes]:
    """Undo uuencode as a transfer encoding, which neither parser does."""
    if encoding.strip().lower() not in ("x-uuencode", "uuencode", "x-uue"):
        return octets
    return lambda: next(
        (file.octets for file in uu.split(octets().decode("latin-1").replace("\r\n", "\n"))[1]), octets()
    )


def file_name(part: Part, index: int) -> str:
    """Give the name under which a part may be downloaded."""
    name = part.name
    if not name and part.media_type.startswith("message/") and part.children:
        name = (part.children[0].subject or "message") + ".eml"
    if not name and part.media_type in _TNEF:
        name = "winmail.dat"
    return names.clean(name, part.media_type, index)
