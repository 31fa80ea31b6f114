"""What all sessions of one listener have in common, and where a session can be."""

import enum

from mayfly.smtp import reply
from mayfly.smtp.limits import Limits
from mayfly.smtp.reply import Reply


class State(enum.Enum):
    """Where a session is between two commands."""

    GREETED = "greeted"  # no EHLO yet
    READY = "ready"
    MAIL = "mail"
    RCPT = "rcpt"
    CHUNKS = "chunks"  # BDAT has begun
    OVER = "over"

    # Members are single objects; Enum's own hash is a function of Python, asked for each command.
    __hash__ = object.__hash__


# (LMTP, SMTPUTF8) -> the word of RFC 3848 and RFC 6531 section 4.3, before its S for TLS.
_WORDS = {
    (False, False): "ESMTP",
    (False, True): "UTF8SMTP",
    (True, False): "LMTP",
    (True, True): "UTF8LMTP",
}


class Role:
    """Who we are, and what we say of ourselves."""

    def __init__(self, hostname: str, limits: Limits, *, lmtp: bool = False, starttls: bool = False) -> None:
        keywords = [
            "PIPELINING",
            f"SIZE {limits.message_octets}",
            "8BITMIME",
            "ENHANCEDSTATUSCODES",
            "SMTPUTF8",
            "CHUNKING",
        ]
        self.limits = limits
        self.lmtp = lmtp
        self.starttls = starttls
        self.greeting = reply.greeting(hostname, "LMTP" if lmtp else "ESMTP")
        self._helo = reply.hello(hostname)
        self._ehlo_in_tls = reply.hello(hostname, keywords)
        self._ehlo = reply.hello(hostname, [*keywords, "STARTTLS"]) if starttls else self._ehlo_in_tls

    def hello(self, *, is_extended: bool, in_tls: bool) -> Reply:
        """Give the answer to HELO, or to EHLO and LHLO; inside TLS there is no STARTTLS (RFC 3207 section 4.2)."""
        if not is_extended:
            return self._helo
        return self._ehlo_in_tls if in_tls else self._ehlo

    def protocol(self, *, is_extended: bool, utf8: bool, in_tls: bool) -> str:
        """Give the word for the trace field."""
        if not is_extended:
            return "SMTP"
        word = _WORDS[self.lmtp, utf8]
        return word + "S" if in_tls else word
