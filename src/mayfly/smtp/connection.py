"""One client's connection: octets between a transport and a session, and the session's questions to the delivery.

Rule 1: no task and no timer for a command. An answer at hand is used at once; one that is not calls back. All
deadlines are kept as a number that ``overdue`` looks at when the server's clock ticks.
Rule 2: what was said by the time the session wants more octets goes out in one write (RFC 2920 section 3.2).
Rule 3: a client that sends more than is looked at, or does not read its replies, is not read from.
Rule 4: the last reply is sent before the connection is closed, and what the client still sends is read for a
moment: closing on unread octets would reset the connection and take the reply with it.
"""

import asyncio
import secrets
from collections.abc import Callable
from typing import Protocol, TypeVar

import structlog

from mayfly.smtp import reply
from mayfly.smtp.clients import plain
from mayfly.smtp.events import Delay, Event, Message, Recipient, Sender, TooLarge
from mayfly.smtp.limits import Budget
from mayfly.smtp.promise import Delivered, Delivery, Verdict
from mayfly.smtp.reply import Reply
from mayfly.smtp.session import Role, Session

_log = structlog.get_logger(__name__)
_T = TypeVar("_T")


class House(Protocol):
    """What a connection needs of the server it belongs to."""

    now: float
    role: Role
    budget: Budget
    delivery: Delivery
    is_stressed: bool

    def enter(self, connection: "Connection", address: str) -> Reply | None:
        """Count a connection in, or give the reply that refuses it."""

    def leave(self, connection: "Connection") -> None:
        """Count a connection out."""


class Connection(asyncio.Protocol):
    """One connection, from accept to close."""

    __slots__ = (
        "_house",
        "_is_at_end",
        "_is_closing",
        "_is_draining",
        "_is_paused",
        "_loop",
        "_pending",
        "_session",
        "_session_id",
        "_since",
        "_started",
        "_transport",
        "client_key",
    )

    _transport: asyncio.Transport

    def __init__(self, house: House, loop: asyncio.AbstractEventLoop) -> None:
        self._house = house
        self._loop = loop
        self._session: Session | None = None
        self._session_id = ""
        # What an answer is awaited from.
        self._pending: object = None
        self._started = self._since = house.now
        self._is_at_end = False
        self._is_closing = False
        self._is_draining = False
        self._is_paused = False
        self.client_key: bytes | None = None

    # What the transport tells.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet the client, or say why not."""
        self._transport = transport  # type: ignore[assignment]  # a stream transport, as of create_server
        peer = transport.get_extra_info("peername")
        self._greet(peer[0] if isinstance(peer, tuple) else "")

    def data_received(self, data: bytes) -> None:
        """Take octets from the client."""
        session = self._session
        if self._is_closing or session is None:
            return
        session.receive_data(data)
        if self._pending is None:
            self._go_on(session)
        elif session.waiting_octets > self._house.role.limits.unread_octets:
            self._pause()

    def eof_received(self) -> bool:
        """Close, or as soon as what was asked for is answered: a client may send all it has and then listen."""
        self._is_at_end = True
        return self._pending is not None and not self._is_closing

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio hands it over
        """Forget the client; a message that was handed over goes its way."""
        self._is_closing = True
        self._house.leave(self)
        if self._session is not None and self._pending is None:
            self._session.lose()

    def pause_writing(self) -> None:
        """Stop reading from a client that does not read."""
        self._pause()

    def resume_writing(self) -> None:
        """Read on."""
        self._unpause()

    # What the server asks.

    def overdue(self) -> None:
        """End the session if one of its deadlines has passed."""
        house = self._house
        now = house.now
        limits = house.role.limits
        waited = now - self._since
        if self._is_closing:
            if waited > limits.closing_seconds:
                self._transport.abort()
            return
        session = self._session
        if session is None or self._pending is not None:
            return
        allowed = limits.stress_command_seconds if house.is_stressed else limits.command_seconds
        if session.is_reading_content:
            allowed = limits.command_seconds + session.content_octets / limits.content_octets_per_second
        if waited > allowed or now - self._started > limits.session_seconds:
            self._end(session, reply.TOO_LATE)

    def drain(self) -> None:
        """End the session as soon as nothing is on its way, and do not wait for the client to hang up."""
        self._is_draining = True
        if self._session is None or self._is_closing:
            self._transport.close()
        else:
            self._session.drain()
            if self._pending is None:
                self._go_on(self._session)

    def cut(self) -> None:
        """End the session now: 421, and nothing more is waited for."""
        if self._session is not None and not self._is_closing:
            self._end(self._session, reply.SHUTTING_DOWN)
        self._transport.close()

    # Between session and delivery.

    def _greet(self, address: str) -> None:
        house = self._house
        refusal = house.enter(self, address)
        if refusal is not None:
            self._transport.write(refusal.octets)
            self._hang_up(politely=True)
            return
        self._session_id = secrets.token_hex(8)
        self._session = Session(
            house.role,
            house.budget,
            session_id=self._session_id,
            client_address=plain(address),
            stressed=house.is_stressed,
        )
        self._transport.write(self._session.data_to_send())

    def _go_on(self, session: Session) -> None:
        """Let the session run until it wants octets or an answer that is not at hand."""
        try:
            while (event := session.next_event()) is not None:
                if not self._settle(session, event):
                    return
        except Exception:  # noqa: BLE001 - ours, whatever it is: the log has it, the client tries again
            _log.exception("fault", session_id=self._session_id)
            session.end(reply.FAULT)
        self._flush(session)

    def _settle(self, session: Session, event: Event) -> bool:
        """Answer a question; say False where the answer is to be waited for."""
        delivery = self._house.delivery
        if isinstance(event, Recipient):
            verdict = delivery.recipient(event.address)
            if not isinstance(verdict, Verdict):
                self._await(asyncio.ensure_future(verdict), self._on_verdict)
                return False
            session.answer(verdict)
        elif isinstance(event, Sender):
            session.answer(delivery.ready(event.octets))
        elif isinstance(event, Message):
            future = delivery.deliver(event.envelope, event.pieces)
            if not future.done():
                self._await(future, self._on_delivered)
                return False
            session.delivered(self._delivered(session, future))
        elif isinstance(event, TooLarge):
            delivery.refused(event.envelope, event.octets)
        elif isinstance(event, Delay):
            self._pending = self._loop.call_later(event.seconds, self._on_delay_over)
            return False
        return True

    def _end(self, session: Session, said: Reply) -> None:
        session.end(said)
        self._flush(session)

    def _await(self, future: "asyncio.Future[_T]", then: "Callable[[asyncio.Future[_T]], None]") -> None:
        # The event loop itself holds it only weakly.
        self._pending = future
        future.add_done_callback(then)

    def _on_verdict(self, future: "asyncio.Future[Verdict]") -> None:
        session = self._take_up()
        if session is not None:
            session.answer(self._result(future) or Verdict.UNAVAILABLE)
            self._go_on(session)

    def _on_delivered(self, future: "asyncio.Future[Delivered]") -> None:
        session = self._take_up()
        if session is not None:
            session.delivered(self._delivered(session, future))
            self._go_on(session)

    def _result(self, future: "asyncio.Future[_T]") -> "_T | None":
        fault = None if future.cancelled() else future.exception()
        if fault is not None or future.cancelled():
            _log.error("fault", session_id=self._session_id, exc_info=fault)
            return None
        return future.result()

    def _delivered(self, session: Session, future: "asyncio.Future[Delivered]") -> Delivered:
        return self._result(future) or Delivered("", (Verdict.UNAVAILABLE,) * session.recipients)

    def _on_delay_over(self) -> None:
        session = self._take_up()
        if session is not None:
            session.resume()
            self._go_on(session)

    def _take_up(self) -> Session | None:
        """Go on after an answer was awaited; None where the client has gone or was sent away meanwhile."""
        self._pending = None
        session = self._session
        if session is None or self._is_closing:
            if session is not None:
                session.lose()
            return None
        if self._is_paused:
            self._unpause()
        return session

    def _flush(self, session: Session) -> None:
        octets = session.data_to_send()
        if octets:
            self._since = self._house.now
            self._transport.write(octets)
        if session.is_over or self._is_at_end:
            self._hang_up(politely=self._is_at_end or octets.endswith(reply.CLOSING.octets))

    def _hang_up(self, *, politely: bool) -> None:
        self._is_closing = True
        self._since = self._house.now
        if politely or self._is_draining:
            self._transport.close()
            return
        if self._is_paused:
            self._unpause()
        self._transport.write_eof()

    def _pause(self) -> None:
        self._is_paused = True
        self._transport.pause_reading()

    def _unpause(self) -> None:
        self._is_paused = False
        self._transport.resume_reading()
