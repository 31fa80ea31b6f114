"""One service for all browser tests of a process, one browser for a file of them, a fresh profile for each.

The browser ends with its file: Playwright holds an event loop of its own while it runs, and other tests want theirs.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.e2e.browser import CHROMIUM, PATIENCE_MS, Sink, chromium, visit, watched
from tests.whole.service import Service, running

expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items):
    """Say so where there is no browser; everything else of the project is tested without one."""
    if Path(CHROMIUM).exists() or shutil.which("chromium"):
        return
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.skip(reason="there is no Chromium on this machine"))


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as one:
        yield one


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    with running("--domain", "mayfly.test", "--domain", "box.test") as one:
        yield one


@pytest.fixture(scope="session")
def sink() -> Iterator[Sink]:
    one = Sink()
    yield one
    one.close()


@pytest.fixture(scope="module")
def browser(playwright: Playwright, sink: Sink) -> Iterator[Browser]:
    """Start a browser in which every host name but the service's own leads to the sink."""
    one = chromium(playwright, f"--host-resolver-rules=MAP * 127.0.0.1:{sink.port}, EXCLUDE 127.0.0.1")
    yield one
    one.close()


@pytest.fixture
def context(browser: Browser, service: Service) -> Iterator[BrowserContext]:
    with watched(browser, service.http) as one:
        yield one


@pytest.fixture
def page(context: BrowserContext, service: Service) -> Page:
    """Open a fresh inbox, live."""
    return visit(context, service.http)
