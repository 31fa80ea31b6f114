"""Counting clients without knowing them."""

from mayfly.smtp.clients import Clients, plain


def test_ipv6_counts_by_64() -> None:
    """A07: all addresses of one /64 are one client, the next /64 is another."""
    clients = Clients(2, 0.0)
    assert clients.enter("2001:db8::1") is not None
    assert clients.enter("2001:db8::ffff:2") is not None
    assert clients.enter("2001:db8::3") is None
    assert clients.enter("2001:db8:0:1::1") is not None


def test_mapped_ipv4_is_ipv4() -> None:
    """B173: an IPv4 address counts as itself however it comes."""
    clients = Clients(2, 0.0)
    assert clients.enter("192.0.2.1") is not None
    assert clients.enter("::ffff:192.0.2.1") is not None
    assert clients.enter("192.0.2.1") is None
    assert clients.enter("192.0.2.2") is not None
    assert plain("::ffff:192.0.2.1") == "192.0.2.1"
    assert plain("fe80::1%eth0") == "fe80::1"


def test_leaving_makes_room() -> None:
    """Who leaves is forgotten."""
    clients = Clients(1, 0.0)
    key = clients.enter("192.0.2.1")
    assert key is not None
    assert b"192.0.2.1" not in key
    clients.leave(key)
    assert len(clients) == 0
    assert clients.enter("192.0.2.1") is not None


def test_salt_changes_daily() -> None:
    """The same client has another key the day after; sessions of before can still leave."""
    clients = Clients(1, 0.0)
    before = clients.enter("192.0.2.1")
    clients.renew(86_399.0)
    assert clients.enter("192.0.2.1") is None
    clients.renew(86_400.0)
    after = clients.enter("192.0.2.1")
    assert before is not None
    assert after is not None
    assert before != after
    clients.leave(before)
    clients.leave(after)
    assert len(clients) == 0
