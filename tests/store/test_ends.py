"""What is over is found, all of it and nothing else, and each time it was noted once."""

from hypothesis import given
from hypothesis import strategies as st

from mayfly.store.ends import Ends

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
            for uid in taken:
                model.remove(next(entry for entry in over if entry[1] == uid))
                over = [entry for entry in model if entry[0] <= now]
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
    assert ends.take(10.0, 9) == [b"a"]
    assert ends.first() == 10.5
    assert ends.take(10.749, 9) == [b"b"]
    assert sorted(ends.take(11.0, 9)) == [b"c", b"d"]
    assert ends.first() is None
