"""Requests that wait for mail: held until there is an answer, the asker has gone, or the service stops."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from mayfly.web.problems import RATE, UNAVAILABLE, Problem
from mayfly.web.routes import Ask

T = TypeVar("T")


async def wait_for(ask: Ask, work: Coroutine[Any, Any, T], wait_seconds: float) -> T | Problem:
    """Do the work of a request that may wait. One that does not wait is simply done."""
    if wait_seconds <= 0:
        return await work
    house = ask.house
    hold = house.waits.take(ask.mailbox_key, ask.client_key)
    if hold is None:
        work.close()
        if house.waits.closing:
            return Problem(UNAVAILABLE, retry_after_seconds=2)
        return Problem(RATE, "Too many requests are waiting.", retry_after_seconds=5)
    doing = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(ask.leaving())
    hold.when_closing(doing.cancel)
    try:
        await asyncio.wait({doing, gone}, return_when=asyncio.FIRST_COMPLETED)
        if doing.done() and not doing.cancelled():
            return doing.result()
        # Nobody hears this where the asker has gone.
        return Problem(UNAVAILABLE, retry_after_seconds=2)
    finally:
        hold.release()
        doing.cancel()
        gone.cancel()
        await asyncio.wait({doing, gone})
