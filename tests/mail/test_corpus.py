"""Every mail of the corpus is read, shown and taken apart."""

import email
import email.policy
import json
import re

from mayfly.mail import extract
from mayfly.mail.parse import parse
from mayfly.mail.read import Caps, read, show_html, take_part
from tests.mail import corpus
from tests.mail.counting import steps

pytestmark = corpus.needs_corpus()

# Mails the standard library's parser reads that have a problem all the same, and why.
PROBLEMS = {
    "mime-php-mime-mail-parser/m0018": (
        "broken-base64",
        "a part's base64 was cut by hand, its last group has one letter",
    ),
    "mime-webklex/boolean_decoded_content.eml": ("broken-base64", "its base64 is the tail of an encoded word with ?="),
}


# Steps of the interpreter that reading and showing may take: to begin with, and for each octet.
STEPS = 30_000
STEPS_PER_OCTET = 20


def test_every_mail_is_read_in_steps_that_its_length_bounds_and_without_a_problem() -> None:
    """A mail that the standard library reads has no problems but those that are listed with a reason."""
    extract.prepare()
    for name, octets in corpus.mails(*corpus.ORDINARY):
        content = corpus.delivered(octets)
        reading = read(content)
        document = show_html(content, None)
        expected = (PROBLEMS[name][0],) if name in PROBLEMS else ()
        assert reading.problems == expected, name
        assert (document is not None) == reading.has_html, name
        taken = steps(read, content) + steps(show_html, content, None)
        assert taken <= STEPS + STEPS_PER_OCTET * len(content), name
        assert reading.headers[0] == ("Return-Path", "<sender@corpus.example>"), name


def test_every_attachment_can_be_taken_and_has_the_size_that_was_listed() -> None:
    """What is listed can be downloaded, with the name, type and size of the list."""
    for name, octets in corpus.mails(*corpus.ORDINARY):
        content = corpus.delivered(octets)
        for attachment in read(content).attachments:
            part = take_part(content, attachment.index)
            assert part is not None, name
            assert (part.name, part.media_type, len(part.octets)) == (
                attachment.name,
                attachment.media_type,
                attachment.octets,
            ), name
            assert "/" not in part.name, name
            assert "\\" not in part.name, name
        assert take_part(content, len(read(content).attachments)) is None, name


def test_text_and_subject_agree_with_the_standard_library() -> None:
    """Where the standard library finds a plain text in a simple mail, ours shows the same words."""
    compared = 0
    for name, octets in corpus.mails(*corpus.ORDINARY):
        if name.startswith("mime-email_reply_parser"):
            continue  # bodies without any header: what their first line is, is anybody's guess
        message = email.message_from_bytes(octets, policy=email.policy.compat32)
        if message.is_multipart() or message.get_content_type() != "text/plain" or message.get_filename():
            continue
        payload = message.get_payload(decode=True)
        charset = message.get_content_charset("utf-8")
        try:
            words = payload.decode(charset).split()  # type: ignore[union-attr]
        except (UnicodeDecodeError, LookupError):
            continue
        if "flowed" in str(message.get("content-type", "")) or any(ord(c) < 32 or ord(c) > 126 for c in "".join(words)):
            continue
        compared += 1
        # "==" is no quoted-printable: how many of them stay is each decoder's own choice.
        ours = read(corpus.delivered(octets)).text.split()
        assert [re.sub("=+", "=", word) for word in ours] == [re.sub("=+", "=", word) for word in words], name
    assert compared > 200


def test_codes_and_links_of_the_labelled_negatives() -> None:
    """Transactional mail without a code gets no chip; the links that are labelled are found."""
    folder = "otp-negatives-postmark-mailgun"
    labels = json.loads((corpus.ROOT / folder / "labels.json").read_text())
    for name, octets in corpus.mails(folder):
        label = labels[name.rpartition("/")[2]]
        reading = read(corpus.delivered(octets))
        assert reading.code is None, name
        # Its button is a placeholder, "Do this Next", and asks for nothing that is known.
        if label["links"] and not name.endswith("postmark-basic-welcome.eml"):
            assert reading.link is not None, name
            assert reading.link.url in label["links"], name


def test_ordinary_mail_gets_hardly_any_code() -> None:
    """At most one in a hundred of the ordinary mails is said to hold a code."""
    mails = corpus.mails("real-spamassassin", "mime-*", "otp-negatives-*")
    false = [name for name, octets in mails if read(corpus.delivered(octets)).code is not None]
    assert len(false) <= len(mails) // 100, false


# Where our tree differs from the standard library's, and why. Reports of delivery (message/delivery-status and the
# like) are left out: the standard library makes a message of each of their paragraphs, we offer the report as it is.
DIFFERENT = {
    "mime-cpython/msg_36.txt": "it makes a message of each message/external-body, we offer the reference as it is",
    "mime-cpython/msg_42.txt": "an empty multipart: nothing, or a part of nothing",
    "mime-email_reply_parser/email_1_7.txt": "':+1:' is its header field without a name, our first line of text",
    "mime-php-mime-mail-parser/m0018": "broken base64: it gives up, we decode what is there",
    "mime-webklex/boolean_decoded_content.eml": "broken base64: it gives up, we decode what is there",
    "mime-spamscope/mail_malformed_2": "a multipart of nothing within a report",
}
REPORTS = ("message/delivery-status", "message/feedback-report", "message/external-body", "message/partial")


def _without_space(octets: bytes) -> bytes:
    # RFC 2045 section 6.7, rule 3, has blanks at a line's end deleted: we do, it does not. "==" is no encoding at all.
    return re.sub(rb"\s+|=+", b"", octets)


def test_parts_agree_with_the_standard_library() -> None:
    """Over the corpus, both parsers find the same parts with the same octets, or a reason is given."""
    differing = set()
    for name, octets in corpus.mails(*corpus.ORDINARY, "auth-mailauth", "otp-*"):
        root = parse(octets, Caps()).root
        assert root is not None, name
        ours = [(p.media_type, _without_space(p.octets())) for p in root.walk() if not p.children]
        message = email.message_from_bytes(octets, policy=email.policy.compat32)
        theirs = [
            (p.get_content_type(), _without_space(p.get_payload(decode=True) or b""))  # type: ignore[arg-type]
            for p in message.walk()
            if not isinstance(p.get_payload(), list)
        ]
        reported = any(media_type in REPORTS for media_type, _ in ours)
        if reported:
            ours = [part for part in ours if part[0] not in REPORTS and part[1]]
            theirs = [part for part in theirs if part[1]]
            missing = [part for part in ours if part not in theirs]
            if missing:
                differing.add(name)
        elif ours != theirs:
            differing.add(name)
    assert differing - DIFFERENT.keys() == set()
