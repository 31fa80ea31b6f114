"""Local parts: what is drawn, what it is worth, and what may be chosen."""

import itertools
import math
import re
from collections.abc import Sequence

import pytest

from mayfly.core.address import parse_local_part
from mayfly.core.errors import Refused, Rule
from mayfly.core.names import (
    ALPHABET,
    RANDOM_BITS,
    READABLE_BITS,
    Style,
    choose_local_part,
    is_plain,
    new_local_part,
)
from mayfly.core.words import ADJECTIVES, NOUNS


def test_readable_looks_like_two_words_and_five_letters() -> None:
    """A readable local part is adjective, noun and five letters of the alphabet."""
    for _ in range(200):
        adjective, noun, letters = new_local_part("readable").split("-")
        assert adjective in ADJECTIVES
        assert noun in NOUNS
        assert re.fullmatch(f"[{ALPHABET}]{{5}}", letters)


def test_random_is_seventeen_letters() -> None:
    """A random local part is seventeen letters of the alphabet."""
    for _ in range(200):
        assert re.fullmatch(f"[{ALPHABET}]{{17}}", new_local_part("random"))


def test_bits_are_as_promised() -> None:
    """Random ones carry at least 80 bits, readable ones at least 40; the constants say how many."""
    assert math.log2(len(ALPHABET)) * 17 == pytest.approx(RANDOM_BITS)
    assert 8 + 8 + math.log2(len(ALPHABET)) * 5 == pytest.approx(READABLE_BITS)
    assert RANDOM_BITS >= 80
    assert READABLE_BITS >= 40


def test_alphabet_has_no_vowels_and_no_look_alikes() -> None:
    """No vowel, so that no word arises; none of 0, 1, l, which are read as o and i."""
    assert len(set(ALPHABET)) == len(ALPHABET) == 28
    assert not set(ALPHABET) & set("aeiou01l")


@pytest.mark.parametrize(("style", "sizes"), [("random", [28] * 17), ("readable", [256, 256, *[28] * 5])])
def test_every_part_is_a_choice_of_its_own(style: Style, sizes: list[int]) -> None:
    """Each part is drawn anew from its whole list by the source handed in: that is what the bits rest on."""
    seen: list[int] = []

    def last(items: Sequence[str]) -> str:
        seen.append(len(items))
        return items[-1]

    drawn = new_local_part(style, last)
    assert seen == sizes
    assert drawn in ("9" * 17, f"{ADJECTIVES[-1]}-{NOUNS[-1]}-99999")


@pytest.mark.parametrize("style", ["readable", "random"])
def test_drawn_ones_differ(style: Style) -> None:
    """A thousand draws give a thousand local parts."""
    assert len({new_local_part(style) for _ in range(1000)}) == 1000


@pytest.mark.parametrize("style", ["readable", "random"])
def test_drawn_ones_are_addresses_in_canonical_form(style: Style) -> None:
    """What is issued is in the grammar, may be chosen, and needs no folding."""
    for _ in range(200):
        drawn = new_local_part(style)
        assert parse_local_part(drawn) == drawn == choose_local_part(drawn)


@pytest.mark.parametrize("words", [ADJECTIVES, NOUNS])
def test_words_are_eight_bits(words: tuple[str, ...]) -> None:
    """A list has exactly 256 different words, in order."""
    assert len(words) == len(set(words)) == 256
    assert list(words) == sorted(words)


@pytest.mark.parametrize("words", [ADJECTIVES, NOUNS])
def test_words_are_short_and_plain(words: tuple[str, ...]) -> None:
    """Each word is three to seven lower-case letters of ASCII."""
    assert [word for word in words if not re.fullmatch("[a-z]{3,7}", word)] == []


def test_no_word_is_in_both_lists() -> None:
    """No address repeats itself."""
    assert not set(ADJECTIVES) & set(NOUNS)


def _differ_by_one_letter(one: str, other: str) -> bool:
    """Say whether one letter put in, left out or changed makes one word of the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    cut = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[cut:] == other[cut + 1 :] or one[cut + 1 :] == other[cut + 1 :]


def _by_ear(word: str) -> str:
    """Spell a word roughly as it sounds: one letter a sound, all vowels alike but for the first."""
    for pattern, sound in (
        ("ph", "f"),
        ("ck|q", "k"),
        ("c(?=[eiy])", "s"),
        ("c(?!h)", "k"),
        ("x", "ks"),
        ("z", "s"),
        ("^kn", "n"),
        ("^wr", "r"),
        ("wh", "w"),
        ("gh", ""),
        ("(?<!^)[aeiouyhw]+", "a"),
        (r"(.)\1+", r"\1"),
    ):
        word = re.sub(pattern, sound, word)
    return word.rstrip("a")


@pytest.mark.parametrize("words", [ADJECTIVES, NOUNS])
def test_words_are_not_mistaken_for_each_other(words: tuple[str, ...]) -> None:
    """No two words of a list differ by one letter only, and no two sound alike."""
    alike = [
        (one, other)
        for one, other in itertools.combinations(words, 2)
        if _differ_by_one_letter(one, other) or _by_ear(one) == _by_ear(other)
    ]
    assert alike == []


def test_the_measure_of_likeness_finds_likeness() -> None:
    """The two measures above catch what they are for."""
    assert _differ_by_one_letter("moose", "mouse")
    assert _differ_by_one_letter("clean", "cleans")
    assert _differ_by_one_letter("latter", "later")
    assert not _differ_by_one_letter("panda", "pasta")
    assert _by_ear("quick") == _by_ear("kwik")
    assert _by_ear("fern") == _by_ear("phern")


@pytest.mark.parametrize(
    "local_part",
    ["a", "7", "a.b", "a-b_c.d", "A", "a--b", "a_-_b", "1.2.3", "x" * 64, "first.last"],
)
def test_plain_ones_may_be_chosen(local_part: str) -> None:
    """Letters, digits, single dots, hyphens and underscores between letters or digits may be chosen; folded."""
    assert is_plain(local_part)
    assert choose_local_part(local_part) == local_part.lower()


@pytest.mark.parametrize(
    ("local_part", "rule"),
    [
        ("", Rule.TOO_SHORT),
        ("x" * 65, Rule.TOO_LONG),
        ("é" * 33, Rule.TOO_LONG),
        (".a", Rule.NOT_ALLOWED),
        ("a.", Rule.NOT_ALLOWED),
        ("a..b", Rule.NOT_ALLOWED),
        ("-a", Rule.NOT_ALLOWED),
        ("a-", Rule.NOT_ALLOWED),
        ("_a", Rule.NOT_ALLOWED),
        ("a_", Rule.NOT_ALLOWED),
        ("a+b", Rule.NOT_ALLOWED),
        ("a b", Rule.NOT_ALLOWED),
        ("a@b", Rule.NOT_ALLOWED),
        ('"a"', Rule.NOT_ALLOWED),
        ("a\n", Rule.NOT_ALLOWED),
        ("a\x00", Rule.NOT_ALLOWED),
        ("naïve", Rule.NOT_ALLOWED),
        ("аdmin", Rule.NOT_ALLOWED),
        ("a\u200bb", Rule.NOT_ALLOWED),
        ("\udcff", Rule.NOT_ALLOWED),
        ("٣", Rule.NOT_ALLOWED),
    ],
)
def test_others_may_not(local_part: str, rule: Rule) -> None:
    """Everything else is refused, with the field and the rule it breaks."""
    assert not is_plain(local_part)
    with pytest.raises(Refused) as refused:
        choose_local_part(local_part)
    assert (refused.value.field, refused.value.rule) == ("local_part", rule)


def test_bounds_are_told() -> None:
    """Too short and too long name the nearest length that is allowed."""
    for local_part, bound in (("", 1), ("x" * 65, 64)):
        with pytest.raises(Refused) as refused:
            choose_local_part(local_part)
        assert refused.value.bound == bound
