"""What holds for all tests."""

import os
from collections.abc import Generator

import pytest

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
