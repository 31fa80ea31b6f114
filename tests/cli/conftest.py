"""The peers of the commands, one of each for a test."""

from collections.abc import Iterator

import pytest

from tests.cli.peers import Answers, Mailed, http_server, smtp_server


@pytest.fixture
def server() -> Iterator[Answers]:
    """Run a small HTTP server for one test."""
    with http_server() as answers:
        yield answers


@pytest.fixture
def smtp() -> Iterator[Mailed]:
    """Run a small SMTP server for one test."""
    with smtp_server() as mailed:
        yield mailed
