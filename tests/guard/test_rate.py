"""How often one client may do something."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mayfly.guard.rate import Rule, Tally
from mayfly.guard.settings import Settings

MINUTE, HOUR = Rule(10, 60.0), Rule(60, 3600.0)


def test_count_is_allowed_and_one_more_is_not() -> None:
    """Exactly ``count`` are allowed within the span."""
    tally = Tally([MINUTE])
    assert [tally.take("a", 1000.0 + i) for i in range(10)] == [0.0] * 10
    assert tally.take("a", 1010.0) == 50.0


def test_window_slides() -> None:
    """A moment counts until its span is over, and from that very second no more."""
    tally = Tally([Rule(2, 60.0)])
    assert tally.take("a", 100.0) == 0.0
    assert tally.take("a", 130.0) == 0.0
    assert tally.take("a", 159.5) == 0.5
    assert tally.take("a", 160.0) == 0.0
    assert tally.take("a", 160.0) == 30.0


def test_refused_are_not_counted() -> None:
    """Who keeps asking waits no longer than who asks once."""
    tally = Tally([Rule(1, 60.0)])
    tally.take("a", 0.0)
    for i in range(1, 60):
        assert tally.take("a", float(i)) == 60.0 - i
    assert tally.take("a", 60.0) == 0.0


def test_every_window_must_agree() -> None:
    """Ten a minute and sixty an hour: after six full minutes the hour says no, and says for how long."""
    tally = Tally([MINUTE, HOUR])
    for minute in range(6):
        for _ in range(10):
            assert tally.take("a", minute * 60.0) == 0.0
        assert tally.take("a", minute * 60.0) == (60.0 if minute < 5 else 3300.0)
    assert tally.take("a", 3599.0) == 1.0
    assert tally.take("a", 3600.0) == 0.0


def test_clients_are_apart() -> None:
    """What one client does costs another nothing."""
    tally = Tally([Rule(1, 60.0)])
    assert tally.take("a", 0.0) == 0.0
    assert tally.take("b", 0.0) == 0.0
    assert tally.take("a", 0.0) == 60.0


def test_asking_counts_nothing() -> None:
    """``wait`` tells what ``take`` would say, and may be asked as often as one likes."""
    tally = Tally([Rule(1, 60.0)])
    assert [tally.wait("a", 0.0) for _ in range(5)] == [0.0] * 5
    assert tally.take("a", 0.0) == 0.0
    assert tally.wait("a", 15.0) == 45.0


def test_no_rules_allow_everything_and_remember_nothing() -> None:
    """A count of 0 switches a rule off; with all of them off no client is remembered."""
    tally = Tally([Rule(0, 60.0)])
    assert [tally.take("a", 0.0) for _ in range(100)] == [0.0] * 100
    assert len(tally) == 0


def test_flood_of_clients_does_not_grow_it() -> None:
    """A flood of new clients stays within the bound, and each newcomer is still let in."""
    tally = Tally([MINUTE], clients=100)
    assert all(tally.take(f"client-{i}", 0.0) == 0.0 for i in range(10_000))
    assert len(tally) == 100


def test_flood_forgets_the_longest_ago_first() -> None:
    """A client counted lately is kept in a flood; the one counted longest ago goes."""
    tally = Tally([Rule(2, 60.0)], clients=3)
    for now, client in enumerate(["old", "kept", "other"]):
        tally.take(client, float(now))
    tally.take("kept", 3.0)
    tally.take("new", 4.0)
    assert tally.wait("kept", 5.0) > 0.0
    tally.take("old", 5.0)
    assert tally.wait("old", 5.0) == 0.0


def test_one_client_does_not_grow_it() -> None:
    """One client's moments are kept only as far as a rule counts them."""
    tally = Tally([Rule(3, 1.0)])
    for i in range(1000):
        assert tally.take("a", float(i)) == 0.0
    assert len(tally._taken["a"]) == 3


def test_clients_nobody_asks_for_are_forgotten() -> None:
    """When the longest rule is over, a newcomer clears out who lies behind it."""
    tally = Tally([MINUTE, HOUR])
    for i in range(50):
        tally.take(f"client-{i}", 0.0)
    tally.take("late", 3600.0)
    assert len(tally) == 1


def test_clock_that_steps_back_locks_nobody_out() -> None:
    """After a step back by a day the wait is one span, and over when that span is over."""
    tally = Tally([Rule(1, 60.0)])
    tally.take("a", 86_400.0)
    assert tally.take("a", 0.0) == 60.0
    assert tally.take("a", 30.0) == 30.0
    assert tally.take("a", 60.0) == 0.0


@given(st.lists(st.floats(0, 30, allow_nan=False), max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_span_ever_holds_more_than_its_count(steps: list[float]) -> None:
    """Whatever the moments of asking, no span of a rule holds more allowed ones than it may."""
    rules = [Rule(3, 10.0), Rule(5, 60.0)]
    tally = Tally(rules)
    now, allowed = 0.0, []
    for step in steps:
        now += step
        wait = tally.take("a", now)
        if wait == 0.0:
            allowed.append(now)
        else:
            assert tally.wait("a", now + wait + 1e-6) == 0.0
    for rule in rules:
        for i, start in enumerate(allowed):
            within = [then for then in allowed[i:] if then + 1e-9 < start + rule.seconds]
            assert len(within) <= rule.count


@pytest.mark.parametrize(("taken", "allowed"), [(9, True), (10, False), (11, False)])
def test_settings_are_ten_a_minute(taken: int, allowed: bool) -> None:
    """As shipped one client may open ten mailboxes a minute."""
    tally = Tally(Settings().opening())
    for _ in range(taken):
        tally.take("a", 0.0)
    assert (tally.take("a", 0.0) == 0.0) is allowed


def test_settings_are_sixty_an_hour() -> None:
    """As shipped one client may open sixty mailboxes an hour."""
    tally = Tally(Settings().opening())
    allowed = sum(tally.take("a", second) == 0.0 for second in range(0, 3600, 7))
    assert allowed == 60
