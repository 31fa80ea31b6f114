"""A session against a model of it: commands in any order, and what a reader of the standards expects."""

from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.smtp.player import Alone, Dialog, split_replies

LIMITS: dict[str, float] = {"recipients": 2, "message_octets": 100, "errors": 1000, "errors_before_delay": 1000}
LIMITS |= {"junk_commands": 1000, "in_flight_octets": 1000}
NAMES = st.sampled_from(["u", "v", "w", "U", "nobody", "full", "gone", "flaky"])
REFUSED = {"nobody": "550", "full": "452"}
CONTENT = st.binary(max_size=120)


class Conversation(RuleBasedStateMachine):
    """What the client knows: whether it said hello, what it said in this transaction, and what must be stored."""

    def __init__(self) -> None:
        super().__init__()
        self.alone = Alone(Dialog(Path("model"), limits=LIMITS), 1_000_000)
        self.alone.greet()
        self.hello = False
        self.mail = False
        self.recipients: list[str] = []
        self.chunks: bytes | None = None
        self.stored: list[tuple[list[str], bytes]] = []

    def say(self, octets: bytes) -> list[str]:
        """Say something; give the codes of the replies."""
        replies, rest = split_replies(self.alone.send(octets))
        assert rest == b""
        return [lines[0][:3] for lines in replies]

    def forget(self) -> None:
        """End the transaction."""
        self.mail = False
        self.recipients = []
        self.chunks = None

    @initialize(cut=st.sampled_from([1, 3, 7, 1_000_000]))
    def choose_cut(self, cut: int) -> None:
        """Send in cuts of this length."""
        self.alone.cut = cut

    @rule(verb=st.sampled_from(["EHLO", "HELO"]))
    def say_hello(self, verb: str) -> None:
        """Hello begins anew."""
        assert self.say(f"{verb} c.example\r\n".encode()) == ["250"]
        self.hello = True
        self.forget()

    @rule(size=st.sampled_from([0, 1, 100, 101]))
    def say_mail(self, size: int) -> None:
        """MAIL begins a transaction where there is none."""
        (code,) = self.say(f"MAIL FROM:<a@b.example> SIZE={size}\r\n".encode())
        if not self.hello or self.mail:
            assert code == "503"
        elif size > 100:
            assert code == "552"
        else:
            assert code == "250"
            self.mail = True

    @rule(name=NAMES)
    def say_rcpt(self, name: str) -> None:
        """RCPT adds a mailbox, once, up to the limit."""
        (code,) = self.say(f"RCPT TO:<{name}@ours.example>\r\n".encode())
        if not self.mail or self.chunks is not None:
            assert code == "503"
        elif name.lower() in self.recipients:
            assert code == "250"
        elif len(self.recipients) >= 2:
            assert code == "452"
        elif name in REFUSED:
            assert code == REFUSED[name]
        else:
            assert code == "250"
            self.recipients.append(name.lower())

    @rule(content=CONTENT)
    def say_data(self, content: bytes) -> None:
        """DATA takes content where there is a recipient."""
        (code,) = self.say(b"DATA\r\n")
        if not self.recipients or self.chunks is not None:
            assert code == "503"
            return
        assert code == "354"
        content += b"\r\n"
        stuffed = (b"\r\n" + content).replace(b"\r\n.", b"\r\n..")[2:]
        self.expect_end(content, self.say(stuffed + b".\r\n"))

    @rule(chunk=CONTENT, last=st.booleans())
    def say_bdat(self, chunk: bytes, last: bool) -> None:
        """BDAT adds a chunk, the last one ends it; a chunk that is refused is swallowed."""
        said = self.say(f"BDAT {len(chunk)}{' LAST' if last else ''}\r\n".encode() + chunk)
        if not self.recipients:
            assert said == ["503"]
            return
        self.chunks = (self.chunks or b"") + chunk
        if last:
            self.expect_end(self.chunks, said)
        elif len(self.chunks) > 100:
            assert said == ["552"]
            self.forget()
        else:
            assert said == ["250"]

    def expect_end(self, content: bytes, said: list[str]) -> None:
        """Expect what becomes of a message."""
        safe = [name for name in self.recipients if name not in ("gone", "flaky")]
        if len(content) > 100:
            assert said == ["552"]
        elif safe:
            assert said == ["250"]
            self.stored.append((self.recipients, content))
        else:
            assert said == ["451" if "flaky" in self.recipients else "550"]
        self.forget()

    @rule()
    def say_rset(self) -> None:
        """RSET forgets the transaction."""
        assert self.say(b"RSET\r\n") == ["250"]
        self.forget()

    @rule(line=st.sampled_from([b"NOOP", b"HELP", b"VRFY u"]))
    def say_junk(self, line: bytes) -> None:
        """What brings no mail forward changes nothing."""
        assert self.say(line + b"\r\n")[0][0] == "2"

    @rule(line=st.sampled_from([b"FOO", b"", b"NO\nOP", b"MAIL", b"RCPT TO:u", b"AUTH PLAIN", b"x" * 3000, b"\xff"]))
    def say_nonsense(self, line: bytes) -> None:
        """What is refused changes nothing."""
        (code,) = self.say(line + b"\r\n")
        assert code[0] == "5"

    @precondition(lambda self: self.hello)
    @rule(name=NAMES, content=CONTENT)
    def say_group(self, name: str, content: bytes) -> None:
        """A pipelined group is the same as its commands one by one."""
        self.say_rset()
        said = self.say(f"MAIL FROM:<>\r\nRCPT TO:<{name}@ours.example>\r\nRCPT TO:<u@ours.example>\r\n".encode())
        assert said == ["250", REFUSED.get(name, "250"), "250"]
        self.mail = True
        self.recipients = list(dict.fromkeys([*([] if name in REFUSED else [name.lower()]), "u"]))
        self.say_data(content)

    @invariant()
    def stores_what_was_said(self) -> None:
        """What is stored is what was answered 250, and nothing is held beyond the chunks on their way."""
        found = [([str(p.local_part).lower() for p in e.forward_paths], c) for e, c in self.alone.memory.messages]
        assert found == self.stored
        assert self.alone.budget.held == len(self.chunks or b"")
        assert not self.alone.is_closed


TestConversation = Conversation.TestCase
TestConversation.settings = settings(max_examples=120, stateful_step_count=30, deadline=None)
