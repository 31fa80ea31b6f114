"""The rules of a mailbox's life, at each bound, one below and one above; and its token."""

import dataclasses

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mayfly.core.errors import Refused, Rule
from mayfly.core.mailbox import Lifetimes, Mailbox, decode_token, encode_token, handle_of

HOUR, DAY = 3600, 86_400
T0 = 1_000_000.0


def _mailbox(**changes: float) -> Mailbox:
    mailbox = Mailbox(
        uid=b"u" * 16,
        public_key=b"k" * 32,
        created_at=T0,
        expires_at=T0 + HOUR,
        idle_seconds=HOUR,
        seen_at=T0,
        arrived_at=0.0,
        message_count=0,
        octets=0,
    )
    return dataclasses.replace(mailbox, **changes)


def test_defaults() -> None:
    """An hour, a day at most, an hour unused."""
    lifetimes = Lifetimes()
    assert (lifetimes.lifetime_seconds, lifetimes.cap_seconds, lifetimes.idle_seconds) == (HOUR, DAY, HOUR)


@pytest.mark.parametrize("wanted", [60, 61, DAY - 1, DAY])
def test_lifetime_within_the_bounds_is_given(wanted: int) -> None:
    """From the minimum to the cap, both included, one gets what one asks for."""
    assert Lifetimes().choose(wanted) == wanted
    assert Lifetimes().choose_idle(wanted) == wanted


@pytest.mark.parametrize(
    ("wanted", "rule", "bound"),
    [
        (59, Rule.TOO_SHORT, 60),
        (0, Rule.TOO_SHORT, 60),
        (-1, Rule.TOO_SHORT, 60),
        (DAY + 1, Rule.TOO_LONG, DAY),
        (10**12, Rule.TOO_LONG, DAY),
    ],
)
def test_lifetime_outside_is_refused_with_the_bound(wanted: int, rule: Rule, bound: int) -> None:
    """One below the minimum and one above the cap are refused, and the refusal names what would be allowed."""
    for choose, field in ((Lifetimes().choose, "lifetime_seconds"), (Lifetimes().choose_idle, "idle_seconds")):
        with pytest.raises(Refused) as refused:
            choose(wanted)
        assert (refused.value.field, refused.value.rule, refused.value.bound) == (field, rule, bound)


def test_nothing_asked_for_gives_the_default() -> None:
    """Without a wish the settings decide, and never beyond the cap."""
    assert Lifetimes().choose(None) == HOUR
    assert Lifetimes().choose_idle(None) == HOUR
    assert Lifetimes(lifetime_seconds=2 * DAY, cap_seconds=DAY).choose(None) == DAY


def test_extension_counts_from_now() -> None:
    """An extension is counted from the moment it is asked for."""
    assert Lifetimes().extended(_mailbox(), HOUR, T0 + 1800) == T0 + 1800 + HOUR


@pytest.mark.parametrize(("now", "latest"), [(T0, DAY), (T0 + HOUR, DAY - HOUR), (T0 + DAY - 60, 60)])
def test_extension_never_passes_the_cap(now: float, latest: int) -> None:
    """The cap counts from creation: just up to it is allowed, a second more is refused with the latest possible."""
    lifetimes = Lifetimes()
    assert lifetimes.extended(_mailbox(), latest, now) == T0 + DAY
    with pytest.raises(Refused) as refused:
        lifetimes.extended(_mailbox(), latest + 1, now)
    assert (refused.value.rule, refused.value.bound) == (Rule.TOO_LONG, latest)


def test_latest_possible_is_rounded_so_that_it_is_possible() -> None:
    """What the refusal names can be asked for."""
    lifetimes = Lifetimes()
    now = T0 + 0.7
    with pytest.raises(Refused) as refused:
        lifetimes.extended(_mailbox(), DAY, now)
    assert refused.value.bound == DAY - 1
    assert lifetimes.extended(_mailbox(), DAY - 1, now) <= T0 + DAY


def test_extension_below_the_minimum_is_refused() -> None:
    """Nobody shortens a mailbox to less than can be read."""
    lifetimes = Lifetimes()
    assert lifetimes.extended(_mailbox(), 60, T0) == T0 + 60
    with pytest.raises(Refused) as refused:
        lifetimes.extended(_mailbox(), 59, T0)
    assert (refused.value.rule, refused.value.bound) == (Rule.TOO_SHORT, 60)


def test_after_the_cap_nothing_is_possible() -> None:
    """At the cap itself the latest possible is no time at all, never a negative one."""
    with pytest.raises(Refused) as refused:
        Lifetimes().extended(_mailbox(), HOUR, T0 + DAY + 5)
    assert refused.value.bound == 0


@pytest.mark.parametrize(
    ("mailbox", "ends_at"),
    [
        (_mailbox(), T0 + HOUR),
        (_mailbox(expires_at=T0 + DAY), T0 + HOUR),
        (_mailbox(expires_at=T0 + DAY, seen_at=T0 + 500), T0 + 500 + HOUR),
        (_mailbox(expires_at=T0 + DAY, arrived_at=T0 + 700), T0 + 700 + HOUR),
        (_mailbox(expires_at=T0 + DAY, seen_at=T0 + 500, arrived_at=T0 + 700), T0 + 700 + HOUR),
        (_mailbox(expires_at=T0 + 600, seen_at=T0 + 500), T0 + 600),
    ],
)
def test_ends_at_is_the_earlier_of_lifetime_and_idle(mailbox: Mailbox, ends_at: float) -> None:
    """A look and an arrival both put the idle end off; the lifetime is hard."""
    assert mailbox.ends_at == ends_at


def test_end_is_the_end_from_its_second_on() -> None:
    """Alive just before ``ends_at``; not at it, and never again."""
    mailbox = _mailbox()
    assert mailbox.is_alive(T0 + HOUR - 0.001)
    assert not mailbox.is_alive(T0 + HOUR)
    assert not mailbox.is_alive(T0 + HOUR + 0.001)


def test_unknown_setting_is_refused() -> None:
    """A misspelt setting is not silently ignored."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"lifetime": 5}, Lifetimes)


@given(st.binary(min_size=32, max_size=32))
def test_token_comes_back(token: bytes) -> None:
    """A token is 43 letters of base64url, and reading them gives it back."""
    text = encode_token(token)
    assert len(text) == 43
    assert decode_token(text) == token


@pytest.mark.parametrize(
    "text",
    ["", "A" * 42, "A" * 44, "A" * 42 + "=", "A" * 42 + "B", "A" * 42 + "+", "A" * 42 + "/", "A" * 42 + "\n",
     "A" * 42 + "é", " " + "A" * 42, "A" * 41 + "=="],
)  # fmt: skip
def test_only_one_spelling_of_a_token(text: str) -> None:
    """Other lengths, alphabets and spare bits open nothing: two texts are never one token."""
    assert decode_token(text) is None


def test_handle_does_not_tell_the_token() -> None:
    """A handle is eight hexadecimal digits, the same for the same token."""
    token = bytes(range(32))
    assert handle_of(token) == handle_of(token)
    assert len(bytes.fromhex(handle_of(token))) == 4
    assert handle_of(token) not in encode_token(token)
    assert handle_of(token) != handle_of(bytes(32))
