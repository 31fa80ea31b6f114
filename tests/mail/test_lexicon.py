"""The words of all languages: each block is whole, each phrase is found, and a walk over a text has its limits."""

import dataclasses
import itertools

import pytest

from mayfly.mail.extract import folding, lexicon, lines
from mayfly.mail.extract.candidates import CANDIDATES, candidates
from mayfly.mail.extract.languages import LANGUAGES
from mayfly.mail.extract.languages.block import Words
from mayfly.mail.extract.lexicon import _WORD_CHARACTERS, BUDGET_CHARACTERS, Ear, Table, listen, outright


def said(text: str, table: Table) -> list[str]:
    """Give what a table finds in a text, folded."""
    folded = folding.fold(text)
    return [folded[start:end] for start, end in listen(folded)[table]]


def test_a_table_has_a_field_in_every_block_and_no_other_is_there() -> None:
    """A block has one field for each table, and one for what is counted."""
    fields = {field.name for field in dataclasses.fields(Words)}
    assert fields == {table.name.lower() for table in Table} | {"units"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_of_a_language_is_found(language: str) -> None:
    """What stands in a block is found where it is said, whatever the other languages have, up to its end at least."""
    for table in Table:
        for phrase in folding.phrases(getattr(LANGUAGES[language], table.name.lower())):
            text = phrase.rstrip(folding.END)
            start, end = listen(text)[table][0]
            assert start == 0, (table, phrase)
            assert end >= len(text), (table, phrase)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_a_passcode(language: str) -> None:
    """A block that names no passcode finds none."""
    assert folding.phrases(LANGUAGES[language].strong)


def test_the_blocks_are_in_lower_case() -> None:
    """A phrase is written as it is compared: in lower case, and with a point at its end at most."""
    for words in LANGUAGES.values():
        for field in dataclasses.fields(Words):
            for phrase in getattr(words, field.name).split(","):
                assert phrase == phrase.lower()
                assert not phrase.strip().startswith(".")


def test_the_longest_phrase_wins_and_hits_do_not_overlap() -> None:
    """Of two phrases that begin at one place the longer is the hit, and the next hit begins behind it."""
    assert said("your verification code is here", Table.STRONG) == ["verification code"]
    spans = listen("verification code verification code")[Table.STRONG]
    assert [end <= start for (_, end), (start, _) in itertools.pairwise(spans)] == [True]


def test_a_phrase_begins_a_word() -> None:
    """A phrase is not found inside of a word, but behind a digit, a sign or a letter of another script."""
    assert said("decoder", Table.WEAK) == []
    assert said("(code)", Table.WEAK) == ["code"]
    assert said("您的code", Table.WEAK)[-1] == "code"


def test_a_phrase_with_a_point_ends_its_word() -> None:
    """``otp.`` of the tables finds ``otp``, and not the beginning of another word."""
    assert said("otp 4417", Table.STRONG) == ["otp"]
    assert said("otprava", Table.STRONG) == []


def test_scripts_without_blanks_match_anywhere() -> None:
    """Between letters that are written without blanks, and behind a particle, a phrase may begin."""
    assert said("请在页面核对验证码", Table.STRONG) == ["验证码"]
    assert said("מהקוד", Table.WEAK)


@pytest.mark.parametrize(
    ("word", "table"),
    [("afhentningsnummer", Table.OTHER), ("fahrradkode", Table.WEAK), ("kontotan", Table.WEAK)],
)
def test_the_end_of_a_compound_says_what_it_is(word: str, table: Table) -> None:
    """A compound that no table has is what its last part says."""
    assert said(word, table)


def test_a_part_of_a_name_is_no_word() -> None:
    """Between two hyphens and behind a line a word is part of a name; behind one hyphen it is a word."""
    assert said("django-otp-forms", Table.STRONG) == []
    assert said("login_code", Table.WEAK) == []
    assert said("sms-otp", Table.STRONG) == ["otp"]


def test_a_hit_inside_of_a_longer_one_is_left_out() -> None:
    """What is part of a longer phrase of another table is not outright; what stands beside it is."""
    text = folding.fold("verification code")
    heard = listen(text)
    assert heard[Table.WEAK]
    assert outright(heard, Table.WEAK, Table.STRONG) == []
    assert outright(heard, Table.STRONG, Table.WEAK) == heard[Table.STRONG]


@pytest.mark.parametrize("characters", [_WORD_CHARACTERS - 1, _WORD_CHARACTERS, _WORD_CHARACTERS + 1, 2000])
def test_a_word_however_long_is_heard_by_its_beginning(characters: int) -> None:
    """A phrase that a word may go on from is found whatever its length, and no first word of a phrase is as long."""
    assert said("verif" + "x" * (characters - 5), Table.CONTEXT) == ["verif"]
    for table in Table:
        assert max(len(phrase.split()[0]) for phrase in lexicon.phrases_of(table)) < _WORD_CHARACTERS


@pytest.mark.parametrize(("over", "heard"), [(-1, True), (0, True), (1, False)])
def test_the_budget_of_a_mail(over: int, heard: bool) -> None:
    """What fits into the budget is heard, to the last character; what goes beyond it says nothing."""
    ear = Ear()
    ear("x" * (BUDGET_CHARACTERS - len("your code") + over))
    assert bool(ear("your code")[Table.WEAK]) is heard


def test_what_is_said_twice_costs_once() -> None:
    """The same text is heard once, so a mail that repeats a line does not spend its budget on it."""
    ear = Ear()
    for _ in range(BUDGET_CHARACTERS):
        ear("your code is")
    assert ear("enter your code")[Table.WEAK]


@pytest.mark.parametrize("count", [CANDIDATES - 1, CANDIDATES, CANDIDATES + 1])
def test_the_candidates_of_a_mail(count: int) -> None:
    """As many numbers as the limit are looked at, and not one more."""
    blocks = [lines.block(f"line {1000 + number}") for number in range(count)]
    assert len(candidates(lines.block(""), [blocks], Ear())) == min(count, CANDIDATES)


def test_a_repeated_line_is_one_candidate() -> None:
    """A line that stands in the same company as before is not looked at again."""
    blocks = [lines.block("Your code is 493021.")] * 140
    assert len(candidates(lines.block(""), [blocks, blocks], Ear())) == 2


def test_units_are_of_all_languages() -> None:
    """What follows a number that counts something is known in many languages."""
    for text in (" minutes", "년", " часов", " บาท", "年"):
        assert lexicon.units().match(text)
