"""Sealing: HPKE, compression and padding. Pure: octets in, octets out; safe to be run in another process.

Rule 1: what is sealed is bound to its kind, its mailbox and its message (the ``info`` of HPKE), so that nothing can
be moved to another place and still open.
Rule 2: the first sealed octet names the suite; the rest of the format is the suite's own.
Rule 3: inside, a frame: one octet saying the form, four the length, the payload, zeros up to a size class. The length
at rest tells the class alone.
Rule 4: content of many octets is encrypted once under a random content key, and that key is sealed per recipient.
"""

import enum
import os
import sys
from collections.abc import Iterable, Iterator, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from msgspec import Struct

from mayfly.core.errors import NotFound
from mayfly.store.hpke import Batch
from mayfly.store.values import SealedContent, SealedCopy, SealedMessage

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# Above this the content lies in a file of its own: a row so long would hold up the commit everyone waits for.
LARGE_OCTETS = 262_144
# The same for one message to many: all its copies would be rows of one commit.
LARGE_COPIES_OCTETS = 1_048_576
# No content that we sealed is longer (the limit on a message is a tenth of it); a frame that says so is not ours.
CONTENT_OCTETS = 268_435_456
# An address, a verdict or a short summary shows no more of its length than this.
SMALL_CLASS_OCTETS = 128
# Nor does a message: its trace header alone is about as long.
_CONTENT_CLASS_OCTETS = 256

_SUITE_1 = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_SUITE_1_OCTET = b"\x01"
_LABEL = b"mayfly/1 seal"
_BODY_LABEL = b"mayfly/1 body"
_HEADER_OCTETS = 5
# A content key encrypts one body and no other, so the nonce need not vary (NIST SP 800-38D section 8).
_ONLY_NONCE = bytes(12)
_CONTENT_KEY_OCTETS = 32
MESSAGE_ID_OCTETS = 16
_LEVEL = 3
# Large content is mostly base64, which the first level packs as small as the third, at twice the speed.
_LARGE_LEVEL = 1
# Every call that lets go of the interpreter has to win it back, against the loop: few calls for a large content, and
# each short enough for the loop to have a turn between two.
_COMPRESSED_AT_ONCE = 1_048_576
# What is encrypted holds the interpreter; 60 microseconds of it.
_ENCRYPTED_AT_ONCE = 65_536


class Kind(enum.Enum):
    """What a sealed text is; bound into it, so that none can stand for another."""

    ADDRESS = "address"
    CONTENT = "content"
    SUMMARY = "summary"
    AUTHENTICATION = "authentication"


class _Form(enum.IntEnum):
    """What the payload of a frame is."""

    PLAIN = 0
    ZSTD = 1
    CONTENT_KEY = 2


class SealFor(Struct, frozen=True, gc=False, array_like=True):
    """One recipient of a message about to be sealed. ``message_id`` is random, and this copy's alone."""

    uid: bytes
    public_key: bytes
    message_id: bytes


class SealJob(Struct, frozen=True, gc=False, array_like=True):
    """A message about to be sealed; its content in pieces, in order."""

    content: tuple[bytes, ...]
    recipients: tuple[SealFor, ...]
    received_at: float


class Opener:
    """The private half of one mailbox's key pair, in memory while a token holder looks."""

    __slots__ = ("_key", "_uid")

    def __init__(self, key: X25519PrivateKey, uid: bytes) -> None:
        self._key = key
        self._uid = uid

    def open(self, kind: Kind, message_id: bytes, sealed: bytes) -> bytes:
        """Give what was sealed; raise NotFound when this key, kind or id is not the one it was sealed for."""
        form, payload = self._unseal(kind, message_id, sealed)
        return _plain(form, payload)

    def _unseal(self, kind: Kind, message_id: bytes, sealed: bytes) -> tuple[int, memoryview]:
        if sealed[:1] != _SUITE_1_OCTET:
            raise NotFound("sealed by an unknown suite")
        try:
            frame = _SUITE_1.decrypt(memoryview(sealed)[1:], self._key, _info(self._uid, kind, message_id))
        except (InvalidTag, ValueError) as error:
            raise NotFound("not sealed to this key") from error
        return _unframe(frame)


def seal(public_key: bytes, uid: bytes, kind: Kind, message_id: bytes, plaintext: bytes) -> bytes:
    """Seal a small text to a mailbox. ``message_id`` is ``b""`` for the address."""
    key = X25519PublicKey.from_public_bytes(public_key)
    frame = _frame(_Form.PLAIN, plaintext, SMALL_CLASS_OCTETS)
    return _SUITE_1_OCTET + _SUITE_1.encrypt(frame, key, _info(uid, kind, message_id))


def seal_batch(jobs: list[SealJob]) -> list[SealedMessage]:
    """Seal several messages; the order is kept. The more there are, the less each costs (``hpke``)."""
    compressor = zstd.ZstdCompressor(level=_LEVEL)
    batch = Batch()
    return [_seal_job(job, compressor, batch) for job in jobs]


def seal_content(job: SealJob) -> SealedMessage:
    """Compress, pad and seal one message for each of its recipients."""
    return seal_batch([job])[0]


class Packed:
    """The content of a stored message, decrypted and not yet unpacked: how long it is can be known before it is."""

    __slots__ = ("_form", "_payload")

    def __init__(self, form: int, payload: memoryview) -> None:
        self._form = form
        self._payload = payload

    @property
    def octets(self) -> int:
        """Say how long the content is; the most it can be where the frame does not say."""
        if self._form != _Form.ZSTD:
            return len(self._payload)
        try:
            octets = zstd.get_frame_info(self._payload).decompressed_size
        except zstd.ZstdError:
            return 0  # unpacking it fails at its first octet
        return CONTENT_OCTETS if octets is None else octets

    def unpack(self) -> bytes:
        """Give the content; raise NotFound where it is not of our making."""
        return _plain(self._form, self._payload)


def decrypt_content(opener: Opener, sealed: SealedContent) -> Packed:
    """Decrypt the content of a stored message; raise NotFound when it does not open."""
    form, payload = opener._unseal(Kind.CONTENT, sealed.message_id, sealed.sealed)
    if form != _Form.CONTENT_KEY:
        return Packed(form, payload)
    body = sealed.body
    if body is None or body[:1] != _SUITE_1_OCTET or len(payload) != _CONTENT_KEY_OCTETS:
        raise NotFound("the body of a large message is missing")
    try:
        frame = AESGCM(payload).decrypt(_ONLY_NONCE, memoryview(body)[1:], _BODY_LABEL)
    except InvalidTag as error:
        raise NotFound("the body of a large message is damaged") from error
    return Packed(*_unframe(frame))


def open_content(opener: Opener, sealed: SealedContent) -> bytes:
    """Give the content of a stored message; raise NotFound when it does not open."""
    return decrypt_content(opener, sealed).unpack()


def padded_octets(octets: int) -> int:
    """Give the size class of a length by Padmé (Nikitin and others, PURBs, section 4): at most 12 % longer.

    A length keeps as many leading bits as its exponent has bits itself; O(log log n) of it shows.
    """
    if octets < 2:
        return octets
    exponent = octets.bit_length() - 1
    low = exponent - exponent.bit_length()
    mask = (1 << max(low, 0)) - 1
    return (octets + mask) & ~mask


def _seal_job(job: SealJob, compressor: zstd.ZstdCompressor, batch: Batch) -> SealedMessage:
    pieces = _compress(job.content, compressor)
    octets = sum(map(len, pieces))
    body: tuple[bytes, ...] | None = None
    if octets > LARGE_OCTETS or octets * len(job.recipients) > LARGE_COPIES_OCTETS:
        content_key = os.urandom(_CONTENT_KEY_OCTETS)
        body = _encrypt(content_key, pieces)
        pieces = _frame_pieces(_Form.CONTENT_KEY, [content_key])
    frame = b"".join(pieces)
    copies = tuple(
        SealedCopy(
            to.uid,
            to.message_id,
            _SUITE_1_OCTET + batch.seal(to.public_key, _info(to.uid, Kind.CONTENT, to.message_id), frame),
        )
        for to in job.recipients
    )
    return SealedMessage(copies, body, job.received_at)


def _encrypt(content_key: bytes, pieces: Iterable[bytes]) -> tuple[bytes, ...]:
    """Encrypt a body piece by piece; together they are what ``AESGCM`` would give, and opens."""
    encryptor = Cipher(AES256(content_key), GCM(_ONLY_NONCE)).encryptor()
    encryptor.authenticate_additional_data(_BODY_LABEL)
    encrypted = [
        encryptor.update(memoryview(piece)[at : at + _ENCRYPTED_AT_ONCE])
        for piece in pieces
        for at in range(0, len(piece), _ENCRYPTED_AT_ONCE)
    ]
    return (_SUITE_1_OCTET, *encrypted, encryptor.finalize(), encryptor.tag)


def _compress(pieces: tuple[bytes, ...], compressor: zstd.ZstdCompressor) -> list[bytes]:
    """Give the frame of a content, in pieces."""
    octets = sum(map(len, pieces))
    if octets > LARGE_OCTETS:
        # Told beforehand, the length stands in the frame: a reader who does not know it has to expect the longest there
        # is (``Packed.octets``).
        compressor = zstd.ZstdCompressor(level=_LARGE_LEVEL)
        compressor.set_pledged_input_size(octets)
        packed = [compressor.compress(group) for group in _grouped(pieces, _COMPRESSED_AT_ONCE)]
        packed.append(compressor.flush())
    else:
        # In one go, so that the compressor knows how little there is and sets up less for it.
        packed = [compressor.compress(b"".join(pieces), zstd.ZstdCompressor.FLUSH_FRAME)]
    if sum(map(len, packed)) < octets:
        return _frame_pieces(_Form.ZSTD, packed, _CONTENT_CLASS_OCTETS)
    return _frame_pieces(_Form.PLAIN, pieces, _CONTENT_CLASS_OCTETS)


def _grouped(pieces: Iterable[bytes], octets: int) -> Iterator[bytes]:
    """Join pieces to groups of so many octets or a little more."""
    group: list[bytes] = []
    length = 0
    for piece in pieces:
        group.append(piece)
        length += len(piece)
        if length >= octets:
            yield b"".join(group)
            group, length = [], 0
    yield b"".join(group)


def _info(uid: bytes, kind: Kind, message_id: bytes) -> bytes:
    # ``uid`` has one length and the kinds have no NUL, so two different places never make the same octets.
    return b"\0".join((_LABEL, kind.value.encode(), uid + message_id))


def _frame(form: _Form, payload: bytes, least_octets: int = 0) -> bytes:
    return b"".join(_frame_pieces(form, [payload], least_octets))


def _frame_pieces(form: _Form, payload: Sequence[bytes], least_octets: int = 0) -> list[bytes]:
    octets = sum(map(len, payload))
    size = padded_octets(max(_HEADER_OCTETS + octets, least_octets))
    return [bytes((form,)) + octets.to_bytes(4, "big"), *payload, bytes(size - _HEADER_OCTETS - octets)]


def _unframe(frame: bytes) -> tuple[int, memoryview]:
    length = int.from_bytes(frame[1:_HEADER_OCTETS], "big")
    if len(frame) < _HEADER_OCTETS + length:
        raise NotFound("a frame is shorter than it says")
    return frame[0], memoryview(frame)[_HEADER_OCTETS : _HEADER_OCTETS + length]


def _plain(form: int, payload: memoryview) -> bytes:
    if form == _Form.PLAIN:
        return bytes(payload)
    if form != _Form.ZSTD:
        raise NotFound("a frame of a form that cannot stand here")
    decompressor = zstd.ZstdDecompressor()
    try:
        content = decompressor.decompress(payload, max_length=CONTENT_OCTETS)
    except zstd.ZstdError as error:
        raise NotFound("a frame does not decompress") from error
    if not decompressor.eof:
        raise NotFound("a frame is longer than any content of ours")
    return content
