"""One client's connection: octets between a transport and a session, and the session's questions to the delivery.

Rule 1: no task and no timer for a command. An answer at hand is used at once; one that is not calls back. All
deadlines are kept as a number that ``overdue`` looks at when the server's clock ticks.
Rule 2: what was said by the time the session wants more octets goes out in one write (RFC 2920 section 3.2).
Rule 3: a client that sends more than is looked at, or does not read its replies, is not read from; one that sends much
or says much is looked at once in a turn of the loop.
Rule 4: the last reply is sent before the connection is closed, and what the client still sends is read for a
moment: closing on unread octets would reset the connection and take the reply with it.
"""

import asyncio
import secrets
from collections.abc import Callable
from typing import TypeVar

import structlog

from mayfly.smtp import reply
from mayfly.smtp.clients import Client, plain
from mayfly.smtp.events import Delay, Event, Message, Recipient, Sender, StartTls, TooLarge
from mayfly.smtp.house import House, Stage
from mayfly.smtp.promise import Delivered, Verdict
from mayfly.smtp.proxy import NotProxy, read_header
from mayfly.smtp.reply import Reply
from mayfly.smtp.role import Role
from mayfly.smtp.session import Session
from mayfly.smtp.tls import Tls

_log = structlog.get_logger(__name__)
_T = TypeVar("_T")
# Whoever sends so much at once has more. Event loops read at most about twice as much in one go.
_TURN_OCTETS = 131_072


class Connection(asyncio.Protocol):
    """One connection, from accept to close."""

    __slots__ = (
        "_first_octets",
        "_house",
        "_is_at_end",
        "_is_draining",
        "_is_paused",
        "_is_unread",
        "_loop",
        "_pending",
        "_role",
        "_session",
        "_session_id",
        "_since",
        "_stage",
        "_started",
        "_tls",
        "_transport",
        "client",
    )

    _transport: asyncio.Transport

    def __init__(self, house: House, role: Role, loop: asyncio.AbstractEventLoop) -> None:
        self._house = house
        self._role = role
        self._loop = loop
        self._stage = Stage.SPEAKING
        self._session: Session | None = None
        self._session_id = ""
        self._tls: Tls | None = None
        self._first_octets = b""
        # What an answer is awaited from; this connection itself where it waits for its turn.
        self._pending: object = None
        self._started = self._since = house.now
        self._is_at_end = False
        self._is_draining = False
        # Not read from; that the client does not read its replies is one reason.
        self._is_paused = self._is_unread = False
        self.client: Client | None = None

    # What the transport tells.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet the client, or say why not; behind a proxy, wait for its header."""
        self._transport = transport  # type: ignore[assignment]  # a stream transport, as of create_server
        house = self._house
        peer = transport.get_extra_info("peername")
        address = plain(peer[0]) if isinstance(peer, tuple) else ""
        if not house.admit(self):
            self._refuse(reply.TOO_MANY_SESSIONS)
        elif address and not self._role.lmtp and house.is_proxy(address):
            self._stage = Stage.PROXY
        else:
            self._greet(address)

    def data_received(self, data: bytes) -> None:
        """Take octets from the client."""
        if self._stage is Stage.CLOSING:
            return
        if self._tls is not None:
            data = self._decrypt(self._tls, data)
        elif self._stage is Stage.PROXY:
            data = self._read_proxy_header(data)
        session = self._session
        if session is None or not data:
            return
        session.receive_data(data)
        if self._pending is None:
            self._go_on(session)
        if self._pending is not None and not self._has_room():
            self._pause()
        if len(data) >= _TURN_OCTETS and not self._is_paused:
            # There is more, and uvloop would read on: eight megabytes of it before anybody else had a turn.
            self._transport.pause_reading()
            self._house.line_up(self)

    def read_on(self) -> None:
        """Go on with a client that has had its turn, unless there is another reason to wait."""
        if self._pending is self:
            self._on_delay_over()
        if not self._is_paused and not self._transport.is_closing():
            self._transport.resume_reading()

    def eof_received(self) -> bool:
        """Close, or as soon as what was asked for is answered: a client may send all it has and then listen."""
        self._is_at_end = True
        return self._pending is not None and self._stage is not Stage.CLOSING

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio hands it over
        """Forget the client; a message that was handed over goes its way."""
        self._stage = Stage.CLOSING
        if self._session is not None and self._pending is None:
            self._session.lose()
        self._house.leave(self)

    def pause_writing(self) -> None:
        """Stop reading from a client that does not read."""
        self._is_unread = True
        self._pause()

    def resume_writing(self) -> None:
        """Read on, unless there is another reason to wait."""
        self._is_unread = False
        if self._has_room():
            self._unpause()

    # What the server asks.

    def overdue(self) -> None:
        """End what has passed its deadline."""
        house = self._house
        limits = self._role.limits
        waited = house.now - self._since
        session = self._session
        if (seconds := self._stage.seconds(limits)) is not None:
            if waited > seconds:
                self._transport.abort()
        elif session is not None and self._pending in (None, self):
            allowed, rate = limits.command_seconds, limits.content_octets_per_second
            if house.is_stressed:
                allowed, rate = limits.stress_command_seconds, limits.stress_content_octets_per_second
            if waited > allowed + session.content_octets / rate or house.now - self._started > limits.session_seconds:
                session.end(reply.TOO_LATE)
                self._flush(session)
        elif session is not None and house.now - self._started > limits.session_seconds:
            # When what was asked for is answered: a client that always asks is not spared.
            session.drain(reply.TOO_LATE)

    def drain(self) -> None:
        """End the session as soon as nothing is on its way, and do not wait for the client to hang up."""
        self._is_draining = True
        if self._session is None or self._stage is not Stage.SPEAKING:
            self._transport.close()
            return
        self._session.drain(reply.SHUTTING_DOWN)
        if self._pending is None:
            self._go_on(self._session)

    def cut(self) -> None:
        """End the session now: 421, and nothing more is waited for."""
        if self._session is not None and self._stage is Stage.SPEAKING:
            self._session.end(reply.SHUTTING_DOWN)
            self._flush(self._session)
        self._transport.close()

    # The beginning.

    def _read_proxy_header(self, data: bytes) -> bytes:
        """Read on in the PROXY header; give what follows it. What is none is not answered."""
        self._first_octets += data
        header = read_header(self._first_octets)
        if header is None:
            return b""
        if isinstance(header, NotProxy):
            self._hang_up(politely=True)
            return b""
        self._first_octets = b""
        self._stage = Stage.SPEAKING
        address = self._transport.get_extra_info("peername")[0] if header.address is None else header.address
        self._greet(plain(address))
        return header.rest

    def _greet(self, address: str) -> None:
        house = self._house
        # Over LMTP everything comes from one client, which speaks for the world.
        if address and not self._role.lmtp:
            self.client = house.enter(address)
            if self.client is None:
                self._refuse(reply.TOO_MANY_OF_YOURS)
                return
        self._session_id = secrets.token_hex(8)
        session = self._session = Session(
            self._role,
            house.budget if self.client is None else self.client.budget,
            session_id=self._session_id,
            client_address=address,
            stressed=house.is_stressed,
        )
        delay = self._role.limits.greeting_delay_seconds
        if delay and not self._role.lmtp:
            self._stage = Stage.GREETING
            self._loop.call_later(delay, self._on_greeting)
        else:
            self._transport.write(session.data_to_send())

    def _on_greeting(self) -> None:
        if self._session is not None and self._stage is Stage.GREETING:
            self._stage = Stage.SPEAKING
            self._flush(self._session)

    def _refuse(self, said: Reply) -> None:
        # The client has said nothing yet, so nothing is lost by closing at once.
        self._transport.write(said.octets)
        self._stage = Stage.CLOSING
        self._transport.close()

    # TLS.

    def _start_tls(self, session: Session) -> bool:
        """Begin TLS; say False, as the session waits for its end."""
        tls = self._house.tls()
        if tls is None:
            session.tls_unavailable()
            return True
        session.tls_accepted()
        self._transport.write(session.data_to_send())
        self._since = self._house.now
        self._stage = Stage.HANDSHAKE
        self._tls = tls
        return False

    def _decrypt(self, tls: Tls, data: bytes) -> bytes:
        said = tls.receive(data)
        octets = tls.to_send()
        if octets:
            self._transport.write(octets)
        if self._stage is Stage.HANDSHAKE and tls.is_ready and self._session is not None:
            self._session.tls_started()
            self._since = self._house.now
            self._stage = Stage.SPEAKING
        if tls.is_broken:
            # RFC 3207 section 4.1: there is no way back to plaintext.
            self._hang_up(politely=True)
            return b""
        if tls.is_over:
            # RFC 8446 section 6.1: the peer has said all it has to say, and still listens.
            self._is_at_end = True
            if not said and self._pending is None:
                self._hang_up(politely=True)
        return said

    def _write(self, octets: bytes) -> None:
        self._transport.write(octets if self._tls is None else self._tls.encrypt(octets))

    # Between session and delivery.

    def _go_on(self, session: Session) -> None:
        """Let the session run until it wants octets or an answer that is not at hand."""
        try:
            while (event := session.next_event()) is not None:
                if not self._settle(session, event):
                    self._read_again()
                    return
        except Exception:  # noqa: BLE001 - ours, whatever it is: the log has it, the client tries again
            _log.exception("fault", session_id=self._session_id)
            session.end(reply.FAULT)
        self._flush(session)
        self._read_again()

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
        elif isinstance(event, StartTls):
            return self._start_tls(session)
        elif isinstance(event, Delay):
            if event.seconds:
                self._pending = self._loop.call_later(event.seconds, self._on_delay_over)
            else:
                self._pending = self
                self._house.line_up(self)
            return False
        return True

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

    def _on_delay_over(self) -> None:
        session = self._take_up()
        if session is not None:
            session.resume()
            self._go_on(session)

    def _take_up(self) -> Session | None:
        """Go on after an answer was awaited; None where the client has gone or was sent away meanwhile."""
        self._pending = None
        session = self._session
        if session is not None and self._stage is Stage.CLOSING:
            session.lose()
            return None
        return session

    def _delivered(self, session: Session, future: "asyncio.Future[Delivered]") -> Delivered:
        return self._result(future) or Delivered("", (Verdict.UNAVAILABLE,) * session.recipients)

    def _result(self, future: "asyncio.Future[_T]") -> "_T | None":
        fault = None if future.cancelled() else future.exception()
        if fault is not None or future.cancelled():
            _log.error("fault", session_id=self._session_id, exc_info=fault)
            return None
        return future.result()

    # The end.

    def _flush(self, session: Session) -> None:
        octets = session.data_to_send()
        if octets:
            # Content comes in its time from the first octet to the last, whatever is said between two chunks.
            if not session.content_octets:
                self._since = self._house.now
            self._write(octets)
        if session.is_over or self._is_at_end:
            self._hang_up(politely=self._is_at_end or octets.endswith(reply.CLOSING.octets))

    def _hang_up(self, *, politely: bool) -> None:
        self._stage = Stage.CLOSING
        self._since = self._house.now
        if self._tls is not None and self._tls.is_ready:
            self._transport.write(self._tls.close())
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

    def _has_room(self) -> bool:
        """Say whether more may come: an answer is for one command, and a read has thousands."""
        return self._session is None or self._session.waiting_octets <= self._role.limits.unread_octets

    def _read_again(self) -> None:
        """Read on as soon as what came has been looked at and the replies are read."""
        if self._is_paused and not self._is_unread and self._stage is not Stage.CLOSING and self._has_room():
            self._unpause()
