"""Chooses one of several by its signs, or none: the weighing of codes and of links alike.

Each sign has a weight, and what an option weighs is their sum. How probable an option is follows from what all of them
weigh together: of two that are alike neither is, and a list of twenty is none. The same option seen twice counts twice.

    p(value) = sum of exp(weight) over its places / (1 + the same sum over all places); the 1 is for "none".

The weights are fitted to labelled mail by ``tests/mail/otp/fit.py``: no person's guess, and no sign decides alone.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# Every place has this sign: how rare it is that one is meant at all.
ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The value that is most probably meant, how probable that is, and the number of its weightiest place."""

    value: str
    probability: float
    place: int


def weights_of(table: str) -> dict[str, int]:
    """Read a table of weights: ``sign number`` parted by ``;``, in hundredths."""
    pairs = (entry.strip().rpartition(" ") for entry in table.split(";") if entry.strip())
    return {sign: int(number) for sign, _, number in pairs}


def weigh(signs: Iterable[str], weights: Mapping[str, int]) -> float:
    """Add up the weights of signs; one that has none weighs nothing."""
    return sum([weights.get(sign, 0) for sign in signs]) / 100


def choose(places: Sequence[tuple[str, float]]) -> Chosen | None:
    """Choose among places, each the value that stands there and what it weighs; None where there is no place."""
    if not places:
        return None
    most = max(0.0, *(weight for _, weight in places))
    parts = [math.exp(weight - most) for _, weight in places]
    total = math.exp(-most) + sum(parts)
    by_value: dict[str, float] = {}
    for (value, _), part in zip(places, parts, strict=True):
        by_value[value] = by_value.get(value, 0.0) + part
    value = max(by_value, key=lambda each: by_value[each])
    place = max((n for n, (each, _) in enumerate(places) if each == value), key=lambda n: parts[n])
    return Chosen(value, by_value[value] / total, place)
