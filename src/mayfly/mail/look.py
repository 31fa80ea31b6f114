"""One function for all three questions of ``read``, so that a child process can be asked any of them."""

from msgspec import Struct

from mayfly.mail.read import Document, ImagePath, Part, Reading, read, show_html, take_part


class Look(Struct, frozen=True):
    """Look at a message: ``part`` is the index of an attachment, or -1; ``html`` asks for the document."""

    content: bytes
    html: bool = False
    images: ImagePath | None = None
    part: int = -1


class Looked(Struct, frozen=True):
    """The answer to a ``Look``: one of these, or none where there is no such thing."""

    reading: Reading | None = None
    document: Document | None = None
    part: Part | None = None


def look(wanted: Look) -> Looked:
    """Answer one look."""
    if wanted.html:
        return Looked(document=show_html(wanted.content, wanted.images))
    if wanted.part >= 0:
        return Looked(part=take_part(wanted.content, wanted.part))
    return Looked(reading=read(wanted.content))
