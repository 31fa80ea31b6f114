"""What is over is found, all of it and nothing else, and each time it was noted once."""

import asyncio
import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mayfly.store.ends import Ends
from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.contract import HOUR, T0, Bench

times = st.one_of(st.integers(0, 5).map(float), st.floats(0, 5), st.sampled_from([0.999999, 1.0, 1.000001, 3.5]))


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("add"), times, st.integers(0, 3)),
            st.tuples(st.just("take"), times, st.integers(1, 4)),
        ),
        max_size=40,
    )
)
def test_it_is_as_a_list_would_be(steps: list[tuple[str, float, int]]) -> None:
    """Up to so many of those not later than ``now``, each once, whenever they were noted; the earliest is known."""
    ends, model, now = Ends(), list[tuple[float, bytes]](), 0.0
    for what, at, number in steps:
        if what == "add":
            ends.add(at, bytes([number]))
            model.append((at, bytes([number])))
        else:
            now = max(now, at)
            taken = ends.take(now, number)
            over = [entry for entry in model if entry[0] <= now]
            assert len(taken) == min(number, len(over))
            assert all(at <= now for at, _ in taken)
            for entry in taken:
                model.remove(entry)
        first = ends.first()
        if not model:
            assert first is None
        elif model and not [entry for entry in model if entry[0] <= now]:
            assert first == min(at for at, _ in model)
        else:
            assert first is not None
            assert first <= now


def test_the_boundary_is_the_end_itself() -> None:
    """At its very time a mailbox is over, right before it is not; others of the same second are left for later."""
    ends = Ends()
    for uid, at in ((b"a", 10.0), (b"b", 10.5), (b"c", 10.75), (b"d", 11.0)):
        ends.add(at, uid)
    assert ends.take(9.999, 9) == []
    assert ends.take(10.0, 9) == [(10.0, b"a")]
    assert ends.first() == 10.5
    assert ends.take(10.749, 9) == [(10.5, b"b")]
    assert sorted(ends.take(11.0, 9)) == [(10.75, b"c"), (11.0, b"d")]
    assert ends.first() is None


def test_an_end_that_is_put_off_again_and_again_costs_nothing(tmp_path: Path) -> None:
    """However often an owner extends a mailbox, to whatever end, it is noted a few times; and it ends at its last one.

    Otherwise whoever has one mailbox could fill the memory with its ends.
    """

    async def test() -> None:
        store = SqliteStore.start(Settings(path=str(tmp_path / "data"), free_octets=0))
        _, mailbox = await Bench(store).open(idle=99_999)
        chosen = random.Random(5)
        for _ in range(20):
            ends = [T0 + HOUR + chosen.uniform(0, HOUR) for _ in range(50)]
            await asyncio.gather(*(store.extend(mailbox.uid, end, T0) for end in ends))
            # A purge that finds nothing over looks at none of them again.
            assert await store.purge(T0 + HOUR / 2) == 0
        noted = sum(len(second.noted) for second in store._vault.ends._seconds.values())
        # The first end, and those that were earlier than all before.
        assert noted <= 10
        end = T0 + 3 * HOUR
        await store.extend(mailbox.uid, end, T0)
        assert await store.purge(end - 0.001) == 0
        assert sum(len(second.noted) for second in store._vault.ends._seconds.values()) == 1
        assert await store.purge(end) == 1
        assert store._vault.ends.first() is None
        await store.close()

    asyncio.run(test())
