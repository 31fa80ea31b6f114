"""How the page writes numbers, times, parties and links."""

from datetime import UTC, datetime, timedelta

import pytest

from mayfly.core.message import Party
from mayfly.web import page_words as words

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("octets", "written"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (9949, "9.9 kB"), (41_000, "41 kB"), (32_000_000, "32 MB"),
     (1_500_000_000, "1.5 GB"), (2_000_000_000_000, "2000 GB")],
)  # fmt: skip
def test_sizes_are_written_as_people_read_them(octets, written):
    """Powers of ten, one decimal below ten."""
    assert words.size(octets) == written


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(-5, "0 s"), (119, "119 s"), (120, "2 min"), (3540, "59 min"), (7199, "119 min"), (7200, "2 h"), (172_800, "2 d")],
)
def test_spans_are_written_in_one_unit(seconds, written):
    """Seconds only below two minutes."""
    assert words.span(seconds) == written


def test_times_are_written_for_machines_and_people():
    """UTC, whatever zone they came in."""
    assert words.iso(NOON) == "2026-11-23T12:00:00.000Z"
    assert words.clock(NOON) == "12:00 UTC"
    assert words.full(NOON) == "2026-11-23 12:00 UTC"
    assert words.ago(NOON, NOON + timedelta(seconds=59)) == "now"
    assert words.ago(NOON, NOON + timedelta(minutes=12)) == "12 min"


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("493021", "493 021"),
        ("12345678", "1234 5678"),
        ("4930", "4930"),
        ("AB12CD", "AB12CD"),
        ("123456789", "123 456 789"),
    ],
)
def test_codes_are_parted_for_the_eye(code, written):
    """Groups of three, of four for eight digits; letters stay together."""
    assert words.grouped(code) == written


def test_codes_are_spelled_for_the_ear():
    """A screen reader reads characters, not a number."""
    assert words.spelled("49 3A") == "4 9 3 A"


def test_a_sender_is_named_by_the_best_that_is_known():
    """Name, address, envelope, or that there is none."""
    assert words.sender_name(Party("GitHub", "a@b.example"), "x@y.example") == "GitHub"
    assert words.sender_name(Party("", "a@b.example"), "x@y.example") == "a@b.example"
    assert words.sender_name(None, "x@y.example") == "x@y.example"
    assert words.sender_name(None, "") == "(no sender)"


@pytest.mark.parametrize("name", ["setup.exe", "a.ZIP", "x.pdf.html", "run.ps1", "macro.docm", "picture.svg", "a.js"])
def test_files_that_can_do_harm_are_named(name):
    """What a double click runs, mounts or unpacks."""
    assert words.is_harmful(name)


@pytest.mark.parametrize("name", ["plan.pdf", "notes.txt", "photo.jpeg", "exe", "report.html.pdf", ""])
def test_files_that_do_no_harm_are_not(name):
    """The last ending counts."""
    assert not words.is_harmful(name)


def test_only_web_links_are_links_and_the_sentence_around_them_is_not():
    """http and https; brackets and full stops of the sentence stay outside."""
    text = "See https://a.example/x(1) (or http://b.example/y). javascript:alert(1) ftp://c.example <https://d.example>"
    found = words.linked(text)
    assert [url for _, url in found if url] == [
        "https://a.example/x(1)", "http://b.example/y", "https://d.example",
    ]  # fmt: skip
    assert "".join(piece for piece, _ in found) == text


@pytest.mark.parametrize("links", [words.LINKS - 1, words.LINKS, words.LINKS + 1])
def test_the_first_links_of_a_text_are_links_and_all_of_it_is_text(links):
    """Below, at and above the limit nothing of the text is lost; what is beyond the limit is text."""
    text = "a http://b.example/ " * links
    pieces = words.linked(text)
    assert "".join(piece for piece, _ in pieces) == text
    assert sum(url != "" for _, url in pieces) == min(links, words.LINKS)
