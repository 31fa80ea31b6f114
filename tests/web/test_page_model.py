"""What the templates are given."""

from datetime import UTC, datetime, timedelta

from mayfly.access import Kept, Limits, View
from mayfly.core.message import Attachment, Blocked, Link, Message, Party, Passcode, Summary
from mayfly.web import page_model as model

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def view(*, lived: timedelta, left: timedelta, cap_hours: int = 24) -> View:
    """Give a mailbox that has lived so long and has so much left."""
    limits = Limits(500, 100, 25, cap_hours * 3600)
    kept = Kept("", "", "", "")
    return View("a@mayfly.test", NOON - lived, NOON + left, NOON + left, 3600, NOON, 0, 0, limits, kept)


def test_extend_asks_for_an_hour_more_up_to_the_cap():
    """An hour on top of what is left; what the cap leaves; nothing at the cap."""
    assert model.extend_seconds(view(lived=HOUR / 2, left=HOUR / 2), NOON) == 5400
    assert model.extend_seconds(view(lived=HOUR * 23.5, left=HOUR / 4), NOON) == 1800
    assert model.extend_seconds(view(lived=HOUR * 23, left=HOUR), NOON) == 0


def test_lifetimes_beyond_the_cap_are_not_offered():
    """Ten minutes, an hour, a day, a week: those that fit, and what the cap leaves where that is more."""
    fresh = model.keep_choices(view(lived=HOUR * 0, left=HOUR), NOON)
    assert [choice.words for choice in fresh] == ["10 min", "1 h", "24 h"]
    seen = model.keep_choices(view(lived=HOUR / 3600, left=HOUR), NOON)
    assert [(choice.words, choice.seconds) for choice in seen[1:]] == [("1 h", 3600), ("23 h, the most", 86_399)]
    assert model.keep_choices(view(lived=HOUR * 23.9, left=HOUR / 10), NOON) == ()
    old = model.keep_choices(view(lived=HOUR * 23.5, left=HOUR / 4), NOON)
    assert [choice.words for choice in old] == ["10 min"]
    week = model.keep_choices(view(lived=HOUR * 0, left=HOUR, cap_hours=168), NOON)
    assert week[-1].words == "7 d"


def test_a_message_is_written_whole():
    """Names, code, link, blocked things and attachments; inline parts are not listed."""
    summary = Summary(
        id="ab", received_at=NOON, reverse_path="x@y.example", sender=Party("GitHub", "n@g.example"),
        to=(Party("", "a@mayfly.test"),), subject="Verify", octets=1234, code=Passcode("493021", 0.9, ""),
        link=Link("https://g.example/v", "Verify email", "g.example", 0.9, ("one", "two")), problems=("broken-base64",),
    )  # fmt: skip
    files = (
        Attachment(0, "a.pdf", "application/pdf", 10, inline=False),
        Attachment(1, "i.png", "image/png", 9, inline=True),
    )
    message = Message(summary=summary, text="x", has_html=True, attachments=files, blocked=Blocked(1, ("t.example",)))
    shown = model.opened(message, "box1", as_text=False, images=False)
    assert shown.frame_path == "/api/v1/mailbox/messages/ab/html?box=box1&images=0"
    assert (shown.sender_name, shown.sender_address) == ("GitHub", "<n@g.example>")
    assert shown.code_grouped == "493 021"
    assert shown.link_warnings == "one · two"
    assert shown.blocked_text == "1 remote image blocked. Loading it can tell the sender you opened this."
    assert shown.trackers_text == "1 tracking pixel removed: t.example"
    assert [file.name for file in shown.attachments] == ["a.pdf"]
    assert "broken-base64" in shown.problem_text
    with_images = model.opened(message, "box1", as_text=False, images=True)
    assert with_images.blocked_text == ""
    assert with_images.frame_path.endswith("images=1")
    assert model.opened(message, "box1", as_text=True, images=False).frame_path == ""


def test_what_the_script_copies_is_empty_and_marks_nothing():
    """A template that is current or seen would make every new row so."""
    blank = model.blank_row()
    assert (blank.id, blank.current, blank.seen, blank.code_value) == ("", False, False, "")
    assert model.blank_message().frame_path == ""


def test_a_link_that_is_not_of_the_web_is_no_link():
    """A button never leads to a script, whatever the mail room says."""
    for url in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", ""):
        summary = Summary(id="ab", received_at=NOON, reverse_path="", link=Link(url, "Verify", "x", 1.0))
        assert model.opened(Message(summary=summary), "b", as_text=True, images=False).link_url == ""
