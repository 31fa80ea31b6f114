"""Makes ``mayfly/mail/extract/code_weights.py`` of the development sets: ``python -m tests.mail.otp.fit_codes``."""

from pathlib import Path

from mayfly.mail import bodies, extract, fields, parse, text
from mayfly.mail.caps import Caps
from mayfly.mail.extract import code_weights, codes, declared, lexicon, links
from mayfly.mail.extract.hearing import Heard
from mayfly.mail.extract.signs import Mail as Signs
from tests.mail.otp.build import octets
from tests.mail.otp.fit import Mail, fit, table_of
from tests.mail.otp.notation import Case, load

# Sets that have been learned from, and how much a mail of each counts. The first ones were made to be hard.
SETS = {
    "cases": 0.4,
    "cases_second": 0.4,
    "cases_third": 0.4,
    "cases_fourth_dev": 1.0,
    "cases_fourth_test": 1.0,
    "cases_fifth_dev": 1.0,
}
_HEAD = '''"""What each sign of ``signs`` weighs for a code, in hundredths. Made by ``tests/mail/otp/fit_codes.py``."""

TABLE = """
{table}
"""
'''


def mail_of(case: Case, counts: float) -> Mail | None:
    """Give what could be the code of a mail with its signs, or None where it is declared."""
    caps = Caps()
    parsed = parse.parse(octets(case), caps)
    if parsed.root is None or declared.by_field(parsed.header):
        return None
    chosen = bodies.choose(parsed.root, caps)
    subject = fields.decoded(parsed.header.first("subject") or b"")
    seen, heard = extract.hear(subject, chosen, text.of_bodies(chosen, caps), caps)
    link = links.find(seen, None, heard, lexicon.Ear())
    heard = Heard(heard.subject, heard.documents, heard.ear, extract.urls_of(seen, link))
    found = codes.options(heard)
    signs = Signs(heard, found)
    return Mail(tuple((tuple(signs.signs_of(each)), case.accepts(each.value)) for each in found), counts)


def weights() -> dict[str, int]:
    """Fit the weights to the sets."""
    mails = (mail_of(case, counts) for folder, counts in SETS.items() for case in load(folder))
    return fit([mail for mail in mails if mail is not None])


if __name__ == "__main__":
    Path(code_weights.__file__).write_text(_HEAD.format(table=table_of(weights())), encoding="utf-8")
