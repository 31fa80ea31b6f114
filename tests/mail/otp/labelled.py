"""The labelled mails as the extractor reads them: what its weights are fitted to, set by set.

Rule: ``SETS`` and ``SHORT`` have been learned from. What is not named here is not read.
"""

import email.message
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mayfly.core.message import Party
from mayfly.mail import addresses, bodies, extract, fields, parse, text
from mayfly.mail.extract import declared
from mayfly.mail.read import CAPS
from tests.mail.otp.build import octets
from tests.mail.otp.notation import load

# How much a mail of a set counts: what is like the mail that is sent counts in full, what was made to be hard less.
SETS = {
    "cases": 0.5,
    "cases_second": 0.5,
    "cases_third": 0.5,
    "cases_fourth_dev": 1.0,
    "cases_fourth_test": 1.0,
    "cases_fifth_dev": 1.0,
    "cases_sixth": 1.0,
    "cases_seventh": 1.0,
    "cases_ordinary": 1.0,
}
# Mails of two lines: those that the first words were made with, and those that show what is promised.
SHORT = "otp_dev"
_SHORT_COUNTS = 0.4
_PROMISED_COUNTS = 1.0


@dataclass(frozen=True, slots=True)
class Labelled:
    """A mail, seen and heard, and what is to be found in it."""

    looked: extract.Looked
    sender: Party | None
    # The code may be written in one of these ways; empty where there is none.
    codes: frozenset[str]
    # None where it is not known whether there is a link.
    link: str | None
    link_is_known: bool
    # The code stands in a field of its own, and is not looked for.
    is_declared: bool
    counts: float


def mails(folder: str) -> Iterator[Labelled]:
    """Read one set."""
    if folder == SHORT:
        yield from _short()
        return
    for case in load(folder):
        codes = frozenset(code for code in (case.code, *case.also) if code)
        if found := _labelled(octets(case), codes, case.link, counts=SETS.get(folder, 1.0)):
            yield found


def _short() -> Iterator[Labelled]:
    for path in sorted((Path(__file__).parents[1] / SHORT).glob("*.json")):
        counts = _PROMISED_COUNTS if path.stem == "promises" else _SHORT_COUNTS
        for mail in json.loads(path.read_text(encoding="utf-8")):
            message = email.message.EmailMessage()
            message["From"] = "Acme <no-reply@acme.example>"
            message["Subject"] = mail["subject"]
            message.set_content(mail["body"], subtype="html" if mail["body"].startswith("<") else "plain")
            codes = frozenset([mail["code"]] if mail["code"] else [])
            known = "link" in mail
            if found := _labelled(message.as_bytes(), codes, mail.get("link"), counts=counts, link_is_known=known):
                yield found


def _labelled(
    content: bytes, codes: frozenset[str], link: str | None, *, counts: float, link_is_known: bool = True
) -> Labelled | None:
    parsed = parse.parse(content, CAPS)
    if parsed.root is None:
        return None
    chosen = bodies.choose(parsed.root, CAPS)
    subject = fields.decoded(parsed.header.first("subject") or b"")
    sender = next(iter(addresses.parties(parsed.header.first("from"), 1)), None)
    looked = extract.look(subject, chosen, text.of_bodies(chosen, CAPS), CAPS)
    is_declared = declared.by_field(parsed.header) is not None
    return Labelled(looked, sender, codes, link, link_is_known, is_declared, counts)
