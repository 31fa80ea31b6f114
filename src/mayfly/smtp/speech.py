"""What a session has said and not yet sent, and how long it bears a client that errs or idles about."""

from mayfly.smtp import reply
from mayfly.smtp.reply import Reply
from mayfly.smtp.role import Role

# So many commands are obeyed in a row: a millisecond. A read holds ten thousand, and the loop is everybody's.
_TURN_COMMANDS = 32


class Speech:
    """The replies of one session, in order.

    Errors and commands that bring no mail forward are counted as they are answered, but not for LMTP: an MTA hands on
    what others got wrong.
    """

    __slots__ = (
        "_errors",
        "_is_delayed",
        "_is_greeted",
        "_junk",
        "_limits",
        "_max_errors",
        "_out",
        "commands",
        "must_wait",
    )

    def __init__(self, role: Role, *, stressed: bool) -> None:
        self._limits = role.limits
        self._max_errors = role.limits.stress_errors if stressed else role.limits.errors
        if role.lmtp:
            self._max_errors = 0
        self._errors = 0
        self._junk = 0
        self._out = [role.greeting.octets]
        self._is_greeted = False
        # The reply that was said last had to be waited for (RFC 2920 section 3.1), the greeting first of all.
        self.must_wait = True
        # The last error was one of many: what is said to it is held back.
        self._is_delayed = False
        # Obeyed since others had their turn.
        self.commands = 0

    def take(self) -> bytes:
        """Give what was said since the last call."""
        out = self._out
        if not out:
            return b""
        self._out = []
        self._is_greeted = True
        self.must_wait = False
        return out[0] if len(out) == 1 else b"".join(out)

    def add(self, said: Reply) -> None:
        """Say something that counts for nothing."""
        self._out.append(said.octets)

    def interrupt(self) -> None:
        """Refuse a client that did not wait; who talks before the greeting hears none."""
        if not self._is_greeted:
            self._out.clear()
        self._out.append(reply.NOT_IN_STEP.octets)

    def answer(self, said: Reply, *, is_error: bool = False) -> bool:
        """Answer a command; say whether that was the last word."""
        if self._max_errors and (said.code >= 500 or is_error):
            self._errors += 1
            if self._errors >= self._max_errors and not said.closing:
                said = reply.TOO_MANY_ERRORS
            self._is_delayed = self._errors > self._limits.errors_before_delay
        self._out.append(said.octets)
        return said.closing

    def take_delay(self) -> float | None:
        """Give the seconds that all has to wait now, 0 for a turn of the others; None where nothing has to wait."""
        if self._is_delayed:
            self._is_delayed = False
            return self._limits.error_delay_seconds
        if self.commands >= _TURN_COMMANDS:
            self.commands = 0
            return 0.0
        return None

    def answer_junk(self, said: Reply) -> bool:
        """Answer a command that brings no mail forward; from some number on it is an error."""
        self._junk += 1
        return self.answer(said, is_error=self._junk > self._limits.junk_commands)

    def forgive(self) -> None:
        """Forget what was counted: a mail has arrived."""
        self._errors = 0
        self._junk = 0
