"""Making a mailbox: the slow hash, the key pair, the sealed address. Pure, and milliseconds long: for a pool."""

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mayfly.store import derive
from mayfly.store.base import NewMailbox
from mayfly.store.box import Box
from mayfly.store.sealing import Kind

# As ``sealing.seal``.
Seal = Callable[[bytes, bytes, Kind, bytes, bytes], bytes]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A mailbox about to be opened, with all that takes time done.

    ``spent`` is its ledger entry as of each number of peppers, or empty.
    """

    box: Box
    share: bytes
    sealed_address: bytes
    spent: tuple[bytes, ...]


def prepare_mailbox(new: NewMailbox, uid: bytes, share: bytes, peppers: derive.Peppers, seal: Seal) -> Prepared:
    """Derive and seal what is kept of a new mailbox; it has no slot yet."""
    spent = derive.spent_hashes(peppers.spent_keys, new.address) if new.spend else ()
    key = derive.private_key(new.token, share, uid).public_key()
    public_key = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    text = f"{new.address.local_part}@{new.address.domain}".encode()
    box = Box(
        uid=uid,
        mailbox_id=derive.mailbox_id(peppers.current, new.address),
        token_id=derive.token_id(new.token),
        slot=0,
        public_key=public_key,
        created_at=new.created_at,
        expires_at=new.expires_at,
        idle_seconds=new.idle_seconds,
        seen_at=new.created_at,
        written_at=new.created_at,
    )
    return Prepared(box, share, seal(public_key, uid, Kind.ADDRESS, b"", text), spent)
