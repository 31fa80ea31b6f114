"""Header fields: a block of octets cut into fields, and what their values mean.

Rule 1: all of it is linear in the octets, and the block is capped before it comes here.
Rule 2: names and values are shown as they came (RFC 5322 section 2.2), folding undone; octets above 127 are
UTF-8 (RFC 6532) or else windows-1252.
Rule 3: encoded words (RFC 2047) are read leniently: within quotes, within words, with blanks in Q, split
inside a character. Nothing raises.
"""

import binascii
import re
from dataclasses import dataclass

from mayfly.mail import charsets

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:")
_FOLD = re.compile(r"[\r\n]+(?=[ \t])")
_ENCODED = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?([^?\r\n]*)\?=")
_ENCODED_GAP = re.compile(r"(?<=\?=)[ \t\r\n]+(?==\?[^?\s]{1,80}\?[bBqQ]\?)")
_ESCAPED = re.compile(rb"=([0-9A-Fa-f]{2})")
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_PARAMETER = re.compile(
    r";\s*([^\s=;*\"]{1,60})(?:\*(\d{1,4}))?(\*?)\s*=\s*(?:\"((?:[^\"\\]|\\.){0,8000})\"|([^;\"]{0,8000}))", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Header:
    """A header block: its fields as (name, raw value), where the body begins, whether something was left out."""

    fields: tuple[tuple[str, bytes], ...]
    body_at: int
    cut: bool = False

    def first(self, name: str) -> bytes | None:
        """Give the raw value of the first field of this name (lower case), or None."""
        return next((value for key, value in self.fields if key.lower() == name), None)


def split(octets: bytes, start: int = 0, *, octets_cap: int, fields_cap: int) -> Header:
    """Cut a header block into fields; the first line that cannot belong to it ends it.

    What exceeds a cap is skipped and ``cut`` says so; the body is found all the same.
    """
    at, end, cut = start, len(octets), False
    names: list[str] = []
    values: list[bytes] = []
    while at < end:
        if at - start > octets_cap:
            return Header(_pair(names, values), _body_behind(octets, at), cut=True)
        found = _LINE.match(octets, at)
        line = found[0] if found else b""
        if line in (b"\r\n", b"\n", b"\r"):
            at += len(line)
            break
        if line[:1] in b" \t":
            if values and not cut:
                values[-1] += line
        elif field := _FIELD.match(line):
            if len(names) >= fields_cap:
                cut = True
            else:
                names.append(field[1].decode("ascii"))
                values.append(line[field.end() :])
        elif not line.startswith((b"From ", b">From ")):
            # RFC 5322 knows no such line: as other readers do, take it for the body whose blank line is missing.
            break
        at += len(line)
    return Header(_pair(names, values), min(at, end), cut)


def _pair(names: list[str], values: list[bytes]) -> tuple[tuple[str, bytes], ...]:
    return tuple(zip(names, (value.rstrip(b"\r\n").lstrip(b" \t") for value in values), strict=True))


def _body_behind(octets: bytes, at: int) -> int:
    ends = [(found, len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (found := octets.find(mark, max(at - 4, 0))) >= 0]
    if not ends:
        return len(octets)
    found, length = min(ends)
    return found + length


def raw_text(value: bytes) -> str:
    """Show a raw value as one line of text, blanks and encoded words untouched."""
    return charsets.plain(_FOLD.sub("", charsets.decode(value))).replace("\n", " ").strip()


def decoded(value: bytes | str) -> str:
    """Read an unstructured value: folding undone, encoded words decoded, one line."""
    text = value if isinstance(value, str) else charsets.decode(value)
    return charsets.one_line(words(_FOLD.sub("", text)))


def words(text: str) -> str:
    """Decode the encoded words in a text; neighbours of one charset are joined before they are decoded."""
    if "=?" not in text:
        return text
    text = _ENCODED_GAP.sub("", text)
    out: list[str] = []
    pending, label, at = b"", "", 0
    for found in _ENCODED.finditer(text):
        charset = found[1].partition("*")[0].lower()
        between = text[at : found.start()]
        if pending and (between or charset != label):
            out.append(charsets.decode(pending, label))
            pending = b""
        out.append(between)
        pending, label, at = pending + _word_octets(found[2], found[3]), charset, found.end()
    if pending:
        out.append(charsets.decode(pending, label))
    out.append(text[at:])
    return "".join(out)


def _word_octets(encoding: str, text: str) -> bytes:
    octets = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), octets.replace(b"_", b" "))
    return base64(octets)


def base64(octets: bytes) -> bytes:
    """Decode base64 leniently: what is not of its alphabet is skipped, padding may be missing."""
    try:
        return binascii.a2b_base64(octets)
    except binascii.Error:
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", octets.partition(b"=")[0])
        kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
        try:
            return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))
        except binascii.Error:
            return b""


def parameters(value: str) -> dict[str, str]:
    """Read the parameters of a structured value (RFC 2045 section 5.1, RFC 2231), names in lower case."""
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[bool, str]]] = {}
    for count, found in enumerate(_PARAMETER.finditer(value)):
        if count >= 200:  # no mail has that many; each costs a little
            break
        name, number, extended, quoted, bare = found.groups()
        text = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else bare.strip()
        if number is None and not extended:
            plain.setdefault(name.lower(), text)
        else:
            pieces.setdefault(name.lower(), {}).setdefault(int(number or 0), (bool(extended), text))
    return {name: words(text) for name, text in plain.items()} | {
        name: _joined(parts) for name, parts in pieces.items()
    }


def _joined(parts: dict[int, tuple[bool, str]]) -> str:
    """Put the pieces of an RFC 2231 value together; the charset stands in the first one."""
    octets, label = b"", ""
    for number in sorted(parts):
        extended, text = parts[number]
        if extended and text.count("'") >= 2 and not label and not octets:
            label, _, text = text.split("'", 2)
        raw = text.encode("utf-8", "replace")
        octets += _PERCENT.sub(lambda found: bytes([int(found[1], 16)]), raw) if extended else raw
    return words(charsets.decode(octets, label))
