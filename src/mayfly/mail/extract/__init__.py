"""What a mail asks of its reader: a code to type in, a link to follow.

Rule 1: no chip is better than a wrong one. Below the threshold there is nothing.
Rule 2: deterministic, and linear in a bounded part of the mail; no reference is ever followed.
"""

from dataclasses import dataclass

from mayfly.core.message import Link, Party, Passcode
from mayfly.mail.bodies import Bodies
from mayfly.mail.caps import Caps
from mayfly.mail.fields import Header


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, with nothing as the ordinary case."""

    code: Passcode | None = None
    link: Link | None = None


def extract(header: Header, sender: Party | None, subject: str, bodies: Bodies, plain: str, caps: Caps) -> Found:
    """Find the code and the link of a mail."""
    return Found()
