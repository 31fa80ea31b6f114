"""Services with a fault in them, for checks that have to notice it. The variable ``PLANT`` names the fault.

Each is the shipped program with one promise broken on purpose. A check that is content with one of these shows nothing.
"""

import asyncio
import os
from collections.abc import Callable

import structlog

from mayfly.cli import main
from mayfly.core.verdict import Delivered, Verdict
from mayfly.delivery import MailDelivery
from mayfly.store import windows


def early() -> None:
    """Answer 250 as soon as the octets are there, and make them durable afterwards."""
    whole = MailDelivery.deliver

    def deliver(self, envelope, content):
        whole(self, envelope, content)
        done = asyncio.get_running_loop().create_future()
        done.set_result(Delivered("early", (Verdict.OK,) * len(envelope.forward_paths)))
        return done

    MailDelivery.deliver = deliver


def unsynced() -> None:
    """Commit without waiting for the disk, and answer 250 after that."""
    windows.begin_durably = windows.begin_lazily


def talkative() -> None:
    """Log who writes to whom."""
    whole = MailDelivery.deliver

    def deliver(self, envelope, content):
        structlog.get_logger("mayfly").info("received", reverse_path=envelope.reverse_path)
        return whole(self, envelope, content)

    MailDelivery.deliver = deliver


PLANTS: dict[str, Callable[[], None]] = {"early": early, "unsynced": unsynced, "talkative": talkative}

if __name__ == "__main__":
    PLANTS[os.environ["PLANT"]]()
    main()
