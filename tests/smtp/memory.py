"""A delivery that keeps its promise in memory: what tests hand to a session or a server.

What it says of a recipient follows from the local part, so that a dialogue can be read without this file:
``nobody`` is unknown, ``full``, ``nospace`` and ``broken`` are what they say, ``slow`` is answered later, ``gone``
and ``flaky`` are fine at RCPT and not there, or not to be stored, at the end. Everybody else at ``ours.example``
has a mailbox, and so has ``<Postmaster>``.
"""

import asyncio
from collections.abc import Awaitable, Sequence

from mayfly.core.address import Address
from mayfly.core.message import Envelope
from mayfly.smtp.promise import Delivered, Verdict

AT_RCPT = {
    "nobody": Verdict.NO_SUCH_MAILBOX,
    "full": Verdict.MAILBOX_FULL,
    "nospace": Verdict.NO_SPACE,
    "broken": Verdict.UNAVAILABLE,
}
AT_THE_END = {"gone": Verdict.NO_SUCH_MAILBOX, "flaky": Verdict.UNAVAILABLE}
OURS = frozenset({"ours.example", "xn--bcher-kva.example"})


class Memory:
    """Keeps what it is given, in order."""

    def __init__(self, *, ready: Verdict = Verdict.OK) -> None:
        self.messages: list[tuple[Envelope, bytes]] = []
        self.too_large: list[tuple[Envelope, int]] = []
        self.ready_verdict = ready
        self.hold: asyncio.Event | None = None

    def ready(self, octets: int) -> Verdict:
        """Say what the test wants said."""
        return self.ready_verdict

    def at_once(self, address: Address) -> Verdict:
        """Say what is known of a recipient."""
        local_part = address.canonical.local_part
        if address.domain not in OURS and not (address.domain == "" and local_part == "postmaster"):
            return Verdict.NOT_OURS
        return AT_RCPT.get(local_part, Verdict.OK)

    def recipient(self, address: Address) -> Verdict | Awaitable[Verdict]:
        """Say it, for ``slow`` a turn of the loop later."""
        return self._later(address) if address.canonical.local_part == "slow" else self.at_once(address)

    async def _later(self, address: Address) -> Verdict:
        await asyncio.sleep(0)
        return self.at_once(address)

    def take(self, envelope: Envelope, content: Sequence[bytes]) -> Delivered:
        """Keep a message for everyone whose verdict is OK."""
        verdicts = tuple(AT_THE_END.get(each.canonical.local_part, Verdict.OK) for each in envelope.forward_paths)
        if Verdict.OK in verdicts:
            self.messages.append((envelope, b"".join(content)))
        return Delivered(f"message-{len(self.messages)}", verdicts)

    def deliver(self, envelope: Envelope, content: Sequence[bytes]) -> "asyncio.Future[Delivered]":
        """Keep a message; a turn of the loop later it is safe, or when ``hold`` is set."""
        return asyncio.ensure_future(self._deliver(envelope, content))

    async def _deliver(self, envelope: Envelope, content: Sequence[bytes]) -> Delivered:
        if self.hold is not None:
            await self.hold.wait()
        else:
            await asyncio.sleep(0)
        return self.take(envelope, content)

    def refused(self, envelope: Envelope, octets: int) -> None:
        """Note it."""
        self.too_large.append((envelope, octets))
