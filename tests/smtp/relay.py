"""An MTA that relays to our port: four kinds of mail through it, and each is here as it was sent."""

import asyncio
import smtplib
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from email.message import EmailMessage
from pathlib import Path

from tests.smtp.certificates import make_certificate, settings_for
from tests.smtp.house import House, run_with, until_slowly
from tests.smtp.senders import LARGE

PATIENCE_SECONDS = 60


def html() -> bytes:
    """Write a mail with a text and an HTML part, dots at the beginning of lines and octets over 127 in them."""
    mail = EmailMessage()
    mail["Subject"] = "Two faces"
    mail.set_content("Grüße\n.\n..dots\n", cte="8bit")
    mail.add_alternative("<p>Grüße</p>\n<p>.</p>\n.\n", subtype="html", cte="8bit")
    return mail.as_bytes().replace(b"\n", b"\r\n")


# Reverse-path, forward-path, content, MAIL's parameters, and what the trace header will say it came by.
MAILS = (
    ("a@b.example", "u@ours.example", b"Subject: plain\r\n\r\nhello\r\n.\r\n..\r\n", (), "ESMTP"),
    ("a@b.example", "u@ours.example", html(), ("BODY=8BITMIME",), "ESMTP"),
    ("a@b.example", "v@ours.example", b"Subject: large\r\n\r\n" + LARGE, (), "ESMTP"),
    ("jörg@b.example", "用户@ours.example", "Subject: Grüße\r\n\r\nhällo\r\n".encode(), ("SMTPUTF8",), "UTF8SMTP"),
)


def send(port: int) -> None:
    """Give the four mails to the relay."""
    with smtplib.SMTP("127.0.0.1", port, timeout=60, local_hostname="c.example") as client:
        client.ehlo()
        for reverse_path, forward_path, content, parameters, _ in MAILS:
            assert client.mail(reverse_path, parameters)[0] == 250
            assert client.rcpt(forward_path)[0] == 250
            # smtplib doubles the dots.
            assert client.data(content)[0] == 250


def relay(
    run: Callable[[int], AbstractAsyncContextManager[int]], queued: Callable[[], int], folder: Path, *, tls: bool
) -> None:
    """Run the MTA (``run`` gives its port for ours) and send four mails through it."""
    make_certificate(folder, "mx.ours.example")

    async def test(house: House) -> None:
        ours = int(house.server.addresses[0].rpartition(":")[2])
        async with run(ours) as port:
            await asyncio.to_thread(send, port)
            await until_slowly(lambda: len(house.memory.messages) == len(MAILS))
            await until_slowly(lambda: not queued())
        found = {
            (envelope.reverse_path, str(envelope.forward_paths[0]), envelope.protocol)
            for envelope, _ in house.memory.messages
        }
        assert found == {(mail[0], mail[1], mail[4] + "S" * tls) for mail in MAILS}
        for _, forward_path, content, _, _ in MAILS:
            _, _, body = content.partition(b"\r\n\r\n")
            # The relay has put its own trace header on top, and may have added fields.
            assert [
                each for envelope, each in house.memory.messages
                if str(envelope.forward_paths[0]) == forward_path and each.endswith(b"\r\n\r\n" + body)
            ], forward_path  # fmt: skip
        assert house.server.budget.held == 0

    run_with(settings_for(folder), test, loops=1, patience_seconds=PATIENCE_SECONDS)
