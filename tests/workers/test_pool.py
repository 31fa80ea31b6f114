"""The worker pool, with real child processes."""

import asyncio
import os
from pathlib import Path

import pytest

from mayfly.workers.pool import Pool
from mayfly.workers.values import Bounds, NoWorker, WorkerFailed, WorkerLost
from tests.workers import dead_at_start, functions, slow_to_start


def run(function, requests, bounds=None):
    """Submit all requests at once; give the answers, with WorkerFailed in the place of a failure."""

    async def main():
        pool = Pool(function, bounds or Bounds())
        futures = [pool.submit(request) for request in requests]
        answers = await asyncio.wait_for(asyncio.gather(*futures, return_exceptions=True), 60)
        pool.close()
        return answers

    return asyncio.run(main())


def descriptors():
    """Count the descriptors that this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


async def until(check):
    """Let the loop run until a check holds."""
    async with asyncio.timeout(60):
        while not check():  # noqa: ASYNC110  what is waited for has no event to wait on
            await asyncio.sleep(0.005)


@pytest.mark.parametrize("bounds", [Bounds(), Bounds(batch=32), Bounds(children=2, batch=3)])
def test_each_request_gets_its_own_answer(bounds):
    """A hundred requests at once: each future has the answer to its own request."""
    assert run(functions.double, range(100), bounds) == [2 * n for n in range(100)]


def test_a_failing_request_fails_alone():
    """An exception in the function fails that request; its neighbours in the frame are answered."""
    answers = run(functions.double, [1, -1, 2], Bounds(batch=3))
    assert (answers[0], answers[2]) == (2, 4)
    assert isinstance(answers[1], WorkerFailed)


def test_what_waits_together_is_worked_on_together():
    """Requests that come while a child starts are one call of the function, up to the batch."""
    assert run(functions.together, range(5), Bounds(batch=3)) == [3, 3, 3, 2, 2]


def test_a_child_over_its_time_is_killed_and_the_next_request_is_answered():
    """The slow request fails, the one behind it goes to a new child."""
    answers = run(functions.spin, [600.0, 0.0], Bounds(seconds=4.0))
    assert isinstance(answers[0], WorkerFailed)
    assert answers[1] == 0.0


def test_processor_time_is_what_is_bounded_where_it_is_told():
    """One that computes is killed by its processor time, one that stands still by time, and one below is answered."""
    answers = run(functions.spin, [600.0, 0.0], Bounds(cpu_seconds=0.6, seconds=600))
    assert isinstance(answers[0], WorkerFailed)
    assert answers[1] == 0.0
    (answer,) = run(functions.stand, [0.0], Bounds(cpu_seconds=0.1, seconds=0.8))
    assert isinstance(answer, WorkerFailed)


def test_a_request_is_not_blamed_for_what_others_did_to_its_child():
    """A child that others killed, or gave no processor, is lost; one that crashed or used its time up has failed."""
    (killed,) = run(functions.die, [1])
    (starved,) = run(functions.stand, [0.0], Bounds(cpu_seconds=600, seconds=0.8))
    assert isinstance(killed, WorkerLost)
    assert isinstance(starved, WorkerLost)
    crashed = run(functions.crash, [1, 0])
    spent = run(functions.spin, [600.0, 0.0], Bounds(cpu_seconds=0.6, seconds=600))
    for failed, after in (crashed, spent):
        assert isinstance(failed, WorkerFailed)
        assert not isinstance(failed, WorkerLost)
        assert after == 0


def test_a_child_that_is_over_its_time_is_reaped():
    """It is no zombie for longer than the system takes to take it apart; nobody waits for that."""

    async def main():
        pool = Pool(functions.spin, Bounds(cpu_seconds=0.5, seconds=600))
        await pool.submit(0.0)
        (child,) = pool._children
        pid = child._process.pid
        with pytest.raises(WorkerFailed):
            await asyncio.wait_for(pool.submit(600.0), 60)
        await until(lambda: not Path(f"/proc/{pid}").exists())
        pool.close()

    asyncio.run(main())


def test_memory_is_bounded():
    """A request that wants more memory than the bound fails; a small one after it is answered."""
    answers = run(functions.eat, [4 << 30, 1000], Bounds(memory_octets=1 << 30))
    assert isinstance(answers[0], WorkerFailed)
    assert answers[1] == 1000


def test_a_dead_child_is_replaced():
    """A child that dies fails what it held and is replaced for what is behind it."""
    answers = run(functions.die, [1, 0, 0])
    assert isinstance(answers[0], WorkerFailed)
    assert answers[1:] == [0, 0]


@pytest.mark.parametrize("octets", [0, 1, 65_535, 5_000_000])
def test_large_frames_pass(octets):
    """Octets come back as they went, whatever the size of the frame."""
    sent = os.urandom(octets)
    assert run(functions.echo, [sent]) == [sent]


def test_closing_ends_the_processes():
    """After close no child is left."""

    async def main():
        pool = Pool(functions.process_id, Bounds())
        child = await pool.submit(0)
        pool.close()
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
        with pytest.raises(WorkerFailed):
            await pool.submit(0)

    asyncio.run(main())


def test_where_there_is_no_child_the_request_is_not_to_blame():
    """A pool that is closed says NoWorker to what waits and what comes, not that a request failed."""

    async def main():
        pool = Pool(functions.stand, Bounds())
        waiting = [pool.submit(0.0), pool.submit(0.0)]
        await asyncio.sleep(0)
        pool.close()
        for future in (*waiting, pool.submit(0.0)):
            with pytest.raises(NoWorker):
                await future

    asyncio.run(main())


def test_a_start_is_not_charged_to_the_first_request():
    """A child that needs three times the processor time of a request to get ready answers its first one."""
    assert run(slow_to_start.double, [1, 2], Bounds(cpu_seconds=0.5)) == [2, 4]


def test_where_children_die_before_they_are_ready_nobody_is_to_blame():
    """All who wait hear NoWorker, once for each child that was tried; whoever comes next is tried for again."""

    async def main():
        pool = Pool(dead_at_start.double, Bounds(children=2))
        for _ in range(2):
            waiting = [pool.submit(number) for number in range(5)]
            for answer in await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), 60):
                assert isinstance(answer, NoWorker)
        assert not pool._children
        pool.close()

    asyncio.run(main())


def test_where_no_process_can_be_made_nobody_is_to_blame(monkeypatch):
    """No descriptor or no process to be had: NoWorker, and no descriptor is lost by it."""

    async def main():
        pool = Pool(functions.double, Bounds())
        before = descriptors()
        for _ in range(5):
            with pytest.raises(NoWorker):
                await pool.submit(1)
        assert descriptors() == before
        monkeypatch.undo()
        assert await pool.submit(1) == 2
        pool.close()

    def refuse(*_arguments, **_options):
        raise BlockingIOError("no process")

    monkeypatch.setattr("subprocess.Popen", refuse)
    asyncio.run(main())


def test_a_child_that_is_killed_while_idle_costs_nobody_anything():
    """It is noticed, and the next request has a child of its own."""

    async def main():
        pool = Pool(functions.process_id, Bounds())
        first = await pool.submit(0)
        os.kill(first, 9)
        await until(lambda: not pool._idle)
        assert await pool.submit(0) != first
        pool.close()

    asyncio.run(main())


def test_a_child_that_dies_between_start_and_readiness_loses_no_request():
    """With another child there, what waits goes to that one; it is not failed, and not charged."""

    async def main():
        pool = Pool(functions.double, Bounds(children=2))
        waiting = [pool.submit(number) for number in range(6)]
        await asyncio.sleep(0)
        (first, _) = pool._children
        first._process.kill()
        assert await asyncio.wait_for(asyncio.gather(*waiting), 60) == [0, 2, 4, 6, 8, 10]
        pool.close()

    asyncio.run(main())


def test_a_child_that_is_stopped_is_ended_by_time():
    """One that stands still with a full pipe before it is lost, not its request to blame; the next one is answered."""
    answers = run(functions.halt, [1, 0], Bounds(cpu_seconds=600, seconds=0.8))
    assert isinstance(answers[0], WorkerLost)
    assert answers[1] == 0

    async def main():
        pool = Pool(functions.echo, Bounds(seconds=0.8))
        await pool.submit(b"")
        (child,) = pool._children
        os.kill(child._process.pid, 19)
        with pytest.raises(WorkerFailed):
            await asyncio.wait_for(pool.submit(bytes(20_000_000)), 60)
        assert await pool.submit(b"next") == b"next"
        pool.close()

    asyncio.run(main())


def test_a_child_that_speaks_unasked_is_ended():
    """It is taken for no answer, and whoever comes next has another child."""

    async def main():
        pool = Pool(functions.babble, Bounds())
        first = await pool.submit(1)
        await until(lambda: not pool._children)
        assert await pool.submit(0) != first
        pool.close()

    asyncio.run(main())


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_closing_while_a_child_starts_leaves_no_process(turns):
    """However far its start has come: what waits is told, and no process is left."""

    async def main():
        pool = Pool(functions.process_id, Bounds())
        waiting = pool.submit(0)
        for _ in range(turns):
            await asyncio.sleep(0)
        (child,) = pool._children
        process = child._process
        pool.close()
        with pytest.raises(NoWorker):
            await waiting
        # Its task comes to its end.
        await asyncio.gather(*pool._tasks)
        await asyncio.sleep(0)
        assert child._process is None
        assert child._transport is None
        if process is not None:
            with pytest.raises(ProcessLookupError):
                os.kill(process.pid, 0)

    asyncio.run(main())


def test_a_child_that_nobody_wants_for_long_is_ended_and_what_comes_then_is_answered():
    """No process and no descriptor is left of it; the next request has a child of its own, which ends as well."""

    async def main():
        before = descriptors()
        pool = Pool(functions.process_id, Bounds(children=2, idle_seconds=0.05))
        seen = set()
        for _ in range(2):
            child = await asyncio.wait_for(pool.submit(0), 60)
            seen.add(child)
            await until(lambda: not pool._children)
            await until(lambda child=child: not Path(f"/proc/{child}").exists())
        assert len(seen) == 2
        assert not pool._idle
        await until(lambda: descriptors() == before)
        pool.close()

    asyncio.run(main())


def test_a_child_is_kept_while_it_is_wanted():
    """One that worked, was asked for, or is expected to work lately is there when the time is up for others."""

    async def main():
        pool = Pool(functions.process_id, Bounds(idle_seconds=3600))
        pool.get_ready()
        pool.get_ready()
        (child,) = pool._children
        first = await pool.submit(0)
        pool._end_idle()
        assert pool._ending is not None
        pool._wanted_at = 0
        pool.get_ready()
        pool._end_idle()
        assert await pool.submit(0) == first
        assert pool._children == {child}
        pool._wanted_at = 0
        pool._end_idle()
        assert not pool._children
        pool.close()
        pool.get_ready()
        assert not pool._children

    asyncio.run(main())


def test_a_request_in_the_moment_of_the_end_is_answered():
    """It keeps an idle child, and one that is ended under it all the same costs it a new one and no failure."""

    async def main():
        pool = Pool(functions.process_id, Bounds(idle_seconds=3600))
        first = await pool.submit(0)
        waiting = pool.submit(0)
        pool._end_idle()
        assert await waiting == first
        waiting = pool.submit(0)
        pool._idle[0].end(is_ours=True)
        assert await asyncio.wait_for(waiting, 60) != first
        pool.close()

    asyncio.run(main())
