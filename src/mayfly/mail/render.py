"""HTML of a mail made safe to be shown in a sandboxed frame: sanitiser, style filter, one document.

Rule 1: ``nh3`` sees every piece of markup last; what is put around its result is ours alone, and style sheets
are written anew by ``style``. Nothing edits a sanitised text.
Rule 2: a reference stays only when it is proved to be local: ``cid:`` of a raster image of this mail, or
``data:`` with the magic octets of one. All others are remote; they are counted and left out, or, where the
reader wishes it, turned to a signed path of ours.
Rule 3: what would cost the sanitiser too much is shown as text; so is what would make too large a document.
Rule 4: what a reference is turned to is paid for each time it is written, not once.
"""

import base64
import binascii
import html as entities
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

import nh3

from mayfly.core.message import Blocked
from mayfly.mail import images as paths
from mayfly.mail import markup, style, text
from mayfly.mail.bodies import Bodies
from mayfly.mail.caps import Caps
from mayfly.mail.parse import Part
from mayfly.mail.tables import words
from mayfly.mail.trackers import tracker_of
from mayfly.mail.values import Document, ImagePath

HTML_TOO_COMPLEX = "html-too-complex"

_TAGS = words("""
    a abbr acronym address area article aside b bdi bdo big blockquote br caption center cite code col colgroup dd
    del dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main
    map mark menu nav ol p pre q rp rt ruby s samp section small span strike strong sub sup table tbody td tfoot th
    thead time tr tt u ul var wbr
    """)
# Their content is no text of the mail.
_EMPTIED = words("""
    script style title textarea select option optgroup datalist iframe object embed applet svg math template xmp
    noembed noframes audio video canvas frameset frame head-script plaintext
    """)
_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "*": words("""
        style class id dir lang title align valign width height bgcolor background border bordercolor cellpadding
        cellspacing color face size role aria-label aria-hidden nowrap hspace vspace clear noshade compact hidden
        """),
    "a": frozenset({"href", "name"}),
    "area": frozenset({"href", "shape", "coords", "alt"}),
    "map": frozenset({"name"}),
    # Those of the body are read on one.
    "div": words("text link vlink alink topmargin leftmargin rightmargin bottommargin marginwidth marginheight"),
    "img": frozenset({"src", "srcset", "alt", "usemap"}),
    "td": frozenset({"colspan", "rowspan", "scope", "headers", "abbr"}),
    "th": frozenset({"colspan", "rowspan", "scope", "headers", "abbr"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "table": frozenset({"rules", "frame", "summary"}),
    "ol": frozenset({"start", "type", "reversed"}),
    "ul": frozenset({"type"}),
    "li": frozenset({"value", "type"}),
    "time": frozenset({"datetime"}),
}
_SCHEMES = {"http", "https", "mailto", "tel", "cid", "data"}
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x20\x7f]", re.IGNORECASE)
# Needs no cleaning.
_PLAIN_LINK = re.compile(r"https?://[!-~]+")
_IGNORED_IN_URLS = re.compile(r"[\t\n\r]")
_DATA = re.compile(r"data:image/(?:png|gif|jpe?g|webp|avif|bmp|x-icon)\s*;\s*base64\s*,", re.IGNORECASE)
_REMOTE = re.compile(r"(?:https?:)?[/\\]{2}", re.IGNORECASE)

# Stands where an image was left out: nothing, broken, so that its alternative text and its size hold the place. The
# sheet of ours lays a plain box over the sign of a broken image.
_NOTHING = "data:,"

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
)

_OURS = """\
html{overflow-wrap:break-word}
body{font-family:system-ui,sans-serif}
img{max-width:100%}
img[src="data:,"]{position:relative;overflow:hidden}
img[src="data:,"]::after{content:attr(alt);position:absolute;inset:0;overflow:hidden;background:#eee;color:#555;
font:13px/1.4 system-ui,sans-serif}
.mayfly-text{white-space:pre-wrap;unicode-bidi:plaintext;margin:0 0 1em}
"""


# The layout of tables and images depends on it: none is quirks, "transitional" is nearly standards. A comment ends
# where it first can: who tries its later ends as well takes five of them in a thousand places.
_DOCTYPE = re.compile(
    r"\s*+(?:<!--(?>.*?-->)\s*+|<\?[^>]*+>\s*+){0,5}+<!doctype[^>]{0,300}>", re.IGNORECASE | re.DOTALL
)
_STANDARD = "<!doctype html>"
_TRANSITIONAL = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'


def raster_type(octets: bytes) -> str | None:
    """Give the media type of a raster image by its first octets, or None."""
    if octets[:4] == b"RIFF" and octets[8:12] == b"WEBP":
        return "image/webp"
    if octets[4:12] in (b"ftypavif", b"ftypavis"):
        return "image/avif"
    return next((media_type for magic, media_type in _MAGIC if octets.startswith(magic)), None)


class References:
    """What one document refers to: decides each reference and counts what is left out."""

    def __init__(self, inline: Mapping[str, Part], images: ImagePath | None, caps: Caps) -> None:
        self._inline = inline
        self._images = images
        self._room = caps.inline_image_octets
        self._known: dict[str, str | None] = {}
        self._parts: dict[str, str | None] = {}
        # Newsletters repeat a few style attributes hundreds of times.
        self._styles: dict[str, str | None] = {}
        self._blocked: set[str] = set()
        self._trackers: dict[str, None] = {}
        # The names of the parts that stand in the document.
        self.shown: set[str] = set()
        # All that can load, lead away or overlay; the others are what the sanitiser's list allows.
        self._judges: dict[str, Callable[[str], str | None]] = {
            "style": self._style,
            "src": self._source,
            "background": self.image,
            "srcset": self._sources,
            "href": link,
            "usemap": _own_map,
        }

    @property
    def blocked(self) -> Blocked:
        """Tell what was left out, or is loaded through us, so far."""
        return Blocked(len(self._blocked), tuple(sorted(self._trackers)))

    def image(self, url: str) -> str | None:
        """Give what may stand for an image's URL, or None where nothing may."""
        url = _IGNORED_IN_URLS.sub("", url).strip()
        if url not in self._known:
            self._known[url] = self._decide(url)
        local = self._known[url]
        if local is None or not local.startswith("data:"):
            return local
        # Each time it is written it is as long again.
        octets = len(local) * 3 // 4
        if octets > self._room:
            return None
        self._room -= octets
        if url[:4].lower() == "cid:":
            self.shown.add(_content_id(url[4:]))
        return local

    def _decide(self, url: str) -> str | None:
        if url[:4].lower() == "cid:":
            name = _content_id(url[4:])
            # Many ways of writing one name must not decode its part many times.
            if name not in self._parts:
                part = self._inline.get(name)
                self._parts[name] = self._data(part.octets()) if part is not None else None
            return self._parts[name]
        if url[:5].lower() == "data:":
            found = _DATA.match(url)
            return self._data(_base64(url[found.end() :])) if found else None
        if not _REMOTE.match(url):
            return None
        absolute = url.replace("\\", "/")
        absolute = absolute if absolute[:4].lower() == "http" else "https:" + absolute
        try:
            host = urlsplit(absolute).hostname or ""
        except ValueError:
            return None
        if not host:
            return None
        self._blocked.add(absolute)
        if tracker := tracker_of(host):
            self._trackers[tracker] = None
        return paths.path(self._images, absolute) if self._images is not None else None

    def _data(self, octets: bytes) -> str | None:
        media_type = raster_type(octets)
        if media_type is None or len(octets) > self._room:
            return None
        return f"data:{media_type};base64,{base64.b64encode(octets).decode('ascii')}"

    def attribute(self, _tag: str, name: str, value: str) -> str | None:
        """Judge one attribute for the sanitiser."""
        judge = self._judges.get(name)
        return value if judge is None else judge(value)

    def _style(self, value: str) -> str | None:
        if value in self._styles:
            return self._styles[value]
        before = self._room
        kept = style.attribute(value, self.image)
        if self._room == before:
            self._styles[value] = kept
        return kept

    def _source(self, value: str) -> str:
        return self.image(value) or _NOTHING

    def _sources(self, value: str) -> None:
        for candidate in value.split(",")[:20]:
            self.image(candidate.strip().partition(" ")[0])


def link(url: str) -> str | None:
    """Give the target of a link as it may be followed, or None: only web, mail and telephone."""
    if _PLAIN_LINK.fullmatch(url):
        return url
    url = _IGNORED_IN_URLS.sub("", url).strip()
    return url if _LINK.match(url) else None


def _own_map(value: str) -> str | None:
    return value if value.startswith("#") else None


def _content_id(text: str) -> str:
    return re.sub(r"%([0-9A-Fa-f]{2})", lambda found: chr(int(found[1], 16)), text).strip().strip("<>")


def _base64(characters: str) -> bytes:
    compact = re.sub(r"%([0-9A-Fa-f]{2})", lambda found: chr(int(found[1], 16)), "".join(characters.split()))
    try:
        return binascii.a2b_base64(compact.encode("ascii", "ignore"))
    except binascii.Error:
        return b""


def sanitiser(references: References) -> Callable[[str], str]:
    """Give what sanitises one HTML text after the other; each result is balanced and without style sheets."""
    cleaner = nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(_EMPTIED),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=references.attribute,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={
            "a": {"target": "_blank", "referrerpolicy": "no-referrer"},
            "area": {"target": "_blank", "rel": "noopener noreferrer nofollow", "referrerpolicy": "no-referrer"},
        },
        url_schemes=_SCHEMES,
        url_relative="pass_through",
    )
    return cleaner.clean


_TOLD_IN_HEAD = frozenset({"style", "body", "html", "meta"})


class _Head:
    """What the markup says outside of its flow: style sheets, and what stands on ``html`` and ``body``."""

    def __init__(self) -> None:
        # With the media that each is for.
        self.sheets: list[tuple[str, str]] = []
        self.body: list[str] = []
        self.root: dict[str, str] = {}
        self.dark = False
        self.doctype: str | None = None

    def take(self, html: str, tags: list[markup.Tag]) -> None:
        """Collect from one HTML text."""
        if self.doctype is None:
            found = _DOCTYPE.match(html)
            self.doctype = "" if found is None else _TRANSITIONAL if "transitional" in found[0].lower() else _STANDARD
        for tag in tags:
            if tag[0] not in _TOLD_IN_HEAD or tag.closing:
                continue
            if tag.name == "style":
                media = tag.read().get("media", "")
                self.sheets.append((tag.raw, media))
                self.dark = self.dark or style.declares_dark(tag.raw) or style.declares_dark(media)
            elif tag.name == "body" and not self.body:
                self.body.append(f"<div{' ' + tag.attributes.strip().rstrip('/') if tag.attributes.strip() else ''}>")
                self.root |= {key: value for key, value in tag.read().items() if key in ("dir", "lang")}
            elif tag.name == "html":
                self.root = {k: v for k, v in tag.read().items() if k in ("dir", "lang")} | self.root
            elif tag.name == "meta":
                attributes = tag.read()
                if attributes.get("name", "").lower() in ("color-scheme", "supported-color-schemes"):
                    self.dark = self.dark or "dark" in attributes.get("content", "").lower()


def document(bodies: Bodies, images: ImagePath | None, caps: Caps) -> Document | None:
    """Make one document of all HTML of a message, or give None where it has none or it is too complex."""
    if not any(face.html is not None for face in bodies.faces):
        return None
    references = References(bodies.named(), images, caps)
    sanitise = sanitiser(references)
    head = _Head()
    pieces: list[str] = []
    for face in bodies.faces:
        if sum(map(len, pieces)) > caps.document_characters:
            return None
        if face.title:
            pieces.append(as_text(face.title))
        if face.html is None:
            pieces.append(as_text(text.of_face(face, caps)))
            continue
        if face.too_complex(caps):
            return None
        html = face.source(caps)
        head.take(html, face.tags(caps))
        pieces.append(sanitise(html))
    # The body's own attributes go through the sanitiser on a <div>.
    on_body = sanitise(head.body[0] + "</div>") if head.body else ""
    whole = _compose(head, on_body, pieces, references)
    return (
        None if len(whole) > caps.document_characters else Document(whole, references.blocked, tuple(references.shown))
    )


def as_text(plain: str) -> str:
    """Show plain text inside a document."""
    return f'<div class="mayfly-text">{entities.escape(plain)}</div>' if plain.strip() else ""


def _within(sheets: list[tuple[str, str]], room: int) -> Iterator[tuple[str, str]]:
    for css, media in sheets:
        if len(css) > room:
            return
        room -= len(css)
        yield css, media


def _compose(head: _Head, body: str, pieces: list[str], references: References) -> str:
    within = _within(head.sheets, style.SHEET_CHARACTERS)
    sheets = "\n".join(style.sheet(css, references.image, media) for css, media in within)
    opening = "<body" + body[4:-6] if body.startswith("<div") and body.endswith("></div>") else "<body>"
    root = "".join(f' {name}="{entities.escape(value[:40])}"' for name, value in sorted(head.root.items()))
    scheme = "light dark" if head.dark else "light"
    return (
        f'{head.doctype}<html{root}><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="{scheme}">'
        f'<meta name="referrer" content="no-referrer">'
        f"<style>{_OURS}</style><style>{sheets}</style></head>{opening}{''.join(pieces)}</body></html>"
    )
