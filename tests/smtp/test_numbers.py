"""No line of the checklist is forgotten."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What concerns SMTP, ESMTP, LMTP, TLS and PROXY.
OURS = {*range(1, 147), 160, *range(164, 179)}
# Where no deviation is allowed but those that are decided on the first page.
STRICT = {*range(58, 78), *range(113, 129)}


def numbers_in(text: str) -> set[int]:
    """Find the numbers in a text."""
    return {int(number) for number in re.findall(r"\bB(\d{3})\b", text)}


def numbers_tested() -> set[int]:
    """Find the numbers that tests and dialogues name."""
    here = Path(__file__)
    folder = ROOT / "tests" / "smtp"
    files = [*folder.glob("test_*.py"), *folder.glob("dialogs/*.smtp")]
    found = [numbers_in(path.read_text("utf-8")) for path in files if path != here]
    return set().union(*found)


def deviations() -> set[int]:
    """Find the numbers in the table of deviations."""
    text = (ROOT / "docs" / "specifications.md").read_text("utf-8")
    table = text[text.index("## Deviations") :]
    return {int(number) for number in re.findall(r"^\| B(\d{3}) \|", table, re.MULTILINE)}


def test_every_number_is_tested_or_explained() -> None:
    """Each line of the checklist that concerns this room has a test, or is a written deviation."""
    assert OURS - numbers_tested() - deviations() == set()


def test_deviations_are_few() -> None:
    """At most fifteen deviations, each of a line that is ours; where it is strict only what is decided."""
    assert len(deviations()) <= 15
    assert deviations() <= OURS
    assert deviations() & STRICT == {58}
