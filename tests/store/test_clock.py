"""A wrong clock refuses, and destroys nothing."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from mayfly.core.errors import NotFound
from mayfly.store.clock import Clock, steady_seconds
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.contract import HOUR, T0, Bench

DAY = 24 * HOUR
YEAR = 365 * DAY


class Steady:
    """A clock that nobody sets, moved by the test."""

    def __init__(self) -> None:
        self.seconds = 5_000.0

    def __call__(self) -> float:
        return self.seconds


def run(path: Path, test: Callable[[SqliteStore, Bench, Steady], Coroutine[Any, Any, None]]) -> None:
    async def body() -> None:
        steady = Steady()
        store = SqliteStore.start(Settings(path=str(path), free_octets=0), steady=steady)
        await test(store, Bench(store), steady)
        await store.close()

    asyncio.run(body())


@pytest.mark.parametrize("jump", [HOUR, DAY, YEAR, 30 * YEAR])
def test_a_jump_forwards_destroys_nothing(tmp_path: Path, jump: float) -> None:
    """While the clock is ahead mailboxes are refused; when it is put back they are there with all their mail."""

    async def test(store: SqliteStore, bench: Bench, steady: Steady) -> None:
        token, mailbox = await bench.open(idle=9 * 3600)
        message_id = await bench.put_one(mailbox)
        assert await store.purge(T0) == 0
        steady.seconds += 100
        assert await store.purge(T0 + 100) == 0
        assert store.status(T0 + 100).clock_agrees
        for _ in range(50):
            steady.seconds += 5
            now = T0 + steady.seconds - 5_000 + jump
            with pytest.raises(NotFound):
                await store.unlock(token, now)
            assert await store.purge(now) == 0
            assert not store.status(now).clock_agrees
        now = T0 + steady.seconds - 5_000
        assert await store.purge(now) == 0
        assert await bench.read(token, message_id, now) == b"hello"

    run(tmp_path / "data", test)


def test_a_new_time_becomes_the_time(tmp_path: Path) -> None:
    """A jump that stays is believed after ten minutes: what is over then is destroyed."""

    async def test(store: SqliteStore, bench: Bench, steady: Steady) -> None:
        await bench.open(idle=9 * 3600)
        await store.purge(T0)
        steady.seconds += 1
        assert await store.purge(T0 + DAY) == 0
        steady.seconds += 599
        assert await store.purge(T0 + DAY + 599) == 0
        steady.seconds += 1
        assert await store.purge(T0 + DAY + 600) == 1

    run(tmp_path / "data", test)


def test_a_jump_backwards_ends_nothing_early(tmp_path: Path) -> None:
    """After a jump back all goes on, new mailboxes included, and destruction begins again later."""

    async def test(store: SqliteStore, bench: Bench, steady: Steady) -> None:
        token, mailbox = await bench.open(idle=9 * 3600)
        await store.purge(T0)
        for jump in (HOUR, YEAR):
            steady.seconds += 100
            now = T0 - jump
            assert await store.purge(now) == 0
            message_id = await bench.put_one(mailbox, now=now)
            assert await bench.read(token, message_id, now) == b"hello"
            fresh, _ = await bench.open(f"at-{jump}", now=now)
            assert (await store.unlock(fresh, now)).mailbox.created_at == now

    run(tmp_path / "data", test)


def test_after_a_start_the_clock_may_still_be_put_right(tmp_path: Path) -> None:
    """A machine that boots a year ahead and is put right within the minute has destroyed nothing."""

    async def opening(store: SqliteStore, bench: Bench, steady: Steady) -> None:
        await bench.open(idle=9 * 3600)

    async def booting(store: SqliteStore, bench: Bench, steady: Steady) -> None:
        for second in range(0, 60, 5):
            steady.seconds = 20 + second
            assert await store.purge(T0 + YEAR + second) == 0
        assert await store.purge(T0 + 60) == 0
        assert store.status(T0 + 60).mailboxes == 1
        assert await bench.find("quiet-heron", T0 + 60) is not None
        steady.seconds += 700
        assert await store.purge(T0 + 760) == 0
        steady.seconds += HOUR
        assert await store.purge(T0 + 760 + HOUR) == 1

    run(tmp_path / "data", opening)
    run(tmp_path / "data", booting)


def test_an_ordinary_clock_is_trusted_after_a_minute() -> None:
    """Small steps of a time service change nothing; a slow drift is no jump."""
    steady = Steady()
    steady.seconds = 20.0
    clock = Clock(steady)
    assert not clock.agrees(T0)
    for step in range(1, 2000):
        steady.seconds = 20 + step * 5
        assert clock.agrees(T0 + step * 5 + (step % 7) + step * 0.001) is (step >= 12)
    assert steady_seconds() <= steady_seconds()


def test_a_service_started_on_a_machine_that_runs_for_long_trusts_its_clock() -> None:
    """The time service has had its time; what has ended need not wait a minute for its destruction."""
    steady = Steady()
    steady.seconds = 599.0
    assert not Clock(steady).agrees(T0)
    steady.seconds = 600.0
    assert Clock(steady).agrees(T0)
