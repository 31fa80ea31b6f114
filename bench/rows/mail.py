"""bench B12: what it costs to parse, show and read mail of 2, 25 and 250 kB, hostile shapes, and mail through the API.

The standard library's side does what it offers for the same end: ``policy.default``, ``get_body``, and its HTML parser
over the HTML. It neither makes anything safe nor finds a code; that is ours on top. Hostile shapes go through the child
processes of the service, a new child for each, so that time and memory are that shape's own.
"""

import asyncio
import email
import email.message
import email.policy
import html.parser
import http.client
import itertools
import os
import smtplib
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from bench.measure import Options, Table, cpu_seconds, percentile, processes_below, spread
from bench.servers import Running, ask, mayfly
from bench.shapes import SHAPES
from mayfly.mail import bodies, parse, render
from mayfly.mail.caps import Caps
from mayfly.mail.look import Look, is_heavy
from mayfly.mail.read import read, show_html
from mayfly.offload import Looker
from mayfly.workers.values import WorkerFailed

SIZES = (2_000, 25_000, 250_000)
CAPS = Caps()
LISTED = 50
REQUESTS = 300
SEARCHES = 20


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
    """Reads HTML and keeps its text."""

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
    """Give the processor time of one call."""
    times = max(3, 100_000 // len(content))
    work(content)
    before = time.process_time()
    for _ in range(times):
        work(content)
    return (time.process_time() - before) / times * 1e6


def against_the_library(options: Options) -> Table:
    """Compare with the standard library, in turn."""
    table = Table(
        "one mail: processor time, ours and the standard library's",
        ("kB", "work", "ours, us", "standard library, us", "ratio"),
    )
    for size in SIZES:
        content = mail_of(size)
        reading = read(content)
        if reading.code is None or reading.code.value != "493021" or show_html(content, None) is None:
            raise RuntimeError("the code of the mail that is measured was not found")
        for name, (ours, theirs) in WORK.items():
            runs = [
                (microseconds(ours, content), microseconds(theirs, content) if theirs else 0.0)
                for _ in range(options.runs)
            ]
            mine, other = ([run[side] for run in runs] for side in (0, 1))
            ratio = f"{statistics.median(other) / statistics.median(mine):.1f}" if theirs else ""
            kilobytes = f"{len(content) / 1000:.0f}"
            table.lines.append((kilobytes, name, spread(mine), spread(other) if theirs else "", ratio))
    return table


async def shape(content: bytes, *, document: bool) -> tuple[float, float, str]:
    """Read one shape in a new child; give its seconds of processor time, its memory at most, and what came of it."""
    looker = Looker()
    others = set(processes_below(os.getpid()))
    try:
        # Starts the child of the line that the shape will go to, and no other.
        await looker.look(Look(b"<" * 3000 if is_heavy(content) else b""))
        (child,) = set(processes_below(os.getpid())) - others
        before = cpu_seconds(child)
        try:
            looked = await looker.look(Look(content, html=document))
        except WorkerFailed:
            return 0.0, 0.0, "ended: too complex"
        said = ", ".join(looked.reading.problems) if looked.reading else "" if looked.document else "text instead"
        spent, most = cpu_seconds(child) - before, high_water(child)
        following = await looker.look(Look(b"Subject: next\r\n\r\n" + b"<" * (3000 if is_heavy(content) else 0)))
        if (
            following.reading is None
            or following.reading.subject != "next"
            or child not in processes_below(os.getpid())
        ):
            raise RuntimeError("the mail behind a hostile one was not read, or by another child")
        return spent, most, said
    finally:
        looker.close()


def high_water(pid: int) -> float:
    """Give the most memory that a process has had, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1000


def hostile(options: Options) -> Table:
    """Read and show what is made to stall or fill a reader."""
    table = Table(
        "hostile shapes through a child process of the service",
        ("shape", "kB", "read, ms of CPU", "HTML, ms of CPU", "most memory, MB", "said"),
        notes=["A child that has nothing to do has about 45 MB. The bounds: a second, 256 MB above that."],
    )
    # To see that the row runs, some are enough; the tests read all of them.
    for name, made in itertools.islice(SHAPES.items(), 5 if options.is_tiny else None):
        content = made.make()
        # A few of each: there are seventy shapes, and what is over the bounds is far over them.
        times = 1 if options.is_tiny else min(options.runs, 2)
        reads = [asyncio.run(shape(content, document=False)) for _ in range(times)]
        shows = [asyncio.run(shape(content, document=True)) for _ in range(times)]
        table.lines.append(
            (
                name,
                f"{len(content) / 1000:,.0f}",
                f"{statistics.median(run[0] for run in reads) * 1000:,.0f}",
                f"{statistics.median(run[0] for run in shows) * 1000:,.0f}",
                f"{max(run[1] for run in (*reads, *shows)):,.0f}",
                reads[0][2],
            )
        )
    return table


def timed(server: Running, path: str, times: int) -> list[float]:
    """Ask for a path many times over one connection; give the milliseconds."""
    connection = http.client.HTTPConnection(urlsplit(server.http).netloc, timeout=60)
    took = []
    for _ in range(times):
        before = time.perf_counter()
        connection.request("GET", path, headers={"Authorization": f"Bearer {server.token}"})
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - before) * 1000)
        if answer.status != 200:
            raise RuntimeError(f"{path} was answered by {answer.status}")
    connection.close()
    return took


def through_the_api(options: Options) -> Table:
    """List fifty and open one of them, and its HTML, over the real service."""
    table = Table("through the API, fifty mails of 25 kB", ("request", "median, ms", "p99, ms", "first time, ms"))
    content = mail_of(25_000)
    with mayfly(options.data) as server:
        host, _, port = server.smtp.rpartition(":")
        with smtplib.SMTP(host, int(port)) as client:
            for _ in range(LISTED):
                client.sendmail("a@acme.example", [server.recipient], content)
        listing = f"/api/v1/mailbox/messages?limit={LISTED}"
        before = time.perf_counter()
        listed = ask(server.http, listing, token=server.token)
        first = (time.perf_counter() - before) * 1000
        if len(listed["messages"]) != LISTED:
            raise RuntimeError("not all that was accepted is listed")
        one = f"/api/v1/mailbox/messages/{listed['messages'][7]['id']}"
        for name, path, once in (
            ("list fifty", listing, f"{first:,.0f}"),
            ("open one", one, ""),
            ("its HTML", one + "/html", ""),
            ("search fifty, in their text", listing + "&q=nothing+in+particular+xyzzy", ""),
        ):
            took = timed(server, path, SEARCHES if "q=" in path else REQUESTS)
            table.lines.append((name, f"{statistics.median(took):,.1f}", f"{percentile(took, 0.99):,.1f}", once))
    return table


def measure(options: Options) -> list[Table]:
    """Measure all three."""
    return [against_the_library(options), hostile(options), through_the_api(options)]


ROWS = {"B12": measure}
