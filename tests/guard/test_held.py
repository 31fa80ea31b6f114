"""How much one client may hold at the same time."""

import pytest

from mayfly.guard.held import Held


def test_per_client_and_in_all() -> None:
    """Each client holds at most its own number, all together at most theirs; the one above is refused."""
    held = Held(per_client=2, in_all=3)
    assert [held.enter("a") for _ in range(3)] == [True, True, False]
    assert [held.enter("b") for _ in range(2)] == [True, False]
    assert len(held) == 3


def test_place_given_back_can_be_taken() -> None:
    """A place is free again as soon as it is given back."""
    held = Held(per_client=1, in_all=1)
    assert held.enter("a")
    assert not held.enter("b")
    held.leave("a")
    assert held.enter("b")


def test_refused_takes_nothing() -> None:
    """A refusal needs no leaving."""
    held = Held(per_client=1, in_all=9)
    held.enter("a")
    held.enter("a")
    held.leave("a")
    assert len(held) == 0


def test_leaving_twice_is_a_fault_of_ours() -> None:
    """Who leaves without having entered is told so, and nothing is miscounted."""
    held = Held(per_client=1, in_all=1)
    held.enter("a")
    held.leave("a")
    with pytest.raises(KeyError):
        held.leave("a")
    assert len(held) == 0


def test_who_holds_nothing_has_no_entry() -> None:
    """Memory follows what is held, not who ever came."""
    held = Held(per_client=1, in_all=10)
    for i in range(1000):
        assert held.enter(f"client-{i}")
        held.leave(f"client-{i}")
    assert not held._by_client
