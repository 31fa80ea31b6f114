"""Counting clients without knowing them."""

from mayfly.smtp.clients import Clients, plain
from mayfly.smtp.limits import Budget


def clients_of(sessions: int) -> Clients:
    """Count clients with so many sessions each, from now on."""
    return Clients(sessions, 0.0, 100, Budget(150))


def test_ipv6_counts_by_64() -> None:
    """A07: all addresses of one /64 are one client, the next /64 is another."""
    clients = clients_of(2)
    assert clients.enter("2001:db8::1") is not None
    assert clients.enter("2001:db8::ffff:2") is not None
    assert clients.enter("2001:db8::3") is None
    assert clients.enter("2001:db8:0:1::1") is not None


def test_mapped_ipv4_is_ipv4() -> None:
    """B173: an IPv4 address counts as itself however it comes."""
    clients = clients_of(2)
    assert clients.enter("192.0.2.1") is not None
    assert clients.enter("::ffff:192.0.2.1") is not None
    assert clients.enter("192.0.2.1") is None
    assert clients.enter("192.0.2.2") is not None
    assert plain("::ffff:192.0.2.1") == "192.0.2.1"
    assert plain("fe80::1%eth0") == "fe80::1"


def test_leaving_makes_room() -> None:
    """Who leaves is forgotten."""
    clients = clients_of(1)
    client = clients.enter("192.0.2.1")
    assert client is not None
    assert b"192.0.2.1" not in client.key
    clients.leave(client)
    assert len(clients) == 0
    assert clients.enter("192.0.2.1") is not None


def test_leaving_gives_no_second_share() -> None:
    """Who leaves while mail of theirs is being stored has what is left of the share, and is forgotten after that."""
    clients = clients_of(1)
    client = clients.enter("192.0.2.1")
    assert client is not None
    assert client.budget.take(100)
    clients.leave(client)
    again = clients.enter("192.0.2.1")
    assert again is not None
    assert not again.budget.has_room(1)
    clients.leave(again)
    assert len(clients) == 1
    client.budget.give(100)
    clients.renew(1.0)
    assert len(clients) == 0
    new = clients.enter("192.0.2.1")
    assert new is not None
    assert new.budget.take(100)


def test_salt_changes_daily() -> None:
    """The same client has another key the day after; sessions of before can still leave."""
    clients = clients_of(1)
    before = clients.enter("192.0.2.1")
    clients.renew(86_399.0)
    assert clients.enter("192.0.2.1") is None
    clients.renew(86_400.0)
    after = clients.enter("192.0.2.1")
    assert before is not None
    assert after is not None
    assert before.key != after.key
    clients.leave(before)
    clients.leave(after)
    assert len(clients) == 0


def test_share_of_a_client() -> None:
    """The sessions of one client hold no more than its share, those of all no more than the whole, to the octet."""
    clients = clients_of(2)
    one, again, other = clients.enter("192.0.2.1"), clients.enter("192.0.2.1"), clients.enter("192.0.2.2")
    assert one is not None
    assert again is one
    assert other is not None
    assert one.budget.take(99)
    assert not again.budget.has_room(2)
    assert not again.budget.take(2)
    assert again.budget.take(1)
    assert not other.budget.has_room(51)
    assert not other.budget.take(51)
    assert other.budget.take(50)
    one.budget.give(100)
    assert other.budget.take(50)
    assert not other.budget.take(1)
    assert one.budget.take(50)
