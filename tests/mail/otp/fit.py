"""Fits weights of signs to labelled mail, for ``mayfly.mail.extract.choice``.

For each mail it is known which of its places should be chosen, or that none should. The weights are those under which
the labels are most probable, drawn towards nothing, so that a sign that is seen seldom says little.
Deterministic: the same mails give the same weights.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mayfly.mail.extract.choice import ALWAYS

# How strongly weights are drawn towards nothing, and from how many places on a sign is weighed at all.
DRAWN = 0.5
SEEN_AT_LEAST = 5
_STEPS = 300
_MEMORY = 8
_SMALL = 0.05
_LINE = 118
_MODULE = '''"""What each sign of a {of} weighs, in hundredths: written by ``tests.mail.otp.fit_{of}s``, not by hand."""

from mayfly.mail.extract.choice import weights_of

WEIGHTS = weights_of("""
{table}
""")
'''

Vector = list[float]
Rows = list[tuple[float, list["_Row"]]]


@dataclass(frozen=True, slots=True)
class Mail:
    """The places of a mail: the signs of each, and whether what stands there is meant."""

    places: tuple[tuple[tuple[str, ...], bool], ...]
    # How much it counts: mail as it is sent counts more than mail made to be hard.
    counts: float = 1.0
    # Whether it has one at all, be it among the places or not.
    is_meant: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    signs: tuple[int, ...]
    meant: bool


def fit(mails: Sequence[Mail], drawn: float = DRAWN, seen: int = SEEN_AT_LEAST) -> dict[str, int]:
    """Give the weights in hundredths, those of no account left out."""
    counted = Counter(sign for mail in mails for signs, _ in mail.places for sign in set(signs))
    names = [ALWAYS, *sorted(sign for sign, times in counted.items() if times >= seen)]
    number = {name: n for n, name in enumerate(names)}
    rows = [
        (
            mail.counts,
            [
                _Row((0, *sorted({number[sign] for sign in signs if sign in number})), meant)
                for signs, meant in mail.places
            ],
        )
        for mail in mails
        if mail.places
    ]
    found = _least(rows, len(names), drawn)
    return {name: round(100 * w) for name, w in zip(names, found, strict=True) if name == ALWAYS or abs(w) >= _SMALL}


def _loss(rows: Rows, w: Vector, drawn: float) -> tuple[float, Vector]:
    """Give how improbable the labels are under weights, and how that changes with each."""
    loss = drawn / 2 * sum(x * x for x in w[1:])
    slope = [0.0, *(drawn * x for x in w[1:])]
    for counts, mail in rows:
        sums = [sum(map(w.__getitem__, row.signs)) for row in mail]
        most = max(0.0, *sums)
        parts = [math.exp(s - most) for s in sums]
        total = math.exp(-most) + sum(parts)
        meant = sum(part for part, row in zip(parts, mail, strict=True) if row.meant)
        named = math.log(max(meant, 1e-300)) if any(row.meant for row in mail) else -most
        loss += counts * (math.log(total) - named)
        for part, row in zip(parts, mail, strict=True):
            change = counts * (part / total - (part / max(meant, 1e-300) if row.meant else 0.0))
            for sign in row.signs if abs(change) > 1e-9 else ():
                slope[sign] += change
    return loss, slope


def _dot(a: Vector, b: Vector) -> float:
    return sum(map(float.__mul__, a, b))


def _least(rows: Rows, size: int, drawn: float) -> Vector:
    """Find the weights of the least loss (L-BFGS: Nocedal and Wright, Numerical Optimization, algorithm 7.5)."""
    w = [0.0] * size
    loss, slope = _loss(rows, w, drawn)
    kept: list[tuple[Vector, Vector, float]] = []
    for _ in range(_STEPS):
        way = slope[:]
        factors = []
        for step, turn, curve in reversed(kept):
            factor = _dot(step, way) / curve
            factors.append(factor)
            way = [a - factor * b for a, b in zip(way, turn, strict=True)]
        if kept:
            step, turn, curve = kept[-1]
            scale = curve / _dot(turn, turn)
            way = [scale * a for a in way]
        for (step, turn, curve), factor in zip(kept, reversed(factors), strict=True):
            back = _dot(turn, way) / curve
            way = [a + (factor - back) * b for a, b in zip(way, step, strict=True)]
        falls = _dot(slope, way)
        length = 1.0 if kept else 1.0 / max(1.0, math.sqrt(falls))
        while True:
            tried = [a - length * b for a, b in zip(w, way, strict=True)]
            new_loss, new_slope = _loss(rows, tried, drawn)
            if new_loss <= loss - 1e-4 * length * falls or length < 1e-8:
                break
            length /= 2
        step, turn = (
            [a - b for a, b in zip(tried, w, strict=True)],
            [a - b for a, b in zip(new_slope, slope, strict=True)],
        )
        curve = _dot(step, turn)
        if curve > 1e-12:
            kept = [*kept, (step, turn, curve)][-_MEMORY:]
        done = loss - new_loss < 1e-7 * loss
        w, loss, slope = tried, new_loss, new_slope
        if done:
            break
    return w


def module(of: str, weights: dict[str, int]) -> str:
    """Write the module that has the weights, the weightiest sign first, in lines that fit."""
    lines = [""]
    for sign, number in sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0])):
        entry = f"{sign} {number};"
        if len(lines[-1]) + len(entry) + 1 > _LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {entry}".strip()
    return _MODULE.format(of=of, table="\n".join(lines))
