"""Whether the wall clock can be trusted to destroy by.

Rule: refusing to read goes by the wall clock alone and is undone when the clock is put right; destroying cannot be
undone, so it waits until wall clock and steady clock have agreed for a while.
"""

import time
from collections.abc import Callable

# A clock that is slewed or stepped by a time service in good health moves by less.
_DISAGREEMENT_SECONDS = 60.0
# After a machine has booted the time service needs some seconds to put a wrong clock right.
_BOOT_SECONDS = 600.0
_SETTLING_SECONDS = 60.0
# After a jump somebody may put it back. Then the new time is the time.
_JUMP_SECONDS = 600.0


def steady_seconds() -> float:
    """Count seconds that no one can set, those asleep included where the system counts them."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class Clock:
    """Compares the two clocks; the steady one counts from the machine's boot.

    Without a steady one the wall clock is always trusted: time is the caller's then.
    """

    def __init__(self, steady: Callable[[], float] | None) -> None:
        self._steady = steady
        self._difference: float | None = None
        self._agrees_from = 0.0

    def agrees(self, now: float) -> bool:
        """Look at both clocks, and say whether one may destroy by this wall clock."""
        if self._steady is None:
            return True
        steady = self._steady()
        difference = now - steady
        if self._difference is None:
            self._difference = difference
            self._agrees_from = steady + (_SETTLING_SECONDS if steady < _BOOT_SECONDS else 0.0)
        elif abs(difference - self._difference) > _DISAGREEMENT_SECONDS:
            self._difference = difference
            self._agrees_from = steady + _JUMP_SECONDS
        return steady >= self._agrees_from
