"""The same commands to us and to two independent receivers: where the codes differ the reason is written down."""

import asyncio
import os
import shutil

import pytest

from tests.smtp.front import open_folder
from tests.smtp.house import Client, House, run
from tests.smtp.postfix import run_postfix

UNDECLARED = "MAIL FROM:<jörg@b.example>".encode()
READY = [b"EHLO c.example", b"MAIL FROM:<a@b.example>", b"RCPT TO:<u@ours.example>"]
SESSIONS = {
    "mail": [*READY, b"DATA", b"x\r\n..y\r\n.", b"QUIT"],
    "helo": [b"HELO c.example", b"MAIL FROM:<a@b.example>", b"RCPT TO:<u@ours.example>", b"DATA", b".", b"QUIT"],
    "twice": [*READY, b"DATA", b"x\r\n.", *READY[1:], b"DATA", b"x\r\n.", b"QUIT"],
    "order": [b"MAIL FROM:<a@b.example>", b"RCPT TO:<u@ours.example>", b"DATA", *READY[:2], b"MAIL FROM:<c@b.example>"],
    "before-rcpt": [*READY[:2], b"DATA", b"RCPT TO:<u@ours.example>", b"RSET", b"DATA"],
    "bare": [b"EHLO", b"HELO", b"EHLO c.example", b"MAIL", b"RCPT", b"VRFY"],
    "syntax": [
        b"EHLO c.example",
        b"MAIL FROM:",
        b"MAIL FROM:<a@b.example",
        b"MAIL TO:<a@b.example>",
        b"FOO",
        b"NOOP x",
    ],
    "parameters": [
        b"EHLO c.example",
        b"MAIL FROM:<a@b.example> SIZE=abc",
        b"MAIL FROM:<a@b.example> SIZE=99999999999",
        b"MAIL FROM:<a@b.example> FOO=bar",
        b"MAIL FROM:<a@b.example> BODY=X",
        b"MAIL FROM:<a@b.example> BODY=8BITMIME SIZE=10",
        b"RCPT TO:<u@ours.example> FOO=bar",
    ],
    "null": [b"EHLO c.example", b"MAIL FROM:<>", b"RCPT TO:<u@ours.example>", b"DATA", b".", b"QUIT"],
    "quoted": [b"EHLO c.example", b'MAIL FROM:<"a b"@b.example>', b'RCPT TO:<"u"@ours.example>'],
    "junk": [b"NOOP", b"RSET", b"HELP", b"VRFY u@ours.example", b"RSET x", b"QUIT x"],
    "data-argument": [*READY, b"DATA x", b"RSET"],
    "empty-line": [b"EHLO c.example", b"", b"NOOP"],
    "tls": [b"EHLO c.example", b"STARTTLS"],
    "utf8": [b"EHLO c.example", UNDECLARED, UNDECLARED + b" SMTPUTF8"],
}
# (session, what was said) -> our code, theirs, and why they may differ.
AIOSMTPD = {
    ("junk", b"HELP"): ("214", "250", "RFC 5321 section 4.2.3 has 214 for help"),
    ("syntax", b"MAIL FROM:<a@b.example"): ("501", "250", "a path ends with its bracket (section 4.1.2)"),
    ("tls", b"STARTTLS"): ("502", "454", "it is not offered; 454 is for what may work later (RFC 3207 section 4)"),
    ("utf8", UNDECLARED): ("553", "250", "RFC 6531 section 3.4: not without the parameter"),
    ("utf8", UNDECLARED + b" SMTPUTF8"): ("250", "503", "follows from the one before"),
}


POSTFIX = {
    ("before-rcpt", b"DATA"): ("503", "554", "RFC 5321 section 3.3 leaves the choice"),
    ("parameters", b"MAIL FROM:<a@b.example> BODY=X"): ("501", "555", "the parameter is known, its value is not"),
    ("junk", b"HELP"): ("214", "500", "RFC 5321 section 4.5.1 wants commands known; help costs nothing"),
    ("junk", b"QUIT x"): ("501", "221", "QUIT takes no argument (section 4.1.1.10)"),
    ("utf8", UNDECLARED): ("553", "250", "RFC 6531 section 3.4: not without the parameter"),
    ("utf8", UNDECLARED + b" SMTPUTF8"): ("250", "503", "follows from the one before"),
}


async def codes(client: Client, commands: list[bytes]) -> list[str]:
    """Say each command, give the codes."""
    found = [(await client.reply())[:3]]
    for command in commands:
        found.append((await client.ask(command + b"\r\n"))[:3])
        if found[-1] in ("", "221", "421"):
            break
    return found


class Handler:
    """Takes mail for ``ours.example`` and forgets it."""

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802 - aiosmtpd's name
        """Take it."""
        return "250 OK"


def differences(name: str, ours: list[str], theirs: list[str]) -> dict[bytes, tuple[str, str]]:
    """Give what was said to commands that were answered differently."""
    pairs = zip([b"(greeting)", *SESSIONS[name]], zip(ours, theirs, strict=False), strict=False)
    return {said: pair for said, pair in pairs if pair[0] != pair[1]}


def explained(table: dict[tuple[str, bytes], tuple[str, str, str]], name: str) -> dict[bytes, tuple[str, str]]:
    """Give the differences that are written down."""
    return {said: row[:2] for (session, said), row in table.items() if session == name}


@pytest.mark.parametrize("name", SESSIONS)
def test_codes_agree_with_aiosmtpd(name: str) -> None:
    """A reader of the standards who wrote another server gives the same codes, but for what is explained."""
    aiosmtpd = pytest.importorskip("aiosmtpd.smtp", reason="needs aiosmtpd")

    async def test(house: House) -> None:
        def other() -> asyncio.Protocol:
            return aiosmtpd.SMTP(Handler(), enable_SMTPUTF8=True, hostname="mx.ours.example")

        listener = await asyncio.get_running_loop().create_server(other, "127.0.0.1", 0)
        try:
            port = listener.sockets[0].getsockname()[1]
            theirs = await codes(Client(*await asyncio.open_connection("127.0.0.1", port)), SESSIONS[name])
        finally:
            listener.close()
        ours = await codes(await house.call(), SESSIONS[name])
        assert differences(name, ours, theirs) == explained(AIOSMTPD, name)

    run(test)


@pytest.mark.skipif(shutil.which("postfix") is None or os.geteuid() != 0, reason="needs Postfix, and root to start it")
def test_codes_agree_with_postfix() -> None:
    """The real Postfix gives the same codes, but for what is explained."""
    configuration = (
        "compatibility_level = 3.6\nmyhostname = mx.ours.example\ninet_interfaces = 127.0.0.1\nmydestination =\n"
        "relay_domains = ours.example\nrelay_transport = discard:\nsmtpd_helo_required = yes\n"
        "smtpd_relay_restrictions = reject_unauth_destination\n"
        "smtputf8_enable = yes\nsmtpd_error_sleep_time = 0\nsmtpd_delay_reject = no\nmynetworks =\nalias_maps =\n"
        "message_size_limit = 26214400\n"
    )
    found = {}

    async def test(house: House) -> None:
        with open_folder() as folder:
            async with run_postfix(folder, configuration) as port:
                for name, commands in SESSIONS.items():
                    theirs = await codes(Client(*await asyncio.open_connection("127.0.0.1", port)), commands)
                    found[name] = differences(name, await codes(await house.call(), commands), theirs)

    run(test, sessions_per_client=100)
    assert found == {name: explained(POSTFIX, name) for name in SESSIONS}
