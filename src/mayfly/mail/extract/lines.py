"""What a reader sees of a mail, as blocks of text with their looks, and what can be clicked.

Rule 1: a block is what stands by itself: a paragraph, a table cell, a heading, a line of a short list.
Rule 2: what is hidden is left out. Senders hide all kinds of things.
Rule 3: bounded: beyond the caps there is nothing a reader would still look at for a code.
"""

import html as entities
import re
from dataclasses import dataclass, field, replace
from itertools import islice

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
_SIZE = re.compile(r"font(?:-size)?\s*:[^;:]*?\b(\d{1,3}(?:\.\d+)?)\s*(px|pt|em|rem)", re.IGNORECASE)
_BOLD = re.compile(r"font(?:-weight)?\s*:[^;:]*?\b(?:bold|bolder|[6-9]00)\b", re.IGNORECASE)
_SPACED = re.compile(r"letter-spacing\s*:\s*(?:[1-9]|0?\.[1-9])|monospace|courier|consolas|menlo", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|opacity\s*:\s*0(?![.\d]*[1-9])|(?<![\w-])color\s*:\s*transparent|(?<![\w-])(?:text-indent|left|top)\s*:\s*-\d{3}",
    re.IGNORECASE,
)
# What is shown backwards does not say what its reader sees.
_OVERRIDES = re.compile(r"unicode-bidi\s*:\s*(?:bidi|isolate)-override", re.IGNORECASE)
_LEFTWARDS = re.compile(r"direction\s*:\s*rtl", re.IGNORECASE)
# Hides what does not say a size of its own: the cells of many templates are like that, and the text in them is not.
_NO_SIZE = re.compile(r"font(?:-size)?\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE)
# Nobody reads what is smaller, in pixels.
_READABLE = 3
# Of no height, with what is too high for that cut off.
_FLAT = re.compile(r"(?<![\w-])(?:max-)?height\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE)
_CUT_OFF = re.compile(r"overflow(?:-y)?\s*:\s*(?:hidden|clip)", re.IGNORECASE)
_BUTTON = re.compile(
    r"background(?:-color)?\s*:\s*(?!none|transparent)|padding\s*:\s*(?:[5-9]|[1-9]\d)|\bbutton\b|\bbtn\b",
    re.IGNORECASE,
)
_VOID_TAGS = words("area base br col embed hr img input link meta param source track wbr")
_UNSEEN = words("script style title template textarea select")
_URL = re.compile(r"https?://[^\s<>\"'\])}，。、；]{4,2000}", re.IGNORECASE)
# What is written right behind an address, without a blank: a particle, the rest of the sentence.
_GLUED = re.compile(r"(?<=[a-z0-9=_-])[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af].*", re.IGNORECASE | re.DOTALL)
_DIGIT = re.compile(r"\d")
_MARKED = 24
_LONG_LINE = 50
# A longer label is a paragraph.
_LABEL_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Block:
    """One block as seen: ``shown`` with plain digits, ``folded`` for comparing, and how it looks."""

    shown: str
    folded: str
    original: str
    size: float = 16.0
    bold: bool = False
    spaced: bool = False
    # What the cell above it in its table says, folded.
    upper: str = ""
    # What the first cell of its row says, folded.
    beside: str = ""
    # Short pieces with a digit that stand out of the rest of it.
    marked: tuple[str, ...] = ()

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
    # The label is what stands before an address in a text.
    prose: bool = False


@dataclass(slots=True)
class Seen:
    """All that is seen of one face of a mail."""

    blocks: list[Block] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)


def block(text: str, size: float = 16.0, *, bold: bool = False, spaced: bool = False) -> Block:
    """Make a block of a text."""
    original = folding.line(text, BLOCK_CHARACTERS)
    shown = folding.same_digits(original)
    folded = folding.fold(shown)
    # The words of an address say nothing of what stands beside it.
    folded = _URL.sub(lambda found: " " * len(found[0]), folded) if "://" in folded else folded
    return Block(shown, folded, original, size, bold, spaced)


def _address(found: str) -> str:
    """Give an address that stands in a text without what ends its sentence, or goes on with it."""
    return (found if found.isascii() else _GLUED.sub("", found, count=1)).rstrip(".,;:!?")


def of_text(text: str) -> Seen:
    """See a plain text: wrapped prose becomes paragraphs; what is quoted is handed on, and read as well."""
    seen = Seen()
    text = text[:_TEXT_CHARACTERS]
    pending: list[str] = []
    last = ""
    total = max(len(text), 1)
    at = 0
    for line in [*text.split("\n"), ""]:
        bare = line.strip().lstrip("> ").rstrip()
        for found in islice(_URL.finditer(bare), ANCHORS - len(seen.anchors)):
            before = bare[: found.start()].strip(" <([:-") or last
            seen.anchors.append(Anchor(_address(found[0]), before[-200:], at / total, before=last[-200:], prose=True))
        wrapped = pending and bare and (len(pending[-1]) >= _LONG_LINE or bare[:1].islower())
        if pending and not wrapped:
            seen.blocks.append(block(" ".join(pending)))
            pending = []
        if bare and len(seen.blocks) < BLOCKS:
            pending.append(bare.strip("*_ ") if bare[:1] in "*_" else bare)
        if bare:
            last = bare
        at += len(line) + 1
    return seen


@dataclass(slots=True)
class _Table:
    """What the cells of this row and of the one above begin with."""

    row: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Style:
    name: str
    size: float
    bold: bool
    spaced: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class _Look:
    """What a ``style`` attribute says of the looks; a relative size is a factor, and none where it says nothing."""

    size: float | None
    relative: bool
    bold: bool
    spaced: bool
    hidden: bool


def _look_of(css: str) -> _Look:
    found = _SIZE.search(css)
    unit = found[2].lower() if found else ""
    size = float(found[1]) * {"px": 1.0, "pt": 1.33, "em": 1.0, "rem": 16.0}[unit] if found else None
    if _NO_SIZE.search(css):
        size, unit = 0.0, "px"
    hidden = _HIDDEN.search(css) or (_FLAT.search(css) and _CUT_OFF.search(css))
    hidden = hidden or (_OVERRIDES.search(css) and _LEFTWARDS.search(css))
    return _Look(size, unit == "em", bool(_BOLD.search(css)), bool(_SPACED.search(css)), bool(hidden))


class _Viewer:
    """Walks the tags of an HTML text and writes down what is seen."""

    def __init__(self, html: str, tags: list[markup.Tag]) -> None:
        self._html = html
        self._tags = tags
        self._looks: dict[str, _Look] = {}
        self._stack = [_Style("", 16.0, bold=False, spaced=False, hidden=False)]
        self._run: list[str] = []
        self._marked: list[str] = []
        self._look = (16.0, False, False)
        self._anchor: tuple[str, int, bool] | None = None
        self._label: list[str] = []
        self._ended: list[Anchor] = []
        self._room = _TEXT_CHARACTERS
        self._tables: list[_Table] = []
        self.seen = Seen()

    def view(self) -> Seen:
        """See the whole."""
        at = 0
        for tag in self._tags:
            self._text(self._html[at : tag.start])
            at = tag.end
            if tag.name in _BREAKING:
                self._end_block()
            if tag.name == "a":
                self._end_anchor()
            if tag.name in ("table", "tr", "td", "th"):
                self._cell(tag)
            if tag.closing:
                self._close(tag.name)
            else:
                self._open(tag)
            if len(self.seen.blocks) >= BLOCKS or self._room <= 0:
                break
            if len(self.seen.anchors) + len(self._ended) >= ANCHORS:
                break
        else:
            self._text(self._html[at:])
        self._end_anchor()
        self._end_block()
        self.seen.blocks = _joined_digits(self.seen.blocks)
        return self.seen

    def _cell(self, tag: markup.Tag) -> None:
        if tag.name == "table":
            if not tag.closing and len(self._tables) < 50:
                self._tables.append(_Table())
            elif tag.closing and self._tables:
                self._tables.pop()
        elif self._tables and not tag.closing:
            table = self._tables[-1]
            if tag.name == "tr":
                table.above, table.row = table.row, []
            else:
                table.row.append("")

    def _text(self, text: str) -> None:
        top = self._stack[-1]
        if not text or top.hidden or top.size < _READABLE:
            return
        # A raised number tells of a note: it is no part of what it stands at.
        if top.name == "sup" and text.strip().isdigit():
            return
        if "<" in text:
            text = markup.without_comments(text)
        text = entities.unescape(text) if "&" in text else text
        if not text.strip():
            if self._run:
                self._run.append(" ")
            return
        self._run.append(text)
        self._room -= len(text)
        if (top.bold or top.spaced or top.size >= 20) and len(text) <= _MARKED and _DIGIT.search(text):
            self._marked.append(text)
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
        look = self._looks.get(css)
        if look is None:
            look = self._looks[css] = _look_of(css)
        size = _HEADINGS.get(tag.name, top.size) if top.size >= _READABLE else top.size
        if tag.name == "font":
            size = _FONT_SIZES.get(attributes.get("size", ""), size)
        if look.size is not None:
            size = look.size * (top.size if look.relative else 1.0)
        turned = tag.name == "bdo" and attributes.get("dir", "").lower() == "rtl"
        style = _Style(
            tag.name,
            size,
            top.bold or tag.name in ("b", "strong", "h1", "h2", "h3", "th") or look.bold,
            top.spaced or tag.name in ("code", "kbd", "tt", "samp", "pre") or look.spaced,
            top.hidden or tag.name in _UNSEEN or look.hidden or "hidden" in attributes or turned,
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
        if not self._run and not self._ended:
            return
        text = "".join(self._run)
        if text.strip():
            size, bold, spaced = self._look
            made = block(text, size, bold=bold, spaced=spaced)
            if self._tables and (row := self._tables[-1].row):
                above, column = self._tables[-1].above, len(row) - 1
                if len(above) > 1 and column < len(above) and above[column]:
                    made = replace(made, upper=above[column])
                if column and row[0]:
                    made = replace(made, beside=row[0])
                row[column] = row[column] or made.folded[:80]
            if self._marked:
                pieces = [folding.same_digits(folding.line(piece, _MARKED)) for piece in self._marked[:4]]
                made = replace(made, marked=tuple(pieces))
            self.seen.blocks.append(made)
        if self._anchor is not None and text.strip():
            self._label.append(" ")
        self._place_anchors(text)
        self._run.clear()
        self._marked.clear()
        self._look = (16.0, False, False)

    def _end_anchor(self) -> None:
        if self._anchor is None:
            return
        url, start, button = self._anchor
        label = folding.line("".join(self._label), _LABEL_CHARACTERS)
        self._ended.append(Anchor(url, label, start / max(len(self._html), 1), button))
        self._anchor = None
        self._label.clear()
        if not self._run:
            self._place_anchors("")

    def _place_anchors(self, text: str) -> None:
        """Tell the anchors of a block what stands around them; where that is nothing, what stands before."""
        if not self._ended:
            return
        words = " ".join(text.split())[:400]
        for anchor in self._ended:
            around = words
            if len(words) <= len(anchor.label) + 4:
                earlier = [item.original for item in self.seen.blocks[-3:] if item.original != words]
                around = f"{earlier[-1][-200:] if earlier else ''} {words}"
            self.seen.anchors.append(replace(anchor, before=around))
        self._ended.clear()


def of_html(html: str, tags: list[markup.Tag]) -> Seen:
    """See an HTML text by its tags."""
    return _Viewer(html, tags).view()


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
    return _joined_halves(out)


def _joined_halves(blocks: list[Block]) -> list[Block]:
    """Put a code back together whose two halves of three digits stand in a box each."""
    out: list[Block] = []
    for item in blocks:
        half = len(item.shown) == 3 and item.shown.isdigit()
        if half and out and len(out[-1].shown) == 3 and out[-1].shown.isdigit():
            last = out.pop()
            out.append(block(f"{last.original} {item.original}", max(last.size, 20.0), bold=last.bold, spaced=True))
        else:
            out.append(item)
    return out
