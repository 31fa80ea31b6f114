"""Codes that a mail declares in so many words: the ``OTP-Token`` field and the origin-bound last line.

Neither is authenticated: a field says only what its sender wrote.
"""

import re

from mayfly.core.message import Passcode
from mayfly.mail import fields
from mayfly.mail.extract.lines import Block
from mayfly.mail.fields import Header

_ORIGIN = re.compile(r"https://([a-z0-9-]+(?:\.[a-z0-9-]+)+|\[[0-9a-f:]+\])(?::\d{1,5})?(?=[\s;,\"'>]|\Z)")
_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{2,31}\Z")
_PARAMETER = re.compile(
    r"(?:\A|[;,\s])(?:code|otp|token|value)\s*=\s*\"?([A-Za-z0-9_-]{3,32})\"?(?![A-Za-z0-9_-])", re.IGNORECASE
)
# WICG "origin-bound one-time codes": host, code, and the host of a frame.
_BOUND = re.compile(r"@([a-z0-9-]+(?:\.[a-z0-9-]+)+) #([A-Za-z0-9_-]{3,32})(?: @[a-z0-9.-]+)?\Z", re.IGNORECASE)

_FIELD_CONFIDENCE = 0.99
_BOUND_CONFIDENCE = 0.98


def by_field(header: Header) -> Passcode | None:
    """Read the ``OTP-Token`` field: exactly one, with one https origin."""
    values = [value for name, value in header.fields if name.lower() == "otp-token"]
    if len(values) != 1:
        return None
    text = fields.raw_text(values[0])
    origins = _ORIGIN.findall(text)
    if len(origins) != 1:
        return None
    if found := _PARAMETER.search(text):
        value = found[1]
    elif re.search(r"\b(?:code|otp|token|value)\s*=", text, re.IGNORECASE):
        return None
    else:
        rest = _ORIGIN.sub(" ", text).replace("origin=", " ").strip(" ;,\"'<>#")
        value = rest.split(";")[0].strip(" ;,\"'<>#")
    if not _VALUE.match(value):
        return None
    return Passcode(value=value, confidence=_FIELD_CONFIDENCE, evidence=f"OTP-Token: {text}"[:200])


def by_last_line(blocks: list[Block]) -> Passcode | None:
    """Read an origin-bound last line: ``@example.com #123456``."""
    for item in reversed(blocks[-3:]):
        if found := _BOUND.search(item.shown):
            return Passcode(value=found[2], confidence=_BOUND_CONFIDENCE, evidence=found[0])
    return None
