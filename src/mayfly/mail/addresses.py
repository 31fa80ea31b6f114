"""Address lists of header fields, by the grammar of RFC 5322 section 3.4 with its obsolete forms.

One pass, one token at a time, so that a list of ten thousand addresses costs ten thousand tokens. What is no
address is kept as a name: a reader would rather see what was written than nothing. Groups give their members.
"""

import re

from mayfly.core.message import Party
from mayfly.mail import charsets, fields

# No header that is read by people names more; the page shows a few.
PARTIES = 200
# Together, as they are in every list: two hundred of usual length.
_ALL_CHARACTERS = 16_384
_NAME_CHARACTERS = 1000

# A comment is read without nesting first; depth is counted by hand, so "((((" costs its length and no stack.
# An encoded word is one token whatever it holds: many senders leave commas in it.
_TOKEN = re.compile(
    r"\"((?:[^\"\\]|\\.)*)\"?|([()<>,;:@])|(\\.)|(=\?[^?\s]+\?[bBqQ]\?[^?\s]*\?=|[^\s\"()<>,;:@\\]+)|(\s+)|(.)",
    re.DOTALL,
)


def parties(value: bytes | None, cap: int = PARTIES) -> tuple[Party, ...]:
    """Read an address list; at most ``cap`` of its members."""
    if value is None:
        return ()
    text = fields.raw_text(value)
    found: list[Party] = []
    # name: display words; inner: what stands in <>; bare: addr-spec outside of <>
    name: list[str] = []
    inner: list[str] = []
    comment: list[str] = []
    depth, angle = 0, False
    room = _ALL_CHARACTERS

    def finish() -> None:
        nonlocal room
        party = _party(name, inner, comment)
        if party is not None and len(found) < cap:
            found.append(party)
            room -= len(party.name) + len(party.address)
        name.clear(), inner.clear(), comment.clear()  # type: ignore[func-returns-value]

    for token in _TOKEN.finditer(text):
        quoted, special, pair, _atom, space, _other = token.groups()
        piece = token[0]
        if depth:
            depth += (special == "(") - (special == ")")
            if depth:
                comment.append(pair[1:] if pair else piece)
        elif special == "(":
            depth = 1
        elif special == "<" and not angle:
            angle = True
            inner.clear()
        elif special == ">" and angle:
            angle = False
        elif special in (",", ";") and not angle:
            finish()
            if len(found) >= cap or room <= 0:
                break
        elif special == ":" and not angle:
            name.clear()  # the display name of a group
        elif angle:
            inner.append("" if space else piece)
        else:
            name.append(piece if quoted is None else f'"{quoted}"')
    finish()
    return tuple(found)


def _party(name: list[str], inner: list[str], comment: list[str]) -> Party | None:
    before = "".join(name).strip()
    if inner:
        address = "".join(inner)
        # RFC 5322 section 4.4: a route may stand before the address.
        if address.startswith("@") and ":" in address:
            address = address.rpartition(":")[2]
        return Party(_display(before or " ".join(comment)), _shown(address))
    if not before:
        return None
    if "@" in before and " " not in re.sub(r'"[^"]*"', "", before).replace(" @", "@").replace("@ ", "@"):
        return Party(_display("".join(comment)), _shown(before.replace(" ", "")))
    # "Name user@host" without brackets: the last word with an @ is the address.
    head, _, last = before.rpartition(" ")
    if "@" in last:
        return Party(_display(head), _shown(last))
    return Party(_display(before), "")


def _display(text: str) -> str:
    # Possessive, and to the end where it is not closed: each of the quotes behind would be tried to the end else.
    unquoted = re.sub(r'"((?:[^"\\]|\\.)*+)"?', lambda found: re.sub(r"\\(.)", r"\1", found[1]), text)
    return fields.decoded(unquoted)[:_NAME_CHARACTERS].strip()


def _shown(address: str) -> str:
    return charsets.one_line(address).replace(" ", "")[:_NAME_CHARACTERS]
