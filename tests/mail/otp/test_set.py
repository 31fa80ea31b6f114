"""The labelled sets themselves: large, balanced, in many languages, and each label is borne out by its mail."""

import email
import html
import itertools
import re
import unicodedata
from collections import Counter
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

import pytest

from tests.mail.otp.build import octets
from tests.mail.otp.notation import Case, load, read

CASES = load()
SECOND = load("cases_second")
THIRD = load("cases_third")
FOURTH = {half: load(f"cases_fourth_{half}") for half in ("test", "dev")}
# In the weights of the world's mail, by one plan: how many mails at least.
LATER = {"cases_fifth_test": 450, "cases_fifth_dev": 400, "cases_sixth": 450, "cases_seventh": 500}
LOADED = {folder: load(folder) for folder in LATER}
ORDINARY = load("cases_ordinary")
ALL = CASES + SECOND + THIRD + FOURTH["test"] + FOURTH["dev"] + ORDINARY + tuple(itertools.chain(*LOADED.values()))
_MAIN = ("de", "en", "es", "fr", "it", "ja", "nl", "pt", "ru", "zh")
_OTHERS = (
    *("ar", "bn", "cs", "da", "el", "fa", "fi", "he", "hi", "hu", "id", "ko", "nb", "pl", "ro", "sv", "th", "tr"),
    *("uk", "vi", "zh-hant"),
)
_THIRD_ALONE = ("bg", "sk")
_FOURTH_ALONE = ("ca", "et", "hr", "lt", "lv", "ms", "sl", "ta")


def _parsed(case: Case) -> Message:
    return email.message_from_bytes(octets(case))


def _shown(case: Case) -> str:
    """Give the subject, the passcode field and every text of a mail, decoded, without markup."""
    message = _parsed(case)
    out = [str(make_header(decode_header(message["Subject"]))), *message.get_all("OTP-Token", [])]
    for part in message.walk():
        if part.get_content_maintype() == "text":
            payload = part.get_payload(decode=True)
            text = payload.decode(part.get_content_charset("us-ascii")) if isinstance(payload, bytes) else ""
            if part.get_content_subtype() == "html":
                text = html.unescape(re.sub(r"<[^>]*>", "", text))
            out.append(text)
    return "\n".join(out)


def _normal(text: str) -> str:
    """Fold compatibility forms and the digits of all scripts, and drop what only groups."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(str(unicodedata.decimal(c, c)) for c in text)
    return re.sub(r"[\s\-\u200b-\u200d\u00ad]", "", text)


def test_the_set_is_large_and_half_of_it_has_no_code() -> None:
    """At least 420 mails, between 45 and 55 of a hundred without a code, a sixth with a link to follow."""
    without = sum(case.code is None for case in CASES)
    assert len(CASES) >= 420
    assert 0.45 <= without / len(CASES) <= 0.55
    assert sum(case.link is not None for case in CASES) * 6 >= len(CASES)


def test_the_second_set_is_large_and_half_of_it_has_no_code() -> None:
    """At least 260 mails, between 45 and 55 of a hundred without a code, nearly a third with a link to follow."""
    without = sum(case.code is None for case in SECOND)
    assert len(SECOND) >= 260
    assert 0.45 <= without / len(SECOND) <= 0.55
    assert sum(case.link is not None for case in SECOND) >= 0.3 * len(SECOND)


def test_the_third_set_is_large_and_half_of_it_has_no_code() -> None:
    """At least 600 mails, between 45 and 55 of a hundred without a code, nearly a third with a link to follow."""
    without = sum(case.code is None for case in THIRD)
    assert len(THIRD) >= 600
    assert 0.45 <= without / len(THIRD) <= 0.55
    assert sum(case.link is not None for case in THIRD) >= 0.3 * len(THIRD)


@pytest.mark.parametrize("half", ["test", "dev"])
def test_each_half_of_the_fourth_set_is_large_and_half_of_it_has_no_code(half: str) -> None:
    """At least 320 mails, 45 to 55 of a hundred without a code, a fifth with a link, two fifths or more in English."""
    cases = FOURTH[half]
    assert len(cases) >= 320
    assert 0.45 <= sum(case.code is None for case in cases) / len(cases) <= 0.55
    assert sum(case.link is not None for case in cases) * 5 >= len(cases)
    assert 0.4 <= sum(case.language == "en" for case in cases) / len(cases) <= 0.5


@pytest.mark.parametrize("folder", LATER)
def test_each_later_set_is_large_and_half_of_it_has_no_code(folder: str) -> None:
    """Of all mails 45 to 55 of a hundred are without a code, a fifth has a link, two fifths or more are in English."""
    cases = LOADED[folder]
    assert len(cases) >= LATER[folder]
    assert 0.45 <= sum(case.code is None for case in cases) / len(cases) <= 0.55
    assert sum(case.link is not None for case in cases) * 5 >= len(cases)
    assert 0.4 <= sum(case.language == "en" for case in cases) / len(cases) <= 0.5


@pytest.mark.parametrize("folder", LATER)
@pytest.mark.parametrize("language", _MAIN + _OTHERS + _THIRD_ALONE + _FOURTH_ALONE)
def test_each_later_set_has_both_kinds_in_every_language(folder: str, language: str) -> None:
    """Three with and three without a code in the ten main languages, one and one in the others."""
    codes = Counter(case.code is not None for case in LOADED[folder] if case.language == language)
    assert min(codes[True], codes[False]) >= (3 if language in _MAIN else 1)


def test_no_mail_shows_the_notation() -> None:
    """What stands for cells and spans was made into them, wherever it was written."""
    assert [case.id for case in ALL if re.search(r"\{(?:cells|spans) ", _shown(case))] == []


def test_the_ordinary_mails_have_links_and_most_are_not_to_be_followed() -> None:
    """At least 150 mails, nearly all with a link, a third or less of them with one that is asked to be followed."""
    assert len(ORDINARY) >= 150
    assert sum("://" in "".join(case.bodies.values()) for case in ORDINARY) >= 0.95 * len(ORDINARY)
    assert 0.2 <= sum(case.link is not None for case in ORDINARY) / len(ORDINARY) <= 0.34


def test_at_least_a_third_has_links_to_choose_from_or_to_refuse() -> None:
    """A link label is tried by at least a third of the mails: they hold a link, primary or not."""
    assert sum("https://" in "".join(case.bodies.values()) for case in CASES) * 3 >= len(CASES)


@pytest.mark.parametrize("language", _MAIN + _OTHERS)
def test_every_language_has_both_kinds(language: str) -> None:
    """Six with and three without a code in the ten main languages, two and two in the others."""
    codes = Counter(case.code is not None for case in CASES if case.language == language)
    positives, negatives = (6, 3) if language in _MAIN else (2, 2)
    assert codes[True] >= positives
    assert codes[False] >= negatives


@pytest.mark.parametrize("language", _MAIN + _OTHERS)
def test_the_second_set_has_both_kinds_in_every_language(language: str) -> None:
    """Five with and five without a code in the ten main languages, two and two in the others."""
    codes = Counter(case.code is not None for case in SECOND if case.language == language)
    assert min(codes[True], codes[False]) >= (5 if language in _MAIN else 2)


@pytest.mark.parametrize("language", _MAIN + _OTHERS + _THIRD_ALONE)
def test_the_third_set_has_both_kinds_in_every_language(language: str) -> None:
    """Eight with and eight without a code in the ten main languages, four and four in the others, two links in each."""
    codes = Counter(case.code is not None for case in THIRD if case.language == language)
    assert min(codes[True], codes[False]) >= (8 if language in _MAIN else 4)
    assert sum(case.link is not None for case in THIRD if case.language == language) >= 2


@pytest.mark.parametrize("half", ["test", "dev"])
@pytest.mark.parametrize("language", _MAIN + _OTHERS + _THIRD_ALONE + _FOURTH_ALONE)
def test_the_fourth_set_has_both_kinds_in_every_language(language: str, half: str) -> None:
    """Three with and three without a code in the ten main languages, one and one in the others."""
    codes = Counter(case.code is not None for case in FOURTH[half] if case.language == language)
    assert min(codes[True], codes[False]) >= (3 if language in _MAIN else 1)


def test_the_halves_of_the_fourth_set_share_no_sender_and_no_code() -> None:
    """Who learns from the one half has not seen a sender or a code of the other."""
    hosts = {half: {parseaddr(case.sender)[1].rpartition("@")[2] for case in cases} for half, cases in FOURTH.items()}
    codes = {half: {case.code for case in cases if case.code} for half, cases in FOURTH.items()}
    assert hosts["test"] & hosts["dev"] == set()
    assert codes["test"] & codes["dev"] == set()


def test_no_language_is_there_that_is_not_named() -> None:
    """Each file of cases is for one of the languages above."""
    assert {case.language for case in CASES} == {case.language for case in SECOND} == set(_MAIN + _OTHERS)
    assert {case.language for case in THIRD} == set(_MAIN + _OTHERS + _THIRD_ALONE)
    for cases in (*FOURTH.values(), *LOADED.values()):
        assert {case.language for case in cases} == set(_MAIN + _OTHERS + _THIRD_ALONE + _FOURTH_ALONE)


def test_ids_are_unique() -> None:
    """An id names one mail of all sets."""
    assert [name for name, count in Counter(case.id for case in ALL).items() if count > 1] == []


def test_no_mail_is_another_with_other_numbers() -> None:
    """Blank all digits and link paths: no two mails of all sets are the same."""
    blanked = Counter(re.sub(r"\d+|https?://\S+", "#", case.subject + "".join(case.bodies.values())) for case in ALL)
    assert blanked.most_common(1)[0][1] == 1


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_the_octets_are_a_message(case: Case) -> None:
    """A parser finds no defect, lines are RFC 5322's, and the same case gives the same octets."""
    content = octets(case)
    assert content == octets(case)
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", content) is None
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    message = email.message_from_bytes(content)
    assert parseaddr(message["From"])[1] == parseaddr(case.sender)[1]
    assert [part.defects for part in message.walk() if part.defects] == []
    assert str(make_header(decode_header(message["Subject"]))) == case.subject


@pytest.mark.parametrize("case", [case for case in ALL if case.code], ids=lambda case: case.id)
def test_the_code_is_in_the_mail(case: Case) -> None:
    """What is expected stands in subject, passcode field or text once grouping and digits are normalised."""
    assert case.code is not None
    shown = _normal(_shown(case))
    assert _normal(case.code) in shown
    for other in case.also:
        assert _normal(other) in shown


@pytest.mark.parametrize("case", [case for case in ALL if case.code], ids=lambda case: case.id)
def test_the_code_is_written_by_the_rule(case: Case) -> None:
    """ASCII, no spaces, a hyphen only in a code that has letters."""
    assert case.code is not None
    assert re.fullmatch(r"\d{4,8}|[A-Za-z0-9]+(-[A-Za-z0-9]+)*", case.code)
    assert "-" not in case.code or re.search("[A-Za-z]", case.code)


@pytest.mark.parametrize("case", [case for case in ALL if case.link], ids=lambda case: case.id)
def test_the_link_is_in_the_mail(case: Case) -> None:
    """The expected link is written out in a body, as it is."""
    assert case.link is not None
    bodies = html.unescape("\n".join(case.bodies.values()))
    assert re.search(re.escape(case.link) + r"(?![\w/?=&%.-]*[\w/=&%-])", bodies)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_senders_are_of_nobody(case: Case) -> None:
    """Sender and link are under names that RFC 2606 keeps for examples."""
    hosts = [parseaddr(case.sender)[1].rpartition("@")[2]]
    hosts += re.findall(r"https?://([\w.-]+)", "\n".join(case.bodies.values()))
    assert [host for host in hosts if not host.endswith((".example", ".test"))] == []


def test_every_form_is_there() -> None:
    """Charsets, transfer encodings, shapes and digits of other scripts that the rules name do occur."""
    everything = b"\n".join(octets(case) for case in CASES).lower()
    for charset in ("iso-2022-jp", "gb18030", "windows-1251", "shift_jis", "euc-kr", "iso-8859-1", "koi8-r", "big5"):
        assert f"charset={charset}".encode() in everything
    for form in (b"quoted-printable", b"base64", b"multipart/alternative", b"message/rfc822", b"otp-token:"):
        assert form in everything
    texts = "\n".join("".join(case.bodies.values()) for case in CASES if case.code)
    for zero in "٠۰०০๐０":
        assert re.search(f"[{zero}-{chr(ord(zero) + 9)}]{{4}}", texts)


def test_every_form_is_there_in_the_third_set() -> None:
    """Old charsets, digits of other scripts, and codes that stand in few places or are of an unusual shape."""
    everything = b"\n".join(octets(case) for case in THIRD).lower()
    for charset in ("iso-2022-jp", "gb18030", "windows-1251", "shift_jis", "euc-kr", "iso-8859-2", "koi8-u", "big5"):
        assert f"charset={charset}".encode() in everything
    with_code = [case for case in THIRD if case.code is not None]
    texts = "\n".join("".join(case.bodies.values()) for case in with_code)
    for zero in "٠۰०০๐０":
        assert re.search(f"[{zero}-{chr(ord(zero) + 9)}]{{4}}", texts)
    bodies = {case.id: _normal("".join(case.bodies.values())) for case in with_code}
    assert sum(_normal(case.code or "") not in bodies[case.id] for case in with_code) >= 12
    assert sum(any(field.startswith("OTP-Token: ") for field in case.headers) for case in with_code) >= 3
    assert sum(re.search(r"@\S+ #\S+$", case.bodies.get("text", "")) is not None for case in with_code) >= 3
    assert sum(re.search("[A-Za-z]", case.code or "") is not None for case in with_code) >= 50
    assert {len(case.code or "") for case in with_code if (case.code or "").isdigit()} >= {4, 5, 6, 7, 8, 9, 10}


def test_a_broken_block_is_refused() -> None:
    """A mistyped field or a block without a body is an error, not a mail with less to find."""
    with pytest.raises(ValueError, match="no field"):
        read("== a\nfrom: a@b.example\ncoed: 1\n-- text\nx", "en")
    with pytest.raises(ValueError, match="without a body"):
        read("== a\nfrom: a@b.example\n", "en")
