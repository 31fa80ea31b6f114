"""Whatever the octets are, the room answers with values that can be written down."""

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mayfly.mail.look import is_heavy
from mayfly.mail.read import ImagePath, read, show_html, take_part

IMAGES = ImagePath(b"k", 1)
PIECES = st.sampled_from(
    [
        b"\r\n",
        b"\n",
        b"\r",
        b"\x00",
        b"\r\n\r\n",
        b": ",
        b"; ",
        b'"',
        b"'",
        b"=",
        b"--",
        b"--x\r\n",
        b"--x--\r\n",
        b"<",
        b">",
        b"&#x",
        b"From: ",
        b"To: a@b, ",
        b"Subject: ",
        b"=?utf-8?b?",
        b"=?iso-2022-jp?q?",
        b"?=",
        b"=1B$B",
        b"Content-Type: multipart/mixed; boundary=x",
        b"Content-Type: text/html\r\n\r\n",
        b"Content-Type: message/rfc822\r\n\r\n",
        b"Content-Type: text/plain; charset=utf-7",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Content-Transfer-Encoding: quoted-printable\r\n",
        b"Content-Disposition: attachment; filename*0*=",
        b"utf-8''%e4%",
        b"<style>",
        b"</style>",
        b"<div style='",
        b"<img src=cid:",
        b"<a href=",
        b"url(",
        b"@media ",
        b"{",
        b"}",
        b"<!--",
        b"-->",
        b"code is ",
        b"123456",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        "код: ١٢٣٤".encode(),
        b"begin 644 a\r\n",
        b"(",
        b")",
        b"\\",
        b"%",
        b"=3D",
        b"\x1b$)C",
    ]
)
OCTETS = st.lists(st.one_of(PIECES, st.binary(max_size=12)), max_size=60).map(b"".join)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(OCTETS)
def test_never_an_exception_and_always_json(content: bytes) -> None:
    """Reading, showing and taking parts of garbage gives values that encode as JSON."""
    reading = read(content)
    msgspec.json.encode(reading)
    for images in (None, IMAGES):
        document = show_html(content, images)
        assert (document is not None) <= reading.has_html or reading.problems
        if document is not None:
            document.html.encode()
    for attachment in reading.attachments:
        assert take_part(content, attachment.index) is not None
    assert not is_heavy(content)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_octets_as_a_body_of_any_kind(body: bytes) -> None:
    """The same octets as HTML, as every charset, as base64 and as a multipart."""
    for header in (
        b"Content-Type: text/html\r\n",
        b"Content-Type: text/plain; charset=utf-16\r\n",
        b"Content-Type: text/plain; charset=iso-2022-kr\r\n",
        b"Content-Type: text/html; charset=hz-gb-2312\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Content-Transfer-Encoding: quoted-printable\r\n",
        b"Content-Transfer-Encoding: x-uuencode\r\n",
        b"Content-Type: multipart/alternative; boundary=a\r\n",
        b"Subject: ",
        b"From: ",
        b"OTP-Token: ",
    ):
        msgspec.json.encode(read(header + b"\r\n" * header.endswith(b"\n") + body))
