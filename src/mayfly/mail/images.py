"""Signed paths for remote images: ``/img/<expiry>/<signature>/<base64url of the URL>``.

Rule 1: only who holds the key makes a path, so nobody can use us to fetch what they like.
Rule 2: a path holds no token and names no mailbox; it dies with its expiry.
"""

import base64
import binascii
import hmac

from mayfly.mail.values import ImagePath

PREFIX = "/img/"
# Real image URLs with tracking data reach 2,000 octets; more is not an image's address.
URL_OCTETS = 4096
_SIGNATURE_OCTETS = 16


def _sign(key: bytes, expires_at: int, url: bytes) -> str:
    mac = hmac.digest(key, b"mayfly/1 image\0%d\0" % expires_at + url, "sha256")
    return base64.urlsafe_b64encode(mac[:_SIGNATURE_OCTETS]).rstrip(b"=").decode("ascii")


def path(images: ImagePath, url: str) -> str | None:
    """Make the path under which we show a remote image, or None where the URL is too long to be one."""
    octets = url.encode("utf-8", "replace")
    if len(octets) > URL_OCTETS:
        return None
    encoded = base64.urlsafe_b64encode(octets).rstrip(b"=").decode("ascii")
    return f"{PREFIX}{images.expires_at}/{_sign(images.key, images.expires_at, octets)}/{encoded}"


def verify(key: bytes, path: str, now: float) -> str | None:
    """Give the URL that a path of ours stands for, or None: not ours, changed, or past its expiry."""
    pieces = path.removeprefix(PREFIX).split("/") if path.startswith(PREFIX) else []
    if len(pieces) != 3 or not pieces[0].isascii() or not pieces[0].isdigit() or len(pieces[0]) > 12:
        return None
    expires_at, signature, encoded = int(pieces[0]), pieces[1], pieces[2]
    if now >= expires_at or len(encoded) > URL_OCTETS * 4 // 3 + 4 or not encoded.isascii():
        return None
    try:
        octets = base64.b64decode(encoded + "=" * (-len(encoded) % 4), b"-_", validate=True)
        url = octets.decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    expected = _sign(key, expires_at, octets)
    return url if hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")) else None
