"""Pairs: a message, and what must be shown of it."""

import base64

import pytest

from mayfly.core.message import Party
from mayfly.mail.read import read, show_html, take_part
from tests.mail.corpus import delivered


def mail(*lines: str | bytes) -> bytes:
    """Write a message of lines."""
    return delivered(b"\r\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))


SUBJECTS = [
    (b"Subject: plain", "plain"),
    (b"Subject:   =?utf-8?q?J=C3=B6rg?= und =?iso-8859-1?Q?M=FCller?=", "Jörg und Müller"),
    (b"Subject: =?utf-8?B?SsO2?= =?utf-8?B?cmc=?=", "Jörg"),
    # split inside a character: the two words are one text (seen from many senders)
    (b"Subject: =?utf-8?B?SsM=?=\r\n =?utf-8?B?tnJn?=", "Jörg"),
    (b"Subject: =?utf-8*de?q?J=C3=B6rg?=", "Jörg"),
    (b"Subject: a =?utf-8?q?b c?= d", "a b c d"),
    (b"Subject: =?gb2312?B?xOO6ww==?=", "你好"),
    (b"Subject: =?ks_c_5601-1987?B?vsiz58fPvLy/5A==?=", "안녕하세요"),
    (b"Subject: =?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=", "こんにちは"),
    (b"Subject: =?unknown-8bit?q?caf=C3=A9?=", "café"),
    (b"Subject: =?utf-8?q?broken", "=?utf-8?q?broken"),
    ("Subject: Grüße".encode(), "Grüße"),
    ("Subject: Grüße".encode("latin-1"), "Grüße"),
    (b"Subject: a\r\n\tfolded\r\n  line", "a folded line"),
    (b"Subject: nul\x00 and \x1b[31m", "nul\ufffd and \ufffd[31m"),
    (b"Subject: bare\rX-Injected: 1", "bare"),
    (b"Subject:", ""),
    (b"sUBJECT : blank before the colon", "blank before the colon"),
    (b"Subject: =?zlib?q?x?= =?idna?q?xn--?=", "xxn--"),
]


@pytest.mark.parametrize(("line", "shown"), SUBJECTS)
def test_subject(line: bytes, shown: str) -> None:
    """A subject is shown as its sender meant it, on one line, harmless."""
    assert read(mail(line, "From: a@b.example", "", "text")).subject == shown


SENDERS = [
    (b"From: a@b.example", Party("", "a@b.example")),
    (b"From: Ann B. <a@b.example>", Party("Ann B.", "a@b.example")),
    (b'From: "B, Ann" <a@b.example>', Party("B, Ann", "a@b.example")),
    (b"From: =?utf-8?q?J=C3=B6rg?= <a@b.example>", Party("Jörg", "a@b.example")),
    (b'From: "=?utf-8?q?J=C3=B6rg?=" <a@b.example>', Party("Jörg", "a@b.example")),
    (b"From: =?utf-8?q?Doe,_John?= <a@b.example>", Party("Doe, John", "a@b.example")),
    (b"From: a@b.example (Ann)", Party("Ann", "a@b.example")),
    (b'From: "a@bank.example" <x@evil.example>', Party("a@bank.example", "x@evil.example")),
    (b"From: Ann (nick) <a@b.example> (more)", Party("Ann", "a@b.example")),
    (b"From: <@relay.example:a@b.example>", Party("", "a@b.example")),
    (b"From: a @ b.example", Party("", "a@b.example")),
    (b"From: Ann a@b.example", Party("Ann", "a@b.example")),
    (b"From: no address at all", Party("no address at all", "")),
    ("From: Jörg <jörg@b.example>".encode(), Party("Jörg", "jörg@b.example")),
    (b'From: "quo\\"ted" <"a b"@b.example>', Party('quo"ted', '"ab"@b.example')),
    (b"From: first@b.example, second@b.example", Party("", "first@b.example")),
]


@pytest.mark.parametrize(("line", "shown"), SENDERS)
def test_sender(line: bytes, shown: Party) -> None:
    """A sender has the name and the address of RFC 5322 section 3.4, the obsolete forms too."""
    assert read(mail(line, "", "text")).sender == shown


def test_groups_and_lists_of_recipients() -> None:
    """A group gives its members, an empty one none; CVE-2023-27043 has no hold."""
    assert read(mail("To: Team: a@b.example, C <c@d.example>;, e@f.example", "", "x")).to == (
        Party("", "a@b.example"),
        Party("C", "c@d.example"),
        Party("", "e@f.example"),
    )
    assert read(mail("To: undisclosed-recipients:;", "", "x")).to == ()
    assert read(mail("To: alice@example.org]<bob@example.com>", "", "x")).to[0].address == "bob@example.com"


@pytest.mark.parametrize("characters", [997, 998, 999])
def test_a_subject_is_cut_where_a_line_would_end_and_the_header_list_has_it_whole(characters: int) -> None:
    """Below and at the limit it is whole; above, the list's is cut, and the header list's is not."""
    reading = read(mail("Subject: " + "s" * characters, "", "x"))
    assert reading.subject == "s" * min(characters, 998)
    assert reading.headers[-1] == ("Subject", "s" * characters)


def test_recipients_are_listed_up_to_a_length_in_all() -> None:
    """Two hundred of usual length are listed; of long ones as many as have room, each whole."""
    assert len(read(mail("To: " + ", ".join(f"a{n}@b.example" for n in range(201)), "", "x")).to) == 200
    long = [f"{'n' * 500}{n:04} <a@b.example>" for n in range(100)]
    to = read(mail("To: " + ", ".join(long), "", "x")).to
    assert 16_384 <= sum(len(party.name) + len(party.address) for party in to) < 16_384 + 600
    assert to[-1].name == f"{'n' * 500}{len(to) - 1:04}"


def test_no_header_of_theirs_and_no_body() -> None:
    """Nothing but our own trace is a message as well."""
    reading = read(delivered(b""))
    assert (reading.sender, reading.subject, reading.text, reading.problems) == (None, "", "", ())
    assert [name for name, _ in reading.headers] == ["Return-Path", "Received"]


def test_header_list_is_faithful() -> None:
    """Names, order, doubles and encoded words are shown as they came; only folding is undone."""
    reading = read(mail("X-a: 1", "x-A: =?utf-8?q?2?=", "Folded: a", " b", "", "x"))
    assert reading.headers[2:] == (("X-a", "1"), ("x-A", "=?utf-8?q?2?="), ("Folded", "a b"))


def test_what_was_received_continues_no_line_of_ours() -> None:
    """A first line that is folded, as if it went on, is not in the field that says where the message came from."""
    (_, ours), (_, received) = read(mail("", "x")).headers
    for first in (" by bank.example", "\t;", " "):
        reading = read(mail(first, "Subject: s", "", "x"))
        assert reading.headers == (("Return-Path", ours), ("Received", received), ("Subject", "s"))
        assert reading.text == "x\n"


TEXTS = [
    ([b"Content-Type: text/plain; charset=koi8-r", b"", "привет".encode("koi8-r")], "привет\n"),
    ([b"Content-Type: text/plain; charset=x-nonsense", b"", "é".encode()], "é\n"),
    ([b"Content-Type: text/plain; charset=us-ascii", b"", b"caf\xe9"], "café\n"),
    ([b"Content-Type: text/plain; charset=gb2312", b"", "镕".encode("gb18030")], "镕\n"),
    ([b"Content-Transfer-Encoding: quoted-printable", b"", b"a=20=", b"b=3D=C3=A9=ZZ"], "a b=é=ZZ\n"),
    ([b"Content-Transfer-Encoding: base64", b"", b"aGVs", b"bG8"], "hello\n"),
    ([b"Content-Transfer-Encoding: BASE64", b"", b"aGVsbG8="], "hello\n"),
    (
        [b"Content-Type: text/plain; format=flowed", b"", b"one ", b"two", b"> q ", b"> r", b"-- ", b"me"],
        "one two\n> q r\n-- \nme\n",
    ),
    ([b"Content-Type: text/plain; format=flowed; delsp=yes", b"", b"one ", b"two"], "onetwo\n"),
    ([b"", b"bare\rcr and\nlf and nul \x00 and \x1b[1m"], "bare\ncr and\nlf and nul \ufffd and \ufffd[1m\n"),
    (
        [b"Content-Type: text/html", b"", b"<p>Hello&nbsp;<b>you</b></p><script>no()</script><p>bye"],
        "Hello you\n\nbye\n",
    ),
    ([b"no header, only text"], "no header, only text\n"),
    ([b"Content-Type: ;;;", b"", b"x"], "x\n"),
    # No charset: the parser behind the first one takes the NUL for an error of its caller.
    (
        [
            *(b"Content-Type: multipart/mixed; boundary=x", b"", b"--x", b'Content-Type: text/plain; charset="a\x00b"'),
            *(b"Content-Transfer-Encoding: quoted-printable", b"", b"caf\xc3\xa9", b"--x--"),
        ],
        "caf\u00e9\n",
    ),
    ([b"Content-Type: multipart/mixed", b"", b"no boundary at all"], "no boundary at all\n"),
]


@pytest.mark.parametrize(("lines", "shown"), TEXTS)
def test_text(lines: list[bytes], shown: str) -> None:
    """A text is shown as it was meant, whatever its charset and encoding say."""
    assert read(mail(*lines)).text.replace("\xa0", " ") == shown


def test_broken_base64_is_said_and_still_shown() -> None:
    """What can be saved of broken base64 is shown, and a problem says so."""
    reading = read(mail("Content-Transfer-Encoding: base64", "", "aGVs!!bG8h"))
    assert reading.text == "hello!\n"
    assert reading.problems == ("broken-base64",)


def multipart(kind: str, *parts: str, boundary: str = "x") -> list[str]:
    """Write the lines of a multipart."""
    lines = [f'Content-Type: multipart/{kind}; boundary="{boundary}"', ""]
    for part in parts:
        lines += [f"--{boundary}", part]
    return [*lines, f"--{boundary}--"]


def test_alternative_shows_both_faces_once() -> None:
    """Plain text is the text, HTML is the HTML; neither is an attachment."""
    reading = read(mail(*multipart("alternative", "\r\nplain", "Content-Type: text/html\r\n\r\n<p>rich")))
    assert (reading.text, reading.has_html, reading.attachments) == ("plain\n", True, ())


def test_attachments_are_listed_and_taken() -> None:
    """A part with a name or a disposition is a download, under a clean name, decoded."""
    content = mail(
        *multipart(
            "mixed",
            "\r\nbody",
            'Content-Type: application/pdf; name="=?utf-8?q?J=C3=B6rg.pdf?="\r\n'
            "Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(b"%PDF-").decode(),
            "Content-Type: text/plain\r\n"
            "Content-Disposition: attachment; filename*0*=utf-8''%e4%bd%a0; filename*1=.txt\r\n\r\nhi",
            "Content-Type: text/html\r\n"
            'Content-Disposition: attachment; filename="../../etc/pass\\"wd.html"\r\n\r\n<p>',
        )
    )
    reading = read(content)
    assert reading.text == "body\n"
    assert [(a.name, a.media_type, a.octets, a.inline) for a in reading.attachments] == [
        ("Jörg.pdf", "application/pdf", 5, False),
        ("你.txt", "text/plain", 2, False),
        ("pass_wd.html", "text/html", 3, False),
    ]
    part = take_part(content, 0)
    assert part is not None
    assert part.octets == b"%PDF-"
    assert take_part(content, 3) is None
    assert take_part(content, -1) is None
    assert not reading.has_html


def test_message_within_a_message_is_listed_and_readable() -> None:
    """A forwarded message is a download of its own, and its text is read below the first."""
    inner = "Content-Type: message/rfc822\r\n\r\nSubject: Inner one\r\nFrom: i@n.example\r\n\r\ninner text"
    reading = read(mail(*multipart("mixed", "\r\nouter", inner)))
    assert [a.name for a in reading.attachments] == ["Inner one.eml"]
    assert reading.text.startswith("outer\n")
    assert "Inner one" in reading.text
    assert reading.text.endswith("inner text\n")


def test_snippet_is_one_short_line() -> None:
    """A snippet skips quotes and the invisible filling of previews."""
    reading = read(mail("", "> quoted", "Hello \u200b\u034f\u200c there,", "", "x " * 200))
    assert reading.snippet.startswith("Hello there, x x")
    assert len(reading.snippet) <= 160


def test_show_html_is_none_without_html() -> None:
    """A mail without HTML has no document."""
    assert show_html(mail("", "text"), None) is None


UU = "begin 644 hello.txt\r\n%:&5L;&\\\r\n`\r\nend"


def test_uuencoded_files_are_downloads() -> None:
    """A file written into the text is taken out of it and offered; half a file is text."""
    content = mail("", "before", UU, "after")
    reading = read(content)
    assert reading.text.split() == ["before", "after"]
    assert [(a.name, a.octets) for a in reading.attachments] == [("hello.txt", 5)]
    part = take_part(content, 0)
    assert part is not None
    assert part.octets == b"hello"
    assert read(mail("", "begin 644 x", "%:&5L;&\\")).attachments == ()
    encoded = mail("Content-Type: image/png; name=x.png", "Content-Transfer-Encoding: x-uuencode", "", UU)
    part = take_part(encoded, 0)
    assert part is not None
    assert part.octets == b"hello"


SEALED = [
    (
        multipart(
            "encrypted",
            "Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1",
            "Content-Type: application/octet-stream\r\n\r\nx",
        ),
        "OpenPGP",
    ),
    (
        ["Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", "", "x"],
        "encrypted (S/MIME)",
    ),
    (["Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", "", "x"], "signed envelope"),
    (["Content-Type: application/ms-tnef", "", "x"], "winmail.dat"),
]


@pytest.mark.parametrize(("lines", "words"), SEALED)
def test_what_cannot_be_read_is_said_to_be_what_it_is(lines: list[str], words: str) -> None:
    """Encrypted mail and Outlook's container say so in the text and are offered as downloads."""
    reading = read(mail(*lines))
    assert words in reading.text
    assert reading.attachments
    assert reading.problems == ()
    if "tnef" in lines[0]:
        assert reading.attachments[0].name == "winmail.dat"


def test_signed_mail_is_read_and_its_signature_offered() -> None:
    """The signed text is the text; the signature is a file."""
    signature = "Content-Type: application/pgp-signature; name=signature.asc\r\n\r\n-----BEGIN"
    reading = read(mail(*multipart("signed", "\r\nsigned words", signature)))
    assert reading.text == "signed words\n"
    assert [a.name for a in reading.attachments] == ["signature.asc"]


def test_what_one_parser_loses_the_other_keeps() -> None:
    """Octets above 127 in quoted-printable, and a part whose blank line is missing, are shown."""
    assert read(mail(b"Content-Transfer-Encoding: quoted-printable", b"", "é=C3=A9".encode())).text == "éé\n"
    assert read(mail(*multipart("mixed", "Content-Type: text/plain\r\nno blank line"))).text == "no blank line\n"


def test_a_missing_last_boundary_is_untidy_and_no_more() -> None:
    """What was cut off is shown as far as it goes, without a problem."""
    reading = read(mail("Content-Type: multipart/mixed; boundary=x", "", "--x", "", "one", "--x", "", "two"))
    assert reading.text == "one\n\n\ntwo\n"
    assert reading.problems == ()
