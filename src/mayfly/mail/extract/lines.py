"""What a reader sees of a mail, as blocks of text with their looks, and what can be clicked.

Rule 1: a block is what stands by itself: a paragraph, a table cell, a heading, a line of a short list.
Rule 2: what is hidden is left out. Senders hide all kinds of things.
Rule 3: bounded: beyond the caps there is nothing a reader would still look at for a code.
"""

import html as entities
import re
from dataclasses import dataclass, field

from mayfly.mail import markup
from mayfly.mail.extract import folding
from mayfly.mail.tables import words

BLOCKS = 1500
ANCHORS = 300
BLOCK_CHARACTERS = 2000
# What lies deeper in a mail than twenty pages is not what it was sent for.
_TEXT_CHARACTERS = 65_536

_BREAKING = words(
    """address article aside blockquote br caption center dd div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul button title body"""
)
_HEADINGS = {"h1": 32.0, "h2": 24.0, "h3": 19.0, "h4": 16.0, "big": 19.0}
_FONT_SIZES = {"1": 10.0, "2": 13.0, "3": 16.0, "4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0}
_SIZE = re.compile(r"font(?:-size)?\s*:[^;]*?\b(\d{1,3}(?:\.\d+)?)\s*(px|pt|em|rem)", re.IGNORECASE)
_BOLD = re.compile(r"font(?:-weight)?\s*:[^;]*?\b(?:bold|bolder|[6-9]00)\b", re.IGNORECASE)
_SPACED = re.compile(r"letter-spacing\s*:\s*(?:[1-9]|0?\.[1-9])|monospace|courier|consolas|menlo", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"background(?:-color)?\s*:\s*(?!none|transparent)|padding\s*:\s*(?:[5-9]|[1-9]\d)|\bbutton\b|\bbtn\b",
    re.IGNORECASE,
)
_VOID_TAGS = words("area base br col embed hr img input link meta param source track wbr")
_UNSEEN = words("script style title template textarea select")
_URL = re.compile(r"https?://[^\s<>\"'\])}，。、；]{4,2000}", re.IGNORECASE)
_LONG_LINE = 50


@dataclass(frozen=True, slots=True)
class Block:
    """One block as seen: ``shown`` with plain digits, ``folded`` for comparing, and how it looks."""

    shown: str
    folded: str
    original: str
    size: float = 16.0
    bold: bool = False
    spaced: bool = False

    @property
    def emphasised(self) -> bool:
        """Say whether it stands out."""
        return self.size >= 20 or self.bold or self.spaced


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something that can be clicked: where it leads, what it says, where it stands (0 is the top)."""

    url: str
    label: str
    place: float
    button: bool = False
    before: str = ""


@dataclass(slots=True)
class Seen:
    """All that is seen of one face of a mail."""

    blocks: list[Block] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)


def block(text: str, size: float = 16.0, *, bold: bool = False, spaced: bool = False) -> Block:
    """Make a block of a text."""
    original = " ".join(folding.visible(text).split())[:BLOCK_CHARACTERS]
    shown = folding.same_digits(original)
    return Block(shown, folding.fold(shown), original, size, bold, spaced)


def of_text(text: str) -> Seen:
    """See a plain text: wrapped prose becomes paragraphs, quoted lines are left out."""
    seen = Seen()
    text = text[:_TEXT_CHARACTERS]
    pending: list[str] = []
    last = ""
    total = max(len(text), 1)
    at = 0
    for line in [*text.split("\n"), ""]:
        bare = line.strip()
        for found in _URL.finditer(bare) if len(seen.anchors) < ANCHORS else ():
            before = bare[: found.start()].strip(" <([:-") or last
            seen.anchors.append(Anchor(found[0].rstrip(".,;:!?"), before[-200:], at / total, before=last[-200:]))
        wrapped = pending and bare and (len(pending[-1]) >= _LONG_LINE or bare[:1].islower())
        if pending and not wrapped:
            seen.blocks.append(block(" ".join(pending)))
            pending = []
        if bare and not bare.startswith(">") and len(seen.blocks) < BLOCKS:
            pending.append(bare.strip("*_ ") if bare[:1] in "*_" else bare)
        if bare:
            last = bare
        at += len(line) + 1
    return seen


@dataclass(slots=True)
class _Style:
    name: str
    size: float
    bold: bool
    spaced: bool
    hidden: bool


class _Viewer:
    """Walks the tags of an HTML text and writes down what is seen."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._stack = [_Style("", 16.0, bold=False, spaced=False, hidden=False)]
        self._run: list[str] = []
        self._look = (16.0, False, False)
        self._anchor: tuple[str, int, bool] | None = None
        self._label: list[str] = []
        self._room = _TEXT_CHARACTERS
        self.seen = Seen()

    def view(self) -> Seen:
        """See the whole."""
        at = 0
        for tag in markup.tags(self._html):
            self._text(self._html[at : tag.start])
            at = tag.end
            if tag.name in _BREAKING:
                self._end_block()
            if tag.name == "a":
                self._end_anchor()
            if tag.closing:
                self._close(tag.name)
            else:
                self._open(tag)
            if len(self.seen.blocks) >= BLOCKS or self._room <= 0 or len(self.seen.anchors) >= ANCHORS:
                break
        else:
            self._text(self._html[at:])
        self._end_block()
        self._end_anchor()
        self.seen.blocks = _joined_digits(self.seen.blocks)
        return self.seen

    def _text(self, text: str) -> None:
        if not text or self._stack[-1].hidden:
            return
        text = entities.unescape(text) if "&" in text else text
        if not text.strip():
            if self._run:
                self._run.append(" ")
            return
        self._run.append(text)
        self._room -= len(text)
        top = self._stack[-1]
        size, bold, spaced = self._look
        self._look = (max(size, top.size) if len(self._run) > 1 else top.size, bold or top.bold, spaced or top.spaced)
        if self._anchor is not None:
            self._label.append(text)

    def _open(self, tag: markup.Tag) -> None:
        top = self._stack[-1]
        if tag.name == "img" and self._anchor is not None and not top.hidden:
            self._label.append(" " + tag.read().get("alt", "") + " ")
        if tag.name in _VOID_TAGS:
            return
        attributes = tag.read() if tag.attributes else {}
        css = attributes.get("style", "")
        size = _HEADINGS.get(tag.name, top.size)
        if tag.name == "font":
            size = _FONT_SIZES.get(attributes.get("size", ""), size)
        if css and (found := _SIZE.search(css)):
            size = float(found[1]) * {"px": 1.0, "pt": 1.33, "em": top.size, "rem": 16.0}[found[2].lower()]
        style = _Style(
            tag.name,
            size,
            top.bold or tag.name in ("b", "strong", "h1", "h2", "h3", "th") or bool(_BOLD.search(css)),
            top.spaced or tag.name in ("code", "kbd", "tt", "samp", "pre") or bool(_SPACED.search(css)),
            top.hidden
            or tag.name in ("script", "style", "title", "template", "textarea", "select")
            or bool(_HIDDEN.search(css)),
        )
        if len(self._stack) < 1200:
            self._stack.append(style)
        if tag.name == "a" and "href" in attributes and not style.hidden:
            button = bool(_BUTTON.search(css + " " + attributes.get("class", "")))
            self._anchor = (attributes["href"].strip(), tag.start, button)

    def _close(self, name: str) -> None:
        for depth in range(len(self._stack) - 1, max(0, len(self._stack) - 40), -1):
            if self._stack[depth].name == name:
                del self._stack[depth:]
                return

    def _end_block(self) -> None:
        text = "".join(self._run)
        if text.strip():
            size, bold, spaced = self._look
            self.seen.blocks.append(block(text, size, bold=bold, spaced=spaced))
        if self._anchor is not None and text.strip():
            self._label.append(" ")
        self._run.clear()
        self._look = (16.0, False, False)

    def _end_anchor(self) -> None:
        if self._anchor is None:
            return
        url, start, button = self._anchor
        label = " ".join(folding.visible("".join(self._label)).split())[:200]
        before = self.seen.blocks[-1].original[-200:] if self.seen.blocks else ""
        before = " ".join("".join(self._run).split())[-300:] or before
        self.seen.anchors.append(Anchor(url, label, start / max(len(self._html), 1), button, before))
        self._anchor = None
        self._label.clear()


def of_html(html: str) -> Seen:
    """See an HTML text."""
    return _Viewer(html).view()


def _joined_digits(blocks: list[Block]) -> list[Block]:
    """Put a code back together whose characters stand in a box each."""
    out: list[Block] = []
    run: list[Block] = []

    def flush() -> None:
        if len(run) >= 4:
            first = run[0]
            out.append(block("".join(b.original for b in run), max(first.size, 20.0), bold=first.bold, spaced=True))
        else:
            out.extend(run)
        run.clear()

    for item in blocks:
        if len(item.shown) == 1 and (item.shown.isdigit() or (item.shown.isascii() and item.shown.isupper())):
            run.append(item)
        elif run and item.shown in "-–·":
            continue
        else:
            flush()
            out.append(item)
    flush()
    return out
