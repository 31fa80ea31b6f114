"""The sending side of HPKE (RFC 9180, base mode) for several messages that are sealed together.

The suite is DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; what is sealed here is opened by ``cryptography``,
whose own sending side makes a new ephemeral key for each message. Two multiplications on the curve are most of what
a message costs, and a flood is sealed in batches: within one, all messages share one ephemeral key, and those to one
recipient the secret agreed with it.

Rule 1: an ephemeral key lives as long as its batch, and never leaves it.
Rule 2: within a batch no two messages to one recipient have the same ``info``. Key and nonce of each are derived from
the agreed secret and its ``info`` (section 5.1), so none is used twice.
Rule 3: sharing the ephemeral key between recipients is safe in a Diffie-Hellman KEM whose secret is bound to the
recipient's key, as this one's is by its ``kem_context`` (section 4.1).
"""

import hmac

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_VERSION = b"HPKE-v1"
# Section 7: DHKEM(X25519, HKDF-SHA256) is 0x0020, HKDF-SHA256 0x0001, AES-256-GCM 0x0002.
_KEM = b"KEM\x00\x20"
_HPKE = b"HPKE\x00\x20\x00\x01\x00\x02"
_MODE_BASE = b"\x00"
_SECRET_OCTETS = 32
_KEY_OCTETS = 32
_NONCE_OCTETS = 12


def _extract(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
    """LabeledExtract of section 4."""
    return hmac.digest(salt, b"".join((_VERSION, suite, label, ikm)), "sha256")


def _expand(suite: bytes, key: bytes, label: bytes, info: bytes, octets: int) -> bytes:
    """LabeledExpand of section 4, for at most one block of SHA-256 (RFC 5869 section 2.3)."""
    labelled = b"".join((octets.to_bytes(2, "big"), _VERSION, suite, label, info, b"\x01"))
    return hmac.digest(key, labelled, "sha256")[:octets]


_PSK_ID_HASH = _extract(_HPKE, b"", b"psk_id_hash", b"")


class Batch:
    """Seals messages that go to rest together."""

    __slots__ = ("_encapsulated", "_key", "_secrets", "_used")

    def __init__(self) -> None:
        self._key = X25519PrivateKey.generate()
        self._encapsulated = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self._secrets: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()

    def seal(self, public_key: bytes, info: bytes, plaintext: bytes) -> bytes:
        """Give ``enc`` and the ciphertext, as ``cryptography``'s ``Suite.decrypt`` takes them.

        Raises ValueError for a public key that agrees on nothing, and where ``info`` was used before.
        """
        once = public_key + info
        if once in self._used:
            raise ValueError("a second message with the same info")
        self._used.add(once)
        secret = self._secrets.get(public_key)
        if secret is None:
            secret = self._secrets[public_key] = self._agree(public_key)
        context = b"".join((_MODE_BASE, _PSK_ID_HASH, _extract(_HPKE, b"", b"info_hash", info)))
        schedule = _extract(_HPKE, secret, b"secret", b"")
        key = _expand(_HPKE, schedule, b"key", context, _KEY_OCTETS)
        nonce = _expand(_HPKE, schedule, b"base_nonce", context, _NONCE_OCTETS)
        return self._encapsulated + AESGCM(key).encrypt(nonce, plaintext, b"")

    def _agree(self, public_key: bytes) -> bytes:
        """Encap of section 4.1."""
        shared = self._key.exchange(X25519PublicKey.from_public_bytes(public_key))
        key = _extract(_KEM, b"", b"eae_prk", shared)
        return _expand(_KEM, key, b"shared_secret", self._encapsulated + public_key, _SECRET_OCTETS)
