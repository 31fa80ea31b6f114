"""Search within one message: sender, subject, text; case, accents and widths folded."""

from mayfly.mail.extract import folding
from mayfly.mail.values import Reading

# What one types into a search field; more words narrow nothing down.
WORDS = 10
WORD_CHARACTERS = 100
# Searching five hundred messages of a mailbox must stay well below a second.
TEXT_CHARACTERS = 65_536


def search(reading: Reading, words: str) -> bool:
    """Say whether every word occurs in the sender, the recipients, the subject or the text of a message.

    A word is looked for anywhere, also inside of words: not every script writes blanks. No words match all.
    """
    wanted = [_folded(word[:WORD_CHARACTERS]) for word in words.split(maxsplit=WORDS)[:WORDS]]
    missing = [word for word in wanted if word]
    for text in _texts(reading):
        if not missing:
            break
        heard = _folded(text)
        missing = [word for word in missing if word not in heard]
    return not missing


def _texts(reading: Reading) -> list[str]:
    parties = [party for party in (reading.sender, *reading.to) if party is not None]
    named = "\n".join(f"{party.name}\n{party.address}" for party in parties)
    return [reading.subject, named, reading.text[:TEXT_CHARACTERS]]


def _folded(text: str) -> str:
    return folding.fold(folding.visible(text))
