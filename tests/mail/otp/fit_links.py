"""Fits the weights of links to the labelled mails: ``python -m tests.mail.otp.fit_links`` writes ``link_weights.py``.

``python -m tests.mail.otp.fit_links measure`` fits on all sets but one, measures on that one, and says how often the
link was found, and how often what would have been shown was right, at several thresholds.

Rule 1: a mail counts as it is read at first, and once more as one that is known to ask for a code, where it does.
Rule 2: only development sets are read.
"""

import email.message
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mayfly.mail import addresses, bodies, extract, fields, parse, text
from mayfly.mail.extract import link_signs, link_weights
from mayfly.mail.extract.choice import Chosen, choose, weigh
from mayfly.mail.extract.link_signs import Options
from mayfly.mail.read import CAPS
from tests.mail.otp.build import octets
from tests.mail.otp.fit import Mail, fit
from tests.mail.otp.notation import load

HERE = Path(__file__).parent
SETS = (
    *("cases", "cases_second", "cases_third", "cases_fourth_dev", "cases_fourth_test", "cases_fifth_dev"),
    "cases_ordinary",
)
# The mails the words were made with: short, of many languages; some of them name their link.
FIRST = "otp_dev"
_HEAD = '''"""What each sign of a link weighs, in hundredths: written by ``tests.mail.otp.fit_links``, not by hand."""

from mayfly.mail.extract.choice import weights_of

WEIGHTS = weights_of("""
'''
_LINE = 118
_THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Labelled:
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
                (option.anchor.url, weigh(signs_of(self.options, n, coded=coded), weights))
                for n, option in enumerate(self.options.each)
            ]
        )


def signs_of(options: Options, number: int, *, coded: bool) -> tuple[str, ...]:
    """Give all signs of one link: its own and the mail's."""
    option = options.each[number]
    return (*option.signs, *options.common, *(link_signs.of_code(option) if coded else ()))


def labelled(content: bytes, link: str | None, *, coded: bool) -> Labelled:
    """Look at a mail as the reader does."""
    parsed = parse.parse(content, CAPS)
    if parsed.root is None:
        return Labelled(Options(), link, coded)
    chosen = bodies.choose(parsed.root, CAPS)
    subject = fields.decoded(parsed.header.first("subject") or b"")
    sender = next(iter(addresses.parties(parsed.header.first("from"), 1)), None)
    looked = extract.look(subject, chosen, text.of_bodies(chosen, CAPS), CAPS)
    return Labelled(extract.options(looked, sender), link, coded)


@cache
def of_set(folder: str) -> tuple[Labelled, ...]:
    """Read one set."""
    if folder == FIRST:
        return tuple(_of_first())
    return tuple(labelled(octets(case), case.link, coded=case.code is not None) for case in load(folder))


def _of_first() -> Iterator[Labelled]:
    for path in sorted((HERE.parent / FIRST).glob("*.json")):
        for mail in json.loads(path.read_text(encoding="utf-8")):
            if "link" not in mail:
                continue
            message = email.message.EmailMessage()
            message["From"] = "Acme <no-reply@acme.example>"
            message["Subject"] = mail["subject"]
            message.set_content(mail["body"], subtype="html" if mail["body"].startswith("<") else "plain")
            yield labelled(message.as_bytes(), mail["link"], coded=mail["code"] is not None)


def fitted(sets: tuple[str, ...]) -> dict[str, int]:
    """Fit weights to sets."""
    return fit([mail for folder in sets for one in of_set(folder) for mail in one.mails()])


def module(weights: dict[str, int]) -> str:
    """Write the module that has the weights, the weightiest sign first."""
    lines = [""]
    for sign, number in sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0])):
        entry = f"{sign} {number};"
        if len(lines[-1]) + len(entry) + 1 > _LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {entry}".strip()
    return _HEAD + "\n".join(lines) + '\n""")\n'


def measure() -> None:
    """Print what is found of each set with the weights of the others."""
    for folder in SETS:
        weights = fitted((*(other for other in SETS if other != folder), FIRST))
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
        Path(link_weights.__file__).write_text(module(fitted((*SETS, FIRST))), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
