"""What a mail asks of its reader: a code to type in, a link to follow.

Sources of a code, best first: the ``OTP-Token`` field, an origin-bound last line, the words around it, its place.

Rule 1: no chip is better than a wrong one. Below the threshold there is nothing.
Rule 2: deterministic, and linear in a bounded part of the mail; no reference is ever followed.
"""

import itertools
import re
from dataclasses import dataclass

from mayfly.core.message import Link, Party, Passcode
from mayfly.mail import text as texts
from mayfly.mail.bodies import Bodies
from mayfly.mail.caps import Caps
from mayfly.mail.extract import codes, declared, folding, hearing, lexicon, lines, link_signs, links, paths
from mayfly.mail.fields import Header


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, with nothing as the ordinary case."""

    code: Passcode | None = None
    link: Link | None = None


# A mail has one or two faces; a digest of hundreds is no sign-up mail.
_FACES = 6
# Each candidate is looked for in each address: a newsletter has some forty, and what names a thing is near the front.
_URLS = 60
_URL_CHARACTERS = 500
_TALK = re.compile(
    r"\[(?:patch|rfc|announce)\b|\bdigest, vol\b|\A(?:undeliver|mail delivery fail|delivery status)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Looked:
    """What is seen of a mail, its HTML first, and heard in it: what codes and links are looked for in."""

    seen: list[lines.Seen]
    heard: hearing.Heard


def look(subject: str, bodies: Bodies, plain: str, caps: Caps) -> Looked:
    """See and hear a mail; ``plain`` is its text as shown."""
    own = list(itertools.takewhile(lambda face: not face.title, bodies.faces[:_FACES]))
    # What stands in a message that is attached was asked of somebody else, or long ago.
    if len(own) < len(bodies.faces[:_FACES]):
        plain = "\n".join(texts.of_face(face, caps) for face in own)
    html = [
        lines.of_html(face.source(caps), face.tags(caps))
        for face in own
        if face.html is not None and not face.too_complex(caps)
    ]
    # Text made of the HTML itself says nothing that the HTML does not say better.
    written = any(face.plain is not None for face in own) or not html
    seen = [*html, *([lines.of_text(plain)] if written else [])]
    heard = hearing.Heard(lines.block(subject), [face.blocks for face in seen], lexicon.Ear(), hearing.Urls())
    return Looked(seen, heard)


def options(looked: Looked, sender: Party | None) -> link_signs.Options:
    """Give the links of a mail that could be the one it asks to be followed, with their signs.

    What stands around them has a budget of its own, so that many links leave as much to be heard for a code.
    """
    return link_signs.options(looked.seen, sender, looked.heard, lexicon.Ear())


def extract(header: Header, sender: Party | None, subject: str, bodies: Bodies, plain: str, caps: Caps) -> Found:
    """Find the code and the link of a mail; ``plain`` is its text as shown."""
    looked = look(subject, bodies, plain, caps)
    possible = options(looked, sender)
    link = links.find(possible, sender)
    code = declared.by_field(header) or declared.by_last_line(looked.seen[-1].blocks)
    if code is None and not _is_talk(header, subject):
        code = codes.find(beside(looked, link))
    if link is None and code is not None:
        link = links.find(possible, sender, coded=True)
    return Found(code, link)


def beside(looked: Looked, link: Link | None) -> hearing.Heard:
    """Give what is heard of a mail, with its addresses, of which one is to be followed."""
    heard = looked.heard
    return hearing.Heard(heard.subject, heard.documents, heard.ear, _urls(looked.seen, link))


def _urls(seen: list[lines.Seen], link: Link | None) -> hearing.Urls:
    """Give the addresses of a mail, the one that is to be followed apart."""
    asked = link.url if link else ""
    urls = dict.fromkeys(anchor.url for face in seen for anchor in face.anchors)
    others = (url[:_URL_CHARACTERS] for url in urls if url != asked)
    return hearing.Urls(asked[:_URL_CHARACTERS], tuple(itertools.islice(others, _URLS)))


def _is_talk(header: Header, subject: str) -> bool:
    """Say whether a mail was sent to a list of people who talk, where codes are talked about."""
    return header.first("list-post") is not None or _TALK.search(subject) is not None


def prepare() -> None:
    """Read and compile the tables of words."""
    folding.fold("é")
    lexicon.prepare()
    paths.prepare()
