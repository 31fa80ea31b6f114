"""Where a list goes on, written so that its reader learns no more than that.

A store numbers the messages of all mailboxes in one sequence. Seen by its owner, the numbers of one mailbox would tell
how much mail the whole service got between two of them.
"""

import base64
import binascii
import hashlib
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES128

# The number, and zeros by which it is told from what we never wrote.
_BLOCK = struct.Struct(">QQ")
_LENGTH = 22


class Cursor:
    """The cursors of one mailbox. They hold over restarts; another mailbox's are none here."""

    __slots__ = ("_cipher",)

    def __init__(self, uid: bytes) -> None:
        # One block, so a permutation is all there is to it: ECB, under a key that is of this mailbox alone. The uid is
        # random, and no answer has it.
        key = hashlib.blake2b(uid, digest_size=16, person=b"mayfly cursor").digest()
        self._cipher = Cipher(AES128(key), modes.ECB())  # noqa: S305 - one block; see above

    def write(self, seq: int) -> str:
        """Give the text for a place."""
        encryptor = self._cipher.encryptor()
        block = encryptor.update(_BLOCK.pack(seq, 0)) + encryptor.finalize()
        return base64.urlsafe_b64encode(block).decode().rstrip("=")

    def read(self, text: str) -> int | None:
        """Give the place of a text; None where ``write`` never gave it."""
        if len(text) != _LENGTH or not text.isascii():
            return None
        try:
            block = base64.b64decode(text + "==", b"-_", validate=True)
        except binascii.Error:
            return None
        decryptor = self._cipher.decryptor()
        seq, zeros = _BLOCK.unpack(decryptor.update(block) + decryptor.finalize())
        # The last letter has four bits that mean nothing: of the sixteen that would do, one was written.
        return seq if not zeros and self.write(seq) == text else None
