"""Search inside a mailbox: what is found in one message, folded, bounded."""

import pytest

from mayfly.core.message import Party
from mayfly.mail.read import Reading
from mayfly.mail.search import search

READING = Reading(
    sender=Party("Jörg Müller", "joerg@firma.example"),
    to=(Party("", "quiet-heron@mayfly.test"),),
    subject="Ihr Bestätigungscode",
    text="Crème brûlée, ПРИВЕТ мир, 验证码 493021, İstanbul, ﬁne, ＡＢＣ, Straße",
)

FOUND = [
    ("", True),
    ("jorg", True),
    ("JÖRG firma", True),
    ("bestatigung", True),
    ("creme BRULEE", True),
    ("привет", True),
    ("验证码", True),
    ("493", True),
    ("istanbul", True),
    ("abc", True),
    ("heron", True),
    ("straße", True),
    ("jorg missing", False),
    ("x" * 1000, False),
    ("a " * 1000, True),
]


@pytest.mark.parametrize(("words", "found"), FOUND)
def test_search(words: str, found: bool) -> None:
    """All words must occur, wherever; case and accents do not count."""
    assert search(READING, words) is found
