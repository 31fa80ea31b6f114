"""Makes the octets of a labelled mail (RFC 5322, RFC 2045, RFC 2047), with nothing but the standard library.

Rule 1: the same case gives the same octets, always: what a case leaves open (date, skin, transfer encoding) falls
by a checksum of its id.
Rule 2: own writer and not ``email.message``, because charsets, transfer encodings and folding are part of the test.
Rule 3: light markup (``both``, ``rich``): a blank line parts paragraphs; ``**x**`` is bold, and big where it stands
alone; ``[label](url)`` a link, a button where it stands alone; ``{cells 123456}`` a table cell and ``{spans 123456}``
a span for each character; ``| a | b |`` a row; ``~~ words`` a hidden preheader; ``___`` begins the footer.
"""

import base64
import html
import quopri
import re
import zlib
from email.utils import formataddr, formatdate, parseaddr

from tests.mail.otp.notation import Case

_RTL = frozenset({"ar", "he", "fa"})
# 2026-01-05 08:00 UTC; dates of cases are spread over the half year from there
_FIRST_DATE = 1_767_600_000
_SPREAD_SECONDS = 180 * 86_400

_SKINS = {
    "bare": "<html><body>{pre}{body}</body></html>",
    "div": (
        '<!DOCTYPE html>\n<html lang="{lang}" dir="{dir}">\n<head><meta http-equiv="Content-Type" '
        'content="text/html; charset={charset}">\n<meta name="viewport" content="width=device-width, '
        'initial-scale=1.0">\n<title></title></head>\n<body style="margin:0;background:#f4f5f7;">{pre}\n'
        '<div style="max-width:560px;margin:24px auto;padding:32px 24px;font:15px/22px Arial,sans-serif;'
        'color:#172b4d">\n{body}\n</div></body></html>'
    ),
    "table": (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="{lang}"><head>\n<style type="text/css">\n'
        "body,td{{font-family:Helvetica,Arial,sans-serif;color:#333333}}\n@media only screen and (max-width:620px)"
        '{{.w600{{width:100%!important}}}}\n</style></head>\n<body bgcolor="#eeeeee">{pre}\n<table width="100%" '
        'cellpadding="0" cellspacing="0" border="0"><tr><td align="center">\n<table class="w600" width="600" '
        'cellpadding="0" cellspacing="0" dir="{dir}"><tr><td height="48"><img src="https://cdn.mailer.example/l/'
        '8842019/logo.png" width="120" height="32" alt=""></td></tr>\n<tr><td style="padding:24px 40px;'
        'font-size:16px;line-height:24px">\n{body}\n</td></tr></table>\n<img src="https://t.mailer.example/o/'
        '5f3a90c17764.gif" width="1" height="1" alt=""></td></tr></table></body></html>'
    ),
    "mso": (
        '<html lang="{lang}"><head><!--[if mso]><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96'
        "</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->\n"
        "<style>.ExternalClass{{width:100%}} a{{color:#0b57d0}} .big{{font-size:36px}}</style></head>"
        '\n<body dir="{dir}">'
        '{pre}<!--[if (gte mso 9)|(IE)]><table width="640"><tr><td><![endif]-->\n<div class="wrap">{body}</div>\n'
        "<!--[if (gte mso 9)|(IE)]></td></tr></table><![endif]--></body></html>"
    ),
}
_PREHEADER = '<div style="display:none;max-height:0;overflow:hidden;font-size:1px;color:#ffffff">{}</div>'
_BIG = '<div style="font-size:32px;font-weight:700;letter-spacing:4px;margin:16px 0;text-align:center">{}</div>'
_BUTTON = (
    '<a href="{}" style="display:inline-block;padding:12px 24px;background:#1a73e8;color:#fff;'
    'border-radius:4px;text-decoration:none">{}</a>'
)
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_BOXES = re.compile(r"\{(cells|spans) (\S+)\}")


def octets(case: Case) -> bytes:
    """Give the message as it would come after DATA: CRLF line ends, without a trace field."""
    if case.wrap == "rfc822":
        return _attached(case)
    charset, transfer = _encoding(case)
    texts = _texts(case, charset)
    head = _fields(case, charset)
    if len(texts) == 1:
        media_type, text = texts[0]
        return head + _part(media_type, text, charset, transfer)
    boundary = f"=_{_sum(case, 'boundary'):08x}"
    out = head + f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n'.encode()
    for media_type, text in texts:
        out += f"--{boundary}\r\n".encode() + _part(media_type, text, charset, transfer) + b"\r\n"
    return out + f"--{boundary}--\r\n".encode()


def plain(markup: str) -> str:
    """Give the text of light markup."""
    lines = []
    for line in markup.split("\n"):
        if line.startswith("~~ "):
            continue
        if line.startswith("| "):
            line = "   ".join(cell.strip() for cell in line.strip("| ").split("|"))
        shown = _LINK.sub(r"\1: \2", line)
        shown = _BOLD.sub(r"\1", shown)
        shown = _BOXES.sub(lambda m: " ".join(m[2]) if m[1] == "cells" else m[2], shown)
        lines.append("-" * 40 if shown == "___" else shown)
    return "\n".join(lines)


def rich(markup: str) -> tuple[str, str]:
    """Give the preheader and the HTML fragment of light markup."""
    preheader = ""
    out: list[str] = []
    for paragraph in re.split(r"\n\s*\n", markup):
        lines = [line for line in paragraph.split("\n") if not line.startswith("~~ ")]
        for line in paragraph.split("\n"):
            if line.startswith("~~ "):
                preheader = _PREHEADER.format(html.escape(line[3:]))
        if lines == ["___"]:
            out.append('<hr style="border:0;border-top:1px solid #ddd">')
        elif lines and all(line.startswith("| ") for line in lines):
            rows = [[_inline(cell.strip()) for cell in line.strip("| ").split("|")] for line in lines]
            cells = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
            out.append(f'<table cellpadding="4">{cells}</table>')
        elif len(lines) == 1 and (alone := _BOLD.fullmatch(lines[0])):
            out.append(_BIG.format(html.escape(alone[1])))
        elif len(lines) == 1 and (alone := _LINK.fullmatch(lines[0])):
            out.append(f"<p>{_BUTTON.format(html.escape(alone[2]), html.escape(alone[1]))}</p>")
        elif lines:
            out.append("<p>" + "<br>\n".join(_inline(line) for line in lines) + "</p>")
    return preheader, "\n".join(out)


def _inline(line: str) -> str:
    line = html.escape(line, quote=False)
    line = _LINK.sub(r'<a href="\2">\1</a>', line)
    line = _BOLD.sub(r"<strong>\1</strong>", line)
    return _BOXES.sub(_boxes, line)


def _boxes(match: re.Match[str]) -> str:
    if match[1] == "spans":
        style = "display:inline-block;width:32px;border:1px solid #ccc;font-size:24px"
        spans = "".join(f'<span style="{style}">{character}</span>' for character in match[2])
        return f'<span dir="ltr">{spans}</span>'
    cells = "".join(f'<td width="40" style="border:1px solid #ccc;font-size:24px">{c}</td>' for c in match[2])
    # or the cells would run from right to left in a right-to-left mail, and the number with them
    return f'<table align="center" dir="ltr"><tr>{cells}</tr></table>'


def _texts(case: Case, charset: str) -> list[tuple[str, str]]:
    out = []
    for kind, body in case.bodies.items():
        if kind == "text":
            out.append(("text/plain", body))
            continue
        preheader, fragment = ("", body) if kind == "html" else rich(body)
        if kind == "both":
            out.append(("text/plain", plain(body)))
        out.append(("text/html", _skin(case, charset, preheader, fragment)))
    return out


def _skin(case: Case, charset: str, preheader: str, fragment: str) -> str:
    if case.skin == "none":
        return fragment
    name = case.skin or sorted(_SKINS)[_sum(case, "skin") % len(_SKINS)]
    direction = "rtl" if case.language in _RTL else "ltr"
    return _SKINS[name].format(lang=case.language, dir=direction, charset=charset, pre=preheader, body=fragment)


def _sum(case: Case, what: str) -> int:
    return zlib.crc32(f"{case.id} {what}".encode())


def _encoding(case: Case) -> tuple[str, str]:
    if case.encoding:
        charset, _, transfer = case.encoding.partition(" ")
        return charset, transfer or "8bit"
    if all(text.isascii() for text in case.bodies.values()):
        return "us-ascii", ("7bit", "7bit", "quoted-printable", "base64")[_sum(case, "transfer") % 4]
    return "utf-8", ("8bit", "quoted-printable", "base64")[_sum(case, "transfer") % 3]


def _fields(case: Case, charset: str) -> bytes:
    date = formatdate(_FIRST_DATE + _sum(case, "date") % _SPREAD_SECONDS)
    name, address = parseaddr(case.sender)
    sender = formataddr((name, address)) if name.isascii() else f"{_words(name, charset, case)} <{address}>"
    lines = [
        f"Message-ID: <{_sum(case, 'id')}.{_sum(case, 'left')}@{address.rpartition('@')[2]}>",
        f"Date: {date}",
        f"From: {sender}",
        f"To: {case.to}",
        f"Subject: {_words(case.subject, charset, case)}",
        *case.headers,
        "MIME-Version: 1.0",
    ]
    return ("\r\n".join(lines) + "\r\n").encode()


def _words(text: str, charset: str, case: Case) -> str:
    if text.isascii():
        return text
    if charset == "us-ascii":
        charset = "utf-8"
    quoted = charset.startswith(("iso-8859", "utf-8")) and _sum(case, "words") % 2 == 1
    words: list[str] = []
    piece = ""
    for character in text:
        if piece and len(_word(piece + character, charset, quoted)) > 70:
            words.append(_word(piece, charset, quoted))
            piece = ""
        piece += character
    return "\r\n ".join([*words, _word(piece, charset, quoted)])


def _word(text: str, charset: str, quoted: bool) -> str:
    octets = text.encode(charset)
    if not quoted:
        return f"=?{charset}?B?{base64.b64encode(octets).decode()}?="
    safe = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-!*+/"
    body = "".join("_" if o == 0x20 else chr(o) if o in safe else f"={o:02X}" for o in octets)
    return f"=?{charset}?Q?{body}?="


def _part(media_type: str, text: str, charset: str, transfer: str) -> bytes:
    head = f"Content-Type: {media_type}; charset={charset}\r\nContent-Transfer-Encoding: {transfer}\r\n\r\n".encode()
    raw = text.replace("\n", "\r\n").encode(charset) + b"\r\n"
    if transfer == "base64":
        return head + base64.encodebytes(raw).replace(b"\n", b"\r\n")
    if transfer == "quoted-printable":
        encoded = quopri.encodestring(raw.replace(b"\r\n", b"\n"))
        return head + encoded.replace(b"\n", b"\r\n")
    return head + raw


def _attached(case: Case) -> bytes:
    charset, transfer = _encoding(case)
    boundary = f"=_{_sum(case, 'boundary'):08x}"
    cover, inner = case.bodies["text"], case.bodies["both"]
    outer = _fields(case, charset) + f'Content-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n'.encode()
    outer += f"--{boundary}\r\n".encode() + _part("text/plain", cover, charset, transfer) + b"\r\n"
    outer += f"--{boundary}\r\nContent-Type: message/rfc822\r\n\r\n".encode()
    outer += b"From: service@inner.example\r\nSubject: inner\r\nMIME-Version: 1.0\r\n"
    outer += _part("text/plain", plain(inner), charset, transfer) + b"\r\n"
    return outer + f"--{boundary}--\r\n".encode()
