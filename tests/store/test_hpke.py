"""What a batch seals is HPKE: the library, which knows nothing of batches, opens it."""

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from mayfly.store.hpke import Batch

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
ENC_OCTETS = 32


def public(key: X25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.binary(max_size=200), st.binary(max_size=5000)), max_size=8))
def test_the_library_opens_what_a_batch_seals(messages: list[tuple[int, bytes, bytes]]) -> None:
    """Each message of a batch opens with its recipient's key and its info, to what it was."""
    keys = [X25519PrivateKey.generate() for _ in range(3)]
    batch = Batch()
    for number, (to, info, plaintext) in enumerate(messages):
        named = info + number.to_bytes(2, "big")
        sealed = batch.seal(public(keys[to]), named, plaintext)
        assert SUITE.decrypt(sealed, keys[to], named) == plaintext


def test_a_message_opens_for_its_recipient_and_its_info_alone() -> None:
    """Another recipient of the same batch, or another message's info, opens nothing."""
    mine, other = X25519PrivateKey.generate(), X25519PrivateKey.generate()
    batch = Batch()
    sealed = batch.seal(public(mine), b"one", b"secret")
    second = batch.seal(public(mine), b"two", b"secret")
    batch.seal(public(other), b"one", b"secret")
    for key, info, octets in ((other, b"one", sealed), (mine, b"two", sealed), (mine, b"one", second)):
        with pytest.raises(InvalidTag):
            SUITE.decrypt(octets, key, info)


def test_no_two_messages_of_a_batch_have_the_same_key_stream() -> None:
    """The same plaintext to the same recipient, and to another, has nothing in common but ``enc``."""
    mine, other = X25519PrivateKey.generate(), X25519PrivateKey.generate()
    batch = Batch()
    sealed = [batch.seal(public(key), info, bytes(64)) for key in (mine, other) for info in (b"one", b"two")]
    assert len({octets[:ENC_OCTETS] for octets in sealed}) == 1
    assert len({octets[at : at + 16] for octets in sealed for at in range(ENC_OCTETS, 96, 16)}) == 4 * 4


def test_an_info_is_used_once() -> None:
    """A second message to one recipient with the same info would have its key and nonce: it is refused."""
    mine, other = X25519PrivateKey.generate(), X25519PrivateKey.generate()
    batch = Batch()
    batch.seal(public(mine), b"one", b"first")
    batch.seal(public(other), b"one", b"first")
    with pytest.raises(ValueError, match="same info"):
        batch.seal(public(mine), b"one", b"second")


def test_batches_have_nothing_in_common() -> None:
    """Each batch has an ephemeral key of its own."""
    mine = X25519PrivateKey.generate()
    assert len({Batch().seal(public(mine), b"one", b"")[:ENC_OCTETS] for _ in range(20)}) == 20


@pytest.mark.parametrize("key", [bytes(32), b"\x01" + bytes(31), b"\x05" * 31, b""])
def test_a_key_that_agrees_on_nothing_is_refused(key: bytes) -> None:
    """A point of low order, or octets that are no key, seal nothing (RFC 9180 section 7.1.4)."""
    with pytest.raises(ValueError):  # noqa: PT011 - the library's own words
        Batch().seal(key, b"one", b"secret")
