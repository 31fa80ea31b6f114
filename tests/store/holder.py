"""A mailbox's secret and what it makes, for tests that look behind a store."""

import os

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mayfly.store import derive
from mayfly.store.sealing import Opener, SealFor
from mayfly.store.values import SealedContent, SealedMessage


class Holder:
    """A mailbox's two halves and what they make."""

    def __init__(self) -> None:
        self.token, self.share, self.uid = os.urandom(32), os.urandom(32), os.urandom(16)
        self.key = derive.private_key(self.token, self.share, self.uid)
        self.public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.opener = Opener(self.key, self.uid)

    def recipient(self) -> SealFor:
        return SealFor(self.uid, self.public, os.urandom(16))


def content_for(index: int, message: SealedMessage) -> SealedContent:
    copy = message.copies[index]
    body = None if message.body is None else b"".join(message.body)
    return SealedContent(copy.message_id, message.received_at, copy.sealed, body)
