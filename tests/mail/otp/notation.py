"""Reads the labelled mails of ``cases*/*.txt``, one folder a set: one file a language, one block a mail.

    == en-bank-sign-in
    from: Harbour Bank <no-reply@harbourbank.example>
    subject: Your sign-in code
    code: 493021
    -- text
    Your code is 493 021. ...

Rule 1: a block begins with ``== id``; then fields, then one or two bodies. The language is the name of the file.
Rule 2: fields are those of ``_FIELDS``; ``header`` may stand more than once. What is not there has its default.
Rule 3: a body is ``text`` (as it is), ``html`` (a fragment, put into a skin), ``both`` (light markup, made into a
text and an HTML part) or ``rich`` (the same markup, HTML part only).
Rule 4: what cannot be read is an error of whoever wrote the case, so it raises.
"""

from dataclasses import dataclass, field
from pathlib import Path

_HERE = Path(__file__).parent
_FIELDS = frozenset({"from", "to", "subject", "code", "also", "link", "why", "enc", "skin", "wrap", "header"})
_READER = "quiet-heron@box.example"
_BODIES = frozenset({"text", "html", "both", "rich"})


@dataclass(frozen=True, slots=True)
class Case:
    """One mail and what is to be read out of it; ``None`` is "nothing"."""

    id: str
    language: str
    sender: str
    subject: str
    bodies: dict[str, str]
    to: str = _READER
    # As a reader would type it; ``also`` are other forms that are as right (see README.md).
    code: str | None = None
    also: tuple[str, ...] = ()
    link: str | None = None
    why: str = ""
    # "charset transfer-encoding"; empty: utf-8 and whichever the id falls on
    encoding: str = ""
    skin: str = ""
    wrap: str = ""
    headers: tuple[str, ...] = field(default=())

    def accepts(self, found: str | None) -> bool:
        """Tell whether this answer is right for the code."""
        return found == self.code or (found is not None and found in self.also)


def load(folder: str = "cases") -> tuple[Case, ...]:
    """Read every case of one set, in the order of file name and place."""
    found: list[Case] = []
    for path in sorted((_HERE / folder).glob("*.txt")):
        found += read(path.read_text(encoding="utf-8"), path.stem)
    return tuple(found)


def read(notation: str, language: str) -> list[Case]:
    """Read the blocks of one file. Raises ValueError where the notation is broken."""
    cases = []
    for block in ("\n" + notation).split("\n== ")[1:]:
        name, _, rest = block.partition("\n")
        fields: dict[str, str] = {}
        headers: list[str] = []
        bodies: dict[str, list[str]] = {}
        into: list[str] | None = None
        for line in rest.split("\n"):
            if line.startswith("-- ") and line[3:] in _BODIES:
                into = bodies.setdefault(line[3:], [])
            elif into is not None:
                into.append(line)
            elif line:
                key, colon, value = line.partition(": ")
                if not colon or key not in _FIELDS:
                    raise ValueError(f"{name}: no field of a case: {line!r}")
                if key == "header":
                    headers.append(value)
                elif key in fields:
                    raise ValueError(f"{name}: {key} stands twice")
                else:
                    fields[key] = value
        if not bodies:
            raise ValueError(f"{name}: a mail without a body")
        cases.append(
            Case(
                id=name.strip(),
                language=language,
                sender=fields["from"],
                subject=fields.get("subject", ""),
                bodies={kind: "\n".join(lines).strip("\n") for kind, lines in bodies.items()},
                to=fields.get("to", _READER),
                code=fields.get("code"),
                also=tuple(fields.get("also", "").split()),
                link=fields.get("link"),
                why=fields.get("why", ""),
                encoding=fields.get("enc", ""),
                skin=fields.get("skin", ""),
                wrap=fields.get("wrap", ""),
                headers=tuple(headers),
            )
        )
    return cases
