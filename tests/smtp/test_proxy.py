"""The PROXY header: what is one, what is not, and whom it is believed from."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mayfly.smtp.proxy import Header, NotProxy, read_header
from tests.smtp.house import House, run, run_with

SIGNATURE = bytes.fromhex("0D0A0D0A000D0A515549540A")
TRUSTED = {"trusted_proxies": ["127.0.0.0/8"]}


def v2(command: int, family: int, body: bytes, length: int | None = None) -> bytes:
    """Write a header of version 2."""
    size = len(body) if length is None else length
    return SIGNATURE + bytes([command, family]) + size.to_bytes(2, "big") + body


TCP4 = ipaddress.ip_address("192.0.2.1").packed + ipaddress.ip_address("192.0.2.2").packed + b"\x30\x39\x00\x19"
TCP6 = ipaddress.ip_address("2001:db8::1").packed + ipaddress.ip_address("2001:db8::2").packed + b"\x30\x39\x00\x19"
UNIX = b"/run/client".ljust(108, b"\0") + b"/run/server".ljust(108, b"\0")

GOOD = [
    (b"PROXY TCP4 192.0.2.1 192.0.2.2 12345 25\r\n", "192.0.2.1"),
    (b"PROXY TCP4 192.0.2.1 192.0.2.2 0 65535\r\n", "192.0.2.1"),
    (b"PROXY TCP6 2001:db8::1 2001:db8::2 12345 25\r\n", "2001:db8::1"),
    (b"PROXY UNKNOWN\r\n", None),
    (b"PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n", None),
    (b"PROXY UNKNOWN " + b"x" * (107 - 16) + b"\r\n", None),
    (v2(0x21, 0x11, TCP4), "192.0.2.1"),
    (v2(0x21, 0x21, TCP6), "2001:db8::1"),
    (v2(0x21, 0x31, UNIX), ""),
    (v2(0x21, 0x00, b""), None),
    (v2(0x20, 0x00, b""), None),
    (v2(0x20, 0x11, TCP4), None),
    # TLVs behind the addresses.
    (v2(0x21, 0x11, TCP4 + b"\x01\x00\x02h2"), "192.0.2.1"),
    (v2(0x21, 0x11, TCP4 + bytes(2048 - 12)), "192.0.2.1"),
]
BAD = [
    b"PROXY TCP4 192.0.2.1 192.0.2.2 012345 25\r\n",
    b"PROXY TCP4 192.0.2.1 192.0.2.2 012 25\r\n",
    b"PROXY TCP4 192.000.2.1 192.0.2.2 12345 25\r\n",
    b"PROXY  TCP4 192.0.2.1 192.0.2.2 12345 25\r\n",
    b"PROXY TCP4 192.0.2.1  192.0.2.2 12345 25\r\n",
    b"PROXY TCP4 192.0.2.1 192.0.2.2 12345 25 \r\n",
    b"PROXY TCP4 192.0.2.1 192.0.2.2 65536 25\r\n",
    b"PROXY TCP4 192.0.2.1 192.0.2.2 12345 99999\r\n",
    b"PROXY TCP4 2001:db8::1 192.0.2.2 12345 25\r\n",
    b"PROXY TCP6 2001:db8::1 192.0.2.2 12345 25\r\n",
    b"PROXY TCP4 192.0.2.1 2001:db8::2 12345 25\r\n",
    b"PROXY UDP4 192.0.2.1 192.0.2.2 12345 25\r\n",
    b"PROXY TCP4 192.0.2.1 192.0.2.2 12345\r\n",
    b"PROXY TCP4 192.0.2.1 192.0.2.2 -1 25\r\n",
    b"PROXY\r\n",
    b"PROXY UNKNOWNX\r\n",
    b"PROXY UNKNOWN " + b"x" * (107 - 15) + b"\r\n",
    b"PROXY " + b"x" * 101,
    b"proxy TCP4 192.0.2.1 192.0.2.2 12345 25\r\n",
    b"EHLO c.example\r\n",
    b"\r\n.",
    v2(0x11, 0x11, TCP4),
    v2(0x22, 0x11, TCP4),
    v2(0x21, 0x12, TCP4),
    v2(0x21, 0x11, TCP4[:-1]),
    v2(0x21, 0x21, TCP4),
    v2(0x21, 0x31, UNIX[:-1]),
    v2(0x21, 0x11, b"", length=2049),
    # B171: the text of version 1 where the binary header of version 2 has its fields.
    SIGNATURE + b"PROXY TCP4 192.0.2.1 192.0.2.2 12345 25\r\n",
]


@pytest.mark.parametrize(("octets", "address"), GOOD)
def test_headers(octets: bytes, address: str | None) -> None:
    """B166 B167 B168: a header is read in any cut, and not before it is whole; what follows it is left alone."""
    for end in range(len(octets)):
        assert read_header(octets[:end]) is None
    assert read_header(octets) == Header(address, b"")
    assert read_header(octets + b"EHLO c.example\r\n") == Header(address, b"EHLO c.example\r\n")


@pytest.mark.parametrize("octets", BAD)
def test_what_is_no_header(octets: bytes) -> None:
    """B166 B167 B171: what is not exactly a header is none."""
    assert read_header(octets) == NotProxy()


@given(st.binary(max_size=300), st.sampled_from([b"", b"PROXY ", SIGNATURE, SIGNATURE + b"\x21\x11"]))
def test_any_octets_are_read(octets: bytes, start: bytes) -> None:
    """Nothing raises; and what is read from a part is read from the whole."""
    octets = start + octets
    whole = read_header(octets)
    for end in range(len(octets)):
        part = read_header(octets[:end])
        if isinstance(part, NotProxy):
            assert whole == part
        elif isinstance(part, Header):
            assert whole == Header(part.address, part.rest + octets[end:])


@pytest.mark.parametrize(("octets", "address"), [pair for pair in GOOD if pair[1] != ""])
def test_address_of_the_client_counts(octets: bytes, address: str | None) -> None:
    """B168 B170: the client's address is in the envelope and feeds the limits, the proxy's is and does not."""

    async def test(house: House) -> None:
        client = await house.call()
        # One octet at a time, as far as a socket can promise that.
        for index in range(len(octets)):
            client.send(octets[index : index + 1])
        assert (await client.reply()).startswith("220")
        await client.ask(b"EHLO c.example\r\n")
        client.send(b"MAIL FROM:<a@b.example>\r\nRCPT TO:<u@ours.example>\r\nDATA\r\n")
        for _ in range(3):
            await client.reply()
        await client.ask(b"x\r\n.\r\n")
        assert house.memory.messages[0][0].client_address == (address or "127.0.0.1")
        again = await house.call()
        assert (await again.ask(octets)).startswith("421 4.7.0")
        other = await house.call()
        assert (await other.ask(b"PROXY TCP4 198.51.100.7 192.0.2.2 1 25\r\n")).startswith("220")

    run_with(TRUSTED, test, sessions_per_client=1)


@pytest.mark.parametrize("octets", [octets for octets in BAD if not octets.startswith(b"EHLO")])
def test_what_is_no_header_is_hung_up_on(octets: bytes) -> None:
    """B165 B166 B167 B171: from a proxy's network, anything but a header is closed without a word."""

    async def test(house: House) -> None:
        client = await house.call()
        client.send(octets)
        # Some of them may still become a header; the rest of what never is one settles it.
        client.send(b"\r\n" * 60)
        assert await client.reply() == ""
        assert not house.server.sessions
        assert house.memory.messages == []

    run_with(TRUSTED, test)


def test_mapped_client_is_one_client() -> None:
    """B173: an IPv4 client that comes mapped into IPv6 is the same client, in the limits and in the envelope."""

    async def test(house: House) -> None:
        first = await house.call()
        assert (await first.ask(b"PROXY TCP4 192.0.2.1 192.0.2.2 1 25\r\n")).startswith("220")
        second = await house.call()
        assert (await second.ask(b"PROXY TCP6 ::ffff:192.0.2.1 ::1 1 25\r\n")).startswith("421 4.7.0")
        third = await house.call()
        assert (await third.ask(b"PROXY TCP6 2001:db8::1 ::1 1 25\r\n")).startswith("220")

    run_with(TRUSTED, test, sessions_per_client=1)


def test_ipv6_counts_by_network() -> None:
    """A07: two addresses of one IPv6 /64 are one client, the next /64 is another."""

    async def test(house: House) -> None:
        for address, code in (("2001:db8::1", "220"), ("2001:db8::ffff:2", "421 4.7.0"), ("2001:db8:0:1::1", "220")):
            client = await house.call()
            assert (await client.ask(f"PROXY TCP6 {address} ::1 1 25\r\n".encode())).startswith(code)

    run_with(TRUSTED, test, sessions_per_client=1)


def test_header_and_command_in_one_segment() -> None:
    """B168: what comes right behind the header is heard after the greeting."""

    async def test(house: House) -> None:
        client = await house.call()
        assert (await client.ask(GOOD[0][0] + b"NOOP\r\n")).startswith("220")
        assert (await client.reply()).startswith("250")
        assert (await client.ask(b"QUIT\r\n")).startswith("221")

    run_with(TRUSTED, test)


def test_missing_header_is_not_waited_for() -> None:
    """B165: from a proxy's network nothing is said before the header, and without one it ends after five seconds."""

    async def test(house: House) -> None:
        client = await house.call()
        house.pass_seconds(4)
        assert house.server.sessions == 1
        client.send(b"PROXY TC")
        house.pass_seconds(2)
        assert await client.reply() == ""
        other = await house.call()
        other.send(b"EHLO c.example\r\n")
        assert await other.reply() == ""

    run_with(TRUSTED, test)


def test_second_header_is_a_bad_command() -> None:
    """B169: inside a session PROXY is no command."""

    async def test(house: House) -> None:
        client = await house.call()
        assert (await client.ask(GOOD[0][0])).startswith("220")
        assert (await client.ask(GOOD[0][0])).startswith("500")

    run_with(TRUSTED, test)


def test_header_from_elsewhere_is_not_believed() -> None:
    """B164: from anywhere but the networks of the settings the header is an unknown command."""

    async def test(house: House) -> None:
        client = await house.call()
        assert (await client.reply()).startswith("220")
        assert (await client.ask(GOOD[0][0])).startswith("500")

    run(test)
