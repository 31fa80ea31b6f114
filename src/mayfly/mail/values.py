"""What the room gives and is given besides octets: the values of ``read``."""

from msgspec import Struct

from mayfly.core.message import Attachment, Blocked, Link, Party, Passcode


class Reading(Struct, frozen=True, kw_only=True):
    """All that is to be known of a message but its HTML and its attachments' octets."""

    sender: Party | None = None
    to: tuple[Party, ...] = ()
    subject: str = ""
    snippet: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    text: str = ""
    has_html: bool = False
    attachments: tuple[Attachment, ...] = ()
    blocked: Blocked = Blocked()
    code: Passcode | None = None
    link: Link | None = None
    problems: tuple[str, ...] = ()


class ImagePath(Struct, frozen=True):
    """Where a reader's wish for remote images is turned to: a path of ours, signed, until ``expires_at``."""

    key: bytes
    expires_at: int


class Document(Struct, frozen=True):
    """A whole HTML document, safe to be shown in a sandboxed frame. ``blocked`` counts what it does not load.

    ``shown`` has the Content-IDs of the attachments that stand in it as pictures.
    """

    html: str
    blocked: Blocked
    shown: tuple[str, ...] = ()


class Part(Struct, frozen=True):
    """One decoded part. ``name`` is clean enough for a file name anywhere."""

    name: str
    media_type: str
    octets: bytes
