"""Kinds of mail whose numbers nobody types in, each beside a mail like it that does ask for a code.

A bill, a conference, a tracker's notice, goods, a code that went to a telephone: what tells them apart is what the mail
as a whole says, where the number stands and what its neighbours are, in whichever language.
"""

import email.message

import pytest

from mayfly.mail.extract.candidates import _AROUND_DIGIT, candidates
from mayfly.mail.extract.lexicon import Ear
from mayfly.mail.extract.lines import block
from mayfly.mail.read import Reading, read


def _reading(subject: str, body: str) -> Reading:
    message = email.message.EmailMessage()
    message["From"] = "Galmo <no-reply@galmo.example>"
    message["Subject"] = subject
    message.set_content(body, subtype="html" if body.startswith("<") else "plain")
    return read(message.as_bytes())


KINDS = [
    # A receipt has an authorisation code; a payment that is to be approved has a total.
    ("Your receipt", "Subtotal 9.00\nTax 0.80\nTip 1.55\nTotal $11.35\nAuth code: 093671", None),
    ("Approve your purchase", "Total $11.35. To approve it, enter the auth code 093671.", "093671"),
    # What a conference is joined with is for all who come.
    ("Catch-up", "Online meeting\nMeeting ID: 352 906 718 04\nPasscode: vT6wRk", None),
    ("Catch-up", "Your account waits for you.\n\nPasscode: vT6wRk\n\nIt expires in ten minutes.", "vT6wRk"),
    ("Marks", "Remote students: https://meet.galmo.example/r/hnk-057 with PIN 935820 as before.", None),
    # A tracker talks about codes; what its subject is called by stands in its links.
    ("WEB-4821 OTP input loses focus", "Paste 940215, it stays. https://galmo.example/issue/WEB-4821", None),
    ("Code WEB-4821", "Your sign-in code: WEB-4821", "WEB-4821"),
    # The code went to a telephone; what is here is something else.
    ("Signing in", "We sent a verification code by text message. Nothing yet? Send HELP to 48291.", None),
    ("Signing in", "We sent a link by text message. Your verification code is 48291.", "48291"),
    # The first cell of its row says what a number is.
    ("New sign-in", "<table><tr><td>Event</td><td>774182</td></tr><tr><td>Place</td><td>Ghent</td></tr></table>", None),
    (
        "New sign-in",
        "<table><tr><td>Code</td><td>774182</td></tr><tr><td>Place</td><td>Ghent</td></tr></table>",
        "774182",
    ),
    # Locked or typed wrongly, where it stands behind; unlocked by the code where it stands before.
    ("Code locked", "The sign-in code 641207 was blocked after five attempts.", None),
    ("Account locked", "Your account was blocked. Enter 641207 to sign in again.", "641207"),
    # What somebody did with it is told, not asked.
    ("Sign-in stopped", "Someone tried to use code 641207 to sign in from Minsk. We stopped it.", None),
    ("Sign-in", "Someone is signing in to your account. Use code 641207 if it is you.", "641207"),
    # A part of a name is no word: a program's test says so.
    ("Nightly tests", "test_login_code expected 641207 got None, test_otp_expiry failed", None),
    # A link that does not work is not the code.
    ("Confirm", "If the link does not work, enter 641207 on the page to confirm your address.", "641207"),
    # Many groups are printed on goods, a share of a price on what is to be bought.
    ("Thank you", "Your key is HR4X-9QTM-27LB-0KDE.", None),
    ("Spring", "Enter 303030 as a code and take 20 % off.", None),
    # What is confirmed is said before the code; at the foot of a mail all kinds of things are.
    ("Confirmed!", "Thank you for your order. Your confirmation code is 482130. We will tell you when it ships.", None),
    ("Hello", "Your confirmation code is 482130.\n\nOrders: call our line. Member of the Galmo group.", "482130"),
    ("Hallo", "Ihr Bestätigungscode lautet 482130.\n\nHotline: 0800 123456, Fragen zur Bestellung", "482130"),
    # Whoever is addressed names nothing.
    ("Netbanking", "Dear customer, 482913 is the OTP for adding a payee.", "482913"),
    ("Netbanking", "Your customer number 482913 is on the card.", None),
    # Where something is, or when, or what it is sent to.
    ("Reorder", "Confirm your order: send YES to 60093 or use the app.", None),
    # A payment has a price, an account and a number of its own in the same sentence.
    (
        "Ihre Freigabe",
        "für die Überweisung über 1.280,50 EUR (IBAN DE02 1203 0000 0000 2020 51) lautet Ihre TAN 381947.",
        "381947",
    ),
    # In groups, nine figures are a telephone's.
    ("Attention", "Nobody asks you for your PIN or OTP. Cards are blocked at 800 555 116.", None),
    # A part of a name with hyphens is no word.
    ("Alerts", "<p>django-otp-forms</p><p>left-pad-ng</p><p>sharp-resize</p>", None),
    # A password of letters and figures, where a word for one is near and it is told to type it.
    ("Your first password", "Activate it. When the page asks for the password, type nb71-04 and go on.", "nb71-04"),
    ("Account", "Your password is well-known-thing no more.", None),
    # A date beside letters of another script is a date.
    ("帐号安全", "您的帐号于2026-02-27修改了登录密码。", None),
]


@pytest.mark.parametrize(("subject", "body", "code"), KINDS)
def test_kind(subject: str, body: str, code: str | None) -> None:
    """A number is the code in the mail that asks for it to be typed, and is none in its neighbour that does not."""
    found = _reading(subject, body).code
    assert (found.value if found else None) == code


@pytest.mark.parametrize("distance", [_AROUND_DIGIT - 1, _AROUND_DIGIT, _AROUND_DIGIT + 1, 10 * _AROUND_DIGIT])
def test_a_code_is_seen_wherever_it_stands_in_a_long_paragraph(distance: int) -> None:
    """However far apart two numbers stand in a long paragraph, both are seen, and an address between them is none."""
    text = "vorbul " * 30 + "482913 " + "x" * distance + " https://galmo.example/771029 571204 " + "sipra " * 30
    assert [each.value for each in candidates(block(""), [[block(text)]], Ear())] == ["482913", "571204"]


LINKS = [
    # Of accepting and declining, accepting; a word that declines is no word of every mail there.
    ("Invitation", [("Accept", "/g/yes"), ("Decline", "/g/no")], "/g/yes"),
    # What the subject is called by is looked at, not followed to confirm something.
    ("WEB-4821 login is broken", [("Open in Galmo", "/issue/WEB-4821")], None),
    (
        "Your link to Galmo",
        [("Open it on this device to sign in, once, within ten minutes", "/l/tM7vR2xQ9eLp")],
        "/l/tM7vR2xQ9eLp",
    ),
    ("Your purchase", [("Print it", "/print/3509271")], None),
]


@pytest.mark.parametrize(("subject", "anchors", "path"), LINKS)
def test_kind_of_link(subject: str, anchors: list[tuple[str, str]], path: str | None) -> None:
    """The link is the one that the mail was sent for, and none where it was sent for something else."""
    body = "".join(f'<p><a href="https://galmo.example{url}">{label}</a></p>' for label, url in anchors)
    found = _reading(subject, body).link
    assert (found.url if found else None) == (None if path is None else f"https://galmo.example{path}")
