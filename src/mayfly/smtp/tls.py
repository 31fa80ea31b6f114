"""TLS between octets and octets (RFC 3207): no socket, no waiting; and the certificate it is done with.

Rule 1: TLS 1.2 and 1.3, no renegotiation (RFC 8996, RFC 9325).
Rule 2: a certificate is looked at again when its files change. One that cannot be used does not replace one that can:
while an operator renews it, certificate and key may not fit for a moment.
Rule 3: the standard library's asyncio keeps memory of handshakes that fail; what is kept here dies with its connection.
"""

import contextlib
import datetime
import ssl
from pathlib import Path

import structlog
from cryptography import x509

_log = structlog.get_logger(__name__)
_READ_OCTETS = 262_144
_DAY_SECONDS = 86_400


class Tls:
    """One connection's TLS. Octets from the network in, octets for the session out, and back."""

    __slots__ = ("_from_peer", "_object", "_to_peer", "is_broken", "is_over", "is_ready")

    def __init__(self, context: ssl.SSLContext) -> None:
        self._from_peer = ssl.MemoryBIO()
        self._to_peer = ssl.MemoryBIO()
        self._object = context.wrap_bio(self._from_peer, self._to_peer, server_side=True)
        self.is_ready = False
        # The handshake failed, or what the peer sends is no TLS.
        self.is_broken = False
        # The peer has said that nothing more comes.
        self.is_over = False

    def receive(self, octets: bytes) -> bytes:
        """Take octets from the network; give what they say. Afterwards there may be something ``to_send``."""
        self._from_peer.write(octets)
        said = []
        try:
            if not self.is_ready:
                self._object.do_handshake()
                self.is_ready = True
            while piece := self._object.read(_READ_OCTETS):
                said.append(piece)
            self.is_over = True
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLZeroReturnError:
            self.is_over = True
        except (ssl.SSLError, ValueError):
            # ValueError: a server name that the standard library cannot read.
            self.is_broken = True
        return b"".join(said)

    def encrypt(self, octets: bytes) -> bytes:
        """Give what to put on the network to say this."""
        self._object.write(octets)
        return self._to_peer.read()

    def to_send(self) -> bytes:
        """Give what the handshake or an alert has to say."""
        return self._to_peer.read()

    def close(self) -> bytes:
        """Give what to put on the network to say that nothing more comes."""
        # The peer's own goodbye is not waited for.
        with contextlib.suppress(ssl.SSLError, ValueError):
            self._object.unwrap()
        return self._to_peer.read()


class Certificate:
    """A certificate and its key in two files of PEM."""

    def __init__(self, certificate: str, key: str) -> None:
        self._files = (Path(certificate), Path(key))
        self._seen: tuple[object, ...] = ()
        self.context: ssl.SSLContext | None = None
        # Seconds since the epoch.
        self.expires_at = 0.0
        self._warned_at: float | None = None

    def warn(self, now: float) -> None:
        """Say once a day that the certificate has expired; it is still better than none."""
        if self.context is None or now < self.expires_at:
            self._warned_at = None
        elif self._warned_at is None or now - self._warned_at >= _DAY_SECONDS:
            self._warned_at = now
            _log.error("certificate_expired", setting="smtp.tls_certificate")

    def refresh(self) -> None:
        """Read the files if they changed. Never raises: what is wrong goes to the log, once."""
        try:
            seen: tuple[object, ...] = tuple(map(_fingerprint, self._files))
        except OSError:
            seen = ("missing",)
        if seen == self._seen:
            return
        self._seen = seen
        try:
            self._load()
        except (OSError, ValueError) as fault:
            _log.error("certificate_unusable", setting="smtp.tls_certificate", fault=type(fault).__name__)

    def _load(self) -> None:
        certificate, key = self._files
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION | ssl.OP_SINGLE_ECDH_USE
        context.load_cert_chain(certificate, key, _no_password)
        expires = x509.load_pem_x509_certificate(certificate.read_bytes()).not_valid_after_utc
        self.context = context
        self.expires_at = expires.timestamp()
        _log.info("certificate_loaded", expires=expires.astimezone(datetime.UTC).isoformat())


def _no_password() -> str:
    """Refuse: OpenSSL would ask for it on the terminal, and the loop would wait for somebody to type."""
    raise ValueError("the key is encrypted")


def _fingerprint(file: Path) -> tuple[int, int, int]:
    found = file.stat()
    return found.st_mtime_ns, found.st_ino, found.st_size
