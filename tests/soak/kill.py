"""Kill a service again and again under twenty senders: every mail that got its 250 is there after the last start.

``python -m tests.soak.kill [SECONDS]`` kills a hundred times and until at least ten thousand mails were journaled as
accepted, whatever time that takes, and goes on until the time is over.
"""

import contextlib
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.whole.senders import Crowd
from tests.whole.service import BULK, Service, kill, start, stop

SENDERS = 20
KILLS = 100
ACCEPTED = 10_000
# Only quotas are raised: one mailbox gets thousands of mails.
SETTINGS = {**BULK, "MAYFLY_STORE__MAILBOX_MESSAGES": "10000000", "MAYFLY_STORE__MAILBOX_OCTETS": "100000000000"}


class Killed:
    """What a run showed."""

    def __init__(self) -> None:
        self.kills = 0
        self.accepted = 0
        self.sessions = 0
        self.wrong: list[str] = []


def run(folder: Path, *, kills: int, accepted: int, seconds: float = 0, seed: int = 1) -> Killed:
    """Kill so many times, until so many were accepted and so long; then read everything back."""
    dice = random.Random(seed)
    done = Killed()
    end = time.monotonic() + seconds
    service = start(folder / "data", settings=SETTINGS)
    crowd = Crowd(service, SENDERS, folder)
    try:
        while done.kills < kills or crowd.accepted < accepted or time.monotonic() < end:
            # Anywhere within a burst; every tenth time in the first moments after a start.
            crowd.wait_for(crowd.accepted + (1 if done.kills % 10 == 9 else dice.randrange(60, 220)))
            service = _again(service, folder)
            crowd.door = service.smtp
            done.kills += 1
        crowd.stop()
        # The last one: what was accepted after the last start is not synced by an orderly end either.
        service = _again(service, folder)
        done.kills += 1
        done.accepted, done.wrong = crowd.compare(service)
        done.sessions = crowd.sessions
    finally:
        crowd.stopping.set()
        status = stop(service)
    if status:
        done.wrong.append(f"the service ended with {status}: {''.join(service.said)[-2000:]}")
    return done


def _again(service: Service, folder: Path) -> Service:
    kill(service)
    return start(folder / "data", settings=SETTINGS)


def main() -> int:
    """Do the whole of it; say what was seen."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mayfly-", ignore_cleanup_errors=True) as folder:
        done = run(Path(folder), kills=KILLS, accepted=ACCEPTED, seconds=seconds, seed=random.randrange(1 << 30))
    print(
        f"kill: {done.kills} kills, {done.sessions} sessions, {done.accepted} mails accepted, {len(done.wrong)} wrong,"
        f" {time.monotonic() - began:.0f} s"
    )
    print("\n".join(done.wrong[:50]))
    return 1 if done.wrong else 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
