"""What the templates show: values out of access, written as people read them. Pure: ``now`` is handed in.

A row and a message have one shape whether they are shown by the server or copied by the script: ``blank_row`` and
``blank_message`` are what the script's templates are made of.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from mayfly.access import Page, View
from mayfly.core.message import Attachment, Blocked, Message, Summary
from mayfly.web import page_words as words

# The lifetimes offered (seconds, words); those beyond the cap are not shown.
_CHOICES = ((600, "10 min"), (3600, "1 h"), (86_400, "24 h"), (604_800, "7 d"))
_HOUR = 3600
# A page that was made a while ago asks for a little more than is possible by now.
SLACK_SECONDS = 3600
_API = "/api/v1/mailbox/messages/"
# What a long mail shows on a page made by the server; the rest is in the raw download.
TEXT_CHARACTERS = 400_000
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    id: str
    current: bool
    seen: bool
    sender_name: str
    subject_text: str
    snippet: str
    attachment_count: int
    received_iso: str
    received_full: str
    when: str
    code_value: str
    code_grouped: str
    code_spelled: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text; with ``url`` it is a link."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class File:
    """One attachment of a message."""

    path: str
    name: str
    what: str
    harmful: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """One message, open."""

    id: str
    path: str
    harmful: str
    subject_text: str
    sender_name: str
    sender_address: str
    to_text: str
    received_iso: str
    received_full: str
    size: str
    auth_words: str
    auth_class: str
    problem_text: str
    code_value: str
    code_grouped: str
    code_spelled: str
    link_url: str
    link_label: str
    link_host: str
    link_warnings: str
    blocked_text: str
    trackers_text: str
    has_html: bool
    as_text: bool
    frame_path: str
    text_pieces: tuple[Piece, ...]
    attachments: tuple[File, ...]
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Held:
    """One mailbox of the browser, in the switcher."""

    handle: str
    local_part: str
    domain: str
    count: int


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search found, in words, and where it goes on."""

    words: str
    text: str
    more_path: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One lifetime that can be chosen."""

    seconds: int
    words: str


def searched(sought: str, page: Page, box: str) -> Searched:
    """Write what a search came to."""
    found = f"{words.messages(len(page.messages))} found" if page.messages else "No message found"
    if not page.more:
        return Searched(sought, f"{found}.", "")
    # Never silently a part: what was not looked at is said, and one press away.
    path = "/?" + urlencode({"box": box, "q": sought, "after": page.next})
    return Searched(sought, f"{found} so far; not all messages were searched.", path)


def row(summary: Summary, now: datetime, current: str = "") -> Row:
    """Write one line of the list."""
    code = summary.code.value if summary.code else ""
    is_current = bool(current) and summary.id == current
    return Row(
        id=summary.id,
        current=is_current,
        seen=summary.seen or is_current,
        sender_name=words.sender_name(summary.sender, summary.reverse_path),
        subject_text=summary.subject or "(no subject)",
        snippet=summary.snippet,
        attachment_count=summary.attachment_count,
        received_iso=words.iso(summary.received_at),
        received_full=words.full(summary.received_at),
        when=words.ago(summary.received_at, now),
        code_value=code,
        code_grouped=words.grouped(code),
        code_spelled=words.spelled(code),
    )


def opened(message: Message, box: str, *, as_text: bool, images: bool) -> Opened:
    """Write one message."""
    s = message.summary
    code = s.code.value if s.code else ""
    path = _API + s.id
    # What is not of the web is no link of ours, whatever found it.
    link = s.link if s.link and s.link.url.lower().startswith(("https://", "http://")) else None
    text_only = as_text or not message.has_html
    return Opened(
        id=s.id,
        path=path,
        harmful=words.HARMFUL,
        subject_text=s.subject or "(no subject)",
        sender_name=words.sender_name(s.sender, s.reverse_path),
        sender_address=f"<{s.sender.address}>" if s.sender and s.sender.name and s.sender.address else "",
        to_text=", ".join(p.address or p.name for p in s.to),
        received_iso=words.iso(s.received_at),
        received_full=words.full(s.received_at),
        size=words.size(s.octets),
        auth_words=s.authentication.words if s.authentication else "Sender not checked",
        auth_class=s.authentication.verdict if s.authentication else "none",
        problem_text=_problem_text(s.problems),
        code_value=code,
        code_grouped=words.grouped(code),
        code_spelled=words.spelled(code),
        link_url=link.url if link else "",
        link_label=link.label if link else "",
        link_host=link.host if link else "",
        link_warnings=" · ".join(link.warnings) if link else "",
        blocked_text="" if images else _blocked_text(message.blocked.images),
        trackers_text=_trackers_text(message.blocked),
        has_html=message.has_html,
        as_text=text_only,
        frame_path="" if text_only else f"{path}/html?box={box}&images={int(images)}",
        text_pieces=tuple(Piece(*piece) for piece in words.linked(message.text[:TEXT_CHARACTERS])),
        attachments=tuple(_file(a, path, box) for a in message.attachments if not a.inline),
        headers=message.headers,
    )


def _file(attachment: Attachment, path: str, box: str) -> File:
    return File(
        path=f"{path}/attachments/{attachment.index}?box={box}",
        name=attachment.name or "attachment",
        what=f"{attachment.media_type}, {words.size(attachment.octets)}",
        harmful=words.is_harmful(attachment.name),
    )


def _problem_text(problems: tuple[str, ...]) -> str:
    if not problems:
        return ""
    return f"This message could not be understood in full ({', '.join(problems)}). Its raw octets are below."


def _blocked_text(images: int) -> str:
    if not images:
        return ""
    count = "1 remote image" if images == 1 else f"{images} remote images"
    return f"{count} blocked. Loading {'it' if images == 1 else 'them'} can tell the sender you opened this."


def _trackers_text(blocked: Blocked) -> str:
    count = len(blocked.trackers)
    if not count:
        return ""
    return f"{count} tracking {'pixel' if count == 1 else 'pixels'} removed: {', '.join(blocked.trackers)}"


def blank_row() -> Row:
    """Give the row that the script copies and fills."""
    return row(Summary(id="", received_at=_NO_TIME, reverse_path=""), _NO_TIME)


def blank_message() -> Opened:
    """Give the message that the script copies and fills."""
    return opened(
        Message(summary=Summary(id="", received_at=_NO_TIME, reverse_path="")), "", as_text=True, images=False
    )


def blank_attachment() -> File:
    """Give the attachment that the script copies and fills."""
    return File("", "", "", harmful=False)


def extend_seconds(view: View, now: datetime) -> int:
    """Say to what lifetime, counted from now, one press of Extend goes: an hour more, up to the cap; 0 at the cap."""
    left = (view.expires_at - now).total_seconds()
    most = _cap_left(view, now)
    return 0 if most - left < 60 else int(min(left + _HOUR, most))


def keep_choices(view: View, now: datetime) -> tuple[Choice, ...]:
    """Give the lifetimes that can still be chosen, and as the last of them all that is left up to the cap."""
    most = int(_cap_left(view, now))
    found = [Choice(seconds, text) for seconds, text in _CHOICES if seconds <= most]
    # A mailbox has always lived for some moments already: what the cap leaves is a little less than a day or a week.
    if most >= _CHOICES[0][0] and (not found or most - found[-1].seconds >= SLACK_SECONDS / 2):
        found.append(Choice(most, f"{words.span(most)}, the most"))
    return tuple(found)


def _cap_left(view: View, now: datetime) -> float:
    return (view.created_at + timedelta(seconds=view.limits.lifetime_seconds) - now).total_seconds()


def latest(view: View) -> str:
    """Say until when the mailbox can live, where the idle window ends it earlier; else ``""``."""
    return words.clock(view.expires_at) if (view.expires_at - view.ends_at).total_seconds() >= 60 else ""
