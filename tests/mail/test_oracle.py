"""Another parser over the corpus: what it makes of subject, sender and named parts, and why ours differs where it does.

The other one is the standard library's, in its lenient form. Texts and trees are compared in ``test_corpus``.
"""

import email
import email.errors
import email.header
import email.policy
import email.utils

from mayfly.mail import names
from mayfly.mail.read import read
from tests.mail import corpus

pytestmark = corpus.needs_corpus()

SETS = (*corpus.ORDINARY, "auth-mailauth", "otp-*")

UNDECODED = "raw octets above 127 in the header: it gives up on them, we read UTF-8 or windows-1252"
C1 = "windows-1252 said to be iso-8859-1: it gives controls, we the signs"
NO_ADDRESS = "no address at all: it takes a word for one, we for a name"
BROKEN = "broken base64: it gives the undecoded text, we decode what is there"

SUBJECTS = {
    "mime-php-mime-mail-parser/issue116": "a sign of NEC's row 13 in iso-2022-jp: it raises, we show all but that sign",
    "mime-php-mime-mail-parser/issue149": "the charset iso-8859-8-i: it does not know it",
    "mime-spamscope/mail_test_9": "gb2312 with characters of gbk: it raises, we take the superset",
    "mime-webklex/imap_mime_header_decode_returns_false.eml": "no UTF-8, as is said: it raises, we do not",
    "mime-webklex/undefined_charset_header.eml": "a charset that nobody knows: it raises, we guess",
    "real-spamassassin/easy-ham-1/02026.e6e094c6110cbff0c3a55e0fc5c9273a.txt": UNDECODED,
    "real-spamassassin/hard-ham-1/00149.f6fddcb1750a61e5e085e22a4fa08912.txt": C1,
    "bounce-sisimai/bsd/lhost-mailru-04.eml": "text right behind an encoded word: it puts a blank there",
    "bounce-sisimai/bsd/lhost-mailru-08.eml": "text right behind an encoded word: it puts a blank there",
    "bounce-sisimai/dos/lhost-interscanmss-01.eml": UNDECODED,
    "bounce-sisimai/dos/lhost-kddi-01.eml": UNDECODED,
    "bounce-sisimai/dos/lhost-mailmarshalsmtp-01.eml": UNDECODED,
    "bounce-sisimai/dos/lhost-mailru-01.eml": UNDECODED,
    "bounce-sisimai/err/make-test-31.eml": "a NUL: it gives it on, we show a sign in its place",
}
SENDERS = {
    "mime-cpython/msg_05.txt": NO_ADDRESS,
    "mime-spamscope/mail_test_19": "CVE-2023-27043: it takes the display name for the address, we what stands in <>",
    "mime-talon/signature/emails/P/unicode_msg": UNDECODED,
    "mime-webklex/email_address.eml": NO_ADDRESS,
    "mime-webklex/issue-275.eml": NO_ADDRESS,
    "mime-webklex/issue-462.eml": "an address of two words: both guess, and differ by a blank",
    "mime-webklex/references.eml": NO_ADDRESS,
    "mime-webklex/undefined_charset_header.eml": "a charset that nobody knows: it raises, we guess",
}
ATTACHMENTS = {
    "mime-php-mime-mail-parser/issue250": "a line feed in the encoded name: a blank there, a sign with us",
    "mime-php-mime-mail-parser/m0018": BROKEN,
    "mime-webklex/boolean_decoded_content.eml": BROKEN,
    "mime-webklex/issue-348.eml": UNDECODED,
}


def decoded(value: object) -> str | None:
    """Read a field as the standard library does; None where it cannot."""
    try:
        return " ".join(str(email.header.make_header(email.header.decode_header(str(value)))).split())
    except (email.errors.HeaderParseError, LookupError, ValueError):
        return None


def messages() -> list[tuple[str, bytes, "email.message.Message[str, str]"]]:
    """Give the corpus, each as the other parser reads it."""
    return [
        (name, octets, email.message_from_bytes(octets, policy=email.policy.compat32))
        for name, octets in corpus.mails(*SETS)
    ]


def test_subjects_agree() -> None:
    """Every subject is the same text for both, or a reason is given; every reason is still needed."""
    compared, differing = 0, set()
    for name, octets, message in messages():
        if message["subject"] is not None:
            compared += 1
            if decoded(message["subject"]) != read(corpus.delivered(octets)).subject:
                differing.add(name)
    assert compared > 600
    assert differing == SUBJECTS.keys()


def test_senders_agree() -> None:
    """Every sender has the same name and address for both, or a reason is given; every reason is still needed."""
    compared, differing = 0, set()
    for name, octets, message in messages():
        if message["from"] is not None:
            compared += 1
            shown, address = email.utils.parseaddr(str(message["from"]))
            sender = read(corpus.delivered(octets)).sender
            if (decoded(shown), address) != ((sender.name, sender.address) if sender else ("", "")):
                differing.add(name)
    assert compared > 600
    assert differing == SENDERS.keys()


def test_named_parts_are_attachments_of_both() -> None:
    """Every part it gives a file name is an attachment of ours, with that name made clean and as many octets."""
    compared, differing = 0, set()
    for name, octets, message in messages():
        theirs = [
            (names.clean(decoded(part.get_filename()) or "", part.get_content_type()), part.get_payload(decode=True))
            for part in message.walk()
            if part.get_filename() and not part.is_multipart()
        ]
        compared += len(theirs)
        ours = [(attachment.name, attachment.octets) for attachment in read(corpus.delivered(octets)).attachments]
        if any((shown, len(carried or b"")) not in ours for shown, carried in theirs):
            differing.add(name)
    assert compared > 100
    assert differing == ATTACHMENTS.keys()
