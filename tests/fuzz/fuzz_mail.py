"""Whatever a mail holds: reading it raises nothing, and the document made of it runs nothing and loads nothing remote.

``make soak`` runs it for a while; ``python tests/fuzz/fuzz_mail.py FILE`` runs it on what it once failed on.
"""

import re
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mayfly.mail"]):
    from mayfly.mail.read import read, show_html

# In the markup of a document for the frame; nothing of these is left of any mail.
RUNS = re.compile(r"<\s*(?:script|iframe|object|embed|form|base|svg|math|link)\b|<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
LOADS = re.compile(r"<[^>]*\s(?:src|srcset|background|poster)\s*=\s*[\"']?\s*(?!data:)[a-z]+:", re.IGNORECASE)
HTML = b"Content-Type: text/html\r\n\r\n<p onclick=x>hi<img src=https://t.example/x.png><script>1</script>\r\n"
PARTS = (
    b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\ntext\r\n--b\r\nContent-Type: image/png\r\n'
    b"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=a.png\r\n\r\n"
    b"iVBORw==\r\n--b--\r\n"
)
SEEDS = (b"From: a@b.example\r\nSubject: =?utf-8?q?hello?=\r\n\r\nYour code is 493021.\r\n", HTML, PARTS)


def one(octets: bytes) -> None:
    """Check the invariant for one input."""
    read(octets)
    document = show_html(octets, None)
    if document is not None and (found := RUNS.search(document.html) or LOADS.search(document.html)):
        raise AssertionError(f"left in the document: {found.group()!r}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--seeds"]:
        for number, seed in enumerate(SEEDS):
            (Path(sys.argv[2]) / str(number)).write_bytes(seed)
    else:
        atheris.Setup(sys.argv, one)
        atheris.Fuzz()
