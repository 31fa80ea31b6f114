"""What holds for all tests."""

import asyncio
import os
from collections.abc import Generator, Iterator

import pytest
from hypothesis import HealthCheck, settings

# A machine that does other things as well draws its examples slowly; that says nothing about what is tested.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# The one thing that a machine may lack everywhere: a collection of real mail that is not part of the project.
MAY_BE_MISSING = "no corpus"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let nothing be left out in CI: there, a test that is skipped has failed."""
    report = yield
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if MAY_BE_MISSING not in reason:
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} was left out, and in CI nothing is: {reason}"
    return report


@pytest.fixture(autouse=True)
def own_loop(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let every test run loops of its own, also in a process that a browser test has used before.

    Playwright's synchronous interface leaves its loop marked as running while it is not looked at; ``asyncio.run``
    would refuse to start. The mark is what is put aside here, and put back for the next browser test.
    """
    left = asyncio._get_running_loop()
    if left is None or "e2e" in request.path.parts:
        yield
        return
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(left)
