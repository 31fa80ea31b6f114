"""What a message says as plain text: format=flowed unfolded, HTML turned into text, one snippet."""

import re

from resiliparse.extract.html2text import extract_plain_text

from mayfly.mail import charsets, markup, uu
from mayfly.mail.bodies import Bodies, Face, text_of
from mayfly.mail.caps import Caps

TEXT_CUT = "text-cut"

# Two lines of a list on a wide screen.
SNIPPET_CHARACTERS = 160

_BLANK_LINES = re.compile(r"\n[ \t\n]*\n[ \t\n]*\n")
# Senders fill the preview with invisible characters so that nothing of the mail shows there.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]+"
)
_SKIPPED = ("script", "style", "title", "template", "noscript", "select", "textarea", "svg", "math", "object")


def of_bodies(bodies: Bodies, caps: Caps) -> str:
    """Join the texts of all that is to be read, bounded."""
    pieces: list[str] = []
    room = caps.text_octets
    for face in bodies.faces:
        if room <= 0:
            break
        piece = "" if face.is_said else of_face(face, caps)
        if piece.strip():
            pieces.append((face.title + "\n\n" if face.title else "") + piece)
            room -= len(pieces[-1])
    if bodies.note and not pieces:
        pieces.append(f"[{bodies.note}]\n")
    return "\n\n".join(pieces)


def of_face(face: Face, caps: Caps) -> str:
    """Give one face as text: its plain text, or what its HTML says where there is none."""
    if face.plain is not None:
        plain, _ = uu.split(text_of(face.plain, caps.text_octets))
        if face.plain.parameters.get("format", "").lower() == "flowed":
            plain = unflow(plain, delete_space=face.plain.parameters.get("delsp", "").lower() == "yes")
        if plain.strip() or face.html is None:
            return plain.rstrip() + "\n" if plain.strip() else ""
    return "" if face.html is None else _of_source(face, caps)


def of_html_beside(bodies: Bodies, caps: Caps) -> str:
    """Give what the HTML says where ``of_bodies`` gives the plain text that stands for it."""
    faces = [face for face in bodies.faces if face.html is not None and (face.plain is not None or face.is_said)]
    return "\n\n".join(_of_source(face, caps) for face in faces)


def _of_source(face: Face, caps: Caps) -> str:
    return markup.rough_text(face.source(caps)) if face.too_complex(caps) else of_html(face.source(caps))


def unflow(text: str, *, delete_space: bool) -> str:
    """Join the soft line breaks of format=flowed (RFC 3676 section 4.1), keeping quote depths apart."""
    out: list[list[str]] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        soft = words.endswith(" ") and words != "-- "
        piece = words[:-1] if soft and delete_space else words
        if depth == open_depth and words != "-- ":
            out[-1].append(piece)
        else:
            out.append([">" * depth + " " if depth else "", piece])
        open_depth = depth if soft else -1
    return "\n".join("".join(pieces) for pieces in out)


def of_html(html: str) -> str:
    """Say in plain text what an HTML text says; linear in its length and nesting."""
    text = extract_plain_text(html, preserve_formatting=True, alt_texts=True, links=False, skip_elements=_SKIPPED)
    return _BLANK_LINES.sub("\n\n", charsets.plain(text)).strip() + "\n" if text.strip() else ""


def snippet(text: str) -> str:
    """Give the first words of a text on one line, without quote marks and without what cannot be seen."""
    head = _INVISIBLE.sub("", text[:4000])
    lines = [line for line in head.split("\n") if line.strip() and not line.lstrip().startswith(">")]
    words = charsets.one_line(" ".join(lines) or head)
    words = re.sub(r"([-=_*~#.])\1{3,}", "", words)
    words = " ".join(words.split())
    if len(words) <= SNIPPET_CHARACTERS:
        return words
    return words[: SNIPPET_CHARACTERS - 1].rsplit(" ", 1)[0].rstrip() + "…"
