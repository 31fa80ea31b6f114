"""The three questions that are asked of a message's octets: what is it, show its HTML, give me this part.

Rule 1: none of them ever raises; what cannot be understood is said in ``problems``.
Rule 2: ``content`` is as stored: our trace header, then the octets as received.
"""

from dataclasses import dataclass

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
    """A whole HTML document, safe to be shown in a sandboxed frame. ``blocked`` counts what it does not load."""

    html: str
    blocked: Blocked
    dark: bool = False


class Part(Struct, frozen=True):
    """One decoded part. ``name`` is clean enough for a file name anywhere."""

    name: str
    media_type: str
    octets: bytes


@dataclass(frozen=True, slots=True)
class Caps:
    """What is read of a message at most; the rest is said in ``problems``."""

    header_block_octets: int = 65_536
    header_fields: int = 1000
    parts: int = 1000
    nesting: int = 30
    html_octets: int = 1_048_576
    html_open_tags: int = 1000
    inline_image_octets: int = 5 * 1_048_576


def read(content: bytes) -> Reading:
    """Read a message: summary, texts, list of attachments, code and link."""
    raise NotImplementedError


def show_html(content: bytes, images: ImagePath | None) -> Document | None:
    """Make the HTML of a message safe to be shown; None where there is none.

    Remote images are left out, or with ``images`` turned to signed paths of our own.
    """
    raise NotImplementedError


def take_part(content: bytes, index: int) -> Part | None:
    """Give the decoded attachment with this index of ``Reading.attachments``, or None."""
    raise NotImplementedError
