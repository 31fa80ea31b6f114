"""Templates and the files of the page: read once, named by what is in them, sent compressed.

Rule 1: a file's name holds its hash, so it may be kept for ever and a new version is a new name.
Rule 2: what only a reader of the source needs is not sent: indentation, and lines that are a comment. Nothing else is
changed, so no string of a script or a style sheet may go over a line's end.
Rule 3: a page that holds a token is never compressed: its size would tell something of it (BREACH).
"""

import asyncio
import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import Headers
from starlette.responses import Response

from mayfly.web import page_words as words

_HERE = Path(__file__).parent
_UNSENT = re.compile(r"^[ \t]*(?://[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/[ \t]*\n)|^[ \t]+", re.MULTILINE)
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
# Pages come one at a time and shrink to a fifth at any level.
_LEVEL = 4
# So many pieces of a template are written in a millisecond or two; a row is a piece.
_TURN = 40
# Compressing so much takes about a millisecond.
_LARGE_OCTETS = 65_536
# RFC 9111 and RFC 8246: a name with a hash in it is never asked for again.
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file of the page: as it is, and compressed."""

    path: str
    media_type: str
    octets: bytes
    compressed: bytes


def lean(source: str) -> str:
    """Give a script or a style sheet without its indentation and without the lines that are only a comment."""
    return _UNSENT.sub("", source)


def _read_assets() -> Mapping[str, Asset]:
    found = {}
    for path in sorted((_HERE / "static").iterdir()):
        if path.suffix in _TYPES:
            octets = lean(path.read_text("utf-8")).encode()
            version = hashlib.sha256(octets).hexdigest()[:12]
            packed = gzip.compress(octets, 9, mtime=0)
            found[path.name] = Asset(f"/static/{version}/{path.name}", _TYPES[path.suffix], octets, packed)
    return found


ASSETS = _read_assets()


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["asset"] = lambda name: ASSETS[name].path
    for rule in (words.iso, words.clock, words.span, words.size, words.messages):
        made.filters[rule.__name__] = rule
    return made


_ENVIRONMENT = _environment()
# What every page may say; a page that says nothing of it says this.
_DEFAULTS: Mapping[str, Any] = {
    "view": None, "box": "", "boxes": (), "theme": "", "lines": (), "button": "", "back": "", "back_words": "Back",
}  # fmt: skip


def theme_of(headers: Headers) -> str:
    """Give the theme that the reader chose: light, dark, or "" for what their system says."""
    for pair in headers.get("cookie", "").split(";"):
        name, _, value = pair.strip().partition("=")
        if name == "theme" and value in ("light", "dark"):
            return value
    return ""


def render(
    headers: Headers, template: str, values: Mapping[str, Any], status: int = 200, *, secret: bool = False
) -> Response:
    """Make a page of a template; with ``secret`` it holds a token."""
    octets = _ENVIRONMENT.get_template(template).render(_context(headers, values)).encode()
    if secret or not takes_gzip(headers):
        return _response(octets, status, packed=False)
    return _response(_pack(octets), status, packed=True)


async def render_in_turns(headers: Headers, template: str, values: Mapping[str, Any], status: int = 200) -> Response:
    """Make a page that may be long: others have their turn meanwhile, and it is compressed beside the loop."""
    pieces: list[str] = []
    for piece in _ENVIRONMENT.get_template(template).generate(_context(headers, values)):
        pieces.append(piece)
        if len(pieces) % _TURN == 0:
            await asyncio.sleep(0)
    octets = "".join(pieces).encode()
    if not takes_gzip(headers):
        return _response(octets, status, packed=False)
    if len(octets) > _LARGE_OCTETS:
        return _response(await asyncio.get_running_loop().run_in_executor(None, _pack, octets), status, packed=True)
    return _response(_pack(octets), status, packed=True)


def _context(headers: Headers, values: Mapping[str, Any]) -> dict[str, Any]:
    return {**_DEFAULTS, "theme": theme_of(headers), **values}


def _pack(octets: bytes) -> bytes:
    return gzip.compress(octets, _LEVEL, mtime=0)


def _response(octets: bytes, status: int, *, packed: bool) -> Response:
    response = Response(octets, status, media_type="text/html")
    if packed:
        response.headers["content-encoding"] = "gzip"
    response.headers["vary"] = "Accept-Encoding, Cookie"
    return response


def takes_gzip(headers: Headers) -> bool:
    """Say whether the client takes gzip (RFC 9110 section 12.5.3); a weight of 0 says that it does not."""
    for item in headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = item.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
