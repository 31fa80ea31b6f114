"""The receiving side of one SMTP or LMTP session, without the connection.

Octets come in by ``receive_data`` and go out by ``data_to_send``; in between, ``next_event`` tells what the client
wants. Nothing here waits, looks at a clock or touches a socket.

Rule 1: what is allowed when stands in ``_COMMANDS``.
Rule 2: an event that is a question stops the session until it is answered. That keeps replies in the order of
pipelined commands (RFC 2920 section 3.1) whatever the caller awaits in between.
Rule 3: any cut of the octets gives the same events and replies. What counts as talking before one's turn is what
arrives before ``data_to_send`` has taken the reply that had to be waited for.
Rule 4: after a refusal the session is in step or over.
"""

from collections.abc import Callable

from msgspec import Struct

from mayfly.core.message import Envelope
from mayfly.smtp import grammar, reply
from mayfly.smtp.data import ChunkReader, Content, DataReader
from mayfly.smtp.events import Delay, Event, Message, Question, Recipient, Sender, StartTls, TooLarge
from mayfly.smtp.limits import Budget
from mayfly.smtp.lines import Buffer
from mayfly.smtp.promise import Delivered, Verdict
from mayfly.smtp.reply import Reply
from mayfly.smtp.role import Role, State
from mayfly.smtp.speech import Speech
from mayfly.smtp.transaction import Transaction


class Session:
    """One session, from the greeting to the end."""

    def __init__(
        self, role: Role, budget: Budget, *, session_id: str, client_address: str, stressed: bool = False
    ) -> None:
        self._role = role
        self._limits = role.limits
        self._budget = budget
        self._session_id = session_id
        self._client_address = client_address
        self._speech = Speech(role, stressed=stressed)
        self._last_word: Reply | None = None
        self._state = State.GREETED
        self._in_tls = False
        self._greeting = ""
        self._is_extended = False
        self._buffer = Buffer(role.limits)
        self._question: Question | None = None
        self._transaction: Transaction | None = None
        self._reader: DataReader | ChunkReader | None = None
        # A method of the class: a bound one would tie the session to itself and leave it to the garbage collector.
        self._after_reader: Callable[[Session], Reply | Event | None] = Session._on_end_of_content

    # What the connection asks.

    @property
    def is_over(self) -> bool:
        """Say whether the last reply has been said: send it and hang up."""
        return self._state is State.OVER

    @property
    def content_octets(self) -> int:
        """Count the octets of the content so far."""
        return self._transaction.octets if self._transaction is not None else 0

    @property
    def recipients(self) -> int:
        """Count the mailboxes that the transaction is for."""
        return len(self._transaction.forward_paths) if self._transaction is not None else 0

    @property
    def waiting_octets(self) -> int:
        """Count the octets that came and could not be looked at yet."""
        return len(self._buffer)

    # What the connection does.

    def receive_data(self, octets: bytes) -> None:
        """Take octets from the client."""
        if self._state is not State.OVER:
            self._buffer.add(octets)

    def data_to_send(self) -> bytes:
        """Give the replies that were said since the last call."""
        return self._speech.take()

    def next_event(self) -> Event | None:
        """Go on until something is to be decided or told; None when more octets are needed or a question is open."""
        while self._question is None and self._state is not State.OVER:
            if (delay := self._speech.take_delay()) is not None:
                self._question = Delay(delay)
                return self._question
            if self._last_word is not None and self._reader is None:
                self.end(self._last_word)
                return None
            if not self._buffer:
                return None
            if self._speech.must_wait:
                self._speech.interrupt()
                self.lose()
                return None
            if self._reader is None:
                line = self._buffer.take_line()
                if line is None:
                    return None
                done = self._obey(line)
            else:
                rest = self._reader.feed(self._buffer.take())
                if rest is None:
                    return None
                self._buffer.add(rest)
                self._reader = None
                done = self._after_reader(self)
            if done is None:
                continue
            if isinstance(done, Reply):
                self._say(done)
                continue
            if not isinstance(done, TooLarge):
                self._question = done
            return done
        return None

    def answer(self, verdict: Verdict) -> None:
        """Answer a Sender or a Recipient."""
        question = self._close_question()
        if verdict is not Verdict.OK:
            if self._state is State.READY:
                self._reset()
        elif isinstance(question, Recipient):
            self._open_transaction().accept(question.address)
            self._state = State.RCPT
        else:
            self._state = State.MAIL
            self._say(reply.SENDER_OK)
            return
        self._say(reply.BY_VERDICT[verdict])

    def delivered(self, delivered: Delivered) -> None:
        """Answer a Message: it is safe where the verdicts say OK."""
        self._close_question()
        if Verdict.OK in delivered.verdicts:
            self._speech.forgive()
        if self._role.lmtp:
            # RFC 2033 section 4.2: one reply for each RCPT that was accepted, in their order.
            self._finish([reply.for_copy(delivered, index) for index in self._open_transaction().copies])
        else:
            self._finish([reply.for_message(delivered)])

    def resume(self) -> None:
        """Go on after a Delay."""
        self._close_question()

    def tls_accepted(self) -> None:
        """Answer StartTls: TLS may begin, ``tls_started`` follows.

        What the client sent after STARTTLS in the clear is thrown away (CVE-2011-0411).
        """
        self._buffer.clear()
        self._speech.add(reply.GO_AHEAD_TLS)

    def tls_unavailable(self) -> None:
        """Answer StartTls: there is no certificate to be used now."""
        self._close_question()
        self._say(reply.TLS_UNAVAILABLE)

    def tls_started(self) -> None:
        """Go on inside TLS: everything the client said before is forgotten (RFC 3207 section 4.2)."""
        self._close_question()
        self._reset()
        self._in_tls = True
        self._greeting = ""
        self._state = State.GREETED

    def drain(self, said: Reply) -> None:
        """End the session with a last reply as soon as ``next_event`` finds no content and no question on its way."""
        self._last_word = said

    def end(self, said: Reply) -> None:
        """Say a last reply and end the session, whatever it was doing."""
        if self._state is not State.OVER:
            self._speech.add(said)
            self.lose()

    def lose(self) -> None:
        """End the session without a word: the client is gone. A message that was handed over stays so."""
        self._reset()
        self._state = State.OVER
        self._buffer.clear()
        self._question = None
        self._reader = None

    def _say(self, said: Reply, *, is_error: bool = False) -> None:
        if self._speech.answer(said, is_error=is_error):
            self.lose()

    def _say_junk(self, said: Reply) -> Reply | None:
        if self._speech.answer_junk(said):
            self.lose()
        return None

    def _finish(self, said: list[Reply]) -> None:
        """Say what became of a message, and be ready for the next transaction.

        None of it counts as an error: the client learnt it only now.
        """
        self._reset()
        for each in said:
            self._speech.add(each)

    def _close_question(self) -> Question:
        question = self._question
        if question is None:
            raise RuntimeError("there is no open question")
        self._question = None
        return question

    # Transactions and content.

    def _open_transaction(self) -> Transaction:
        if (transaction := self._transaction) is None:
            raise RuntimeError("there is no transaction")
        return transaction

    def _reset(self) -> None:
        if self._transaction is not None:
            self._transaction.drop()
            self._transaction = None
        if self._state is not State.GREETED:
            self._state = State.READY

    def _envelope(self) -> Envelope:
        transaction = self._open_transaction()
        protocol = self._role.protocol(is_extended=self._is_extended, utf8=transaction.utf8, in_tls=self._in_tls)
        return transaction.envelope(self._greeting, self._client_address, protocol, self._session_id)

    def _begin_content(self) -> Content:
        transaction = self._open_transaction()
        if transaction.content is None:
            transaction.content = Content(self._limits.message_octets, self._budget)
        return transaction.content

    def _on_end_of_content(self) -> Event | None:
        transaction = self._open_transaction()
        refusal = transaction.refusal(self._limits.received_fields)
        if refusal is None:
            return Message(self._envelope(), self._begin_content().pieces())
        return self._refuse_message(refusal, len(transaction.copies) if self._role.lmtp else 1)

    def _on_end_of_chunk(self) -> Reply | Event | None:
        # RFC 3030 section 2: where it is refused the transaction has failed; chunks that follow are answered 503.
        refusal = self._open_transaction().refusal()
        return reply.CHUNK_OK if refusal is None else self._refuse_message(refusal, 1)

    def _refuse_message(self, said: Reply, times: int) -> Event | None:
        notice = TooLarge(self._envelope(), self.content_octets) if said is reply.TOO_LARGE else None
        self._finish([said] * times)
        return notice

    def _on_end_of_skipped(self) -> Reply:
        return reply.SAY_HELLO if self._state is State.GREETED else reply.NEED_RCPT

    # Commands.

    def _obey(self, line: bytes | Reply) -> Reply | Event | None:
        self._speech.commands += 1
        command = grammar.read_command(line) if isinstance(line, bytes) else line
        if isinstance(command, Reply):
            return command
        row = (_COMMANDS_LMTP if self._role.lmtp else _COMMANDS).get(command.verb)
        if row is None:
            return reply.NOT_IMPLEMENTED if command.verb in _ABSENT else reply.UNKNOWN_COMMAND
        self._speech.must_wait = row.is_last
        if self._state in row.states:
            return row.obey(self, command.argument)
        if command.verb == "BDAT":
            # Its octets follow all the same (RFC 3030 section 2).
            return self._read_chunk(command.argument, None)
        if self._state is State.GREETED:
            return reply.SAY_HELLO
        return reply.NOT_NOW if self._state is State.CHUNKS else row.otherwise

    def _on_hello(self, argument: str, *, is_extended: bool) -> Reply | None:
        name = grammar.read_hello(argument)
        if isinstance(name, Reply):
            return name
        is_first = self._state is State.GREETED
        self._reset()
        self._state = State.READY
        self._greeting = name
        self._is_extended = is_extended
        said = self._role.hello(is_extended=is_extended, in_tls=self._in_tls)
        return said if is_first else self._say_junk(said)

    def _on_mail(self, argument: str) -> Reply | Event:
        mail = grammar.read_mail(argument)
        if isinstance(mail, Reply):
            return mail
        if mail.declared_octets > self._limits.message_octets:
            return reply.TOO_LARGE
        if not self._budget.has_room(mail.declared_octets):
            return reply.NO_SPACE
        self._transaction = Transaction(mail.reverse_path, utf8=mail.utf8)
        return Sender(mail.declared_octets)

    def _on_rcpt(self, argument: str) -> Reply | Event | None:
        transaction = self._open_transaction()
        address = grammar.read_rcpt(argument, utf8=transaction.utf8)
        if isinstance(address, Reply):
            return address
        if transaction.is_full_for(address, self._limits):
            transaction.overshoot += 1
            self._say(reply.TOO_MANY_RECIPIENTS, is_error=transaction.overshoot > self._limits.recipient_overshoot)
            return None
        return Recipient(address)

    def _on_data(self, argument: str) -> Reply:
        if argument:
            return reply.NO_ARGUMENT
        self._reader = DataReader(self._begin_content())
        self._after_reader = Session._on_end_of_content
        return reply.GO_AHEAD

    def _on_bdat(self, argument: str) -> Reply | Event | None:
        self._state = State.CHUNKS
        return self._read_chunk(argument, self._begin_content())

    def _read_chunk(self, argument: str, content: Content | None) -> Reply | Event | None:
        chunk = grammar.read_bdat(argument)
        if isinstance(chunk, Reply):
            # Nobody knows how many octets follow, and they are not to be taken for commands.
            self._speech.add(chunk)
            return reply.OUT_OF_STEP
        if content is None:
            self._after_reader = Session._on_end_of_skipped
        else:
            self._after_reader = Session._on_end_of_content if chunk.last else Session._on_end_of_chunk
        if not chunk.octets:
            return self._after_reader(self)
        self._reader = ChunkReader(chunk.octets, content)
        return None

    def _on_rset(self, argument: str) -> Reply | None:
        if argument:
            return reply.NO_ARGUMENT
        self._reset()
        return self._say_junk(reply.OK)

    def _on_vrfy(self, argument: str) -> Reply | None:
        if not argument:
            return reply.BAD_ARGUMENT
        return self._say_junk(reply.CANNOT_VERIFY)

    def _on_starttls(self, argument: str) -> Reply | Event:
        if argument:
            return reply.NO_ARGUMENT
        if not self._role.starttls:
            return reply.NOT_IMPLEMENTED
        return reply.NOT_NOW if self._in_tls else StartTls()


class _Row(Struct, frozen=True):
    """Where a command is allowed, what it does, what is said elsewhere, and whether it ends a pipelined group."""

    states: frozenset[State]
    obey: Callable[[Session, str], Reply | Event | None]
    otherwise: Reply = reply.NOT_NOW
    is_last: bool = False


_ANYWHERE = frozenset(State) - {State.OVER}

_COMMANDS = {
    "EHLO": _Row(_ANYWHERE, lambda session, name: session._on_hello(name, is_extended=True), is_last=True),
    "HELO": _Row(_ANYWHERE, lambda session, name: session._on_hello(name, is_extended=False), is_last=True),
    "MAIL": _Row(frozenset({State.READY}), Session._on_mail),
    "RCPT": _Row(frozenset({State.MAIL, State.RCPT}), Session._on_rcpt, reply.NEED_MAIL),
    "DATA": _Row(frozenset({State.RCPT}), Session._on_data, reply.NEED_RCPT, is_last=True),
    "BDAT": _Row(frozenset({State.RCPT, State.CHUNKS}), Session._on_bdat),
    "RSET": _Row(_ANYWHERE, Session._on_rset),
    "NOOP": _Row(_ANYWHERE, lambda session, _: session._say_junk(reply.OK)),
    "VRFY": _Row(_ANYWHERE, Session._on_vrfy),
    "HELP": _Row(_ANYWHERE, lambda session, _: session._say_junk(reply.HELP)),
    "QUIT": _Row(_ANYWHERE, lambda _, argument: reply.NO_ARGUMENT if argument else reply.CLOSING),
    # RFC 3207 section 4.2: not in the middle of a transaction.
    "STARTTLS": _Row(frozenset({State.READY}), Session._on_starttls),
}
# RFC 2033 section 4.1: LHLO, and neither HELO nor EHLO.
_COMMANDS_LMTP = {verb: row for verb, row in _COMMANDS.items() if verb not in ("EHLO", "HELO")} | {
    "LHLO": _COMMANDS["EHLO"]
}
# Known to the standards, and not here.
_ABSENT = frozenset({"ATRN", "AUTH", "BURL", "ETRN", "EXPN", "SAML", "SEND", "SOML", "TURN"})
