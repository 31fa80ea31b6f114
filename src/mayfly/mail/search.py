"""Search in one message: sender, recipients, subject, text; case, accents and widths folded.

Rule: all of the text that is shown is searched, and nothing that is not shown.
"""

from collections.abc import Iterator

from mayfly.mail import addresses, bodies, fields, parse, text
from mayfly.mail.caps import Caps
from mayfly.mail.extract import folding

# What one types into a search field; more words narrow nothing down.
WORDS = 10
WORD_CHARACTERS = 100


def find(content: bytes, words: str, caps: Caps | None = None) -> bool:
    """Say whether every word occurs in the sender, the recipients, the subject or the text of a message.

    A word is looked for anywhere, also inside of words: not every script writes blanks. No words match all. Of very
    many or very long words the first ten and their first hundred characters count.
    """
    wanted = [_folded(word[:WORD_CHARACTERS]) for word in words.split(maxsplit=WORDS)[:WORDS]]
    missing = [word for word in wanted if word]
    for said in _texts(content, caps or Caps()):
        heard = _folded(said)
        missing = [word for word in missing if word not in heard]
        if not missing:
            break
    return not missing


def _texts(content: bytes, caps: Caps) -> Iterator[str]:
    """Give what is shown of a message as text, what is cheap to have first."""
    parsed = parse.parse(content, caps)
    header = parsed.header
    yield fields.decoded(header.first("subject") or b"")
    parties = [*addresses.parties(header.first("from"), 1), *addresses.parties(header.first("to"))]
    yield "\n".join(f"{party.name}\n{party.address}" for party in parties)
    if parsed.root is None:
        yield parse.source(parsed, caps)
    else:
        yield text.of_bodies(bodies.choose(parsed.root, caps), caps)[: caps.text_octets]


def _folded(said: str) -> str:
    return folding.fold(folding.visible(said))
