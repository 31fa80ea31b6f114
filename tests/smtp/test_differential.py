"""The same commands to us and to aiosmtpd, an independent receiver: where the codes differ the reason is told."""

import asyncio

import pytest

from tests.smtp.house import Client, House, run

aiosmtpd_smtp = pytest.importorskip("aiosmtpd.smtp", reason="needs aiosmtpd")

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
DIFFERENCES = {
    ("junk", b"HELP"): ("214", "250", "RFC 5321 section 4.2.3 has 214 for help"),
    ("syntax", b"MAIL FROM:<a@b.example"): ("501", "250", "a path ends with its bracket (section 4.1.2)"),
    ("tls", b"STARTTLS"): ("502", "454", "it is not offered; 454 is for what may work later (RFC 3207 section 4)"),
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


@pytest.mark.parametrize("name", SESSIONS)
def test_codes_agree(name: str) -> None:
    """A reader of the standards who wrote another server gives the same codes, but for what is explained."""

    async def test(house: House) -> None:
        def other() -> object:
            return aiosmtpd_smtp.SMTP(Handler(), enable_SMTPUTF8=True, hostname="mx.ours.example")

        listener = await asyncio.get_running_loop().create_server(other, "127.0.0.1", 0)
        try:
            port = listener.sockets[0].getsockname()[1]
            theirs = await codes(Client(*await asyncio.open_connection("127.0.0.1", port)), SESSIONS[name])
        finally:
            listener.close()
        ours = await codes(await house.call(), SESSIONS[name])
        pairs = dict(zip([b"(greeting)", *SESSIONS[name]], zip(ours, theirs, strict=False), strict=False))
        differing = {said: pair for said, pair in pairs.items() if pair[0] != pair[1]}
        explained = {said: row[:2] for (session, said), row in DIFFERENCES.items() if session == name}
        assert differing == explained

    run(test)
