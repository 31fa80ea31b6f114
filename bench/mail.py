"""Bench B12: what it costs to read, show and search a mail of 2, 25 and 250 kB, against the standard library.

The standard library's side does what it offers for the same end: ``policy.default``, ``get_body``, and its HTML parser
over the HTML. It neither makes anything safe nor finds anything; that is ours on top. Five runs in turn, medians.
"""

import email
import email.message
import email.policy
import html.parser
import statistics
import time
from collections.abc import Callable

from mayfly.mail import bodies, parse, render
from mayfly.mail.caps import Caps
from mayfly.mail.read import read, show_html

SIZES = (2_000, 25_000, 250_000)
RUNS = 5
CAPS = Caps()


def mail_of(octets: int) -> bytes:
    """Make a sign-up mail in the manner of large senders with about so many octets, two thirds of them HTML."""
    row = (
        "<tr><td style='padding:8px 16px;font-family:Arial,sans-serif;font-size:14px;color:#333333'>A line of the "
        "letter, with a <a href='https://acme.example/article/{0}?utm_source=mail'>link</a> in it.</td></tr>\n"
    )
    rows = "".join(row.format(n) for n in range(max(1, octets * 2 // 3 // len(row))))
    message = email.message.EmailMessage()
    message["From"] = "Acme <no-reply@acme.example>"
    message["To"] = "quiet-heron@mayfly.test"
    message["Subject"] = "Ihr Bestätigungscode"
    lines = "A line of the letter, with nothing in particular in it.\n" * max(1, octets // 3 // 57)
    message.set_content("Ihr Bestätigungscode lautet 493 021.\n\n" + lines)
    message.add_alternative(
        "<html><head><style>td{line-height:1.4}@media(max-width:480px){td{padding:4px}}</style></head><body>"
        f"<p>Ihr Bestätigungscode lautet</p><p style='font-size:28px'>493 021</p><table width='600'>{rows}</table>",
        subtype="html",
    )
    return message.as_bytes(policy=email.policy.SMTP)


class _Text(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def theirs_parse(content: bytes) -> None:
    """Parse, and decode the bodies."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    for kind in ("plain", "html"):
        body = message.get_body((kind,))
        if body is not None:
            body.get_content()
    str(message["subject"]), str(message["from"])


def theirs_render(content: bytes) -> None:
    """Read the HTML tag by tag, which is the least that making it safe would take."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    body = message.get_body(("html",))
    if body is not None:
        _Text().feed(body.get_content())


def ours_parse(content: bytes) -> None:
    """Parse, and decode the bodies."""
    parsed = parse.parse(content, CAPS)
    if parsed.root is not None:
        for face in bodies.choose(parsed.root, CAPS).faces:
            face.source(CAPS)


def ours_render(content: bytes) -> None:
    """Make the HTML safe."""
    parsed = parse.parse(content, CAPS)
    if parsed.root is not None:
        render.document(bodies.choose(parsed.root, CAPS), None, CAPS)


WORK: dict[str, tuple[Callable[[bytes], object], Callable[[bytes], object] | None]] = {
    "parse": (ours_parse, theirs_parse),
    "show HTML": (ours_render, theirs_render),
    "read (all, with code and link)": (read, None),
}


def microseconds(work: Callable[[bytes], object], content: bytes) -> float:
    """Give the time of one call."""
    times = max(3, 2_000_000 // max(len(content), 1) // 20)
    before = time.perf_counter()
    for _ in range(times):
        work(content)
    return (time.perf_counter() - before) / times * 1e6


def main() -> None:
    """Print the table."""
    print("| kB | work | ours, us | standard library, us | ratio |\n| --- | --- | --- | --- | --- |")
    for size in SIZES:
        content = mail_of(size)
        reading = read(content)
        if reading.code is None or reading.code.value != "493021" or show_html(content, None) is None:
            raise SystemExit("void: the code was not found")
        for name, (ours, theirs) in WORK.items():
            runs = [
                (microseconds(ours, content), microseconds(theirs, content) if theirs else 0.0) for _ in range(RUNS)
            ]
            mine, other = (statistics.median(run[side] for run in runs) for side in (0, 1))
            ratio = f"{other / mine:.1f}" if other else ""
            print(f"| {len(content) / 1000:.0f} | {name} | {mine:.0f} | {other:.0f} | {ratio} |")


if __name__ == "__main__":
    main()
