"""Mail that is known to stall or fill those who read it, made anew by each call: for the bench and for the tests."""

import base64
from collections.abc import Callable
from typing import NamedTuple

H = b"Content-Type: text/html\r\n\r\n"
MIXED = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
_BROKEN = MIXED + b"--x\r\nContent-Transfer-Encoding: base64\r\n\r\nQU!B\r\n"
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(100_000))


def _related(html: bytes) -> bytes:
    """Give a mail whose HTML may refer to one picture of 100 kB."""
    return (
        b"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\n" + H + html + b"\r\n--x\r\n"
        b"Content-Type: image/png\r\nContent-ID: <a>\r\nContent-Transfer-Encoding: base64\r\n\r\n" + PNG + b"\r\n--x--"
    )


def _spelled(number: int) -> bytes:
    return b"".join(
        b"%%%02x" % byte if number >> place & 1 else b"%c" % byte for place, byte in enumerate(b"aaaaaaaaaaaa")
    )


def _nested(depth: int) -> bytes:
    return b"".join(b"Content-Type: multipart/mixed; boundary=x%d\r\n\r\n--x%d\r\n" % (i, i) for i in range(depth))


class Shape(NamedTuple):
    """How to make one, and a problem that a reader of it must say, or none."""

    make: Callable[[], bytes]
    problem: str = ""


SHAPES = {
    "subject of 16,000 encoded words": Shape(
        lambda: b"Subject: " + b"=?utf-8?q?abcd?= " * 16_000 + b"\r\n\r\nx", "header-too-large"
    ),
    "16,000 addresses": Shape(lambda: b"To: " + b"a@b.com, " * 16_000 + b"\r\n\r\nx", "header-too-large"),
    "message-id of 64,000 atoms": Shape(
        lambda: b"Message-ID: <" + b"a." * 64_000 + b"@x>\r\n\r\nx", "header-too-large"
    ),
    "100,000 fields": Shape(lambda: b"A: b\r\n" * 100_000 + b"\r\nx", "header-too-large"),
    "100,000 parts": Shape(lambda: MIXED + b"--x\r\n\r\n\r\n" * 100_000 + b"--x--", "too-complex"),
    "multiparts 1,000 deep": Shape(lambda: _nested(1000) + b"\r\nhi", "too-complex"),
    "messages 1,000 deep": Shape(lambda: b"Content-Type: message/rfc822\r\n\r\n" * 1000 + b"\r\nhi", "too-complex"),
    "messages 29 deep around 20 MB": Shape(
        lambda: b"Content-Type: message/rfc822\r\n\r\n" * 29 + b"\r\n" + b"aaaa\r\n" * 3_500_000, "too-complex"
    ),
    "multiparts 29 deep around 20 MB": Shape(lambda: _nested(29) + b"\r\n" + b"aaaa\r\n" * 3_500_000, "text-cut"),
    "a style of 65,000 characters": Shape(lambda: H + b'<p style="' + b"font:" * 13_000 + b'">482913'),
    "100,000 marks above, then as many below": Shape(
        lambda: (
            b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>" + ("\u0301" * 100_000 + "\u0316" * 100_000).encode()
        )
    ),
    "24 addresses of 8,000 characters": Shape(
        lambda: H + b"".join(b'<a href="https://a.example/?%s%d">Confirm</a> ' % (b"t" * 8000, i) for i in range(24))
    ),
    "60 hosts of 8,000 marks": Shape(
        lambda: (
            b"Content-Type: text/html; charset=utf-8\r\n\r\n"
            + b"".join(
                b'<a href="https://a%s.example/%d">Confirm</a> ' % (("\u0301" * 4000 + "\u0316" * 4000).encode(), i)
                for i in range(60)
            )
        )
    ),
    "open comments": Shape(lambda: b"From: " + b"(" * 60_000 + b"\r\n\r\nx"),
    "open angles and quotes": Shape(lambda: b"From: " + b'<a"' * 20_000 + b"\r\n\r\nx"),
    "300,000 boundaries": Shape(
        lambda: MIXED + b"".join(b"boundary=%d\r\n" % i for i in range(300_000)), "too-complex"
    ),
    "one line of 25 MB": Shape(lambda: b"\r\n" + b"a" * 25_000_000, "text-cut"),
    "25 MB of base64, broken": Shape(
        lambda: (
            b"Content-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\nQU!B\r\n"
            + (b"QUFB" * 19 + b"\r\n") * 320_000
        ),
        "broken-base64",
    ),
    "a message of 24 MB behind broken base64": Shape(
        lambda: (
            _BROKEN
            + b"--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: a\r\n\r\n"
            + (b"line " * 15 + b"\r\n") * 315_000
        ),
        "broken-base64",
    ),
    "five million lines behind broken base64": Shape(
        lambda: _BROKEN + b"--x\r\n\r\n" + b"abcd\n" * 4_900_000, "too-complex"
    ),
    "encoded words and colons in a field of a part": Shape(
        lambda: b"Content-Type: message/rfc822\r\n\r\nA: " + b">=?utf-8?q?a?=http://a.b/" * 2400, "too-complex"
    ),
    "encoded words and colons in a field that is looked at": Shape(
        lambda: b"Content-Description: " + b">=?utf-8?q?a?=http://a.b/" * 2400 + b"\r\n\r\nx", "too-complex"
    ),
    "an encoded word in each of three million lines": Shape(
        lambda: b"Content-Type: message/rfc822\r\n\r\n" + b"A: =?x\r\n" * 3_000_000, "too-complex"
    ),
    "a hundred encoded words and ten megabytes in a field": Shape(
        lambda: MIXED + b"--x\r\nA: " + (b">=?utf-8?q?a?=http://a.b/" + b"a" * 100_000) * 100 + b"\r\n\r\nx",
        "too-complex",
    ),
    "encoded words in a part": Shape(
        lambda: MIXED + b"--x\r\nSubject: " + b"=?utf-8?q?a?= " * 9_900 + b"\r\n\r\nx\r\n--x--"
    ),
    "parameters without end": Shape(lambda: b"Content-Type: text/plain" + b'; a="' * 12_000 + b"\r\n\r\nx"),
    "100,000 div": Shape(lambda: H + b"<div>" * 100_000, "html-too-complex"),
    "closing tags hidden in comments": Shape(lambda: H + b"<div><!--</div>-->" * 20_000, "html-too-complex"),
    "closing tags hidden in attributes": Shape(lambda: H + b"<div title='</div>'>" * 20_000, "html-too-complex"),
    "closing tags hidden in svg": Shape(lambda: H + b"<svg><title></svg>" + b"<div>" * 5000, "html-too-complex"),
    "90,000 attributes": Shape(
        lambda: H + b"<p " + b"".join(b"a%d=1 " % i for i in range(90_000)) + b">", "html-too-complex"
    ),
    "10 MB of style": Shape(lambda: H + b"<style>" + b"a{color:red}" * 850_000 + b"</style>", "html-too-complex"),
    "a megabyte of style": Shape(lambda: H + b"<style>" + b"a{color:red}" * 80_000 + b"</style>"),
    "style of open blocks": Shape(lambda: H + b"<style>" + b"{" * 100_000 + b"</style>"),
    "fonts opened again in each paragraph": Shape(
        lambda: H + b"".join(b"<font size=%d>" % i for i in range(900)) + b"<p>" * 9000, "html-too-complex"
    ),
    "comments before a doctype that never comes": Shape(lambda: H + b"<!--" + b"--><!--" * 8000 + b"<p>x"),
    "a colour scheme named 70,000 times and never said": Shape(
        lambda: H + b"<style>" + b"\ncolor-scheme:" * 70_000 + b"</style><p>x"
    ),
    "quotes escaped outside of quotes": Shape(lambda: b"From: " + b'\\"' * 32_000 + b"\r\n\r\nx"),
    "a megabyte of <": Shape(lambda: H + b"<" * 1_000_000, "html-too-complex"),
    "quotes without end": Shape(lambda: H + b'<a x="' * 100_000, "html-too-complex"),
    "comments without end": Shape(lambda: H + b"<!--" * 200_000, "html-too-complex"),
    "tables 900 deep": Shape(lambda: H + b"<table><tr><td>" * 900),
    "15,000 styled paragraphs": Shape(
        lambda: H + b"".join(b"<p style='background:url(http://a/%d)'>x</p>" % i for i in range(14_000))
    ),
    "200,000 entities": Shape(lambda: H + b"&amp;" * 200_000),
    "a megabyte of one letter": Shape(lambda: b"\r\n" + b"a" * 1_000_000),
    "a megabyte of digits and blanks": Shape(lambda: b"\r\ncode " + b"1 " * 500_000),
    "80,000 codes": Shape(lambda: b"\r\n" + b"your verification code is 123456 " * 30_000),
    "numbers and commas behind a word for a code": Shape(lambda: b"\r\n" + (b"code" + b",1" * 60 + b" 482913 ") * 500),
    "a letter and a blank 30,000 times": Shape(lambda: b"\r\n" + b"A " * 30_000),
    "a digit and a blank after a letter": Shape(lambda: b"\r\n" + b"A 1 code " * 7000),
    "void words and numbers": Shape(lambda: b"\r\n" + b"code 482913 replaced by, old 118402 " * 1800),
    "lines of the source of a program": Shape(lambda: b"\r\n" + b'f(x="1", "a":"482913") == ' * 2500),
    "quoted twenty deep": Shape(lambda: b"\r\n" + b"> " * 20 + b"code 482913\r\n" * 1500),
    "tables 40 deep with rows of cells": Shape(lambda: H + b"<table>" * 40 + b"<tr>" + b"<td>code</td>" * 5000),
    "a megabyte of dashes": Shape(lambda: b"\r\n" + b"a-" * 500_000),
    "a megabyte of dots": Shape(lambda: b"\r\n" + b"a." * 500_000),
    "a megabyte of @": Shape(lambda: b"\r\n" + b"a@" * 500_000),
    "a megabyte of http://": Shape(lambda: b"\r\n" + b"http://" * 140_000),
    "codes in cells": Shape(lambda: H + b"<td>code<td>123456" * 9000),
    "14,000 links": Shape(
        lambda: H + b"".join(b"<a href='https://a.b/verify?%d'>verify</a>" % i for i in range(14_000))
    ),
    "one picture 8,000 times": Shape(lambda: _related(b'<img src="cid:a">' * 8000)),
    "one picture behind 8,000 cells": Shape(
        lambda: _related(b"<td background='cid:a' style='background:url(cid:a)'>" * 8000)
    ),
    "one picture in 4,000 rules": Shape(
        lambda: _related(b"<style>" + b"a{background:url(cid:a)}" * 4000 + b"</style><p>x")
    ),
    "a picture's name spelled in 4,000 ways": Shape(
        lambda: _related(b"".join(b"<img src='cid:%s'>" % _spelled(n) for n in range(4000))).replace(
            b"<a>", b"<aaaaaaaaaaaa>"
        )
    ),
    "a picture of the text itself 8,000 times": Shape(
        lambda: H + b"<img src='data:image/png;base64," + PNG[:100_000] + b"'>" + b"<img src=cid:a>" * 8000
    ),
    "formatting of 15 kB opened again": Shape(
        lambda: H + b"<font title='" + b"x" * 15_000 + b"'>" + b"<p>x" * 20_000, "html-too-complex"
    ),
    "200 bold of 900 octets opened again": Shape(
        lambda: H + b"".join(b"<b title='%0900d'>" % n for n in range(200)) + b"<p>x" * 200, "html-too-complex"
    ),
    "a bold of 15 kB in svg": Shape(
        lambda: H + b"<svg><title><b title='" + b"x" * 15_000 + b"'>" + b"<p>x" * 900, "html-too-complex"
    ),
    "one link around 14,000 paragraphs": Shape(lambda: H + b"<a href=https://a.example/>" + b"<p>x" * 14_000),
    "100,000 ampersands before a megabyte": Shape(lambda: H + b"&" * 100_000 + b"x" * 900_000, "html-too-complex"),
    "100,000 ampersands by their number": Shape(lambda: H + b"&#038;" * 100_000 + b"x" * 400_000, "html-too-complex"),
    "a megabyte of ampersands": Shape(lambda: H + b"&" * 1_000_000, "html-too-complex"),
    "a megabyte of hard blanks": Shape(lambda: H + b"\xc2\xa0" * 500_000, "html-too-complex"),
    "a megabyte of quotes in a title": Shape(lambda: H + b"<p title='" + b'"' * 1_000_000 + b"'>x"),
    "flowed without end": Shape(lambda: b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"a \r\n" * 250_000),
    "values that hold the sign which ends a tag": Shape(
        lambda: H + b"<p " + b" ".join(b'a%d=">"' % i for i in range(90_000)) + b">x", "html-too-complex"
    ),
    "the same behind a drawing": Shape(
        lambda: H + b"<svg></svg><p " + b" ".join(b"a%d='>'" % i for i in range(90_000)) + b">x", "html-too-complex"
    ),
    "the same in an end tag": Shape(
        lambda: H + b"<p>x</p " + b" ".join(b"a%d='>'" % i for i in range(90_000)) + b">x", "html-too-complex"
    ),
    "tags within values of tags behind a drawing": Shape(
        lambda: H + b"<svg></svg>" + b"<p a=\"<p b='" * 40_000, "html-too-complex"
    ),
    "a million attributes": Shape(lambda: H + b"<p " + b"a=1 " * 1_000_000 + b">", "html-too-complex"),
    "128 kB of style": Shape(lambda: H + b"<style>" + b"a{color:red}" * 10_900 + b"</style>"),
    "128 kB of style that needs a parser": Shape(lambda: H + b"<style>" + b"a{color:re\\64}" * 8000 + b"</style>"),
    "128 kB of style with a media rule that is not closed": Shape(
        lambda: H + b"<style>@media print{" + b"a{color:red}" * 10_000 + b"</style>"
    ),
    "128 kB of brackets in a style": Shape(lambda: H + b"<style>" + b"a(" * 40 + b"a{b:c()}" * 15_000 + b"</style>"),
    "annotations that nobody closes": Shape(lambda: H + b"<rp>" * 29_000, "html-too-complex"),
    "groups of options that nobody closes": Shape(lambda: H + b"<optgroup>x" * 29_000, "html-too-complex"),
    "items of two kinds of lists in turn": Shape(lambda: H + b"<li><dd>" * 14_500, "html-too-complex"),
    "items of one kind of list": Shape(lambda: H + b"<li>x" * 29_000),
    "divisions that are closed where they cannot be": Shape(
        lambda: H + (b"<div>" * 10 + b"<table>" + b"</div>" * 10 + b"</table>") * 1359, "html-too-complex"
    ),
    "formatting that is closed where it cannot be": Shape(
        lambda: H + (b"<b>" * 3 + b"<object>" + b"</b>" * 3 + b"</object>") * 900, "html-too-complex"
    ),
}
