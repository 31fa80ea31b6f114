"""What arrives, and what a reader is shown of it: values only.

The shown values have the names and the JSON of the HTTP API, so that page, events, API and command line
say the same; ``None`` means "there is none".
"""

from datetime import datetime

from msgspec import Struct, field

from mayfly.core.address import Address


class Envelope(Struct, frozen=True, gc=False):
    """What a transaction says about its content (RFC 5321 section 2.3.1), and how it came.

    ``reverse_path`` is ``""`` for the null reverse-path. ``protocol`` is a word of RFC 3848 and RFC 6531
    (``ESMTP``, ``ESMTPS``, ``UTF8LMTP``...). ``client_address`` is the text of an IP address, or ``""`` where
    there is none (a Unix socket).
    """

    reverse_path: str
    forward_paths: tuple[Address, ...]
    greeting: str
    client_address: str
    protocol: str
    session_id: str


class Party(Struct, frozen=True):
    """One who sends or receives, as a header field names them."""

    name: str
    address: str


class Passcode(Struct, frozen=True):
    """What a mail asks to be typed in."""

    value: str
    confidence: float
    evidence: str


class Link(Struct, frozen=True):
    """The one link that a mail asks to be followed. Nobody but the reader ever opens it."""

    url: str
    label: str
    host: str
    confidence: float
    warnings: tuple[str, ...] = ()


class Authentication(Struct, frozen=True):
    """What sender authentication came to at receipt."""

    spf: str
    dkim: str
    dmarc: str
    verdict: str
    words: str


class Attachment(Struct, frozen=True):
    """One part that is offered as a download. ``inline``: it stands in the HTML as a picture."""

    index: int
    name: str
    media_type: str
    octets: int
    inline: bool


class Blocked(Struct, frozen=True):
    """What the HTML would have loaded from elsewhere."""

    images: int = 0
    trackers: tuple[str, ...] = ()


class Summary(Struct, frozen=True, kw_only=True):
    """One row of the list. ``octets`` is the content as received; ``problems`` are short slugs."""

    id: str
    received_at: datetime
    reverse_path: str
    # The API's word; Python's keyword.
    sender: Party | None = field(default=None, name="from")
    to: tuple[Party, ...] = ()
    subject: str = ""
    snippet: str = ""
    octets: int = 0
    attachment_count: int = 0
    seen: bool = False
    code: Passcode | None = None
    link: Link | None = None
    authentication: Authentication | None = None
    problems: tuple[str, ...] = ()


class Message(Struct, frozen=True, kw_only=True):
    """One opened message: its summary and what lies in it."""

    summary: Summary
    headers: tuple[tuple[str, str], ...] = ()
    text: str = ""
    has_html: bool = False
    attachments: tuple[Attachment, ...] = ()
    blocked: Blocked = Blocked()
