"""No line of the checklist is forgotten, and no test of one is content with a server that agrees to everything."""

import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

import mayfly
from tests.smtp.player import DIALOGS, read_dialog

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


# Numbered tests that a server of any kind cannot fail, and why: they ask a part of ours, and their numbers are shown by
# others over a session or a connection.
ASK_A_PART = {
    "test_clients.py::test_mapped_ipv4_is_ipv4": "asks the counter of clients",
    "test_data.py::test_smuggling_sequences_are_content": "asks the reader of content",
    "test_data.py::test_there_are_26_smuggling_sequences": "asks the list",
    "test_data.py::test_received_fields_are_counted_in_the_header_only": "asks the counting of fields",
    "test_grammar.py::test_mail_keeps_the_case_of_the_local_part": "asks the grammar",
    "test_grammar.py::test_source_route_is_forgotten": "asks the grammar",
    "test_grammar.py::test_quoted_local_parts": "asks the grammar",
    "test_proxy.py::test_headers": "asks the reader of PROXY headers",
    "test_proxy.py::test_what_is_no_header": "asks the reader of PROXY headers",
    "test_session.py::test_replies_are_held_to_their_classes": "asks the list of replies",
    "test_robust.py::test_only_what_is_set_listens": "asks where the server listens",
}
# There is nothing that a client could hear: what B177 asks for is that nobody listens.
NO_REPLY = {"B177"}


@pytest.mark.timeout(400)
def test_numbered_tests_fail_against_a_server_that_agrees(tmp_path: Path) -> None:
    """Each numbered test fails against a server that answers 250 to everything, and so shows something."""
    report = tmp_path / "report"
    paths = os.pathsep.join([str(Path(mayfly.__file__).parents[1]), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--tb=no", "-p", "tests.smtp.yesman", "-p", "no:cacheprovider",
         "-o", "pythonpath=.", "tests/smtp"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths, "YESMAN_REPORT": str(report), "CI": ""},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    # 1: tests ran, and some failed.
    assert done.returncode == 1, done.stdout[-3000:] + done.stderr[-3000:]
    outcomes = defaultdict(set)
    shown = set[str]()
    for line in report.read_text("utf-8").splitlines():
        name, outcome, *numbers = line.split()
        outcomes[name].add(outcome)
        if outcome == "failed":
            shown.update(numbers)
    content = {name for name, each in outcomes.items() if each - {"failed", "skipped"}}
    assert content == set(ASK_A_PART)
    for path in DIALOGS:
        shown.update(f"B{number:03}" for number in read_dialog(path).numbers)
    assert {f"B{number:03}" for number in numbers_tested()} - shown == NO_REPLY
