"""One function for all three questions of ``read``, so that a child process can be asked any of them.

The parsers behind it are loaded by the first look, or by ``prepare``: a service answers its first 220 before that.
"""

from msgspec import Struct

from mayfly.mail.values import Document, ImagePath, Part, Reading

# Below both, reading does not hold up the loop for long whatever the octets are; most mail is. What is above is read
# by a child process, which takes some milliseconds more.
LIGHT_OCTETS = 65_536
LIGHT_TAGS = 2500


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
    from mayfly.mail.read import read, show_html, take_part

    if wanted.html:
        return Looked(document=show_html(wanted.content, wanted.images))
    if wanted.part >= 0:
        return Looked(part=take_part(wanted.content, wanted.part))
    return Looked(reading=read(wanted.content))


def look_all(wanted: list[Look]) -> list[Looked]:
    """Answer some looks, in their order."""
    return [look(each) for each in wanted]


def is_heavy(content: bytes) -> bool:
    """Say whether a message may cost enough to be read in a child process with limits; costs next to nothing."""
    return len(content) > LIGHT_OCTETS or content.count(b"<") > LIGHT_TAGS


def prepare() -> None:
    """Load the parsers and make the tables that the first message would have to wait for."""
    from mayfly.mail import extract, read  # noqa: F401 - loading is the point

    extract.prepare()
