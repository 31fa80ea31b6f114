"""Files written into a plain text as uuencode: found, decoded, and taken out of the text.

Rule 1: a block counts only from a ``begin`` line to an ``end`` line with nothing but encoded lines between;
everything else is text.
Rule 2: linear in the text, a bounded number of files.
"""

import binascii
import re
from dataclasses import dataclass

FILES = 50

_BEGIN = re.compile(r"^begin [0-7]{3,4} ([^\n]{1,200})\n", re.MULTILINE)
_BODY = re.compile(r"(?:[ -`]{1,90}\n)*?(?:[` ]?\n)?end[ \t]*(?=\n|\Z)")


@dataclass(frozen=True, slots=True)
class File:
    """One file that stood in a text."""

    name: str
    octets: bytes


def split(text: str) -> tuple[str, list[File]]:
    """Give the text without its uuencoded files, and the files; line ends are LF."""
    if "begin " not in text:
        return text, []
    files: list[File] = []
    pieces: list[str] = []
    at = 0
    while len(files) < FILES and (begin := _BEGIN.search(text, at)):
        body = _BODY.match(text, begin.end())
        if body is None:
            pieces.append(text[at : begin.end()])
            at = begin.end()
            continue
        files.append(File(begin[1].strip(), decode(body[0])))
        pieces.append(text[at : begin.start()])
        at = body.end()
    return "".join(pieces) + text[at:], files


def decode(text: str) -> bytes:
    """Decode the lines of one file, as far as they are what they should be."""
    out: list[bytes] = []
    for line in text.split("\n"):
        if line.strip() in ("", "`", "end"):
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except (binascii.Error, ValueError):
            # Some senders write more of the last line than its length says.
            length = (((ord(line[0]) - 32) & 63) * 4 + 5) // 3 + 1
            try:
                out.append(binascii.a2b_uu(line[:length]))
            except (binascii.Error, ValueError):
                break
    return b"".join(out)
