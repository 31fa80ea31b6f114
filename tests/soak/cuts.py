"""The properties of the session that ``make test`` tries some hundred times, a hundred thousand times.

``python -m tests.soak.cuts``: any cut of any octets gives the same events and replies; and commands in any order get
what a model of the session expects, DATA, BDAT and RSET among them.
"""

import sys
import time
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from tests.smtp import test_model, test_session

CASES = 100_000
# Each machine takes thirty steps: as many commands as there are cases of the other.
MACHINES = CASES // 30
MANY = settings(
    max_examples=CASES, deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=True
)


def cuts() -> None:
    """Play segments whole and in cuts."""
    inner = test_session.test_any_cut_gives_the_same.hypothesis.inner_test
    MANY(given(test_session.SEGMENTS, st.integers(1, 9))(inner))()


def orders() -> None:
    """Say commands in any order to the session and to its model."""
    run_state_machine_as_test(
        test_model.Conversation, settings=settings(MANY, max_examples=MACHINES, stateful_step_count=30)
    )


def main() -> int:
    """Run both; a counter-example is raised as it is found."""
    runs: tuple[tuple[str, Callable[[], None]], ...] = (
        (f"{CASES} cuts", cuts),
        (f"{MACHINES} conversations", orders),
    )
    for name, run in runs:
        began = time.monotonic()
        run()
        print(f"cuts: {name}, none wrong, {time.monotonic() - began:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
