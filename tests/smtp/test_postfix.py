"""The real Postfix in front, with the configuration of ``deploy/postfix`` and Mayfly's LMTP behind it.

It runs with a configuration, a queue and a log of its own; the one of the machine is not touched.
"""

import asyncio
from pathlib import Path

from tests.smtp.front import open_folder, play
from tests.smtp.postfix import NEEDS, run_postfix

pytestmark = NEEDS

DEPLOY = Path(__file__).resolve().parents[2] / "deploy" / "postfix" / "main.cf"


def configuration(lmtp_port: int) -> str:
    """Give the shipped configuration, with what belongs to this machine behind it, and impatient."""
    text = DEPLOY.read_text("utf-8")
    for before, after in (
        ("inet:127.0.0.1:2424", f"inet:127.0.0.1:{lmtp_port}"),
        ("inet_interfaces = all", "inet_interfaces = 127.0.0.1"),
        ("minimal_backoff_time = 30s", "minimal_backoff_time = 1s"),
        ("maximal_backoff_time = 300s", "maximal_backoff_time = 2s"),
        ("queue_run_delay = 30s", "queue_run_delay = 1s"),
    ):
        assert before in text
        text = text.replace(before, after)
    return text


def queued(folder: Path) -> int:
    """Count the messages in Postfix's queue."""
    queue = folder / "queue"
    return sum(
        1 for name in ("incoming", "active", "deferred", "maildrop") for p in (queue / name).rglob("*") if p.is_file()
    )


def test_postfix_in_front() -> None:
    """A live address gets its mail, an unknown or erased one is refused at SMTP time, our being down queues."""
    with open_folder() as folder:
        # Longer than the front remembers an answer.
        played = play(
            lambda port: run_postfix(folder, configuration(port)), lambda: queued(folder), forgotten_seconds=5
        )
        asyncio.run(asyncio.wait_for(played, 150))
