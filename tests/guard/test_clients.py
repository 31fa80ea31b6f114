"""Who counts as one client, and that nobody is known by it."""

import pytest

from mayfly.guard.clients import Clients, client_key, client_network

DAY = 86_400.0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("", ""),
        ("unix:", ""),
        ("192.0.2.1:80", ""),
    ],
)
def test_what_counts_as_one(address: str, network: str) -> None:
    """IPv4 counts whole, IPv6 by /64, a mapped address as IPv4; what is no address is one client."""
    assert client_network(address) == network


def test_key_is_same_within_a_network_and_day() -> None:
    """Two addresses of one /64 have one key; those of two /64s, and two IPv4 neighbours, have two."""
    clients = Clients()
    assert clients.key("2001:db8::1", 0.0) == clients.key("2001:db8::ffff:1", DAY - 1)
    assert clients.key("2001:db8::1", 0.0) != clients.key("2001:db8:0:1::1", 0.0)
    assert clients.key("192.0.2.1", 0.0) != clients.key("192.0.2.2", 0.0)
    assert clients.key("192.0.2.1", 0.0) == clients.key("::ffff:192.0.2.1", 0.0)


def test_key_changes_daily() -> None:
    """The same client has another key from midnight UTC on."""
    clients = Clients()
    before = clients.key("192.0.2.1", DAY - 0.001)
    assert clients.key("192.0.2.1", DAY) != before


def test_salt_is_drawn_once_a_day() -> None:
    """32 octets are drawn for a day and no salt is kept beyond it."""
    drawn: list[int] = []

    def draw(octets: int) -> bytes:
        drawn.append(octets)
        return bytes([len(drawn)]) * octets

    clients = Clients(draw)
    for now in (0.0, 5.0, DAY - 1, DAY, DAY + 1):
        clients.key("192.0.2.1", now)
    assert drawn == [32, 32]
    assert clients.key("192.0.2.1", DAY) == client_key("192.0.2.1", bytes([2]) * 32)


def test_two_services_name_a_client_differently() -> None:
    """Keys of two processes cannot be joined."""
    assert Clients().key("192.0.2.1", 0.0) != Clients().key("192.0.2.1", 0.0)


def test_key_does_not_hold_the_address() -> None:
    """A key is 32 hexadecimal digits, whatever the address."""
    for address in ("192.0.2.1", "2001:db8::1", "nonsense"):
        key = client_key(address, b"salt")
        assert len(bytes.fromhex(key)) == 16
        assert address not in key
