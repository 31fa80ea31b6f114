"""Which parts of a tree are read as the message itself, and which are offered as downloads.

Rule 1: of a ``multipart/alternative`` its plain text and its HTML are two faces of one thing.
Rule 2: a leaf is a download when it says so, when it has a name, or when it is neither plain text nor HTML.
A message whose only text has a name is shown all the same.
Rule 3: ``Part`` objects are listed in the order of the message; the index of a download is its place there.
Rule 4: the charset of an HTML part is what its field says, else what its own ``<meta>`` says.
"""

import itertools
import re
from dataclasses import dataclass, field

from mayfly.mail import charsets, markup, uu
from mayfly.mail.caps import Caps
from mayfly.mail.parse import Part

# Mailing list digests have some dozens of messages in one.
FACES = 100

_SHOWN = frozenset({"text/plain", "text/html", "text/enriched", "text/x-amp-html"})
# Other ways of writing what the faces beside them say; no reader misses them.
_OTHER_FACES = frozenset({"text/x-amp-html", "text/watch-html", "text/enriched", "text/richtext"})
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
# Browsers look for it so far (WHATWG HTML, section 13.2.3.2); mail has longer heads.
_META_OCTETS = 4096
_META = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([^\s\"'/>;]{1,40})", re.IGNORECASE)


@dataclass(slots=True)
class Face:
    """One thing to be read: as plain text, as HTML, or both."""

    plain: Part | None = None
    html: Part | None = None
    title: str = ""
    # What this says is said by the plain text of the face before it as well.
    is_said: bool = False
    _source: str | None = None
    _tags: list[markup.Tag] | None = None
    _too_complex: bool | None = None

    def source(self, caps: Caps) -> str:
        """Give the HTML as text, one character more than the cap at most."""
        if self._source is None:
            self._source = "" if self.html is None else text_of(self.html, caps.html_octets)
        return self._source

    def tags(self, caps: Caps) -> list[markup.Tag]:
        """Give the tags of the HTML, a few more than the cap at most; they are looked at more than once."""
        if self._tags is None:
            self._tags = list(itertools.islice(markup.tags(self.source(caps)), markup.TAGS + 1))
        return self._tags

    def too_complex(self, caps: Caps) -> bool:
        """Say whether the HTML would cost the libraries behind us more than its length allows."""
        if self._too_complex is None:
            html = self.source(caps)
            self._too_complex = (
                len(html) > caps.html_octets
                or markup.too_many_tags(html)
                or markup.too_complex(html, self.tags(caps), caps.html_open_tags)
            )
        return self._too_complex


@dataclass(slots=True)
class Bodies:
    """What a message is made of for its reader."""

    faces: list[Face] = field(default_factory=list)
    downloads: list[Part] = field(default_factory=list)
    note: str = ""

    def named(self) -> dict[str, Part]:
        """Give the downloads that the HTML may refer to, by their Content-ID; of two with the same, the first."""
        return {part.content_id: part for part in reversed(self.downloads) if part.content_id}


def choose(root: Part, caps: Caps) -> Bodies:
    """Sort the parts of a message into what is shown and what is offered."""
    bodies = Bodies()
    _visit(root, bodies, 0)
    _bound(bodies, caps)
    _take_files(bodies)
    bodies.note = _note(root, has_downloads=bool(bodies.downloads))
    if not bodies.faces:
        for part in bodies.downloads:
            if part.media_type in _SHOWN and part.disposition != "attachment":
                bodies.faces.append(_face(part))
                bodies.downloads.remove(part)
                break
    return bodies


def _bound(bodies: Bodies, caps: Caps) -> None:
    """Show no more faces and no more HTML than the caps allow; what is beyond is offered as downloads."""
    kept: list[Face] = []
    room = caps.html_octets
    for face in bodies.faces:
        octets = len(face.html.octets()) if face.html is not None else 0
        if len(kept) < FACES and (octets <= room or not kept):
            kept.append(face)
            room -= octets
        else:
            bodies.downloads.extend(part for part in (face.plain, face.html) if part is not None)
    bodies.faces = kept


def _take_files(bodies: Bodies) -> None:
    """Offer files that stand in a plain text as uuencode."""
    for face in bodies.faces:
        if face.plain is None or face.plain.media_type != "text/plain" or b"\nend" not in face.plain.octets():
            continue
        _, files = uu.split(charsets.plain(face.plain.octets().decode("latin-1")))
        bodies.downloads.extend(_as_part(file) for file in files)


def _as_part(file: uu.File) -> Part:
    return Part(
        media_type="application/octet-stream",
        parameters={},
        disposition="attachment",
        name=charsets.decode(file.name.encode("latin-1", "replace")),
        content_id="",
        octets=lambda: file.octets,
    )


def _note(root: Part, *, has_downloads: bool) -> str:
    """Say of a message that has nothing to be read here what it is."""
    for part in root.walk():
        if part.media_type == "multipart/encrypted":
            return "This message is encrypted (OpenPGP). Only its recipient's own program can open it."
        if part.media_type in _SMIME:
            if "signed" in part.parameters.get("smime-type", "").lower():
                return (
                    "This message is inside a signed envelope (S/MIME). It can be saved and opened by a mail program."
                )
            return "This message is encrypted (S/MIME). Only its recipient's own program can open it."
        if part.media_type in ("application/ms-tnef", "application/vnd.ms-tnef"):
            return "This message has a file of Outlook's own format (winmail.dat), which is not opened here."
        if part.media_type == "text/calendar":
            return "This message is an entry for a calendar. It can be saved and opened by a calendar program."
    return "This message has no text, only what is attached." if has_downloads else ""


def _face(part: Part) -> Face:
    return Face(html=part) if part.media_type == "text/html" else Face(plain=part)


def _visit(part: Part, bodies: Bodies, depth: int) -> None:
    if part.media_type == "multipart/alternative":
        _alternative(part, bodies, depth)
    elif part.media_type.startswith("message/") and part.children:
        bodies.downloads.append(part)
        _message(part, bodies, depth)
    elif part.children:
        for child in part.children:
            _visit(child, bodies, depth + 1)
    elif part.media_type.startswith("multipart/"):
        # A multipart in which no boundary was found: what stands in it is text.
        if part.octets().strip():
            bodies.faces.append(Face(plain=part))
    elif part.media_type in ("text/plain", "text/html") and part.disposition != "attachment" and not part.name:
        bodies.faces.append(_face(part))
    else:
        bodies.downloads.append(part)


def _alternative(part: Part, bodies: Bodies, depth: int) -> None:
    whole = Face()
    # Some programs part the HTML where a file stands, and write the plain text in one piece.
    rest: list[Face] = []
    others: list[Part] = []
    for child in part.children:
        inner = Bodies()
        _visit(child, inner, depth + 1)
        bodies.downloads.extend(inner.downloads)
        if child.media_type in _OTHER_FACES and bodies.downloads[-1:] == [child] and not child.name:
            others.append(bodies.downloads.pop())
        for face in inner.faces:
            if face.html is not None and whole.html is None:
                whole.html = face.html
                whole.plain = whole.plain or face.plain
            elif face.plain is not None and whole.plain is None:
                whole.plain = face.plain
            elif child.media_type.startswith("multipart/mixed"):
                rest.append(face)
    if whole.plain is not None or whole.html is not None:
        bodies.faces.append(whole)
    else:
        bodies.downloads.extend(others)
    for face in rest:
        face.is_said = face.plain is None and whole.plain is not None
    bodies.faces.extend(rest)


def _message(part: Part, bodies: Bodies, depth: int) -> None:
    """Make a message within the message readable, below a line that says what it is."""
    before = len(bodies.faces)
    for child in part.children:
        _visit(child, bodies, depth + 1)
    if len(bodies.faces) > before:
        subject = part.children[0].subject
        bodies.faces[before].title = f"---------- {subject} ----------" if subject else "----------"


def text_of(part: Part, characters_cap: int) -> str:
    """Give the text of a leaf: charset decoded, line ends LF, controls harmless, a little over the cap at most."""
    # No charset of the table needs more than four octets for a character, and some shift codes besides.
    octets = part.octets()[: characters_cap * 4 + 4]
    label = part.parameters.get("charset", "")
    if part.media_type == "text/html" and charsets.codec_of(label) is None:
        label = _label_within(octets)
    return charsets.text(octets, label)[: characters_cap + 1]


def _label_within(html: bytes) -> str:
    """Give the charset that an HTML text says it is in; none where it is plainly UTF-8, as what was converted since."""
    found = _META.search(html, 0, _META_OCTETS)
    if found is None or (not html.isascii() and charsets.is_utf8(html)):
        return ""
    return found[1].decode("latin-1")
