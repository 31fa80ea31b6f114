"""What a reader would miss of a mail: an attachment that is nowhere, parts in the wrong order, wrong letters."""

import base64

import pytest

from mayfly.mail.read import read, show_html, take_part
from mayfly.mail.search import find
from tests.mail.test_pairs import mail, multipart
from tests.mail.test_render import PNG

HTML = "Content-Type: text/html; charset=utf-8\r\n\r\n"


def picture(*fields: str) -> str:
    """Write a part that is a picture."""
    return "\r\n".join(
        (
            "Content-Type: image/png; name=p.png",
            "Content-Transfer-Encoding: base64",
            *fields,
            "",
            base64.b64encode(PNG).decode(),
        )
    )


@pytest.mark.parametrize(
    "fields",
    [
        ["Content-Disposition: inline; filename=plan.pdf"],
        ["Content-ID: <plan@x>"],
        ["Content-Disposition: inline; filename=plan.pdf", "Content-ID: <plan@x>"],
    ],
)
def test_a_file_that_stands_nowhere_in_the_mail_is_an_attachment(fields: list[str]) -> None:
    """Some programs call every file inline, or give each a name to refer to: a reader sees it listed all the same."""
    pdf = "\r\n".join(("Content-Type: application/pdf", *fields, "", "%PDF-"))
    for body in ("\r\nSee the plan.", HTML + "<p>See the plan.", HTML + "<img src=cid:plan@x>See the plan."):
        (attachment,) = read(mail(*multipart("mixed", body, pdf))).attachments
        assert not attachment.inline


def test_a_picture_is_inline_where_it_stands_in_the_html_and_only_there() -> None:
    """One in an attribute or in a style is shown in its place; one nobody refers to, or a double, is listed."""
    parts = [picture(f"Content-ID: <{name}@x>") for name in ("a", "b", "c", "a")]
    html = HTML + "<img src=cid:a@x><p style='background:url(cid:b%40x)'>hi"
    reading = read(mail(*multipart("related", html, *parts)))
    assert [attachment.inline for attachment in reading.attachments] == [True, True, False, False]
    assert not any(attachment.inline for attachment in read(mail(*multipart("related", "\r\nhi", *parts))).attachments)


def test_a_picture_for_which_there_is_no_room_is_listed() -> None:
    """What is too large to stand in the HTML is offered as a file."""
    large = picture("Content-ID: <a@x>").replace(
        base64.b64encode(PNG).decode(), base64.b64encode(PNG + bytes(5 * 1_048_576)).decode()
    )
    (attachment,) = read(mail(*multipart("related", HTML + "<img src=cid:a@x>", large))).attachments
    assert not attachment.inline


def test_html_in_pieces_around_a_file_keeps_its_order_and_is_said_once() -> None:
    """The HTML before a file comes before the HTML behind it; the plain text that stands for both is all the text."""
    pieces = multipart(
        "mixed",
        HTML + "<p>before",
        "Content-Type: application/pdf; name=plan.pdf\r\nContent-Disposition: inline; filename=plan.pdf\r\n\r\n%PDF-",
        HTML + "<p>behind",
        boundary="y",
    )
    content = mail(*multipart("alternative", "\r\nbefore\r\nbehind", "\r\n".join(pieces)))
    reading = read(content)
    document = show_html(content, None)
    assert document is not None
    assert document.html.index("before") < document.html.index("behind")
    assert reading.text == "before\nbehind\n"
    assert [attachment.name for attachment in reading.attachments] == ["plan.pdf"]
    without = read(mail(*multipart("alternative", "\r\n".join(pieces))))
    assert without.text.split() == ["before", "behind"]


CHARSETS = [
    ("", "<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>", "cp1251", "Привет, мир"),
    ("", "<META CHARSET=gb2312>", "gbk", "你好世界"),
    ("", '<meta name=x content=y><meta charset = "Shift_JIS">', "cp932", "こんにちは"),
    ("; charset=x-nonsense", "<meta charset=koi8-r>", "koi8-r", "привет"),
    # The field has the last word; what is UTF-8 was converted on its way; a name that is none says nothing.
    ("; charset=koi8-r", "<meta charset=windows-1251>", "koi8-r", "привет"),
    ("", "<meta charset=windows-1251>", "utf-8", "Привет, мир"),
    ("", "<meta charset=x-nonsense>", "cp1252", "café"),
    ("", "<meta charset=iso-2022-jp>", "iso2022_jp", "こんにちは"),
]


@pytest.mark.parametrize(("field", "meta", "codec", "words"), CHARSETS)
def test_html_says_its_charset_where_its_field_does_not(field: str, meta: str, codec: str, words: str) -> None:
    """Letters are right in the text and in the document."""
    content = mail(
        f"Content-Type: text/html{field}", "", f"<html><head>{meta}</head><p>".encode() + words.encode(codec)
    )
    document = show_html(content, None)
    assert document is not None
    assert words in document.html
    assert read(content).text == words + "\n"


def test_a_label_that_cannot_be_right_gives_way_to_utf8() -> None:
    """Where the octets are none of what the label says and all of them are UTF-8, they are UTF-8."""
    words = "你好！我公司可开各地增值税发票"
    assert read(mail("Content-Type: text/plain; charset=GB2312", "", words.encode())).text == words + "\n"
    right = read(mail("Content-Type: text/plain; charset=GB2312", "", words.encode("gb18030") + b"\xff"))
    assert right.text == words + "\ufffd\n"


def test_japanese_without_a_label_is_read() -> None:
    """Its shifts are seen in a subject and in a text, where all else is ASCII; other escapes are shown as such."""
    words = "こんにちは"
    reading = read(mail(b"Subject: " + words.encode("iso2022_jp"), "", words.encode("iso2022_jp")))
    assert (reading.subject, reading.text) == (words, words + "\n")
    assert read(mail("", "\x1b[1mbold")).text == "\ufffd[1mbold\n"
    assert read(mail("", "é \x1b$B$3".encode())).text == "é \ufffd$B$3\n"


def test_a_message_within_a_broken_one_is_downloaded_whole() -> None:
    """Where the strict parser gives up, what is offered as a message is still that message."""
    inner = "Subject: Inner one\r\nX-Long: " + "a " * 60 + "\r\n\r\ninner text"
    broken = "Content-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\nQU!B!"
    content = mail(*multipart("mixed", broken, f"Content-Type: message/rfc822\r\n\r\n{inner}"))
    reading = read(content)
    assert reading.problems == ("broken-base64",)
    part = take_part(content, 1)
    assert part is not None
    assert part.octets.split() == inner.encode().split()
    assert part.octets.count(b"\r\n") == inner.count("\r\n")
    assert reading.attachments[1].octets == len(part.octets)


def test_messages_of_a_digest_have_their_subjects() -> None:
    """The parts of a digest are messages, though none of them says so."""
    content = mail(*multipart("digest", "\r\nSubject: One\r\n\r\nfirst", "\r\nSubject: Two\r\n\r\nsecond"))
    reading = read(content)
    assert [attachment.name for attachment in reading.attachments] == ["One.eml", "Two.eml"]
    assert [line.strip("- ") for line in reading.text.split("\n") if line] == ["One", "first", "Two", "second"]


def test_what_only_the_html_says_is_found() -> None:
    """A search sees what is shown, where the plain text says no more than that there is HTML."""
    content = mail(*multipart("alternative", "\r\nThis mail is HTML.", HTML + "<p>Your <b>pine</b>apple ships"))
    assert find(content, "pineapple ships")
    assert find(content, "this pineapple")
    assert not find(content, "kiwi")


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("Content-Type: text/calendar; method=REQUEST", "an entry for a calendar"),
        ("Content-Type: application/pdf", "no text, only what is attached"),
    ],
)
def test_a_mail_without_text_says_so(field: str, words: str) -> None:
    """A reader of an empty sheet would look for what is missing; with a text nothing is said."""
    assert words in read(mail(field, "", "BEGIN:VCALENDAR")).text
    assert read(mail(*multipart("mixed", "\r\nhi", f"{field}\r\n\r\nBEGIN:VCALENDAR"))).text == "hi\n"
    assert read(mail("", "")).text == ""


def test_other_ways_of_writing_the_same_are_no_attachments() -> None:
    """What only some programs show is not listed beside what all show; by itself, or with a name, it is there."""
    amp = "Content-Type: text/x-amp-html\r\n\r\n<html amp4email>Now"
    for parts in (["\r\nNow", amp, HTML + "<p>Now"], ["\r\nNow", amp], [amp, HTML + "<p>Now"]):
        reading = read(mail(*multipart("alternative", *parts)))
        assert (reading.text, reading.attachments) == ("Now\n", ())
    assert "Now" in read(mail(*multipart("alternative", amp))).text
    named = amp.replace("amp-html", 'amp-html; name="a.html"')
    assert len(read(mail(*multipart("alternative", "\r\nNow", named))).attachments) == 1
