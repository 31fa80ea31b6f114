"""The session: any cut, any order, any garbage."""

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from mayfly.smtp import reply
from mayfly.smtp.events import Message
from mayfly.smtp.promise import Verdict
from mayfly.smtp.reply import Reply
from tests.smtp.player import Alone, Dialog, split_replies

LINES = st.sampled_from(
    [
        b"EHLO c.example\r\n",
        b"HELO c.example\r\n",
        b"MAIL FROM:<a@b.example>\r\n",
        b"MAIL FROM:<> SIZE=30\r\n",
        b"MAIL FROM:<a@b.example> SIZE=31\r\n",
        b"RCPT TO:<u@ours.example>\r\n",
        b"RCPT TO:<v@ours.example>\r\n",
        b"RCPT TO:<nobody@ours.example>\r\n",
        b"RCPT TO:<gone@ours.example>\r\n",
        b"DATA\r\n",
        b"text\r\n.\r\n",
        b"Subject: x\r\n",
        b".\r\n",
        b"\r\n..\r\n",
        b"BDAT 5\r\n\r\n.\r\n",
        b"BDAT 5 LAST\r\nabcde",
        b"BDAT 40 LAST\r\n" + b"x" * 40,
        b"BDAT 0 LAST\r\n",
        b"BDAT x\r\n",
        b"RSET\r\n",
        b"NOOP\r\n",
        b"NO\nOP\r\n",
        b"VRFY u\r\n",
        b"STARTTLS\r\n",
        b"QUIT\r\n",
        b"\r\n",
        b"x" * 60 + b"\r\n",
        b"y" * 130,
        b"\xff\r\n",
        b"\x16",
    ]
)
SEGMENTS = st.lists(st.lists(LINES | st.binary(max_size=8), min_size=1, max_size=6).map(b"".join), max_size=12)
SMALL = Dialog(
    Path("small"),
    limits={
        "message_octets": 30,
        "command_line_octets": 64,
        "swallowed_line_octets": 128,
        "recipients": 2,
        "errors": 8,
        "errors_before_delay": 4,
        "junk_commands": 4,
        "in_flight_octets": 40,
    },
    starttls=True,
)
HELLO = b"EHLO c.example\r\n"


def play(segments: list[bytes], cut: int) -> tuple[list[object], list[bytes], list[object]]:
    """Give the events, what was said to each segment, and what was stored."""
    alone = Alone(SMALL, cut)
    said = [alone.greet()] + [alone.send(segment) for segment in segments]
    alone.session.lose()
    assert alone.budget.held == 0
    return alone.events, said, list(alone.memory.messages)


@settings(max_examples=300)
@given(SEGMENTS, st.integers(1, 9))
def test_any_cut_gives_the_same(segments: list[bytes], cut: int) -> None:
    """B095 A39: however the octets of each segment are cut, events, replies and messages are the same."""
    segments = [HELLO, *segments]
    whole_events, whole_said, whole_stored = play(segments, 1_000_000)
    events, said, stored = play(segments, cut)
    assert said == whole_said
    assert stored == whole_stored
    # Pieces of content are cut where the octets were.
    assert [joined(e) for e in events] == [joined(e) for e in whole_events]
    replies, rest = split_replies(b"".join(said))
    assert rest == b""
    # The greeting, and the answer to the first command.
    assert [lines[0][:4] for lines in replies[:2]] == ["220 ", "250-"]


def joined(event: object) -> object:
    """Give an event without its cuts."""
    return (event.envelope, b"".join(event.pieces)) if isinstance(event, Message) else event


def test_replies_are_held_to_their_classes() -> None:
    """B137 B138 B139 B140 B175: each constant has the class of its code on every line, no control, no placeholder."""
    constants = {name: value for name, value in vars(reply).items() if isinstance(value, Reply)}
    assert len(constants) > 30
    for name, each in constants.items():
        lines = each.octets.decode("ascii").split("\r\n")
        assert lines.pop() == ""
        for line in lines:
            assert len(line) + 2 <= reply.REPLY_LINE_OCTETS, name
            if each.code == 354:
                assert re.fullmatch(r"354 [ -~]+", line), name
            else:
                assert re.fullmatch(rf"{each.code}[ -]{each.code // 100}\.\d\.\d [ -~]+", line), name
    known = (
        "2.1.0 2.1.5 2.0.0 2.5.2 4.2.2 4.3.0 4.3.1 4.3.2 4.4.2 4.5.3 4.7.0 4.7.1 5.1.1 5.1.3 5.1.7 5.3.4 5.4.6 5.5.0"
        " 5.5.1 5.5.2 5.5.4 5.6.7 5.7.1"
    )
    assert {each.enhanced for each in constants.values()} - {""} <= set(known.split())


def test_every_verdict_has_its_reply() -> None:
    """What a delivery may say can be said to a client."""
    assert set(reply.BY_VERDICT) == set(Verdict)
