"""CSS of a mail, made safe: what makes it look right stays, what loads, overlays or escapes goes.

Rule 1: the result is written anew from tokens, never copied, and holds no ``<``: it cannot leave ``<style>``.
Rule 2: only properties of the table, only functions of the table. ``url()`` is the one thing that loads, and it
stays only as what ``image`` makes of it.
Rule 3: what is certainly harmless is told by patterns, which are strict; all else goes through the parser.
Rule 4: of the at-rules only ``@media`` and ``@supports`` stay: neither loads anything.
"""

import re
from collections.abc import Callable
from typing import Any

import tinycss2

from mayfly.mail import rules
from mayfly.mail.tables import words

# Gives what may stand in place of the URL of an image, or None.
Image = Callable[[str], str | None]

# Some newsletters come with 100 KiB of style; tinycss2 reads about 1 MB a second. All sheets of a mail together.
SHEET_CHARACTERS = 131_072
_ATTRIBUTE_CHARACTERS = 8192
_MEDIA_CHARACTERS = 1000
_BLOCK_DEPTH = 50

_PROPERTIES = words("""
    background background-attachment background-blend-mode background-clip background-color background-image
    background-origin background-position background-position-x background-position-y background-repeat background-size
    border border-block border-block-end border-block-start border-bottom border-bottom-color
    border-bottom-left-radius border-bottom-right-radius border-bottom-style border-bottom-width border-collapse
    border-color border-inline border-inline-end border-inline-start border-left border-left-color border-left-style
    border-left-width border-radius border-right border-right-color border-right-style border-right-width
    border-spacing border-style border-top border-top-color border-top-left-radius border-top-right-radius
    border-top-style border-top-width border-width
    bottom left right top inset
    align-content align-items align-self justify-content justify-items justify-self place-content place-items
    flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap order gap column-gap row-gap
    grid grid-area grid-auto-columns grid-auto-flow grid-auto-rows grid-column grid-column-end grid-column-start
    grid-gap grid-row grid-row-end grid-row-start grid-template grid-template-areas grid-template-columns
    grid-template-rows columns column-count column-width column-rule column-fill column-span
    box-shadow box-sizing box-decoration-break break-after break-before break-inside page-break-after
    page-break-before page-break-inside caption-side clear color color-scheme content counter-increment counter-reset
    direction display empty-cells float font font-family font-feature-settings font-kerning font-size
    font-size-adjust font-stretch font-style font-variant font-variant-caps font-variant-numeric font-weight
    height hyphens letter-spacing line-break line-height list-style list-style-image list-style-position
    list-style-type margin margin-block margin-block-end margin-block-start margin-bottom margin-inline
    margin-inline-end margin-inline-start margin-left margin-right margin-top max-height max-width min-height
    min-width object-fit object-position opacity orphans outline outline-color outline-offset outline-style
    outline-width overflow overflow-wrap overflow-x overflow-y padding padding-block padding-block-end
    padding-block-start padding-bottom padding-inline padding-inline-end padding-inline-start padding-left
    padding-right padding-top position quotes tab-size table-layout text-align text-align-last text-decoration
    text-decoration-color text-decoration-line text-decoration-style text-decoration-thickness text-indent
    text-justify text-orientation text-overflow text-rendering text-shadow text-transform text-underline-offset
    transform transform-origin unicode-bidi vertical-align visibility white-space widows width word-break
    word-spacing word-wrap writing-mode z-index zoom
    -webkit-text-size-adjust -ms-text-size-adjust text-size-adjust -webkit-font-smoothing -moz-osx-font-smoothing
    -webkit-text-fill-color -webkit-border-radius -moz-border-radius -webkit-box-shadow -webkit-box-sizing
    mso-line-height-rule mso-table-lspace mso-table-rspace mso-hide mso-padding-alt
    """)
_LOADING = frozenset({"background", "background-image", "list-style", "list-style-image"})
_FUNCTIONS = words("""
    rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark calc min max clamp minmax repeat fit-content
    var linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient
    -webkit-linear-gradient -webkit-radial-gradient -moz-linear-gradient
    translate translatex translatey rotate scale scalex scaley skew skewx skewy matrix counter
    not is where nth-child nth-of-type nth-last-child nth-last-of-type lang dir has
    """)
# A box that stays where the frame is scrolled to lies over what the reader came to see.
_OVERLAY = re.compile(r"(?:-webkit-)?(?:fixed|sticky)", re.IGNORECASE)
_AT_RULES = frozenset({"media", "supports"})
_CUSTOM = re.compile(r"--[A-Za-z0-9_-]+\Z")

# Declarations that can be judged without a parser: words, numbers, plain strings and colour functions.
_SIMPLE = re.compile(
    r"(?:[A-Za-z0-9#%.,\t\n\r !:;+_-]|'[A-Za-z0-9 ,_-]*'|\"[A-Za-z0-9 ,_-]*\"|rgba?\([0-9., %]*\))*+\Z"
)
# Selectors and media conditions that say the same however they are read: no strings, no escapes, no functions.
_SIMPLE_SELECTOR = re.compile(r"[A-Za-z0-9 \t\n\r.,#>:_*~-]*+\Z")
_SIMPLE_MEDIA = re.compile(r"(?:[A-Za-z0-9 \t\n\r.,:-]|(?<![A-Za-z0-9_-])\([A-Za-z0-9 \t\n\r.:-]*+\))*+\Z")
_DARK_MEDIA = re.compile(r"prefers-color-scheme\s*:\s*dark", re.IGNORECASE)
_SCHEME = re.compile(r"(?:^|[;{\s])color-scheme\s*+:([^;}]*+)", re.IGNORECASE)
_DARK = re.compile(r"\bdark\b", re.IGNORECASE)


def declares_dark(css: str) -> bool:
    """Say whether a style sheet has something prepared for dark screens."""
    return bool(_DARK_MEDIA.search(css)) or any(_DARK.search(scheme[1]) for scheme in _SCHEME.finditer(css))


def attribute(css: str, image: Image) -> str | None:
    """Filter the value of a ``style`` attribute; None where nothing of it is left."""
    if len(css) > _ATTRIBUTE_CHARACTERS:
        return None
    if _is_simple(css):
        return _simple(css) or None
    if _too_deep(css):
        return None
    try:
        return "; ".join(_declarations(tinycss2.parse_blocks_contents(css, True, True), image)) or None
    except RecursionError:
        return None


def _is_simple(css: str) -> bool:
    """Say whether declarations can be judged without a parser. Names of their own, which are kept, cannot."""
    return "--" not in css and _SIMPLE.match(css) is not None


def _simple(css: str) -> str:
    kept = []
    for declaration in css.split(";"):
        name, colon, value = declaration.partition(":")
        name, value = name.strip().lower(), " ".join(value.split())
        if not colon or name not in _PROPERTIES or not value or ":" in value or value.count("!") > 1:
            continue
        if name == "position" and _OVERLAY.search(value):
            continue
        kept.append(f"{name}: {value}")
    return "; ".join(kept)


def sheet(css: str, image: Image, media: str = "") -> str:
    """Filter a style sheet that is for ``media``, where its element says so; what cannot be read is left out."""
    kept = _sheet(css[:SHEET_CHARACTERS], image)
    if not kept or not media.strip():
        return kept
    if _SIMPLE_MEDIA.match(media):
        return f"@media {' '.join(media.split())} {{ {kept} }}"
    prelude = None if _too_deep(media) else _plain(tinycss2.parse_component_value_list(media[:_MEDIA_CHARACTERS], True))
    return "" if prelude is None or ";" in prelude else f"@media {prelude.strip()} {{ {kept} }}"


def _sheet(css: str, image: Image) -> str:
    if _too_deep(css):
        return ""
    plain, rest = rules.cut(css.replace("<!--", " ").replace("-->", " "))
    try:
        kept = _cut_rules(plain, image, {})
        return "\n".join(kept + _rules(tinycss2.parse_stylesheet(rest, True, True), image, 0) if rest else kept)
    except RecursionError:
        return ""


def _cut_rules(found: list[rules.Rule], image: Image, known: dict[str, str]) -> list[str]:
    """Write rules that were cut without a parser; each part goes through it unless it is simple.

    ``known`` has the simple declarations that were met: a sheet says many of them twice, for two widths.
    """
    kept = []
    for rule in found:
        is_media = rule.rules is not None
        if (_SIMPLE_MEDIA if is_media else _SIMPLE_SELECTOR).match(rule.prelude):
            prelude: str | None = " ".join(rule.prelude.split())
        else:
            prelude = _plain(tinycss2.parse_component_value_list(rule.prelude, True))
        if prelude is None or not (is_media or prelude.strip()):
            continue
        if rule.rules is not None:
            inner = _cut_rules(rule.rules, image, known)
            if inner:
                kept.append(f"@media {prelude.strip()} {{ {chr(10).join(inner)} }}")
            continue
        body = known.get(rule.body)
        if body is None:
            if _is_simple(rule.body):
                body = known[rule.body] = _simple(rule.body)
            else:
                body = "; ".join(_declarations(tinycss2.parse_blocks_contents(rule.body, True, True), image))
        if body:
            kept.append(f"{prelude.strip()} {{ {body} }}")
    return kept


def _too_deep(css: str) -> bool:
    if css.count("{") + css.count("(") + css.count("[") <= _BLOCK_DEPTH:
        return False
    depth = 0
    for character in re.findall(r"[{}()\[\]]", css):
        depth += 1 if character in "{([" else -1
        if depth > _BLOCK_DEPTH:
            return True
        depth = max(depth, 0)
    return False


def _rules(parsed: list[Any], image: Image, depth: int) -> list[str]:
    kept = []
    for rule in parsed:
        if rule.type == "qualified-rule":
            prelude = _plain(rule.prelude)
            if prelude is None or not prelude.strip():
                continue
            inner = _declarations(tinycss2.parse_blocks_contents(rule.content, True, True), image)
            if inner:
                kept.append(f"{prelude.strip()} {{ {'; '.join(inner)} }}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in _AT_RULES and rule.content is not None and depth < 5:
            prelude = _plain(rule.prelude)
            if prelude is None:
                continue
            inner = _rules(tinycss2.parse_rule_list(rule.content, True, True), image, depth + 1)
            if inner:
                kept.append(f"@{rule.lower_at_keyword} {prelude.strip()} {{ {chr(10).join(inner)} }}")
    return kept


def _declarations(items: list[Any], image: Image) -> list[str]:
    kept = []
    for item in items:
        if item.type != "declaration":
            continue
        name = item.lower_name
        custom = _CUSTOM.match(item.name) is not None
        if not custom and name not in _PROPERTIES:
            continue
        value = _plain(item.value, image if name in _LOADING else None)
        if value is None or not value.strip():
            continue
        if name == "position" and (_OVERLAY.search(value) or "var" in value.lower()):
            continue
        kept.append(f"{item.name if custom else name}: {value.strip()}{' !important' if item.important else ''}")
    return kept


def _plain(tokens: list[Any], image: Image | None = None) -> str | None:
    """Write tokens anew; None where one of them is not of the tables."""
    kept = [_token(token, image) for token in tokens]
    if any(piece is None for piece in kept):
        return None
    return "".join(piece for piece in kept if piece is not None).replace("<", "\\3c ")


def _token(token: Any, image: Image | None) -> str | None:
    """Write one token, or None where it may not stand."""
    kind = token.type
    if kind == "comment":
        return " "
    if kind == "whitespace":
        return " "
    if kind == "url":
        return _image(token.value, image)
    if kind == "function":
        name = token.lower_name
        if name == "url":
            strings = [argument.value for argument in token.arguments if argument.type == "string"]
            return _image(strings[0], image) if strings else None
        inner = _plain(token.arguments, None) if name in _FUNCTIONS else None
        return None if inner is None else f"{name}({inner})"
    if kind in ("() block", "[] block"):
        inner = _plain(token.content, None)
        # The blank: whatever stood before it, what is written is no function.
        return None if inner is None else f" ({inner})" if kind == "() block" else f"[{inner}]"
    # A backslash by itself would escape what is written behind it.
    if kind in ("error", "{} block", "at-keyword") or (kind == "literal" and token.value == "\\"):
        return None
    written = tinycss2.serialize([token])
    if not isinstance(written, str):
        return None
    # An opening bracket in a string is only a letter, and is written so that nobody takes it for a function.
    return written.replace("(", "\\28 ") if kind == "string" else written


def _image(url: str, image: Image | None) -> str | None:
    if image is None:
        return None
    local = image(url)
    # "none" keeps the rest of the declaration valid: the colour behind a blocked image must stay.
    return "none" if local is None else f'url("{local}")'
