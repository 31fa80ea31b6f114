"""Search inside a mailbox: what is found in one message, folded, bounded."""

import pytest

from mayfly.mail.search import WORD_CHARACTERS, WORDS, _folded, find
from tests.mail.corpus import delivered
from tests.mail.counting import steps

CONTENT = delivered(
    "From: Jörg Müller <joerg@firma.example>\r\nTo: quiet-heron@mayfly.test\r\nSubject: Ihr Bestätigungscode\r\n"
    "X-Secret: hidden\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    "--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "Crème brûlée, ПРИВЕТ мир, 验证码 493021, İstanbul, ﬁne, ＡＢＣ, Straße, soft\u00adhyphen\r\n"
    "--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    "<p title='attribute'>se<b>cond</b> face<script>scripted</script><style>.styled{}</style>\r\n"
    "--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=report.txt\r\n\r\nattached\r\n--x--"
    "\r\n".encode()
)

FOUND = [
    ("", True),
    (" ", True),
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
    ("softhyphen", True),
    ("second", True),
    ("jorg missing", False),
    # What is not shown is not found.
    ("hidden", False),
    ("attribute", False),
    ("scripted", False),
    ("styled", False),
    ("attached", False),
]


@pytest.mark.parametrize(("words", "found"), FOUND)
def test_search(words: str, found: bool) -> None:
    """All words must occur in what is shown, wherever; case and accents do not count."""
    assert find(CONTENT, words) is found


# Each in both directions.
ALIKE = [
    ("Straße", "STRASSE"),
    ("STRAẞE", "straße"),
    ("İstanbul", "istanbul"),
    ("ISPARTA", "ısparta"),
    ("ЁЛКА", "елка"),
    ("ΟΔΟΣ", "οδός"),
    ("Σίσυφος", "σισυφοσ"),
    ("ＡＢＣ１２３", "abc123"),
    ("مُحَمَّد", "محمد"),
    ("ـمحمـد", "محمد"),
    ("أحمد", "احمد"),
    ("١٢٣", "123"),
    ("שָׁלוֹם", "שלום"),
    ("한글", "한글"),
    ("étude", "e\u0301tude"),
    ("x\u0323\u0301y", "xy"),
    ("Łódź", "lodz"),
    ("Ørsted", "orsted"),
    ("đường", "duong"),
    ("Æsop", "aesop"),
    ("œuvre", "oeuvre"),
    ("ﬁne", "fine"),
    ("ｶﾞｷﾞ", "ガギ"),
    ("が", "か\u3099"),
    ("①", "1"),
    ("K", "k"),
    ("soft\u00adhyphen", "softhyphen"),
    ("zero\u200bwidth", "zerowidth"),
    ("❤\ufe0f", "❤"),
    ("\U0001d400bc", "abc"),
]
UNLIKE = [
    ("がぎ", "かき"),
    ("किताब", "कताब"),
    ("कुल", "कल"),
    ("ไม้", "ไมไ"),
    ("한글", "하"),
    ("گ", "ك"),
    ("ñandu", "mandu"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE + [(other, one) for one, other in ALIKE])
def test_what_reads_alike_is_alike(one: str, other: str) -> None:
    """Case, accents, points, vowel marks, widths, digits of a script and ways of composing make no difference."""
    assert find(b"Content-Type: text/plain; charset=utf-8\r\n\r\n<" + one.encode() + b">", other)
    assert find(f"Subject: {one}\r\n\r\nx".encode(), other)


@pytest.mark.parametrize(("one", "other"), UNLIKE + [(other, one) for one, other in UNLIKE[:-3]])
def test_other_letters_are_other_letters(one: str, other: str) -> None:
    """What makes another letter of one is kept: voicing, vowel signs, syllables, letters of neighbouring scripts."""
    assert not find(b"Content-Type: text/plain; charset=utf-8\r\n\r\n<" + one.encode() + b">", other)


def test_folding_is_bounded() -> None:
    """A megabyte of a sign that is eighteen letters is searched; what is thought about is each sign, not each place."""
    assert find(b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "\ufdfa".encode() * 349_000, "وسلم")
    assert steps(_folded, "\ufdfaé" * 50_000) < 5000


@pytest.mark.parametrize(("marks", "kept"), [(29, 29), (30, 30), (31, 30), (200_000, 30)])
def test_marks_without_end_are_cut(marks: int, kept: int) -> None:
    """On one letter thirty marks are heard; what stands behind them is found however many more there are."""
    text = "a" + "\u0e48\u0334" * (marks // 2) + "\u0e48" * (marks % 2)
    assert len(_folded(text)) == 1 + kept
    assert _folded(text + "b code").endswith("b code")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("a " * (WORDS - 1) + "missing", False),
        ("a " * WORDS + "missing", True),
        ("x" * (WORD_CHARACTERS - 1), True),
        ("x" * WORD_CHARACTERS, True),
        ("x" * (WORD_CHARACTERS + 1) + "y", True),
        ("x" * (WORD_CHARACTERS - 1) + "y", False),
    ],
)
def test_many_and_long_words(words: str, found: bool) -> None:
    """The first ten words and their first hundred characters count; what is beyond narrows nothing down."""
    assert find(b"Subject: a\r\n\r\n" + b"x" * 200, words) is found


def test_all_of_the_text_is_searched() -> None:
    """The last word of a megabyte is found, and so is one of a mail that is too complex to be taken apart."""
    assert find(b"\r\n" + b"word " * 200_000 + b"needle", "needle")
    bomb = b"Content-Type: multipart/mixed; boundary=x\r\n\r\nneedle\r\n" + b"--x\r\n\r\n\r\n" * 100_000
    assert find(bomb, "needle")
    assert not find(bomb, "thread")


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "'; DROP TABLE messages; --", "%", "\\", "(a+)+$", "\x00", "\ud800", "../"]
)
def test_words_are_only_words(words: str) -> None:
    """What is an order to another program is a text to be found, or not."""
    assert not find(CONTENT, words)
    assert find(b"Subject: x\r\n\r\nbefore " + words.encode("utf-8", "replace") + b" behind", "before behind")
