"""Names that are derived from an address and the pepper."""

import hmac

from hypothesis import given
from hypothesis import strategies as st

from mayfly.core.address import Address
from mayfly.store import derive


@given(st.binary(min_size=32, max_size=32), st.text("abcxyz-.0189", min_size=1, max_size=64))
def test_a_mailbox_is_named_by_hmac(secret: bytes, local_part: str) -> None:
    """``mailbox_id`` is the beginning of HMAC-SHA256 (RFC 2104) over the canonical address, under the lookup key."""
    pepper = derive.Pepper.of(secret)
    address = Address(local_part, "mayfly.test")
    expected = hmac.digest(pepper.lookup, str(address).encode(), "sha256")[: derive.ID_OCTETS]
    assert derive.mailbox_id(pepper, address) == expected


def test_all_spellings_have_one_name() -> None:
    """Case and composition make no difference; another domain, local part or pepper does."""
    pepper, other = derive.Pepper.of(bytes(32)), derive.Pepper.of(b"\x01" * 32)
    same = {
        derive.mailbox_id(pepper, Address(text, "d.example")) for text in ("J\u00fcrgen", "ju\u0308rgen", "J\u00dcRGEN")
    }
    assert len(same) == 1
    names = {
        derive.mailbox_id(pepper, Address("a", "d.example")),
        derive.mailbox_id(pepper, Address("b", "d.example")),
        derive.mailbox_id(pepper, Address("a", "e.example")),
        derive.mailbox_id(other, Address("a", "d.example")),
    }
    assert len(names) == 4
