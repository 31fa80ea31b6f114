"""Addresses: the grammar of RFC 5321 section 4.1.2 with RFC 6531, and the form in which two are the same.

Rule 1: ``local_part`` is kept as meant, without the quotes of a quoted string; ``str`` puts them back
where the grammar needs them. ``"a"@d`` and ``a@d`` are the same address (RFC 5321 section 4.1.2).
Rule 2: a domain is kept in lower case as A-labels (RFC 5890), without a trailing dot.
Rule 3: nothing here is lenient for its own sake. What is not in the grammar is ``None``.

The standard library's ``email.utils.parseaddr`` is not used: it has CVE-2023-27043.
"""

import ipaddress
import re
import unicodedata

import idna
from msgspec import Struct

# RFC 5321 section 4.5.3.1.1, .2 and .3. A path is counted with its angle brackets.
LOCAL_PART_OCTETS = 64
DOMAIN_OCTETS = 255
PATH_OCTETS = 256

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_UATOM = r"(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\x00-\x7f])+"
_DOT_STRING = re.compile(rf"{_ATOM}(?:\.{_ATOM})*\Z")
_DOT_STRING_UTF8 = re.compile(rf"{_UATOM}(?:\.{_UATOM})*\Z")
# qtextSMTP is %d32-33 / %d35-91 / %d93-126; quoted-pairSMTP is a backslash and %d32-126.
_QUOTED = re.compile(r'"((?:[ !#-\[\]-~]|\\[ -~])*)"\Z')
_QUOTED_UTF8 = re.compile(r'"((?:[ !#-\[\]-~]|\\[ -~]|[^\x00-\x7f])*)"\Z')
_PAIR = re.compile(r"\\(.)", re.DOTALL)
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\Z")
_DIGITS = re.compile(r"[0-9]+\Z")
# Controls, line and paragraph separators, surrogates, private use, unassigned: RFC 6532 section 3.1 leaves
# them to good sense; an address that cannot be shown cannot be ours. Format characters (Cf) hold the bidi
# controls and the zero-width ones.
_UNFIT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class Address(Struct, frozen=True, gc=False):
    """A local part and a domain (RFC 5321 section 2.3.11)."""

    local_part: str
    domain: str

    def __str__(self) -> str:
        """Write the address as a Mailbox of RFC 5321 section 4.1.2."""
        if _DOT_STRING_UTF8.match(self.local_part):
            return f"{self.local_part}@{self.domain}"
        quoted = self.local_part.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}"@{self.domain}'

    @property
    def canonical(self) -> "Address":
        """Give the form in which two addresses of ours are the same: NFC, lower case."""
        if self.local_part.isascii():
            # Nothing to compose, and most of the time nothing to fold: asked several times for each message.
            folded = self.local_part.lower()
            return self if folded == self.local_part else Address(folded, self.domain)
        # Folding may undo a composed form (İ), so that NFC comes once more.
        folded = unicodedata.normalize("NFC", self.local_part).lower()
        return Address(unicodedata.normalize("NFC", folded), self.domain)


def parse_local_part(text: str, *, utf8: bool = False) -> str | None:
    """Read a Local-part; give what it means, or None where it is none.

    With ``utf8`` the wider grammar of RFC 6531 section 3.3 holds (the transaction said SMTPUTF8).
    """
    try:
        octets = len(text.encode())
    except UnicodeEncodeError:
        return None
    if not 0 < octets <= LOCAL_PART_OCTETS:
        return None
    if not text.isascii():
        if not utf8 or any(unicodedata.category(c) in _UNFIT for c in text):
            return None
        text = unicodedata.normalize("NFC", text)
        # A few characters are longer composed than apart; what is kept must be an address again when written.
        if len(text.encode()) > LOCAL_PART_OCTETS:
            return None
    if (_DOT_STRING_UTF8 if utf8 else _DOT_STRING).match(text):
        return text
    quoted = (_QUOTED_UTF8 if utf8 else _QUOTED).match(text)
    return _PAIR.sub(r"\1", quoted[1]) if quoted else None


def parse_domain(text: str) -> str | None:
    """Read a Domain; give it in lower case as A-labels without a trailing dot, or None.

    One trailing dot is taken and dropped: it is the same name. Underscores and a name of digits alone are
    not in the grammar (RFC 1123 section 2.1).
    """
    text = text.removesuffix(".")
    # Before anything looks at it: an A-label is never shorter than what it stands for.
    if not 0 < len(text) <= DOMAIN_OCTETS:
        return None
    if not text.isascii():
        try:
            text = idna.encode(text, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return None
    if not 0 < len(text) <= DOMAIN_OCTETS:
        return None
    labels = text.split(".")
    if not all(_LABEL.match(label) for label in labels) or _DIGITS.match(labels[-1]):
        return None
    return text.lower()


def parse_literal(text: str) -> str | None:
    """Read an address-literal of RFC 5321 section 4.1.3 with its brackets; give it in one spelling, or None."""
    if not (text.startswith("[") and text.endswith("]")):
        return None
    inner = text[1:-1]
    try:
        if inner[:5].lower() == "ipv6:":
            if "%" in inner:
                return None
            return f"[IPv6:{ipaddress.IPv6Address(inner[5:])}]"
        return f"[{ipaddress.IPv4Address(inner)}]"
    except ValueError:
        return None


def split_address(text: str) -> tuple[str, str] | None:
    """Cut at the ``@`` that parts local part and domain: the first one outside a quoted string."""
    if text.startswith('"'):
        end = 1
        while end < len(text) and text[end] != '"':
            end += 2 if text[end] == "\\" else 1
        at = end + 1
    else:
        at = text.find("@")
    if at < 0 or at >= len(text) or text[at] != "@":
        return None
    return text[:at], text[at + 1 :]


def parse_address(text: str, *, utf8: bool = False) -> Address | None:
    """Read a Mailbox (``Local-part "@" ( Domain / address-literal )``), or give None.

    Without ``utf8`` a domain of U-labels is refused as well: the octets on the wire were not allowed.
    """
    parts = split_address(text)
    if parts is None or (not utf8 and not text.isascii()):
        return None
    local_part = parse_local_part(parts[0], utf8=utf8)
    domain = parse_literal(parts[1]) if parts[1].startswith("[") else parse_domain(parts[1])
    if local_part is None or domain is None:
        return None
    address = Address(local_part, domain)
    # Both as it came and as it is kept (a domain of U-labels grows, quotes are put back), with the brackets around it.
    longest = len(text)
    if not text.isascii() or text.startswith('"'):
        longest = max(len(text.encode()), len(str(address).encode()))
    return address if longest + len("<>") <= PATH_OCTETS else None
