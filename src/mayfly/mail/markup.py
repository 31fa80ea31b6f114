"""HTML cut into tags and raw text as the HTML standard's tokenizer does it (section 13.2.5), and no further.

It exists to answer questions before the sanitiser sees the text: how deep will this nest, what stands in
``<style>``, what does ``<body>`` carry. Whatever it answers, the sanitiser has the last word.

Rule 1: linear: every pattern is possessive, and a tag or comment that is never closed is taken to the end.
Rule 2: where this tokenizer and a real one could differ (scripts, foreign content), depth is counted up only.
"""

import html as entities
import re
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from mayfly.mail.tables import words

_W = "\t\n\f\r "
_ATTRIBUTE = (
    rf"[^{_W}/>][^{_W}/>=]*+(?:[{_W}]*+=[{_W}]*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^{_W}>\"'][^{_W}>]*+)?+)?+"
)
_TOKEN = re.compile(
    rf"<(?:(/?)([A-Za-z][^{_W}/>]*+)((?:[{_W}/]++|{_ATTRIBUTE})*+)(?:>|\Z)"
    r"|!--(?:-?>|.*?(?:--!?>|\Z))|[!?][^>]*+(?:>|\Z)|/[^A-Za-z>][^>]*+(?:>|\Z))",
    re.DOTALL,
)
_EACH = re.compile(
    rf"([^{_W}/>][^{_W}/>=]*+)(?:[{_W}]*+=[{_W}]*+(?:\"([^\"]*+)\"?|'([^']*+)'?|([^{_W}>\"'][^{_W}>]*+))?+)?+"
)
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_RAW_END = {name: re.compile(rf"</{name}(?=[{_W}/>])", re.IGNORECASE) for name in _RAW}
_VOID = words("area base br col embed hr img input link meta param source track wbr frame keygen bgsound basefont")
# Their end may be left out (section 13.1.2.4): outside of a table they are nothing, inside of one the next of the kind
# closes them. A paragraph is closed by the next one, whatever stands between that does not count by itself.
_CLOSED_BY_NEXT = words("p td th tr tbody thead tfoot colgroup caption html head body")
# The next of its own kind closes an item; one of the other kind nests in it (section 13.2.6.4.7).
_ITEMS = {"li": "li", "dd": "dd", "dt": "dd"}
# An end tag of something else does not reach beyond them.
_BARRIERS = words("table object applet marquee")
# Neither nests.
_LIGHT = _VOID | _CLOSED_BY_NEXT
# What is open of these is opened again in every block that follows.
FORMATTING = words("a b big code em font i nobr s small strike strong tt u")
_OPENED = re.compile(rf"<([A-Za-z][^{_W}/>]*+)")
_BEGUN = re.compile(rf"</?[A-Za-z][^{_W}/>]*+")
# Where one of these is, what follows may be read by other rules than ours.
_FOREIGN = words("script svg math plaintext select template frameset")

# No newsletter of a megabyte has that many; at a microsecond each it bounds our own time.
TAGS = 30_000
# html5ever compares every attribute with all before it.
ATTRIBUTES_PER_TAG = 500
# How often a text is walked through at most to find a tag that has more. Ordinary ones are walked through once.
_WALKS = 4
# Elements that the sanitiser may have to make of formatting left open: memory, not only time.
_REOPENED = 200_000
# For each sign that the sanitiser writes as a reference it copies what is left of that text: forty thousand in a text
# of a megabyte cost 0.7 s, a million 8 s.
_REFERENCE_CHARACTERS = 40_000 * 1_048_576
# Letters that are written as numbers are none of them: only the sign itself and the hard blank are.
_REFERENCE = re.compile(r"\xa0|&(?!#(?!0*+(?:38|160);)[0-9]{2,7};)")
# The same in characters: formatting is opened again with all of its attributes.
_REOPENED_CHARACTERS = 10 * 1_048_576
_FORMATTING_OPENED = re.compile(
    rf"<(?:{'|'.join(sorted(FORMATTING, key=len, reverse=True))})(?=[{_W}/])", re.IGNORECASE
)
_ATTRIBUTES = re.compile(rf"(?:[{_W}/]++|{_ATTRIBUTE})*+")


class Tag(NamedTuple):
    """One start or end tag. ``raw`` is what stands in an element whose content is no markup."""

    name: str
    closing: bool
    attributes: str
    raw: str
    start: int
    end: int

    def read(self) -> dict[str, str]:
        """Give the attributes, names in lower case, first of each name, character references decoded."""
        found: dict[str, str] = {}
        for name, double, single, bare in _EACH.findall(self.attributes):
            found.setdefault(name.lower(), entities.unescape(double or single or bare))
        return found


_new = tuple.__new__
_NAME, _ATTRIBUTES_OF = itemgetter(0), itemgetter(2)


def tags(html: str) -> Iterator[Tag]:
    """Give the tags of an HTML text in order."""
    at: int | None = 0
    while at is not None:
        begin, at = at, None
        for found in _TOKEN.finditer(html, begin):
            closing, name, attributes = found.groups()
            if name is None:
                continue
            name = name.lower()
            start, end = found.span()
            if name in _RAW and not closing:
                close = _RAW_END[name].search(html, end)
                at = close.start() if close else len(html)
                yield Tag(name, False, attributes, html[end:at], start, at)
                break
            # What Tag(...) does, without a call between: a newsletter has thousands.
            yield _new(Tag, (name, closing == "/", attributes, "", start, end))


def _has_few_tags(html: str) -> bool:
    """Say whether an HTML text is short enough in tags to be harmless however they nest."""
    count = html.count("<")
    # Formatting that is opened again multiplies at worst: the square stays below the cap.
    return count * count <= _REOPENED and count * len(html) <= _REOPENED_CHARACTERS


def _is_long(attributes: str) -> bool:
    """Say whether a tag has more attributes than are harmless."""
    return len(attributes) > ATTRIBUTES_PER_TAG * 2 and len(_EACH.findall(attributes)) > ATTRIBUTES_PER_TAG


def _has_long_tag(html: str) -> bool:
    """Say whether a tag would have too many attributes, whichever of the signs ``<`` begin one.

    What begins inside of another tag is walked through again, so the walks together are bounded.
    """
    room = len(html) * _WALKS
    for found in _BEGUN.finditer(html):
        attributes = _ATTRIBUTES.match(html, found.end())
        if attributes is not None:
            room -= len(attributes[0])
            if room < 0 or _is_long(attributes[0]):
                return True
    return False


def _reopens_much(html: str, opened: int) -> bool:
    """Say whether formatting that is never closed would be written again at too great a length, however it is read."""
    characters = 0
    for found in _FORMATTING_OPENED.finditer(html):
        attributes = _ATTRIBUTES.match(html, found.end())
        characters += len(attributes[0]) if attributes else 0
        if characters * opened > _REOPENED_CHARACTERS:
            return True
    return False


def too_many_tags(html: str) -> bool:
    """Say whether an HTML text has more tags, or references, than are worth looking at one by one."""
    return html.count("<") > TAGS * 2 or _has_many_references(html)


def _has_many_references(html: str) -> bool:
    """Say whether a text would have more references than its length allows, were it one text without tags."""
    most = _REFERENCE_CHARACTERS // max(len(html), 1)
    # The quick count is enough for most.
    return html.count("&") + html.count("\xa0") > most and len(_REFERENCE.findall(html)) > most


def too_complex(html: str, found: list[Tag], depth_cap: int) -> bool:
    """Say whether an HTML text with these tags would cost the sanitiser more than its length allows."""
    if len(found) > TAGS:
        return True
    few = _has_few_tags(html)
    if not _FOREIGN.isdisjoint(map(_NAME, found)):
        # Count up only. Before the first of them nothing was misread, so it is among the tags.
        if _has_long_tag(html):
            return True
        if few:
            return False
        opened = [name.lower() for name in _OPENED.findall(html)]
        nesting = sum(name not in _LIGHT for name in opened)
        reopened = len(opened) * sum(name in FORMATTING for name in opened)
        return nesting > depth_cap or reopened > _REOPENED or _reopens_much(html, len(opened))
    attributes = map(_ATTRIBUTES_OF, found)
    if max(map(len, attributes), default=0) > ATTRIBUTES_PER_TAG * 2 and any(_is_long(tag.attributes) for tag in found):
        return True
    return not few and not _nests_little(found, depth_cap) and _nests_much(found, depth_cap)


def _nests_little(found: list[Tag], depth_cap: int) -> bool:
    """Say whether these tags are harmless even if none of them were ever closed."""
    opened = [(tag[0], len(tag[2])) for tag in found if tag[0] not in _LIGHT and not tag[1]]
    formatting = [length for name, length in opened if name in FORMATTING]
    return (
        len(opened) <= depth_cap
        and len(formatting) * len(found) <= _REOPENED
        and sum(formatting) * len(found) <= _REOPENED_CHARACTERS
    )


class _Depth:
    """How deep the elements nest that tags open and close, counted too high rather than too low.

    An end tag closes nothing beyond the innermost table or object that is open (section 13.2.4.2); whoever believes it
    does is told to count down by ``<div><table></div></table>`` as often as they like.
    """

    def __init__(self) -> None:
        self.now = 0
        self._tables = 0
        # What is open within each of them, the innermost last.
        self._within: list[tuple[str, dict[str, int]]] = [("", {})]

    def open(self, name: str) -> None:
        """Count an element that was opened."""
        self.now += 1
        if name in _BARRIERS:
            self._tables += name == "table"
            self._within.append((name, {}))
        else:
            here = self._within[-1][1]
            here[name] = here.get(name, 0) + 1

    def close(self, name: str) -> bool:
        """Say whether an end tag closes something, and count that."""
        if name in _BARRIERS:
            return self._leave(name)
        here = self._within[-1][1]
        if not here.get(name):
            return False
        here[name] -= 1
        self.now -= 1
        return True

    def _leave(self, name: str) -> bool:
        # The end of a table closes objects within it, not the other way round.
        if self._within[-1][0] != name and not (name == "table" and self._tables):
            return False
        barrier = ""
        while barrier != name:
            barrier, here = self._within.pop()
            self._tables -= barrier == "table"
            self.now -= 1 + sum(here.values())
        return True


def _nests_much(found: list[Tag], depth_cap: int) -> bool:
    """Say whether these tags nest too deep, or leave formatting open that is written again too often."""
    depth = _Depth()
    reopened = characters = 0
    # The attributes of the formatting that is open, and their length together.
    formatting: dict[str, list[int]] = {}
    count = length = 0
    # The kind of item that was opened last and may be closed by its next.
    item = ""
    for name, closing, attributes, _, _, _ in found:
        reopened += count
        characters += length
        if name in _LIGHT:
            continue
        if name in _ITEMS:
            name = _ITEMS[name]
            if not closing and name == item:
                continue
            item = "" if closing else name
        if not closing:
            depth.open(name)
            if depth.now > depth_cap:
                return True
            if name in FORMATTING:
                formatting.setdefault(name, []).append(len(attributes))
                count += 1
                length += len(attributes)
        elif depth.close(name) and name in FORMATTING:
            count -= 1
            length -= formatting[name].pop()
    return reopened > _REOPENED or characters > _REOPENED_CHARACTERS


def without_comments(html: str) -> str:
    """Leave out what stands between tags and is neither tag nor text."""
    return _TOKEN.sub("", html)


def rough_text(html: str) -> str:
    """Say what an HTML text says, tags left out: for what is too complex for a real reader of HTML."""
    pieces: list[str] = []
    at = 0
    for tag in tags(html):
        pieces.append(without_comments(html[at : tag.start]))
        if tag.name in FORMATTING or tag.name in ("span", "wbr"):
            at = tag.end
            continue
        pieces.append("\n")
        at = tag.end
    pieces.append(html[at:])
    lines = (" ".join(line.split()) for line in entities.unescape("".join(pieces)).split("\n"))
    return "\n".join(line for line in lines if line)
