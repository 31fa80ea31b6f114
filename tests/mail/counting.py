"""Work counted in steps of the interpreter, which are the same on every machine, however busy.

A step is a line, a call, or a call of a function written in C; one that walks through all of a long text counts as many
more. What a parser written in C does within one call is not seen: the processor time that a
child is given bounds that.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

_WALKS = frozenset({"count", "decode", "encode", "lower", "replace", "split", "splitlines", "translate", "upper"})
# So much of a text costs about as much as a step.
_OCTETS_PER_STEP = 64
# A doubling may cost so much more than twice: the ends of what is cut, and what is looked at once.
_SLACK = 1.15
_ONCE = 3000


def steps(function: Callable[..., object], *arguments: Any) -> int:
    """Count the steps of one call."""
    count = 0

    def trace(_frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal count
        count += 1
        return trace

    def profile(_frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        if event == "c_call":
            count += 1
            owner = getattr(argument, "__self__", None)
            if isinstance(owner, str | bytes | bytearray) and argument.__name__ in _WALKS:
                count += len(owner) // _OCTETS_PER_STEP

    tracing, profiling = sys.gettrace(), sys.getprofile()
    sys.settrace(trace)
    sys.setprofile(profile)
    try:
        function(*arguments)
    finally:
        sys.settrace(tracing)
        sys.setprofile(profiling)
    return count


def grows_evenly(function: Callable[[bytes], object], make: Callable[[int], bytes], times: int) -> bool:
    """Say whether twice the input is at most about twice the work.

    Of two doublings one is enough: where an input comes to a cap, or a cheap look no longer does, there is a step.
    """
    function(make(1))
    before = steps(function, make(times))
    for factor in (2, 4):
        after = steps(function, make(times * factor))
        if after <= 2 * before * _SLACK + _ONCE:
            return True
        before = after
    return False
