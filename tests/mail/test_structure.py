"""What a code and a link are known by where no word is: place, looks, number, company; and what speaks against one.

The mails of the first part are written in no language: what is found in them is found by structure alone.
"""

import email.message

import pytest

from mayfly.mail.extract import lexicon
from mayfly.mail.read import Reading, read

_BIG = '<p style="font-size:34px;letter-spacing:6px;text-align:center">{}</p>'
_ASK = "<p>Vorbul xibble galmo sipra.</p>"


def _reading(subject: str, body: str) -> Reading:
    message = email.message.EmailMessage()
    message["From"] = "Galmo <no-reply@galmo.example>"
    message["Subject"] = subject
    message.set_content(body, subtype="html" if body.startswith("<") else "plain")
    return read(message.as_bytes())


def test_the_words_are_none() -> None:
    """No language that is known has one of these words."""
    assert not any(lexicon.listen("vorbul xibble galmo sipra. xibble opsul. nerba."))


CODES = [
    # Large and alone, and nothing like it.
    (_ASK + _BIG.format("482 913") + "<p>Xibble opsul.</p>", "482913"),
    (_ASK + _BIG.format("48-29-13"), "482913"),
    # Two of them are a list of something.
    (_ASK + _BIG.format("482 913") + _BIG.format("571 204"), None),
    # So are many.
    (_ASK + "".join(_BIG.format(482913 + 77 * n) for n in range(14)), None),
    # A year, a price, a share and a date are no codes, however large.
    (_ASK + _BIG.format("2026"), None),
    (_ASK + _BIG.format("€ 482913"), None),
    (_ASK + _BIG.format("482913 %"), None),
    (_ASK + _BIG.format("12.10.2026"), None),
    # The number of an invoice is printed like one.
    (_ASK + _BIG.format("INV-482913"), None),
    # In a sentence a number is a number.
    ("Vorbul xibble galmo 482913 sipra opsul.", None),
    ("Vorbul xibble galmo 482913 sipra, 17 opsul, 31 nerba.", None),
]


@pytest.mark.parametrize(("body", "code"), CODES)
def test_code_without_a_word(body: str, code: str | None) -> None:
    """What stands out alone is the code; what has a like, a price or a year's looks is none."""
    found = _reading("Galmo vorbul", body).code
    assert (found.value if found else None) == code


def test_code_in_another_link_names_a_thing() -> None:
    """What another link of the mail carries in its address names what that link shows."""
    body = _ASK + _BIG.format("482913") + '<p><a href="https://galmo.example/x/482913">Opsul nerba</a></p>'
    assert _reading("Galmo vorbul", body).code is None


def test_unnamed_is_never_sure() -> None:
    """A code that no word names is not said to be as sure as one that is named."""
    found = _reading("Galmo vorbul", _ASK + _BIG.format("482 913") + "<p>Xibble opsul.</p>").code
    assert found is not None
    assert found.confidence <= 0.85


LINKS = [
    # Of a pair the one whose other says no.
    (("/p/7/tak", "Galmo"), ("/p/7/nie", "Opsul"), "/p/7/tak"),
    (("/p/galmo/tak?r=12", "Galmo"), ("/p/galmo/nie?r=12", "Opsul"), "/p/galmo/tak?r=12"),
    # Two that say neither are two.
    (("/p/7/galmo", "Galmo"), ("/p/7/opsul", "Opsul"), None),
    # No before yes is not what goes on.
    (("/p/7/nie", "Galmo"), ("/p/7/opsul", "Opsul"), None),
]


@pytest.mark.parametrize(("one", "other", "path"), LINKS)
def test_link_of_a_pair(one: tuple[str, str], other: tuple[str, str], path: str | None) -> None:
    """Of yes and no, yes is the link; of two that are merely alike, none."""
    anchors = "".join(f'<p><a href="https://galmo.example{url}">{label}</a></p>' for url, label in (one, other))
    found = _reading("Vorbul sipra", _ASK + anchors).link
    assert (found.url if found else None) == (None if path is None else f"https://galmo.example{path}")


@pytest.mark.parametrize(("others", "found"), [(3, True), (4, True), (5, False)])
def test_a_pair_among_many_is_none(others: int, found: bool) -> None:
    """Yes and no are looked for among six links at most: with more it is a mail of many things."""
    urls = ["/p/7/tak", "/p/7/nie", *("/" + "w" * (n + 2) for n in range(others))]
    anchors = "".join(f'<p><a href="https://galmo.example{url}">Galmo</a></p>' for url in urls)
    assert (_reading("Vorbul sipra", _ASK + anchors).link is not None) is found


def test_link_beside_a_code() -> None:
    """In a mail with a code, the only link that has something of the reader's own does the same."""
    button = '<p><a class="button" href="https://galmo.example/v?s=5c1">Opsul nerba</a></p>'
    body = "<p>Your sign-in code is <b>482913</b>.</p>" + button
    own = _reading("Your sign-in code", body).link
    assert own is not None
    assert own.url == "https://galmo.example/v?s=5c1"
    assert _reading("Your sign-in code", body.replace("/v?s=5c1", "/")).link is None


NAMED = [
    # Forms that are printed in groups.
    ("Hello", "Your sign-in code:\n\n8830 1147 20", "8830114720"),
    ("Hello", "Your sign-in code:\n\n805 61 27", "8056127"),
    ("Hello", "Your sign-in code:\n\n8KQ2 M7XW 4", "8KQ2M7XW4"),
    ("Hello", "To confirm your address, enter the code H2D-86 in the app.", "H2D-86"),
    # The subject tells of an end, and nothing new follows.
    ("Your sign-in code has expired", "The sign-in code 482913 was not entered within ten minutes.", None),
    (
        "Your sign-in code has expired",
        "The sign-in code 482913 no longer works. Your new sign-in code: 571204",
        "571204",
    ),
    # A price, a long number and many numbers beside it say that it is the code of a thing.
    ("Your kettle", "Kettle no. 4 (code 207315), 48 €.", None),
    ("Parents' evening", "ID 815 0773 1558, access code 330718.", None),
    ("News from the village", "We count 2 047 people in 731 houses; the code of the place is 509132.", None),
]


@pytest.mark.parametrize(("subject", "body", "code"), NAMED)
def test_forms_and_what_speaks_against(subject: str, body: str, code: str | None) -> None:
    """A code is found in whichever groups it is printed; what stands beside a price or ended is none."""
    found = _reading(subject, body).code
    assert (found.value if found else None) == code
