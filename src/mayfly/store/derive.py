"""What is derived from the pepper, a token and a share: keys, and the names rows go by. Pure.

Rule 1: every derivation has a label of its own, so that none can stand for another.
Rule 2: nothing derived from a token alone opens anything; the share is the half that an erasure destroys.
"""

import functools
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mayfly.core.address import Address

UID_OCTETS = 16
SHARE_OCTETS = 32
PEPPER_OCTETS = 32
# A name in an index: two of a thousand million mailboxes share one with a chance of one in 10^20.
ID_OCTETS = 16

# scrypt takes 128 * n * r octets: one MiB, some three milliseconds. An address has forty bits or more; this
# makes guessing them from a stolen ledger and pepper cost a thousand times a plain hash, and an opening little.
_SCRYPT_N = 1024
_SCRYPT_R = 8
_SCRYPT_P = 1


def derive(ikm: bytes, salt: bytes | None, info: bytes, octets: int = 32) -> bytes:
    """Derive octets by HKDF-SHA256 (RFC 5869)."""
    return HKDF(SHA256(), octets, salt, info).derive(ikm)


@dataclass(frozen=True, slots=True)
class Pepper:
    """The sub-keys of one pepper."""

    lookup: bytes
    spent: bytes
    open_token: bytes
    check: bytes

    @classmethod
    def of(cls, secret: bytes) -> "Pepper":
        """Derive the sub-keys from the 32 octets that lie in ``keys/pepper``."""
        return cls(*(derive(secret, None, b"mayfly/1 pepper " + label) for label in _PEPPER_LABELS))


@dataclass(frozen=True, slots=True)
class Peppers:
    """The pepper in use, and those before it, newest first."""

    every: tuple[Pepper, ...]

    @classmethod
    def of(cls, secrets: Sequence[bytes]) -> "Peppers":
        """Derive the sub-keys of each, newest first."""
        return cls(tuple(Pepper.of(secret) for secret in secrets))

    @property
    def current(self) -> Pepper:
        """Give the one that new names are made with."""
        return self.every[0]

    @property
    def check(self) -> bytes:
        """Give what tells these peppers from any others, and from a part of them."""
        return hashlib.sha256(b"".join(pepper.check for pepper in self.every)).digest()

    @property
    def older(self) -> "Peppers":
        """Give those of before the last change."""
        return Peppers(self.every[1:])

    @property
    def spent_keys(self) -> tuple[bytes, ...]:
        """Give the keys of the ledger, oldest first."""
        return tuple(pepper.spent for pepper in reversed(self.every))


_PEPPER_LABELS = (b"lookup", b"spent", b"open-token", b"check")


def private_key(token: bytes, share: bytes, uid: bytes) -> X25519PrivateKey:
    """Derive the private half of a mailbox's key pair; token and share are both needed."""
    return X25519PrivateKey.from_private_bytes(derive(token, share, b"mayfly/1 key" + uid))


def token_id(token: bytes) -> bytes:
    """Name a token without telling it."""
    return hashlib.sha256(b"mayfly/1 token" + token).digest()[:ID_OCTETS]


def mailbox_id(pepper: Pepper, address: Address) -> bytes:
    """Name an address, the same for all spellings of it, so that only who has the pepper can tell which it is."""
    keyed = _keyed(pepper.lookup)
    inner, outer = keyed.inner.copy(), keyed.outer.copy()
    inner.update(str(address.canonical).encode())
    outer.update(inner.digest())
    return outer.digest()[:ID_OCTETS]


class _Keyed(NamedTuple):
    """The two hashes of HMAC-SHA256 with the key already in them (RFC 2104 section 4)."""

    inner: "hashlib._Hash"
    outer: "hashlib._Hash"


@functools.lru_cache(4)
def _keyed(key: bytes) -> _Keyed:
    # Asked for each RCPT. ``hmac.digest`` gives up the interpreter lock for its microsecond, and waits for it behind
    # the writer's thread; hashes that are copied do not, and cost half of what an ``hmac`` object does.
    padded = key.ljust(hashlib.sha256().block_size, b"\0")
    return _Keyed(*(hashlib.sha256(bytes(octet ^ pad for octet in padded)) for pad in (0x36, 0x5C)))


def open_token(pepper: Pepper, address: Address) -> bytes:
    """Derive the token that open mode gives for an address."""
    return hmac.digest(pepper.open_token, str(address.canonical).encode(), "sha256")


def spent_hashes(spent_keys: Sequence[bytes], address: Address) -> tuple[bytes, ...]:
    """Hash an address for the ledger: slow (milliseconds and one MiB), keyed by all peppers there have been.

    ``spent_keys`` are the ``spent`` sub-keys, oldest first: each rotation wraps what was there. Gives the entry as it
    was under the first pepper, the first two, and so on; the last is the one of today.
    """
    text = str(address.canonical).encode()
    entries = [hashlib.scrypt(text, salt=spent_keys[0], n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P, dklen=32)]
    for key in spent_keys[1:]:
        entries.append(wrap_spent(key, entries[-1]))
    return tuple(entries)


def wrap_spent(spent_key: bytes, entry: bytes) -> bytes:
    """Carry a ledger entry over to the next pepper without knowing its address."""
    return hmac.digest(spent_key, entry, "sha256")
