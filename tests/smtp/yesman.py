"""A server that answers 250 to everything, in place of ours: ``python -m pytest -p tests.smtp.yesman tests/smtp``.

As a plugin it puts itself where sessions and connections are made, leaves only tests that name a number of the
checklist, and writes what became of each into the file that ``YESMAN_REPORT`` names. A numbered test that is content
with it shows nothing.
"""

import asyncio
import os
import re
from pathlib import Path

import hypothesis
import pytest

from mayfly.smtp import server, session
from tests.smtp import house

NUMBER = re.compile(r"\bB\d{3}\b")
GREETING = b"220 mx.ours.example ESMTP\r\n"
YES = b"250 2.0.0 OK\r\n"
# What it never says is not waited for long.
PATIENCE_SECONDS = 3.0


class YesSession:
    """Greets like any other session, and agrees to every line."""

    is_over = False
    waiting_octets = content_octets = recipients = 0

    def __init__(self, *_: object, **__: object) -> None:
        self._out = GREETING

    def receive_data(self, octets: bytes) -> None:
        """Agree."""
        self._out += YES * octets.count(b"\n")

    def data_to_send(self) -> bytes:
        """Say it."""
        out, self._out = self._out, b""
        return out

    def next_event(self) -> None:
        """Ask nothing."""

    def lose(self) -> None:
        """Have nothing to lose."""


class YesConnection(asyncio.Protocol):
    """Greets like any other connection, and agrees to every line. No deadline, no limit and no end."""

    def __init__(self, *_: object) -> None:
        self._session = YesSession()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        self._transport = transport
        self._transport.write(self._session.data_to_send())

    def data_received(self, data: bytes) -> None:
        """Agree."""
        self._session.receive_data(data)
        self._transport.write(self._session.data_to_send())


def pytest_configure() -> None:
    """Put it in our place, before any test is read."""
    session.Session = YesSession
    server.Connection = YesConnection
    house.PATIENCE_SECONDS = PATIENCE_SECONDS
    # One counter-example is enough, however long it is.
    once = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    hypothesis.settings.register_profile(
        "yesman", hypothesis.settings(), phases=once, report_multiple_bugs=False, database=None
    )
    hypothesis.settings.load_profile("yesman")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the numbered tests. Dialogues are shown to fail one by one, in a test of their own."""
    items[:] = [item for item in items if numbers_of(item) and item.path.stem != "test_dialogs"]


def numbers_of(item: pytest.Item) -> list[str]:
    """Find the numbers that a test names."""
    return NUMBER.findall(getattr(getattr(item, "function", None), "__doc__", None) or "")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """Write down what became of a test: its file and name, its numbers, and whether it failed."""
    report = yield
    if report.when == "call" or report.skipped:
        name = f"{item.path.name}::{item.originalname}"  # type: ignore[attr-defined]  # a test function has it
        with Path(os.environ["YESMAN_REPORT"]).open("a", encoding="utf-8") as file:
            file.write(f"{name} {report.outcome} {' '.join(numbers_of(item))}\n")
    return report
