"""Fits the weights of codes to the labelled mails: ``python -m tests.mail.otp.fit_codes`` writes ``code_weights.py``.

``python -m tests.mail.otp.fit_codes measure`` fits to all sets but one, measures on that one, and says how many codes
were found and how many chips were wrong, at several thresholds.
"""

import sys
from functools import cache
from pathlib import Path

from mayfly.mail.extract import beside, choice, code_weights, links, options
from mayfly.mail.extract.candidates import candidates
from mayfly.mail.extract.signs import Mail as Signs
from mayfly.mail.extract.signs import key_of
from tests.mail.otp.fit import Mail, fit, module
from tests.mail.otp.labelled import SETS, SHORT, Labelled, mails

_THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)


@cache
def of_set(folder: str) -> tuple[tuple[tuple[str, ...], Mail], ...]:
    """Give of each mail of a set what could be its code, and their signs."""
    return tuple(_of(mail) for mail in mails(folder) if not mail.is_declared)


def _of(mail: Labelled) -> tuple[tuple[str, ...], Mail]:
    link = links.find(options(mail.looked, mail.sender), mail.sender)
    heard = beside(mail.looked, link)
    found = candidates(heard.subject, heard.documents, heard.ear)
    signs = Signs(heard, found)
    places = tuple(((*signs.shared, *signs.signs_of(each)), each.value in mail.codes) for each in found)
    return tuple(key_of(each.value) for each in found), Mail(places, mail.counts, is_meant=bool(mail.codes))


def fitted(sets: tuple[str, ...]) -> dict[str, int]:
    """Fit weights to sets."""
    return fit([mail for folder in sets for _, mail in of_set(folder)])


def measure(folder: str, weights: dict[str, int], threshold: float) -> tuple[int, int, int]:
    """Count the codes of a set, how many of them are found, and how many chips are shown."""
    codes = right = shown = 0
    for keys, mail in of_set(folder):
        codes += mail.is_meant
        weighed = (choice.weigh((*signs, choice.ALWAYS), weights) for signs, _ in mail.places)
        chosen = choice.choose(list(zip(keys, weighed, strict=True)))
        if chosen is not None and chosen.probability >= threshold:
            shown += 1
            right += mail.places[chosen.place][1]
    return codes, right, shown


def main(arguments: list[str]) -> None:
    """Write the weights, or measure."""
    if arguments != ["measure"]:
        Path(code_weights.__file__).write_text(module("code", fitted((*SETS, SHORT))), encoding="utf-8")
        return
    for folder in SETS:
        weights = fitted((*(other for other in SETS if other != folder), SHORT))
        for threshold in _THRESHOLDS:
            codes, right, shown = measure(folder, weights, threshold)
            print(f"{folder} at {threshold}: {right} of {codes} found, {shown - right} of {shown} shown are wrong")


if __name__ == "__main__":
    main(sys.argv[1:])
