"""The messages that are sent: the same for every server, made anew by the same rules, of the size that is asked for.

Rule: a message is as compressible as its kind is in life: a sign-up mail is text and HTML, a large one is mostly an
attachment in base64. Repeated letters would flatter whoever compresses.
"""

import base64
import random
from pathlib import Path

BOUNDARY = "cut-here-7d1f"
LARGE_OCTETS = 256 * 1024
LINE_OCTETS = 76
NUMBERS_SHARE = 0.08
WORDS = (
    "account address after again answer because before below between button cannot change check choose code company"
    " confirm contact continue country customer date delivery device different early email enter every expire first"
    " follow friend general given hello help here important information invoice keep language later letter link little"
    " login mail member message minute money month never notice number offer open order other page password payment"
    " people please policy private question read reason receive regards register reply request return safe season"
    " second secure send service settings shipping short sign someone soon story street support team terms thank"
    " ticket today together travel unsubscribe until update user valid verify visit week welcome window write year"
).split()


def letter(octets: int, subject: str = "Your verification code is 493021") -> bytes:
    """Make a message of exactly so many octets, lines ended by CRLF, with no line that begins with a dot."""
    chance = random.Random(octets)
    head = (
        f"From: Acme <no-reply@acme.example>\r\nTo: someone@mayfly.test\r\nSubject: {subject}\r\n"
        "Date: Wed, 25 Nov 2026 12:00:00 +0000\r\nMessage-ID: <bench@acme.example>\r\nMIME-Version: 1.0\r\n"
    )
    kind = "mixed" if octets >= LARGE_OCTETS else "alternative"
    head += f'Content-Type: multipart/{kind}; boundary="{BOUNDARY}"\r\n\r\n'
    first = f"--{BOUNDARY}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nYour verification code is 493021.\r\n\r\n"
    tail = f"\r\n--{BOUNDARY}--\r\n"
    room = octets - len(head) - len(first) - len(tail)
    if kind == "mixed":
        second = (
            f"--{BOUNDARY}\r\nContent-Type: application/octet-stream; name=a.bin\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n"
        )
        filling = second + _attachment(chance, max(0, room - len(second)))
    else:
        second = f"\r\n--{BOUNDARY}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        text, html = max(0, room // 3), max(0, room - room // 3 - len(second))
        filling = _lines(chance, text, "") + second + _lines(chance, html, "<p>")
    whole = (head + first + filling + tail).encode()
    if len(whole) != octets:
        raise ValueError(f"a message of {octets} octets cannot be made")
    return whole


def blob(octets: int, subject: str) -> bytes:
    """Make a message of about so many octets that is one attachment: nothing to compress, little to read."""
    head = (
        f"From: a@example.com\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n"
        "Content-Type: application/octet-stream; name=a.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    return (head + _attachment(random.Random(octets), octets) + "\r\n").encode()


def _lines(chance: random.Random, octets: int, mark: str) -> str:
    """Make lines of prose with so many octets in all."""
    made: list[str] = []
    length = 0
    while length < octets:
        # A number now and then: an order, an amount. A page of numbers would be a bill, and dearer to read.
        number = f" {chance.randrange(10_000)}" if chance.random() < NUMBERS_SHARE else ""
        line = f"{mark}{' '.join(chance.choices(WORDS, k=10)).capitalize()}{number}.\r\n"
        made.append(line)
        length += len(line)
    return "".join(made)[: max(0, octets - 2)] + "\r\n"[: min(2, octets)]


def _attachment(chance: random.Random, octets: int) -> str:
    """Make lines of base64 with so many octets in all."""
    encoded = base64.b64encode(chance.randbytes(octets * 3 // 4)).decode()
    lines = "\r\n".join(encoded[at : at + LINE_OCTETS] for at in range(0, len(encoded), LINE_OCTETS))
    return lines[:octets]


def letter_file(folder: Path, octets: int) -> Path:
    """Give a file that holds the message, for tools that send files; it is made at the first asking."""
    path = folder / f"letter-{octets}.eml"
    if not path.exists():
        path.write_bytes(letter(octets))
    return path
