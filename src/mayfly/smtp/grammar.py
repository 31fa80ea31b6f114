"""Command lines and what they carry: RFC 5321 section 4.1, with the parameters of RFC 1870, 6152 and 6531.

Rule 1: a line that does not follow the grammar gives the reply that says so; nothing is half understood.
Rule 2: lenient only where senders of real mail need it: spaces after ``FROM:`` and ``TO:`` and before CRLF.
Rule 3: a source route is read and forgotten (RFC 5321 appendix F.2).
"""

import re

from msgspec import Struct

from mayfly.core.address import Address, parse_address
from mayfly.smtp import reply
from mayfly.smtp.reply import Reply

# RFC 5321 section 4.5.3.1.3, with the angle brackets.
PATH_OCTETS = 256
# RFC 5321 section 4.5.3.1.2.
DOMAIN_OCTETS = 255
# RFC 1870 section 3 and RFC 3030 section 2: a size has at most twenty digits.
_SIZE = re.compile(r"[0-9]{1,20}\Z", re.ASCII)
_FROM = re.compile(r"FROM: *", re.IGNORECASE)
_TO = re.compile(r"TO: *", re.IGNORECASE)
# Most senders: what the grammar of addresses gives back unchanged, and it is asked about every other.
_PLAIN = re.compile(r"[A-Za-z0-9_+=-]{1,64}@(?:[a-z0-9]{1,40}\.){1,3}[a-z]{2,24}\Z")
_ROUTE = re.compile(r"@[^@,:<>\" ]+(?:,@[^@,:<>\" ]+)*:")
_PARAMETER = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*)(?:=([^= ]+))?\Z")
_LABEL = re.compile(rb"[A-Za-z][A-Za-z0-9-]*[ \t]*:")
_CONTROL = re.compile("[\x00-\x1f\x7f]")

# What takes UTF-8 in its argument (RFC 6531 sections 3.3, 3.4 and 3.7.4).
_UTF8_VERBS = frozenset({"EXPN", "MAIL", "RCPT", "VRFY"})
# What other protocols open with. A browser can be made to talk to any port.
_FOREIGN = frozenset({"CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PRI", "PUT", "TRACE"})


class Command(Struct, frozen=True, gc=False):
    """A verb in upper case, and what follows it."""

    verb: str
    argument: str


class Mail(Struct, frozen=True, gc=False):
    """What MAIL says. ``declared_octets`` is 0 where no SIZE was given."""

    reverse_path: str
    declared_octets: int = 0
    utf8: bool = False


class Chunk(Struct, frozen=True, gc=False):
    """What BDAT says."""

    octets: int
    last: bool


def read_command(line: bytes) -> Command | Reply:
    """Read a line without its CRLF."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return reply.BAD_UTF8
    text = text.rstrip(" \t")
    if not text:
        return reply.SYNTAX
    if text.isascii():
        if not text.isprintable():
            return reply.SYNTAX
        verb, _, argument = text.partition(" ")
        verb = verb.upper()
    else:
        verb, _, argument = text.partition(" ")
        # Before it is put in upper case, where some letters become one of ASCII (a dotless i).
        if _CONTROL.search(text) or not verb.isascii():
            return reply.SYNTAX
        verb = verb.upper()
        if verb not in _UTF8_VERBS:
            return reply.SYNTAX
    if not verb.isalpha() and (_LABEL.match(line) or not (text[0].isalpha() or text[0] == " ")):
        return reply.NOT_SMTP
    if verb in _FOREIGN:
        return reply.NOT_SMTP
    return Command(verb, argument.lstrip(" ") if argument[:1] == " " else argument)


def read_hello(argument: str) -> str | Reply:
    """Read the name of EHLO, HELO and LHLO.

    It proves nothing, so anything that could be a name or an address literal is taken (RFC 5321 section 4.1.4).
    """
    if not argument or " " in argument or len(argument) > DOMAIN_OCTETS:
        return reply.BAD_ARGUMENT
    return argument


def read_mail(argument: str) -> Mail | Reply:
    """Read ``FROM:<path>`` and the parameters of MAIL."""
    match = _FROM.match(argument)
    cut = _cut_path(argument, match.end()) if match else None
    if cut is None:
        return reply.BAD_ARGUMENT
    mail = _read_mail_parameters(cut.rest) if cut.rest else Mail("")
    if isinstance(mail, Reply):
        return mail
    if not cut.inner:
        return mail
    if _PLAIN.match(cut.inner):
        return Mail(cut.inner, mail.declared_octets, mail.utf8)
    address = _read_mailbox(cut.inner, mail.utf8, reply.BAD_SENDER)
    if isinstance(address, Reply):
        return address
    return Mail(str(address), mail.declared_octets, mail.utf8)


def read_rcpt(argument: str, *, utf8: bool) -> Address | Reply:
    """Read ``TO:<path>``; ``<Postmaster>`` comes without a domain (RFC 5321 section 4.1.1.3). No parameter is known."""
    match = _TO.match(argument)
    cut = _cut_path(argument, match.end()) if match else None
    if cut is None:
        return reply.BAD_ARGUMENT
    if cut.rest:
        for word in cut.rest.split(" "):
            if word and not _PARAMETER.match(word):
                return reply.BAD_PARAMETER
        if cut.rest.strip(" "):
            return reply.UNKNOWN_PARAMETER
    if cut.inner.lower() == "postmaster":
        return Address(cut.inner, "")
    return _read_mailbox(cut.inner, utf8, reply.BAD_RECIPIENT)


def read_bdat(argument: str) -> Chunk | Reply:
    """Read ``chunk-size [LAST]``."""
    size, _, rest = argument.partition(" ")
    if not _SIZE.match(size) or rest.strip(" ").upper() not in ("", "LAST"):
        return reply.BAD_ARGUMENT
    return Chunk(int(size), last=bool(rest.strip(" ")))


class _Cut(Struct, frozen=True, gc=False):
    inner: str
    rest: str


def _cut_path(text: str, start: int) -> _Cut | None:
    """Cut out what stands between the angle brackets; brackets in a quoted string do not count."""
    if text[start : start + 1] != "<":
        return None
    end = text.find(">", start)
    quote = text.find('"', start)
    if 0 <= quote < end:
        end = _end_of_path(text, start + 1)
    if end < 0:
        return None
    rest = text[end + 1 :]
    if rest and rest[0] != " ":
        return None
    return _Cut(text[start + 1 : end], rest)


def _end_of_path(text: str, position: int) -> int:
    quoted = False
    while position < len(text):
        octet = text[position]
        if octet == "\\" and quoted:
            position += 1
        elif octet == '"':
            quoted = not quoted
        elif octet == ">" and not quoted:
            return position
        position += 1
    return -1


def _read_mailbox(inner: str, utf8: bool, bad: Reply) -> Address | Reply:
    if len(inner.encode()) + 2 > PATH_OCTETS:
        return bad
    if not utf8 and not inner.isascii():
        return reply.NEED_SMTPUTF8
    if inner[:1] == "@":
        route = _ROUTE.match(inner)
        if route is None:
            return bad
        inner = inner[route.end() :]
    return parse_address(inner, utf8=utf8) or bad


def _read_mail_parameters(text: str) -> Mail | Reply:
    seen = set()
    size = 0
    for word in text.split(" "):
        if not word:
            continue
        match = _PARAMETER.match(word)
        if match is None:
            return reply.BAD_PARAMETER
        keyword = match[1].upper()
        value: str | None = match[2]
        if keyword in seen:
            return reply.BAD_PARAMETER
        seen.add(keyword)
        if keyword == "SIZE":
            if value is None or not _SIZE.match(value):
                return reply.BAD_PARAMETER
            size = int(value)
        elif keyword == "BODY":
            if value is None or not value.isascii() or value.upper() not in ("7BIT", "8BITMIME"):
                return reply.BAD_PARAMETER
        elif keyword == "SMTPUTF8":
            if value is not None:
                return reply.BAD_PARAMETER
        else:
            return reply.UNKNOWN_PARAMETER
    return Mail("", size, "SMTPUTF8" in seen)
