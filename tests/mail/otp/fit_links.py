"""Fits the weights of links to the labelled mails: ``python -m tests.mail.otp.fit_links`` writes ``link_weights.py``.

``python -m tests.mail.otp.fit_links measure`` fits on all sets but one, measures on that one, and says how often the
link was found, and how often what would have been shown was right, at several thresholds.

Rule: a mail counts as it is read at first, and once more as one that is known to ask for a code, where it does.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mayfly.mail.extract import link_signs, link_weights, options
from mayfly.mail.extract.choice import ALWAYS, Chosen, choose, weigh
from mayfly.mail.extract.link_signs import Options
from tests.mail.otp.fit import Mail, fit, module
from tests.mail.otp.labelled import SETS, SHORT, mails

_THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Links:
    """The links of a mail that could be the one, which of them is, and whether the mail asks for a code."""

    options: Options
    link: str | None
    coded: bool

    def mails(self) -> Iterator[Mail]:
        """Give what weights are fitted to."""
        for coded in (False, True) if self.coded else (False,):
            yield Mail(
                tuple(
                    (signs_of(self.options, n, coded=coded), option.anchor.url == self.link)
                    for n, option in enumerate(self.options.each)
                )
            )

    def answer(self, weights: dict[str, int], threshold: float) -> str | None:
        """Give the link that would be shown."""
        for coded in (False, True) if self.coded else (False,):
            found = self._choose(weights, coded=coded)
            if found is not None and found.probability >= threshold:
                return found.value
        return None

    def _choose(self, weights: dict[str, int], *, coded: bool) -> Chosen | None:
        return choose(
            [
                (option.anchor.url, weigh((*signs_of(self.options, n, coded=coded), ALWAYS), weights))
                for n, option in enumerate(self.options.each)
            ]
        )


def signs_of(options: Options, number: int, *, coded: bool) -> tuple[str, ...]:
    """Give all signs of one link: its own and the mail's."""
    option = options.each[number]
    return (*option.signs, *options.common, *(link_signs.of_code(option) if coded else ()))


@cache
def of_set(folder: str) -> tuple[Links, ...]:
    """Read one set."""
    return tuple(
        Links(options(mail.looked, mail.sender), mail.link, bool(mail.codes))
        for mail in mails(folder)
        if mail.link_is_known
    )


def fitted(sets: tuple[str, ...]) -> dict[str, int]:
    """Fit weights to sets."""
    return fit([mail for folder in sets for one in of_set(folder) for mail in one.mails()])


def measure() -> None:
    """Print what is found of each set with the weights of the others."""
    for folder in SETS:
        weights = fitted((*(other for other in SETS if other != folder), SHORT))
        for threshold in _THRESHOLDS:
            answers = [(one.answer(weights, threshold), one.link) for one in of_set(folder)]
            right = sum(found == link for found, link in answers if link is not None)
            shown = sum(found is not None for found, _ in answers)
            links = sum(link is not None for _, link in answers)
            print(f"{folder} at {threshold}: {right} of {links} found, {shown - right} of {shown} shown are wrong")


def main(arguments: list[str]) -> None:
    """Write the weights, or measure."""
    if arguments == ["measure"]:
        measure()
    else:
        Path(link_weights.__file__).write_text(module("link", fitted((*SETS, SHORT))), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
