"""Everything we may ever say to a client, on one screen.

Rule 1: the class digit of the enhanced code (RFC 3463) is the first digit of the code, and it stands on every line
(RFC 2034 section 4). The greeting, 354 and the answers to EHLO, HELO and LHLO carry none.
Rule 2: texts are constant and generic. No input is echoed, no cause, path or version is told.
"""

from collections.abc import Sequence

from msgspec import Struct

from mayfly.smtp.promise import Delivered, Verdict

# RFC 5321 section 4.5.3.1.5: a reply line has 512 octets with its code and CRLF.
REPLY_LINE_OCTETS = 512


class Reply(Struct, frozen=True):
    """One reply. ``closing`` says that the session is over after it."""

    code: int
    enhanced: str
    text: str
    octets: bytes = b""
    closing: bool = False


def _reply(code: int, enhanced: str, *lines: str, closing: bool = False) -> Reply:
    last = len(lines) - 1
    octets = "".join(
        f"{code}{' ' if index == last else '-'}{f'{enhanced} ' if enhanced else ''}{line}\r\n"
        for index, line in enumerate(lines)
    )
    return Reply(code, enhanced, "\n".join(lines), octets.encode("ascii"), closing)


# Fine.
CLOSING = _reply(221, "2.0.0", "Bye", closing=True)
OK = _reply(250, "2.0.0", "OK")
SENDER_OK = _reply(250, "2.1.0", "Sender OK")
RECIPIENT_OK = _reply(250, "2.1.5", "Recipient OK")
CHUNK_OK = _reply(250, "2.0.0", "Chunk taken")
CANNOT_VERIFY = _reply(252, "2.5.2", "Not verified; RCPT will tell")
HELP = _reply(214, "2.0.0", "RFC 5321 tells what can be said here")
GO_AHEAD_TLS = _reply(220, "2.0.0", "Ready to start TLS")
GO_AHEAD = _reply(354, "", "Send the content; end with <CRLF>.<CRLF>")

# Not now.
SHUTTING_DOWN = _reply(421, "4.3.2", "Shutting down", closing=True)
TOO_MANY_SESSIONS = _reply(421, "4.3.2", "Too many sessions, try again later", closing=True)
FAULT = _reply(421, "4.3.0", "Something is wrong here, try again later", closing=True)
TOO_LATE = _reply(421, "4.4.2", "Waited too long", closing=True)
TOO_MANY_ERRORS = _reply(421, "4.7.0", "Too many errors", closing=True)
TOO_MANY_OF_YOURS = _reply(421, "4.7.0", "Too many sessions from your network", closing=True)
OUT_OF_STEP = _reply(421, "4.7.0", "Cannot tell where the chunk ends", closing=True)
UNAVAILABLE = _reply(451, "4.3.0", "Cannot store now, try again later")
MAILBOX_FULL = _reply(452, "4.2.2", "Mailbox full, try again later")
NO_SPACE = _reply(452, "4.3.1", "No space now, try again later")
TOO_MANY_RECIPIENTS = _reply(452, "4.5.3", "Too many recipients, send the rest in another transaction")
TLS_UNAVAILABLE = _reply(454, "4.7.0", "TLS not available now")

# Never.
LINE_TOO_LONG = _reply(500, "5.5.2", "Line too long")
SYNTAX = _reply(500, "5.5.2", "Syntax error")
UNKNOWN_COMMAND = _reply(500, "5.5.1", "Unknown command")
BAD_ARGUMENT = _reply(501, "5.5.4", "Bad or missing argument")
NO_ARGUMENT = _reply(501, "5.5.4", "This command takes no argument")
BAD_PARAMETER = _reply(501, "5.5.4", "Bad parameter")
BAD_UTF8 = _reply(501, "5.5.2", "Not UTF-8")
NOT_IMPLEMENTED = _reply(502, "5.5.1", "Not implemented")
SAY_HELLO = _reply(503, "5.5.1", "Say EHLO first")
NEED_MAIL = _reply(503, "5.5.1", "Say MAIL first")
NEED_RCPT = _reply(503, "5.5.1", "No recipient yet")
NOT_NOW = _reply(503, "5.5.1", "Not in this order")
NO_SUCH_MAILBOX = _reply(550, "5.1.1", "No such mailbox")
NOT_OURS = _reply(550, "5.7.1", "Not a domain of ours")
TOO_LARGE = _reply(552, "5.3.4", "Message too large")
BAD_RECIPIENT = _reply(553, "5.1.3", "Not an address")
BAD_SENDER = _reply(553, "5.1.7", "Not an address")
NEED_SMTPUTF8 = _reply(553, "5.6.7", "Needs SMTPUTF8")
LOOP = _reply(554, "5.4.6", "Too many hops")
NOT_SMTP = _reply(554, "5.5.0", "This is SMTP", closing=True)
NOT_IN_STEP = _reply(554, "5.5.0", "You talk before your turn", closing=True)
ENDLESS_LINE = _reply(554, "5.5.0", "Line without end", closing=True)
UNKNOWN_PARAMETER = _reply(555, "5.5.4", "Unknown parameter")

# What a verdict is in words, at RCPT and after the content. At MAIL, OK is said differently.
BY_VERDICT = {
    Verdict.OK: RECIPIENT_OK,
    Verdict.NO_SUCH_MAILBOX: NO_SUCH_MAILBOX,
    Verdict.NOT_OURS: NOT_OURS,
    Verdict.MAILBOX_FULL: MAILBOX_FULL,
    Verdict.NO_SPACE: NO_SPACE,
    Verdict.UNAVAILABLE: UNAVAILABLE,
}

# One reply for many recipients: what may be tried again is said before what may not; a 451 loses nothing.
_GRAVITY = (
    Verdict.UNAVAILABLE,
    Verdict.NO_SPACE,
    Verdict.MAILBOX_FULL,
    Verdict.NO_SUCH_MAILBOX,
    Verdict.NOT_OURS,
)


def greeting(hostname: str, protocol: str) -> Reply:
    """Greet: 220, our name, the protocol, nothing else."""
    return _reply(220, "", f"{hostname} {protocol}")


def hello(hostname: str, keywords: Sequence[str] = ()) -> Reply:
    """Answer HELO, or EHLO and LHLO with the keywords."""
    return _reply(250, "", hostname, *keywords)


def stored(name: str) -> Reply:
    """Say that the message is safe, under this name."""
    return Reply(250, "2.0.0", "", b"250 2.0.0 Stored as " + name.encode("ascii", "replace")[:80] + b"\r\n")


def for_message(delivered: Delivered) -> Reply:
    """Give the one reply to a message (RFC 5321 section 4.2.5): 250 where it is safe for anyone."""
    verdicts = delivered.verdicts
    if Verdict.OK in verdicts:
        return stored(delivered.name)
    for verdict in _GRAVITY:
        if verdict in verdicts:
            return BY_VERDICT[verdict]
    return UNAVAILABLE


def for_copy(delivered: Delivered, index: int) -> Reply:
    """Give the reply for one recipient (RFC 2033 section 4.2)."""
    verdict = delivered.verdicts[index]
    return stored(delivered.name) if verdict is Verdict.OK else BY_VERDICT[verdict]
