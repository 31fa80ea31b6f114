"""The PROXY header, in which a proxy says for whom it connects: versions 1 and 2 of HAProxy's specification.

Rule 1: a header is only looked for where the operator said that a proxy is; there it is mandatory.
Rule 2: read strictly. What is not exactly a header is refused, and nothing is answered to it.
"""

import ipaddress
import re

from msgspec import Struct

_SIGNATURE = b"\r\n\r\n\x00\r\nQUIT\n"
_V1 = b"PROXY "
# Specification section 2.1: the longest line has 107 octets with its CRLF.
_V1_OCTETS = 107
# A longer header would be nothing but TLVs that nobody here reads.
_V2_OCTETS = 2048
_PORT = r"(0|[1-9][0-9]{0,4})"
_TCP = re.compile(rf"PROXY (TCP4|TCP6) ([0-9A-Fa-f:.]+) ([0-9A-Fa-f:.]+) {_PORT} {_PORT}\Z")
_UNKNOWN = re.compile(r"PROXY UNKNOWN(?: .*)?\Z")
# Family and protocol of version 2 -> octets of the addresses, and of one address in them. TCP and Unix streams only.
_FAMILIES = {0x00: (0, 0), 0x11: (12, 4), 0x21: (36, 16), 0x31: (216, 0)}


class Header(Struct, frozen=True):
    """A header that was read.

    ``address`` is the client's; ``""`` where it has none (a Unix socket); None where the connection is the proxy's own
    or it does not know. ``rest`` is what follows the header.
    """

    address: str | None
    rest: bytes


class NotProxy(Struct, frozen=True):
    """It is no header."""


def read_header(octets: bytes) -> Header | NotProxy | None:
    """Read a header from the first octets of a connection; None where more are needed."""
    if octets.startswith(_SIGNATURE[: len(octets)]):
        return _read_v2(octets)
    if octets.startswith(_V1[: len(octets)]):
        return _read_v1(octets)
    return NotProxy()


def _read_v1(octets: bytes) -> Header | NotProxy | None:
    end = octets.find(b"\r\n", 0, _V1_OCTETS)
    if end < 0:
        return None if len(octets) < _V1_OCTETS else NotProxy()
    line, rest = octets[:end].decode("latin-1"), octets[end + 2 :]
    if _UNKNOWN.match(line):
        return Header(None, rest)
    match = _TCP.match(line)
    if match is None or int(match[4]) > 65_535 or int(match[5]) > 65_535:
        return NotProxy()
    family = ipaddress.IPv4Address if match[1] == "TCP4" else ipaddress.IPv6Address
    try:
        source, _ = family(match[2]), family(match[3])
    except ValueError:
        return NotProxy()
    return Header(str(source), rest)


def _read_v2(octets: bytes) -> Header | NotProxy | None:
    if len(octets) < 16:
        return None
    command, family = octets[12], octets[13]
    length = int.from_bytes(octets[14:16], "big")
    if command not in (0x20, 0x21) or length > _V2_OCTETS:
        return NotProxy()
    if len(octets) < 16 + length:
        return None
    rest = octets[16 + length :]
    if command == 0x20:
        return Header(None, rest)
    sizes = _FAMILIES.get(family)
    if sizes is None or length < sizes[0]:
        return NotProxy()
    if not sizes[0]:
        return Header(None, rest)
    source = octets[16 : 16 + sizes[1]]
    return Header(str(ipaddress.ip_address(source)) if source else "", rest)
