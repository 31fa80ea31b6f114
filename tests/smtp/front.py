"""An MTA in front of the whole service: what it has to do, whichever it is."""

import asyncio
import smtplib
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from pathlib import Path

from tests.whole.service import BULK, Service, start, stop, until

DOMAIN = "mail.example.org"


def free_port() -> int:
    """Find a port that is free now: Postfix cannot be handed a socket."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def mail(port: int, address: str, subject: str = "x") -> int:
    """Send a mail; give the code that RCPT or the end of data got."""
    with smtplib.SMTP("127.0.0.1", port, timeout=60, local_hostname="c.example") as client:
        client.ehlo()
        assert client.mail("sender@elsewhere.example")[0] == 250
        code, _ = client.rcpt(address)
        return code if code != 250 else client.data(f"Subject: {subject}\r\n\r\nhello from outside\r\n".encode())[0]


def ask(port: int, address: str) -> int:
    """Give the code that RCPT gets; send nothing."""
    with smtplib.SMTP("127.0.0.1", port, timeout=60, local_hostname="c.example") as client:
        client.ehlo()
        client.mail("sender@elsewhere.example")
        return client.rcpt(address)[0]


def subjects(service: Service, token: str) -> list[str]:
    """Give the subjects of what is in a mailbox, as its owner reads them."""
    return [summary["subject"] for summary in service.messages(token)]


def serve(folder: Path, place: str) -> Service:
    """Start the service with LMTP at this place; its data stay where they were."""
    return start(folder / "mayfly", "--domain", DOMAIN, settings={**BULK, "MAYFLY_SMTP__LMTP": place})


@contextmanager
def open_folder() -> Iterator[Path]:
    """Give a folder that the user of the MTA can look into; the usual ones are the test's alone."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


async def until_there(port: int) -> None:
    """Wait until somebody listens: an MTA has no other way of saying that it does."""
    for _ in range(600):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise AssertionError(f"nobody listens at {port}")


async def play(
    front: Callable[[str], AbstractAsyncContextManager[int]], queued: Callable[[], int], folder: Path, place: str
) -> None:
    """Live arrives; unknown and erased are refused at SMTP time and never bounced; our being down queues.

    ``front`` runs the MTA for a place where LMTP is spoken and gives its own port; ``queued`` counts its queue.
    """
    service = serve(folder, place)
    try:
        async with front(place) as port:
            address, token = service.open()
            assert mail(port, address, "first") == 250
            until(lambda: subjects(service, token) == ["first"])
            (summary,) = service.messages(token)
            octets = service.raw(token, summary["id"])
            assert b" with LMTP id " in octets
            assert octets.endswith(b"\r\nhello from outside\r\n")
            assert mail(port, f"unknown@{DOMAIN}") == 550
            until(lambda: not queued())

            assert service.api("DELETE", "/api/v1/mailbox", token)[0] == 200
            # A front may remember an answer for a moment. It is asked here without sending anything.
            until(lambda: ask(port, address) == 550, 60)
            assert mail(port, address) == 550
            assert queued() == 0

            other, other_token = service.open()
            assert stop(service) == 0
            for subject in ("second", "third"):
                assert mail(port, other, subject) == 250
            # Nobody can be asked, so this one is taken as well; when it turns out that it is for nobody it is dropped,
            # and no bounce leaves the house.
            assert mail(port, f"unknown@{DOMAIN}") == 250
            # Each try moves a file from one folder of the queue to another: who counts meanwhile may miss it.
            until(lambda: queued() == 3)
            service = serve(folder, place)
            until(lambda: sorted(subjects(service, other_token)) == ["second", "third"], 120)
            until(lambda: not queued())
            assert len(service.messages(other_token)) == 2
    finally:
        stop(service)
