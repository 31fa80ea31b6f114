"""Any octets in any cut give the same events and replies, every reply is one, and nothing is held after the end.

Coverage-guided by atheris: ``python fuzz/smtp_session.py -max_total_time=3600``. The input is a list of segments: one
octet says how long the next one is and how it is cut, or that a command of the list below is to be said.
"""

import sys

import atheris

with atheris.instrument_imports(include=["mayfly"]):
    from mayfly.core.message import Envelope
    from mayfly.smtp.events import Delay, Message, Recipient, Sender, StartTls
    from mayfly.smtp.limits import Budget, Limits
    from mayfly.smtp.promise import Delivered, Verdict
    from mayfly.smtp.proxy import read_header
    from mayfly.smtp.role import Role
    from mayfly.smtp.session import Session

COMMANDS = (
    b"EHLO c.example\r\n",
    b"MAIL FROM:<a@b.example>\r\n",
    b"RCPT TO:<u@ours.example>\r\n",
    b"DATA\r\n",
    b".\r\n",
    b"BDAT 5\r\n",
    b"BDAT 5 LAST\r\n",
    b"STARTTLS\r\n",
)
LIMITS = Limits(
    message_octets=64,
    in_flight_octets=96,
    command_line_octets=128,
    swallowed_line_octets=512,
    recipients=3,
    errors=50,
    errors_before_delay=5,
    junk_commands=20,
)
VERDICTS = tuple(Verdict)


def segments_of(octets: bytes) -> list[bytes]:
    """Read the input as segments."""
    segments, at = [], 0
    while at < len(octets) and len(segments) < 64:
        first = octets[at]
        if first >= 0xF0:
            segments.append(COMMANDS[first % len(COMMANDS)])
            at += 1
        else:
            segments.append(octets[at + 1 : at + 1 + first])
            at += 1 + first
    return segments


def play(role: Role, segments: list[bytes], cut: int) -> tuple[list[object], bytes]:
    """Give the events and all that was said."""
    budget = Budget(LIMITS.in_flight_octets)
    session = Session(role, budget, session_id="", client_address="")
    said = session.data_to_send()
    events: list[object] = []
    for segment in segments:
        for start in range(0, len(segment), cut):
            session.receive_data(segment[start : start + cut])
            while (event := session.next_event()) is not None:
                events.append(answer(session, event))
        said += session.data_to_send()
    session.lose()
    if budget.held:
        raise AssertionError("octets are held after the end")
    return events, said


def answer(session: Session, event: object) -> object:
    """Answer a question by its content alone; give the event without the cuts of its pieces."""
    if isinstance(event, Sender):
        session.answer(Verdict.OK)
    elif isinstance(event, Recipient):
        session.answer(VERDICTS[sum(event.address.local_part.encode()) % len(VERDICTS)])
    elif isinstance(event, Message):
        session.delivered(Delivered("name", tuple(Verdict.OK for _ in event.envelope.forward_paths)))
        return check(event.envelope, b"".join(event.pieces))
    elif isinstance(event, Delay):
        session.resume()
    elif isinstance(event, StartTls):
        session.tls_unavailable()
    return event


def check(envelope: Envelope, content: bytes) -> object:
    """See that what is handed over is within the limits."""
    if len(content) > LIMITS.message_octets or not 0 < len(envelope.forward_paths) <= LIMITS.recipients:
        raise AssertionError("over a limit")
    if any(c in repr(envelope) for c in "\r\n\0"):
        raise AssertionError("a control character in an envelope")
    return envelope, content


def test_one_input(octets: bytes) -> None:
    """Play the input whole and in cuts."""
    if not octets:
        return
    read_header(octets)
    role = Role("mx.ours.example", LIMITS, lmtp=bool(octets[0] & 1), starttls=True)
    segments = segments_of(octets[1:])
    whole = play(role, segments, 1 << 20)
    if play(role, segments, 1 + octets[0] % 7) != whole:
        raise AssertionError("another cut, another session")
    for line in whole[1].split(b"\r\n")[:-1]:
        if not (line[:3].isdigit() and line[3:4] in (b" ", b"-") and len(line) <= 510):
            raise AssertionError(f"not a reply: {line!r}")


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
