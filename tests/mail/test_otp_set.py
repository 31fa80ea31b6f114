"""Codes and links on the labelled mails, set by set.

Each set is a folder of cases beside ``otp``'s builder, written by somebody who had not seen the extractor. The weights
are fitted to all of them but the fifth's test half, which stays unread: only its numbers are known (decision 0021), and
a failure here does not name a mail. The first three were made to be hard and count less in the fit. The floors are
lower than what is found, so that a sign that helps more mails than it costs may still be added.
"""

import pytest

from mayfly.mail.read import read
from tests.mail import corpus
from tests.mail.otp.build import octets
from tests.mail.otp.notation import load

# set -> recall and precision of codes at least
_FLOORS = {
    "cases": (0.95, 0.98),
    "cases_second": (0.95, 0.98),
    "cases_third": (0.85, 0.98),
    "cases_fourth_dev": (0.96, 0.98),
    "cases_fourth_test": (0.96, 0.98),
    "cases_fifth_dev": (0.96, 0.98),
    "cases_fifth_test": (0.97, 0.98),
    "cases_sixth": (0.96, 0.98),
    "cases_seventh": (0.96, 0.98),
}
# set -> recall and precision of links at least
_LINK_FLOORS = {
    "cases": (0.95, 0.98),
    "cases_second": (0.97, 0.98),
    "cases_third": (0.93, 0.98),
    "cases_fourth_dev": (0.97, 0.98),
    "cases_fourth_test": (0.97, 0.98),
    "cases_fifth_dev": (0.97, 0.98),
    "cases_fifth_test": (0.96, 0.96),
    "cases_sixth": (0.96, 0.96),
    "cases_seventh": (0.96, 0.97),
    "cases_ordinary": (0.90, 0.90),
}
_FALSE_CHIPS = 0.01


@pytest.mark.parametrize("folder", _FLOORS)
def test_codes(folder: str) -> None:
    """Of the codes so many are found, and of the chips so many are right."""
    recall, precision = _FLOORS[folder]
    right: list[str] = []
    wrong: list[str] = []
    missed: list[str] = []
    for case in load(folder):
        code = read(octets(case)).code
        if code is not None:
            (right if case.code and case.accepts(code.value) else wrong).append(case.id)
        if case.code and (code is None or not case.accepts(code.value)):
            missed.append(case.id)
    found = (len(right) / (len(right) + len(missed)), len(right) / (len(right) + len(wrong)))
    assert found[0] >= recall, found
    assert found[1] >= precision, found


@pytest.mark.parametrize("folder", _LINK_FLOORS)
def test_links(folder: str) -> None:
    """Of the links so many are found, and of those that are shown so many are right."""
    recall, precision = _LINK_FLOORS[folder]
    right: list[str] = []
    wrong: list[str] = []
    missed: list[str] = []
    for case in load(folder):
        link = read(octets(case)).link
        if link is not None:
            (right if link.url == case.link else wrong).append(case.id)
        if case.link is not None and (link is None or link.url != case.link):
            missed.append(case.id)
    found = (len(right) / (len(right) + len(missed)), len(right) / (len(right) + len(wrong)))
    assert found[0] >= recall, found
    assert found[1] >= precision, found


@corpus.needs_corpus()
def test_ordinary_mail_gets_hardly_any_chip() -> None:
    """Of 100 ordinary mails without a code, at most one is said to have one."""
    mails = corpus.mails("real-spamassassin", "mime-*", "otp-negatives-*")
    false = [name for name, content in mails if read(corpus.delivered(content)).code is not None]
    assert len(false) <= len(mails) * _FALSE_CHIPS, false
