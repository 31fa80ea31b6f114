"""``mayfly send``: a real mail, by real SMTP, to see that one comes."""

import click

from mayfly.cli.exits import RefusedByServer, Unreachable

DEFAULT_SMTP = "127.0.0.1:2525"
_REPLY_SECONDS = 30.0


def _read_host_port(_context: click.Context, _parameter: click.Parameter, text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not host or not (port.isascii() and port.isdigit()) or not 0 < int(port[:6]) < 65_536:
        raise click.BadParameter(f"{text!r} is not HOST:PORT; write for example {DEFAULT_SMTP}.")
    return host, int(port)


@click.command()
@click.argument("address", metavar="ADDRESS")
@click.option("--smtp", metavar="HOST:PORT", default=DEFAULT_SMTP, show_default=True, callback=_read_host_port,
              help="The server that takes the mail.")  # fmt: skip
@click.option("--from", "sender", metavar="ADDRESS", default="sender@example.org", show_default=True,
              help="Whom the mail is from.")  # fmt: skip
@click.option("--subject", metavar="TEXT", default="A test mail", show_default=True)
@click.option("--text", metavar="TEXT", help="What the mail says. Without it and --code, a sentence with a code.")
@click.option("--code", metavar="CODE", help="Say that this is the code to be typed in.")
def send(address: str, smtp: tuple[str, int], sender: str, subject: str, text: str | None, code: str | None) -> None:
    """Send a test mail to ADDRESS.

    Exits with 0 when the server has taken it, 3 when it has refused it, 4 when there is no server.
    """
    import secrets
    import smtplib
    from email.message import EmailMessage
    from email.policy import SMTP, SMTPUTF8
    from email.utils import format_datetime, localtime, make_msgid

    from mayfly.core.address import parse_address

    recipient, reverse_path = parse_address(address, utf8=True), parse_address(sender, utf8=True)
    for given, parsed in ((address, recipient), (sender, reverse_path)):
        if parsed is None:
            raise click.UsageError(f"{given!r} is not an address; write for example quiet-heron-7f3k2@mayfly.test.")
    if not subject.isprintable():
        raise click.UsageError("A subject is one line of printable text.")
    if code is None and text is None:
        code = f"{secrets.randbelow(1_000_000):06}"
    lines = [text] if text is not None else ["This is a test mail."]
    if code is not None:
        lines += ["", f"Your verification code is {code}."]
    # Both were read above; RFC 6532 headers are needed only where one of them goes beyond ASCII.
    utf8 = not f"{recipient}{reverse_path}".isascii()
    mail = EmailMessage(policy=SMTPUTF8 if utf8 else SMTP)
    mail["From"] = str(reverse_path)
    mail["To"] = str(recipient)
    mail["Subject"] = subject
    mail["Date"] = format_datetime(localtime())
    mail["Message-ID"] = make_msgid(domain="mayfly.invalid")
    mail.set_content("\n".join(lines) + "\n")
    host, port = smtp
    where = f"{host}:{port}"
    try:
        # The name is not looked up: a machine without DNS would wait for it.
        with smtplib.SMTP(host, port, local_hostname="localhost", timeout=_REPLY_SECONDS) as client:
            client.send_message(mail, from_addr=str(reverse_path), to_addrs=[str(recipient)])
    except smtplib.SMTPRecipientsRefused as error:
        reply = next(iter(error.recipients.values()))
        raise RefusedByServer(f"{where} refuses the address: {_words(*reply)}") from None
    except smtplib.SMTPServerDisconnected:
        raise Unreachable(f"{where} hung up.") from None
    except smtplib.SMTPResponseException as error:
        raise RefusedByServer(f"{where} refuses: {_words(error.smtp_code, error.smtp_error)}") from None
    except smtplib.SMTPException:
        raise RefusedByServer(f"{where} does not take mail of this kind.") from None
    except OSError as error:
        raise Unreachable(f"{where} cannot be reached ({error.strerror or error}).") from None
    click.echo(f"Sent to {recipient}.", err=True)
    if code is not None:
        click.echo(code)


def _words(code: int, text: bytes | str) -> str:
    return f"{code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"
