"""Put the parts together and run them: the one place where concrete parts meet.

Start: the disk first, then the doors, so that whoever gets 220 can deliver. Stop: the doors first, then what is under
way, then the disk; nothing accepted is lost.
"""

import asyncio
import contextlib
import dataclasses
import gc
import logging
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog

from mayfly.access import Access, Budget
from mayfly.access.inbox import Terms
from mayfly.config import Config
from mayfly.core.address import parse_address
from mayfly.core.domains import Domains
from mayfly.core.errors import CannotStart, MayflyError, Unavailable
from mayfly.core.mailbox import encode_token
from mayfly.core.message import Envelope
from mayfly.core.verdict import Verdict
from mayfly.delivery import MailDelivery
from mayfly.guard.rate import Tally
from mayfly.offload import Looker, Sealer
from mayfly.smtp.server import Server as SmtpServer
from mayfly.store.check import Report, check
from mayfly.store.clock import steady_seconds
from mayfly.store.rotate import ask_for_rotation, rotate
from mayfly.store.sqlite import SqliteStore
from mayfly.web.pages import pages
from mayfly.web.server import Server as WebServer

log = structlog.get_logger("mayfly")

_OPERATORS_FILE = "operator-token"

# What has ended leaves the disk within a minute: this gives ten chances for it.
_PURGE_SECONDS = 5.0
# What is in flight at the end. A supervisor usually kills after ten seconds; the disk needs some of them.
_GRACE_SECONDS = 7.0
# Of the interpreter lock between threads: long enough that a switch is a small part of it.
_SWITCH_SECONDS = 0.0005

_TEST_MAIL = """\
From: Mayfly <test@{domain}>
To: <{address}>
Subject: This address works
Content-Type: text/plain; charset=utf-8

This test mail was written by the service itself and came by the same way as all mail.

Your verification code is 271 828.
"""


class App:
    """One running service."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._sealer = Sealer()
        self._looker = Looker()
        self._store: SqliteStore | None = None
        self._smtp: SmtpServer | None = None
        self._web: WebServer | None = None
        self._purging: asyncio.Task[None] | None = None
        self._rotating: asyncio.Future[None] | None = None

    async def start(self) -> None:
        """Open the store and the doors; raise CannotStart with a sentence for a person."""
        config = self._config
        clock = time.time
        store = self._store = SqliteStore.start(config.store, steady=steady_seconds)
        domains = Domains(config.domains.domains())
        terms = Terms(
            config.mailboxes,
            config.store.mailbox_messages,
            config.store.mailbox_octets,
            config.smtp.limits.message_octets,
        )
        access = Access(
            store=store,
            domains=domains,
            terms=terms,
            look=self._looker.look,
            send_test=lambda address: _send_test(delivery, domains, address),
            clock=clock,
            open_mode=config.open,
            budget=Budget(config.web.reading_octets),
            get_ready=self._get_ready,
        )
        delivery = MailDelivery(
            store=store,
            domains=domains,
            hostname=config.smtp.hostname,
            seal=self._sealer.seal,
            clock=clock,
            open_on_mail=access.open_on_mail if config.open else None,
        )
        await access.open_operators(lambda token: _write_operators_token(config.store.keys, token))
        store.take_signals()
        self._purging = asyncio.create_task(_purge(store, clock))
        self._smtp = SmtpServer(config.smtp, delivery, time.monotonic)
        await _listen("smtp.listen", self._smtp.start())
        self._web = WebServer(
            config.web,
            access=access,
            domains=domains,
            store=store,
            # In open mode every address exists anyway; a test suite opens hundreds from one machine.
            openings=Tally(() if config.open else config.guard.opening()),
            clock=clock,
            pages=pages(terms),
        )
        await _listen("web.listen", self._web.start())

    def _get_ready(self) -> None:
        """Start the children for the first mail and the first look: somebody has a mailbox now."""
        self._sealer.get_ready()
        self._looker.get_ready()

    @property
    def smtp_addresses(self) -> tuple[str, ...]:
        """Give what SMTP listens on, as ``HOST:PORT``."""
        return self._smtp.addresses if self._smtp else ()

    @property
    def http_addresses(self) -> tuple[str, ...]:
        """Give what HTTP listens on, as ``HOST:PORT``."""
        return self._web.addresses if self._web else ()

    def rotate(self) -> None:
        """Begin to change the pepper; what comes of it is in the log."""
        if self._store is not None and (self._rotating is None or self._rotating.done()):
            self._rotating = asyncio.ensure_future(_rotate(self._store))

    async def stop(self) -> None:
        """Close the doors, finish what is under way, let go of the disk. May be called after a failed start."""
        doors = [door.stop(_GRACE_SECONDS) for door in (self._smtp, self._web) if door is not None]
        # Whatever goes wrong at a door, the disk is let go of in order.
        for fault in await asyncio.gather(*doors, return_exceptions=True):
            if isinstance(fault, Exception):
                log.error("stopping failed", error=type(fault).__name__)
        if self._purging is not None:
            self._purging.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._purging
        if self._store is not None:
            await self._store.close()
        self._sealer.close()
        self._looker.close()


async def _listen(setting: str, starting: Awaitable[None]) -> None:
    try:
        await starting
    except OSError as error:
        why = f"{setting}: {error.strerror or error}; stop what listens there, or write another HOST:PORT"
        raise CannotStart(why) from error


async def _rotate(store: SqliteStore) -> None:
    try:
        await store.rotate()
    except MayflyError as error:
        log.error("the pepper is as it was", error=type(error).__name__)
    else:
        log.info("the pepper is a new one")


async def _purge(store: SqliteStore, clock: Callable[[], float]) -> None:
    while True:
        try:
            await store.purge(clock())
        except MayflyError as error:
            # The disk is away: what has ended stays unreadable, and the next round tries again.
            log.warning("purge failed", error=type(error).__name__)
        except Exception:
            log.exception("purge failed")
        await asyncio.sleep(_PURGE_SECONDS)


def _write_operators_token(folder: Path, token: bytes) -> None:
    """Write the token of the operator's mailbox where only this user reads it."""
    path = folder / _OPERATORS_FILE
    with open(path, "w", encoding="ascii", opener=_open_private) as file:
        file.write(encode_token(token) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


async def _send_test(delivery: MailDelivery, domains: Domains, address: str) -> None:
    """Deliver a test mail of ours as if it had come by SMTP. Raises Unavailable where it could not be."""
    recipient = parse_address(address)
    if recipient is None:
        raise Unavailable("not an address")
    content = _TEST_MAIL.format(domain=domains.operator.domain, address=address).replace("\n", "\r\n").encode()
    envelope = Envelope("", (recipient,), "localhost", "", "LMTP", "test")
    delivered = await delivery.deliver(envelope, [content])
    if delivered.verdicts != (Verdict.OK,):
        raise Unavailable("the test mail was not taken")


def _tell_place(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Say of an exception its type and where it came from, never its text: that may hold an address or a token."""
    if event.pop("exc_info", None):
        kind, _, trace = sys.exc_info()
        frames = traceback.extract_tb(trace)
        event["error"] = kind.__name__ if kind else ""
        event["at"] = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-6:]))
    return event


def configure_logs() -> None:
    """Log to standard error, a line each; what may name a person is never handed to a logger."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _tell_place,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


async def serve(config: Config, started: Callable[[App], None]) -> None:
    """Run a service until SIGTERM or SIGINT; ``started`` is called when the doors are open."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    app = App(config)
    loop.add_signal_handler(signal.SIGUSR1, app.rotate)
    try:
        await app.start()
        started(app)
        await stopping.wait()
    finally:
        await app.stop()


def _allow_open_files() -> None:
    """Raise the soft limit on open files to the hard one: each session and each stream is one."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _tune_interpreter() -> None:
    """Set what suits one busy loop beside a writer's thread that needs the interpreter for microseconds at a time."""
    # The writer comes back from the disk many times a commit. By default it then waits up to five milliseconds for a
    # busy loop to let go, and everybody whose mail is in that commit waits with it.
    sys.setswitchinterval(_SWITCH_SECONDS)
    # What was loaded at the start stays until the end: looking through it again and again finds nothing.
    gc.collect()
    gc.freeze()


def look_over(config: Config) -> Report:
    """Say what the data directory holds and what of it is lost, while no service runs on it. Raises CannotStart."""
    report = check(config.store)
    token = config.store.keys / _OPERATORS_FILE
    if report.mailboxes and not token.exists():
        sentence = f"{token}: is missing; nobody can read the mail of postmaster and abuse until it is brought back."
        report = dataclasses.replace(report, lost=(*report.lost, sentence))
    return report


def change_pepper(config: Config) -> None:
    """Change the pepper: here, or in the service that runs on the directory. Raises CannotStart."""
    if not ask_for_rotation(config.store):
        rotate(config.store)


def run(config: Config, started: Callable[[App], None]) -> None:
    """Run a service in an event loop of its own. Raises CannotStart."""
    configure_logs()
    _allow_open_files()
    _tune_interpreter()
    # Keys and mail in the clear are in our memory only while somebody looks; a dump would put them on the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        import uvloop
    except ImportError:
        asyncio.run(serve(config, started))
    else:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(serve(config, started))
