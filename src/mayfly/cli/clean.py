"""Text from outside, made fit for a terminal.

A mail may hold sequences that move the cursor, change the title, fill the clipboard or answer in the user's name. Each
character that does anything but show itself is written as a number.
"""

import unicodedata

# Controls (C0, DEL, C1: ESC and CSI among them); format characters (they turn the direction of a line or hide);
# surrogates, private use; separators that some terminals break a line at.
_UNFIT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean(text: str) -> str:
    """Give the text with line ends and tabs kept and every other control written out (``\\x1b``)."""
    text = text.replace("\r\n", "\n")
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in _UNFIT else _written(c) for c in text)


def clean_line(text: str) -> str:
    """Give the text as one line: ends of lines and tabs are blanks."""
    return clean(" ".join(text.split()))


def _written(char: str) -> str:
    number = ord(char)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
