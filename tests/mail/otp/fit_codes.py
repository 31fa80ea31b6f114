"""Makes ``mayfly/mail/extract/code_weights.py`` of the development sets: ``python -m tests.mail.otp.fit_codes``."""

import email.message
import json
from collections.abc import Iterator
from pathlib import Path

from mayfly.mail import bodies, extract, fields, parse, text
from mayfly.mail.caps import Caps
from mayfly.mail.extract import code_weights, declared, lexicon, links
from mayfly.mail.extract.candidates import candidates
from mayfly.mail.extract.hearing import Heard
from mayfly.mail.extract.signs import Mail as Signs
from tests.mail.otp.build import octets
from tests.mail.otp.fit import Mail, fit, table_of
from tests.mail.otp.notation import load

# Sets that have been learned from, and how much a mail of each counts. The first ones were made to be hard.
SETS = {
    "cases": 0.3,
    "cases_second": 0.3,
    "cases_third": 0.3,
    "cases_fourth_dev": 1.0,
    "cases_fourth_test": 1.0,
    "cases_fifth_dev": 1.0,
    "cases_sixth": 1.0,
    "cases_seventh": 1.0,
}
# The mails of two lines that the first rules were made with; those that show what is promised count more.
_SHORT_COUNTS = 0.2
_PROMISED_COUNTS = 0.5
_HEAD = '''"""What each sign of ``signs`` weighs for a code, in hundredths. Made by ``tests/mail/otp/fit_codes.py``."""

TABLE = """
{table}
"""
'''


def mail_of(content: bytes, right: set[str | None], counts: float) -> Mail | None:
    """Give what could be the code of a mail with its signs, or None where it is declared."""
    caps = Caps()
    parsed = parse.parse(content, caps)
    if parsed.root is None or declared.by_field(parsed.header):
        return None
    chosen = bodies.choose(parsed.root, caps)
    subject = fields.decoded(parsed.header.first("subject") or b"")
    seen, heard = extract.hear(subject, chosen, text.of_bodies(chosen, caps), caps)
    link = links.find(seen, None, heard, lexicon.Ear())
    heard = Heard(heard.subject, heard.documents, heard.ear, extract.urls_of(seen, link))
    found = candidates(heard.subject, heard.documents, heard.ear)
    signs = Signs(heard, found)
    return Mail(tuple(((*signs.shared, *signs.signs_of(each)), each.value in right) for each in found), counts)


def _mails() -> Iterator[Mail | None]:
    for folder, counts in SETS.items():
        for case in load(folder):
            yield mail_of(octets(case), {case.code, *case.also}, counts)
    for path in sorted((Path(__file__).parents[1] / "otp_dev").glob("*.json")):
        for short in json.loads(path.read_text(encoding="utf-8")):
            counts = _PROMISED_COUNTS if path.stem == "promises" else _SHORT_COUNTS
            yield mail_of(_octets_of(short["subject"], short["body"]), {short["code"]}, counts)


def _octets_of(subject: str, body: str) -> bytes:
    message = email.message.EmailMessage()
    message["From"] = "Acme <no-reply@acme.example>"
    message["Subject"] = subject
    message.set_content(body, subtype="html" if body.startswith("<") else "plain")
    return message.as_bytes()


def weights() -> dict[str, int]:
    """Fit the weights to the sets."""
    return fit([mail for mail in _mails() if mail is not None])


if __name__ == "__main__":
    Path(code_weights.__file__).write_text(_HEAD.format(table=table_of(weights())), encoding="utf-8")
