"""Octets that are drawn some at a time are as good as octets drawn each for itself."""

import pytest

from mayfly.core.randomness import Randomness


@pytest.mark.parametrize("octets", [1, 8, 16, 4095, 4096, 4097, 10_000])
def test_as_many_as_asked_for(octets: int) -> None:
    """Below, at and above what is drawn at once."""
    randomness = Randomness()
    assert [len(randomness.take(octets)) for _ in range(5)] == [octets] * 5


def test_nothing_is_given_twice() -> None:
    """Ten thousand pieces of sixteen octets, over many drawings, are all different; so are two drawers."""
    first, second = Randomness(), Randomness()
    taken = [drawer.take(16) for _ in range(5000) for drawer in (first, second)]
    assert len(set(taken)) == len(taken)
