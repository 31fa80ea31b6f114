"""How the page writes numbers, times and parties. Pure; the script has the same rules for what comes live.

Rule 1: times are written in UTC here; a browser's script writes them again in its own zone.
Rule 2: what comes out of a mail is text and nothing else; the templates escape it.
"""

import itertools
import re
from datetime import UTC, datetime

from mayfly.core.message import Party

# No letter has more. Each costs the page 8 microseconds; a text of links alone would cost it a third of a second.
LINKS = 500
_URL = re.compile(r"https?://[^\s<>\"'`{}|\\^\[\]]+", re.IGNORECASE)
# What follows a link in a sentence is not of the link.
_TRAILING = ".,;:!?)*"
# Programs, scripts, disk images, office files with macros: what a double click runs or mounts.
HARMFUL = (
    r"\.(apk|app|appx|bat|chm|cmd|com|cpl|deb|dll|dmg|docm|exe|hta|img|iso|jar|jse?|lnk|msi|one|pif|pkg|ps1|py|rar|reg"
    r"|rpm|scr|sh|svg|vbe?|vbs|vhdx?|wsf|x?html?|xlsm|zip|7z)$"
)
_harmful = re.compile(HARMFUL, re.IGNORECASE)


def iso(when: datetime) -> str:
    """Write a time for machines, to the millisecond."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def clock(when: datetime) -> str:
    """Write a time of day."""
    return f"{when.astimezone(UTC):%H:%M} UTC"


def full(when: datetime) -> str:
    """Write date and time."""
    return f"{when.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def ago(when: datetime, now: datetime) -> str:
    """Write how long ago something came, in one unit."""
    seconds = (now - when).total_seconds()
    return "now" if seconds < 60 else span(seconds)


def span(seconds: float) -> str:
    """Write a length of time in the largest unit that says enough; seconds only below two minutes."""
    whole = max(0, int(seconds))
    if whole < 120:
        return f"{whole} s"
    if whole < 7200:
        return f"{whole // 60} min"
    if whole < 172_800:
        return f"{whole // 3600} h"
    return f"{whole // 86_400} d"


def size(octets: int) -> str:
    """Write a size as people read it, in powers of ten."""
    if octets < 1000:
        return f"{octets} B"
    for unit in ("kB", "MB", "GB"):
        value = octets / 1000
        octets = octets // 1000
        if value < 1000 or unit == "GB":
            return f"{value:.1f} {unit}" if value < 9.95 else f"{value:.0f} {unit}"
    return ""


def messages(count: int) -> str:
    """Write a number of messages."""
    return "1 message" if count == 1 else f"{count} messages"


def grouped(code: str) -> str:
    """Part a code of digits so that it is read at one look: 493 021."""
    if code.isdigit() and len(code) in (6, 8, 9):
        step = 4 if len(code) == 8 else 3
        return " ".join(code[at : at + step] for at in range(0, len(code), step))
    return code


def spelled(code: str) -> str:
    """Part a code for a screen reader, which would else read a number."""
    return " ".join(character for character in code if not character.isspace())


def sender_name(sender: Party | None, reverse_path: str) -> str:
    """Name who sent a message, by the best that is known."""
    named = (sender.name or sender.address) if sender is not None else ""
    return named or reverse_path or "(no sender)"


def is_harmful(name: str) -> bool:
    """Say whether a file of this name can do harm when it is opened."""
    return _harmful.search(name) is not None


def linked(text: str) -> list[tuple[str, str]]:
    """Cut text into pieces: ``(text, "")``, and ``(text, url)`` where it is an http(s) link; the first ``LINKS``."""
    found: list[tuple[str, str]] = []
    at = 0
    for match in itertools.islice(_URL.finditer(text), LINKS):
        url = match[0].rstrip(_TRAILING)
        # A bracket that was opened within the link belongs to it.
        if "(" in url and match[0][len(url) : len(url) + 1] == ")":
            url += ")"
        if match.start() > at:
            found.append((text[at : match.start()], ""))
        found.append((url, url))
        at = match.start() + len(url)
    if at < len(text):
        found.append((text[at:], ""))
    return found
