"""File names of parts: what a stranger wrote, made fit to be a name on any disk.

Rule 1: the result is one path component on POSIX and on Windows, never hidden, never a device, never empty.
Rule 2: no control, no bidi control, nothing invisible: "exe.fdp" must not read "pdf.exe" backwards.
Rule 3: the ending survives shortening, since it is what people judge a file by.
"""

import re
import unicodedata

# The common limit of file systems is 255 octets; a copy's " (1)" must find room.
NAME_OCTETS = 180
_ENDING_OCTETS = 20

_UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|;%&$`\'{}\u2028\u2029]')
# Windows keeps these names for devices, with any ending, and passes over blanks before it.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?=\.|\Z)", re.IGNORECASE)

_ENDINGS = {
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/x-vcard": ".vcf",
    "text/vcard": ".vcf",
    "text/rfc822-headers": ".txt",
    "message/rfc822": ".eml",
    "message/global": ".eml",
    "message/delivery-status": ".txt",
    "message/disposition-notification": ".txt",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/ms-tnef": ".dat",
    "application/pgp-signature": ".asc",
    "application/pgp-keys": ".asc",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-signature": ".p7s",
    "application/pkcs7-mime": ".p7m",
    "application/x-pkcs7-mime": ".p7m",
}


def clean(name: str, media_type: str = "", index: int = 0) -> str:
    """Make a name fit for a file anywhere; where nothing of it is left, make one from the media type."""
    # A folded name has a tab where its writer had a blank.
    name = unicodedata.normalize("NFC", name[:2000]).replace("\t", " ")
    name = re.split(r"[/\\]", name)[-1] if not name.endswith(("/", "\\")) else name
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn"))
    name = _UNFIT.sub("_", name)
    name = " ".join(name.split()).strip(". ")
    if not name.strip("_. "):
        name = f"part-{index + 1}{_ENDINGS.get(media_type, '.bin')}"
    if _DEVICE.match(name):
        name = "_" + name
    return _shorten(name)


def _shorten(name: str) -> str:
    if len(name.encode()) <= NAME_OCTETS:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > _ENDING_OCTETS:
        stem, dot, ending = name, "", ""
    room = NAME_OCTETS - len((dot + ending).encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ") + dot + ending
