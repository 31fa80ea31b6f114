"""Octets to text under whatever charset label a mail gives.

Rule 1: nothing here raises, and no result holds a surrogate: a text that cannot be written as UTF-8 would
break every reader behind us.
Rule 2: only charsets of the table are decoded. The names that Python knows besides (zlib, bz2, idna,
unicode_escape...) are not charsets; some of them are bombs.
Rule 3: a label that is wrong is no fault of the mail worth telling: UTF-8 where the octets are UTF-8, else
windows-1252, as browsers do.
"""

import codecs
import re

_SURROGATE = re.compile("[\ud800-\udfff]")
# C0 and C1 controls but tab and line feed: harmless in HTML, orders to a terminal.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# The same in UTF-8, in two quick looks, for most texts have none: C0 and DEL, which are one octet, and C1.
_C0 = bytes({*range(32), 127} - {9, 10, 13})
_C0_AND_CR = bytes({*range(32), 127} - {9, 10})
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
# Japanese without a label: in what is else ASCII nothing but ISO-2022-JP shifts like this (RFC 1468).
_SHIFT = re.compile(rb"\x1b(?:\$[@B]|\([JI])")
# What these decoders give never holds a surrogate, and in what they read every octet below 128 is itself.
_ORDINARY = frozenset({None, "utf-8", "cp1252"})

# codec -> labels. Where a label is commonly used for a superset, the superset is taken (WHATWG Encoding, section 4.2).
_LABELS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode utf-8-sig utf8mb4 cp65001 utf_8 x-utf-8",
    "utf-16": "utf-16 utf16 ucs-2 iso-10646-ucs-2",
    "utf-16-le": "utf-16le",
    "utf-16-be": "utf-16be",
    "utf-32": "utf-32 ucs-4",
    "utf-7": "utf-7 utf7 unicode-1-1-utf-7 x-unicode-1-1-utf-7",
    "cp1252": "windows-1252 cp1252 1252 cp-1252 win-1252 iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 iso88591 "
    "l1 ansi x-ansi iso-ir-100 cp819 iso-8859-1-windows-3.1-latin-1 8859-1 iso-8859 western",
    "iso8859_2": "iso-8859-2 iso8859-2 iso_8859-2 latin2 latin-2 l2 iso88592",
    "iso8859_3": "iso-8859-3 iso8859-3 latin3 l3",
    "iso8859_4": "iso-8859-4 iso8859-4 latin4 l4",
    "iso8859_5": "iso-8859-5 iso8859-5 cyrillic",
    "iso8859_6": "iso-8859-6 iso8859-6 arabic iso-8859-6-i iso-8859-6-e",
    "iso8859_7": "iso-8859-7 iso8859-7 greek",
    "iso8859_8": "iso-8859-8 iso8859-8 hebrew iso-8859-8-i iso-8859-8-e logical visual",
    "cp1254": "iso-8859-9 iso8859-9 latin5 l5 windows-1254 cp1254 1254",
    "iso8859_10": "iso-8859-10 iso8859-10 latin6 l6",
    "iso8859_13": "iso-8859-13 iso8859-13 latin7",
    "iso8859_14": "iso-8859-14 iso8859-14 latin8",
    "iso8859_15": "iso-8859-15 iso8859-15 latin9 latin-9 l9",
    "iso8859_16": "iso-8859-16 iso8859-16 latin10",
    "cp1250": "windows-1250 cp1250 1250 win-1250 x-cp1250",
    "cp1251": "windows-1251 cp1251 1251 win-1251 x-cp1251 cp-1251",
    "cp1253": "windows-1253 cp1253 1253",
    "cp1255": "windows-1255 cp1255 1255",
    "cp1256": "windows-1256 cp1256 1256",
    "cp1257": "windows-1257 cp1257 1257",
    "cp1258": "windows-1258 cp1258 1258",
    "cp874": "windows-874 cp874 tis-620 tis620 iso-8859-11 iso8859-11 dos-874",
    "cp437": "cp437 ibm437 437",
    "cp850": "cp850 ibm850 850",
    "cp852": "cp852 ibm852 852",
    "cp866": "cp866 ibm866 866",
    "koi8_r": "koi8-r koi8r koi8 koi",
    "koi8_u": "koi8-u koi8u koi8-ru",
    "mac_roman": "macintosh mac x-mac-roman macroman",
    "mac_cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gb18030": "gb18030 gb2312 gb-2312 gbk gb_2312-80 chinese cp936 windows-936 936 x-gbk euc-cn euccn gb2312_charset",
    "hz": "hz-gb-2312 hz",
    "big5hkscs": "big5 big5-hkscs big-5 cn-big5 x-x-big5 big5hkscs cp950 windows-950 950",
    "euc_jp": "euc-jp eucjp x-euc-jp x-euc",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji csshiftjis windows-31j cp932 ms932 932 shiftjis",
    "iso2022_jp_ext": "iso-2022-jp iso2022-jp csiso2022jp iso-2022-jp-1 iso-2022-jp-ms cp50220 cp50221",
    "iso2022_jp_2": "iso-2022-jp-2",
    "iso2022_jp_3": "iso-2022-jp-3 iso-2022-jp-2004",
    "cp949": "euc-kr euckr ks_c_5601-1987 ks_c_5601 ks_c_5601-1989 ksc5601 ksc_5601 korean cp949 windows-949 949 uhc "
    "iso-ir-149",
    "iso2022_kr": "iso-2022-kr csiso2022kr",
    "johab": "johab cp1361",
}
_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}


def codec_of(label: str) -> str | None:
    """Give the codec that a charset label of a mail means, or None where it means nothing to us."""
    label = label.strip().strip("'\"").lower()
    return _CODECS.get(label) or _CODECS.get(label.replace("_", "-")) or _CODECS.get(label.removeprefix("cs"))


def decode(octets: bytes, label: str = "") -> str:
    """Decode octets under a charset label, whatever both are."""
    codec = codec_of(label)
    if codec is None and octets.isascii() and _SHIFT.search(octets):
        codec = "iso2022_jp_ext"
    if codec not in (None, "utf-8", "cp1252"):
        text = codecs.decode(octets, codec, "replace")
        if "\ufffd" in text and not octets.isascii() and is_utf8(octets):
            text = octets.decode("utf-8")
    elif codec == "cp1252" and not octets.isascii():
        text = decode_1252(octets)
    else:
        try:
            text = octets.decode("utf-8")
        except UnicodeDecodeError:
            text = octets.decode("utf-8", "replace") if _mostly_utf8(octets) else decode_1252(octets)
    text = text.removeprefix("\ufeff")
    return text if codec in _ORDINARY else _SURROGATE.sub("\ufffd", text)


def is_utf8(octets: bytes) -> bool:
    """Say whether octets are UTF-8 throughout."""
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode_1252(octets: bytes) -> str:
    """Decode as windows-1252; the five octets it leaves open become U+FFFD."""
    return octets.decode("cp1252", "replace")


def _mostly_utf8(octets: bytes) -> bool:
    """Say whether broken octets are rather UTF-8 cut somewhere than another charset."""
    sample = octets[:65_536]
    wrong = sample.decode("utf-8", "replace").count("\ufffd")
    high = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    return wrong * 4 <= high


def plain(text: str) -> str:
    """Make line ends LF and controls visible as U+FFFD: what is left is safe for a page and for a terminal."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    octets = text.encode("utf-8", "surrogatepass")
    if len(octets.translate(None, _C0)) == len(octets) and (text.isascii() or _C1.search(octets) is None):
        return text
    return _CONTROL.sub("\ufffd", text)


def text(octets: bytes, label: str = "") -> str:
    """Decode octets, line ends LF and controls visible: the same as ``plain(decode(octets, label))``.

    In most texts nothing but CRLF has to be seen to, and two walks over the octets tell so.
    """
    if codec_of(label) in _ORDINARY:
        kept = octets.translate(None, _C0_AND_CR)
        if len(octets) - len(kept) == octets.count(b"\r\n") and (kept.isascii() or _C1.search(kept) is None):
            return decode(kept, label)
    return plain(decode(octets, label))


def one_line(text: str) -> str:
    """Make a text one line: runs of white space are one space, controls are U+FFFD."""
    return " ".join(plain(text).split())
