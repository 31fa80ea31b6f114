"""Shapes that are known to stall or fill other readers: read under the limits of the service, the next mail unharmed.

Nothing here looks at a clock. That a mail is answered by a child that has so much processor time and memory, and no
more, is what the service promises; that work grows no faster than a mail does is counted in steps. The bench has the
seconds of each shape.
"""

import asyncio
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.measure import processes_below
from bench.shapes import MIXED, SHAPES, H
from mayfly.mail import charsets, fields, markup
from mayfly.mail.look import Look, is_heavy
from mayfly.mail.read import CAPS, read, show_html
from mayfly.mail.search import find
from mayfly.offload import Looker
from tests.mail.counting import grows_evenly, steps

# What a child may take above what it has when it is ready.
MEGABYTES = 256
DOCUMENT_CHARACTERS = 12 * 1_048_576


def _status(pid: int, what: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) / 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("name", SHAPES)
def test_hostile_shape(name: str) -> None:
    """Answered by a child under the shipped limits, 256 MB, a document of 12 MiB, the problem said, the next read."""
    content = SHAPES[name].make()

    async def scene() -> None:
        looker = Looker()
        before = set(processes_below(os.getpid()))
        try:
            # It takes the child that the shape will take.
            behind = Look(b"Subject: next\r\n\r\n" + b"<" * (3000 if is_heavy(content) else 0))
            await looker.look(behind)
            (child,) = set(processes_below(os.getpid())) - before
            memory = _status(child, "VmRSS")
            reading = (await looker.look(Look(content))).reading
            document = (await looker.look(Look(content, html=True))).document
            assert reading is not None
            assert SHAPES[name].problem in ("", *reading.problems)
            assert document is None or len(document.html) <= DOCUMENT_CHARACTERS
            assert _status(child, "VmHWM") - memory < MEGABYTES
            # The same child is there still.
            following = (await looker.look(behind)).reading
            assert following is not None
            assert following.subject == "next"
            assert child in processes_below(os.getpid())
        finally:
            looker.close()

    asyncio.run(scene())


# name -> (before, what is repeated, so often at least, after)
GROWING: dict[str, tuple[bytes, bytes, int, bytes]] = {
    "encoded words": (b"Subject: ", b"=?utf-8?q?abcd?= ", 500, b"\r\n\r\nx"),
    "addresses": (b"To: ", b"a@b.com, ", 500, b"\r\n\r\nx"),
    "atoms": (b"Message-ID: <", b"a.", 4000, b"@x>\r\n\r\nx"),
    "fields": (b"", b"A: b\r\n", 200, b"\r\nx"),
    "folded lines": (b"Subject: x", b"\r\n y", 2000, b"\r\n\r\nx"),
    "parts": (MIXED, b"--x\r\n\r\na\r\n", 200, b"--x--"),
    "open comments": (b"From: ", b"(", 5000, b"\r\n\r\nx"),
    "open angles and quotes": (b"From: ", b'<a"', 3000, b"\r\n\r\nx"),
    "parameters": (b"Content-Type: text/plain", b'; a="', 2000, b"\r\n\r\nx"),
    "pieces of a name": (b"Content-Type: a/b", b"; name*1*=a", 1000, b"\r\n\r\nx"),
    "lines": (b"\r\n", b"A line of a letter.\r\n", 2000, b""),
    "one letter": (b"\r\n", b"a", 50_000, b""),
    "digits and blanks": (b"\r\ncode ", b"1 ", 5000, b""),
    "codes": (b"\r\n", b"your verification code is 123456 ", 500, b""),
    "letters and blanks": (b"\r\n", b"A ", 5000, b""),
    "void words": (b"\r\n", b"code 482913 replaced by, old 118402 ", 300, b""),
    "dashes": (b"\r\n", b"a-", 8000, b""),
    "at signs": (b"\r\n", b"a@", 8000, b""),
    "addresses of pages": (b"\r\n", b"http://", 5000, b""),
    "flowed lines": (b"Content-Type: text/plain; format=flowed\r\n\r\n", b"a \r\n", 5000, b""),
    "quoted lines": (b"\r\n", b"> > > code 482913\r\n", 800, b""),
    "uuencode without end": (b"\r\n", b"begin 644 a\r\nM\r\n", 1000, b""),
    "paragraphs": (H, b"<p>A line of a letter.</p>\r\n", 500, b""),
    "styled cells": (H + b"<table>", b"<tr><td style='padding:8px;color:red'>a</td></tr>", 300, b"</table>"),
    "styles that each differ": (H, b"<p style='background:url(http://a/b)'>x</p>", 300, b""),
    "links": (H, b"<a href='https://a.b/verify?1'>verify</a>", 300, b""),
    "codes in cells": (H, b"<td>code<td>123456", 300, b""),
    "bold left open": (H, b"<b>x", 50, b""),
    "comments": (H, b"<!-- x -->y", 1000, b""),
    "comments without end": (H, b"<!--", 2000, b""),
    "quotes without end": (H, b'<a x="', 1000, b""),
    "attributes": (H + b"<p ", b"a=1 ", 2000, b">"),
    "values that hold the sign which ends a tag": (H + b"<p ", b'a=">" ', 2000, b">x"),
    "drawings": (H, b"<svg><title></svg>", 200, b""),
    "references": (H, b"&amp;", 5000, b""),
    "rules": (H + b"<style>", b"a{color:red}", 500, b"</style>"),
    "rules that need a parser": (H + b"<style>", b"a{color:re\\64}", 200, b"</style>"),
    "media rules": (H + b"<style>", b"@media print{a{color:red}}", 300, b"</style>"),
    "open media rules": (H + b"<style>", b"@media print{", 20, b"</style>"),
    "brackets in a style": (H + b"<style>", b"a(", 20, b"</style>"),
    "pictures of one name": (H, b"<img src=cid:a>", 500, b""),
    "pictures elsewhere": (H, b"<img src=https://a.example/b.png>", 500, b""),
}
WORK: dict[str, Callable[[bytes], object]] = {
    "read": read,
    "show": lambda content: show_html(content, None),
    "search": lambda content: find(content, "nothing of the kind"),
}


def _make(name: str) -> Callable[[int], bytes]:
    before, piece, _, after = GROWING[name]
    return lambda times: before + piece * times + after


@pytest.mark.parametrize("name", GROWING)
@pytest.mark.parametrize("work", WORK)
def test_work_grows_no_faster_than_the_mail(work: str, name: str) -> None:
    """Twice as much of a shape is at most twice the work to read, show and search."""
    assert grows_evenly(WORK[work], _make(name), GROWING[name][2] // 2)


def _words_again(text: str) -> str:
    """Decode nothing, in as many steps as the square of the text's words."""
    words = text.split()
    return " ".join(one for one in words if any(other is one for other in reversed(words)))


def _plain_again(text: str) -> str:
    """Look through the whole text once for each of its lines."""
    for line in text.split("\n"):
        text.count(line)
    return text


@pytest.mark.parametrize(
    ("module", "function", "planted", "name"),
    [
        (fields, "words", _words_again, "encoded words"),
        (charsets, "plain", _plain_again, "lines"),
        (
            markup,
            "_is_long",
            lambda attributes: any(
                re.match("z", attributes[at:]) for at in range(len(attributes)) for _ in range(0, at, 50)
            ),
            "attributes",
        ),
    ],
)
def test_a_planted_square_is_found(
    monkeypatch: pytest.MonkeyPatch, module: object, function: str, planted: Callable[[str], object], name: str
) -> None:
    """The count shows what grows with the square, in a loop of ours and in calls that each walk through a text."""
    monkeypatch.setattr(module, function, planted)
    if module is charsets:
        monkeypatch.setattr(charsets, "text", lambda octets, label="": planted(charsets.decode(octets, label)))
    times = GROWING[name][2] // (10 if function == "_is_long" else 1)
    assert not grows_evenly(read, _make(name), times)


def test_many_html_parts_share_one_budget() -> None:
    """Twenty parts of a megabyte of HTML cost what one costs; what is not shown can be downloaded."""
    part = b"--x\r\nContent-Type: text/html\r\n\r\n" + b"<p>paragraph</p>\r\n" * 4_000
    many = 1 + CAPS.html_octets // len(part)
    one, all_of_them, twice = (MIXED + part * count + b"--x--" for count in (1, many, many * 2))
    assert len(read(all_of_them).attachments) == 1
    assert len(read(twice).attachments) == many + 1
    # What is beyond costs its place in the list, not what HTML costs.
    assert steps(read, twice) - steps(read, all_of_them) < steps(read, one) // 2


@pytest.mark.parametrize(("lines", "is_read"), [(399_999, True), (400_000, True), (400_001, False)])
def test_the_lenient_parser_is_given_so_many_lines(lines: int, is_read: bool) -> None:
    """At the limit and below it a broken mail is read; with one line more it is shown as it came."""
    head = b"Content-Transfer-Encoding: base64\r\n\r\n"
    # Two lines of ours tell the parser what the body is, and a blank one.
    reading = read(head + b"QU!B\n" + b"\n" * (lines - 4))
    assert reading.problems == (("broken-base64",) if is_read else ("too-complex",))


def test_a_mail_with_very_many_names_is_read() -> None:
    """Two hundred people with names in another script, in each of ten forwarded messages, are no attack."""
    names = ",\r\n ".join(f"=?utf-8?q?J=C3=B6rg_M=C3=BCller?= <j.mueller{one:03}@example.com>" for one in range(200))
    part = f"--x\r\nContent-Type: message/rfc822\r\n\r\nTo: {names}\r\nSubject: s\r\n\r\nhello\r\n".encode()
    reading = read(MIXED + part * 10 + b"--x--")
    assert reading.problems == ()
    assert len(reading.attachments) == 10


def test_letters_written_as_numbers_are_shown_however_many_they_are() -> None:
    """Some programs write every letter beyond ASCII as a number: that costs the sanitiser nothing, and is HTML."""
    document = show_html(H + b"<p>" + b"&#20320;" * 120_000, None)
    assert document is not None
    assert document.html.count("\u4f60") == 120_000


@pytest.mark.parametrize(("beside", "shown"), [(-1, True), (0, True), (1, False)])
def test_references_are_bounded_by_the_length_of_the_text(beside: int, shown: bool) -> None:
    """At the limit and below it is HTML; with one reference more it is text."""
    references = 40_000 * 1_048_576 // 400_000 + beside
    content = H + b"&" * references + b"x" * (400_000 - references)
    assert (show_html(content, None) is not None) is shown


def test_what_is_heavy() -> None:
    """Long messages and those with very many tags go to a child process; an ordinary newsletter does not."""
    assert not is_heavy(b"Content-Type: text/html\r\n\r\n" + b"<p style='color:red'>A line of a letter.</p>\r\n" * 1000)
    assert is_heavy(b"a" * 65_537)
    assert is_heavy(b"<" * 2501)
