"""Whatever a peer sends and however it is cut: the session raises nothing, says the same, and stores the same.

``make soak`` runs it for a while; ``python tests/fuzz/fuzz_session.py FILE`` runs it on what it once failed on.
The seeds are what the clients of the dialogues say.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mayfly.smtp", "mayfly.core"]):
    from tests.smtp.player import DIALOGS, Alone, Dialog, read_dialog


def play(octets: bytes, cut: int) -> tuple[object, ...]:
    """Play octets in cuts of so many; give everything that can be seen of it."""
    alone = Alone(Dialog(Path("fuzz")), cut)
    said = alone.greet() + alone.send(octets)
    return said, alone.events, alone.memory.messages, alone.memory.too_large, alone.is_closed


def one(octets: bytes) -> None:
    """Check the invariant for one input: its first octet says how the second play is cut."""
    if octets:
        whole = play(octets[1:], max(1, len(octets)))
        if play(octets[1:], 1 + octets[0] % 16) != whole:
            raise AssertionError("the cut makes a difference")


def seeds(folder: Path) -> None:
    """Write what the clients of the dialogues say, each as one input."""
    for path in DIALOGS:
        said = b"".join(octets for octets, _ in read_dialog(path).groups())
        (folder / path.stem).write_bytes(b"\0" + said)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--seeds"]:
        seeds(Path(sys.argv[2]))
    else:
        atheris.Setup(sys.argv, one)
        atheris.Fuzz()
