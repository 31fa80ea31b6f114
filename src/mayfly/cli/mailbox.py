"""The commands that use a mailbox of a running server: new, wait, read, erase."""

import sys
import time
from math import isnan
from typing import Any

import click

from mayfly.cli.api import Server, read_token, token_option, url_option
from mayfly.cli.clean import clean, clean_line
from mayfly.cli.exits import NothingCame, TooMany, Unreachable

# The longest the API holds a request; a longer wait is several of them.
_WAIT_SECONDS = 60.0
# Between two attempts to reach a server that was there before, and against one that answers at once.
_PAUSE_SECONDS = 0.5


def _print_json(value: Any) -> None:
    """Print JSON in ASCII: what is in the mail is escaped."""
    import json

    click.echo(json.dumps(value, indent=2 if sys.stdout.isatty() else None))


def _field(value: Any, *names: str) -> str:
    """Give a text out of nested JSON, ``""`` where anything on the way is missing."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


@click.command()
@click.option("--local-part", metavar="NAME", help="What stands before the @. Drawn when not given.")
@click.option("--domain", metavar="NAME", help="One of the server's domains.")
@click.option("--style", type=click.Choice(["readable", "random"]), help="How the name is drawn.")
@click.option("--lifetime", type=click.IntRange(min=1), metavar="SECONDS", help="How long the mailbox lives.")
@click.option("--shell", is_flag=True, help="Print MAYFLY_ADDRESS and MAYFLY_TOKEN for a shell's eval.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
@url_option
def new(
    local_part: str | None,
    domain: str | None,
    style: str | None,
    lifetime: int | None,
    shell: bool,
    as_json: bool,
    url: str,
) -> None:
    """Open a mailbox.

    Prints its address on the first line and its token on the second. The token is the only way in and is never shown
    again. In a script:

    \b
        eval "$(mayfly new --shell)"
        sign-up --mail "$MAYFLY_ADDRESS"
        code=$(mayfly wait --code --timeout 60) || exit
    """
    wish = {"local_part": local_part, "domain": domain, "style": style, "lifetime_seconds": lifetime}
    answer = Server(url).post("/mailboxes", {name: value for name, value in wish.items() if value is not None})
    address, token = _field(answer, "address"), _field(answer, "token")
    if not address or not token:
        raise Unreachable(f"{url} answers, but it is not a Mayfly server.")
    if as_json:
        _print_json(answer)
    elif shell:
        from shlex import quote

        click.echo(f"export MAYFLY_ADDRESS={quote(clean_line(address))}")
        click.echo(f"export MAYFLY_TOKEN={quote(clean_line(token))}")
    else:
        click.echo(clean_line(address))
        click.echo(clean_line(token))


@click.command()
@click.option("--code", is_flag=True, help="Print the code that the mail holds, or where there is none its link.")
@click.option("--timeout", "--seconds", type=click.FloatRange(0, 86_400), default=60.0, show_default=True,
              metavar="SECONDS", help="How long to wait.")  # fmt: skip
@click.option("--from", "sender", metavar="TEXT", help="Only mail whose From has this in it.")
@click.option("--subject", metavar="TEXT", help="Only mail whose Subject has this in it.")
@click.option("--after", metavar="ID", help="Only mail that came after this message.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@url_option
@token_option
def wait(
    code: bool,
    timeout: float,
    sender: str | None,
    subject: str | None,
    after: str | None,
    as_json: bool,
    url: str,
) -> None:
    """Wait for mail, and print one line about it: id, sender and subject, with tabs between.

    Mail that is there already counts; of several it is the oldest, with --code the newest. Exits with 1 when nothing
    came in time.
    """
    if isnan(timeout):
        raise click.BadParameter("'nan' is no number of seconds.", param_hint="--timeout")
    server = Server(url, read_token())
    path = "/mailbox/code" if code else "/mailbox/messages"
    asked = {"from_": sender, "subject": subject, "after": after} | ({} if code else {"limit": 1})
    found = _wait(server, path, asked, timeout)
    if as_json:
        _print_json(found)
    elif code:
        click.echo(clean_line(_field(found, "code", "value") or _field(found, "link", "url")))
    else:
        click.echo(_line(found))


def _wait(server: Server, path: str, asked: dict[str, Any], timeout: float) -> Any:
    """Ask until there is something; a server that goes away or has too much to do in between may come round."""
    ends_at = time.monotonic() + timeout
    was_there = False
    while True:
        began_at = time.monotonic()
        left = max(0.0, ends_at - began_at)
        pause = _PAUSE_SECONDS
        try:
            answer = server.get(path, wait_seconds=min(_WAIT_SECONDS, left), **asked)
        except TooMany as error:
            pause = max(_PAUSE_SECONDS, error.retry_seconds)
            if pause > left:
                raise
        except Unreachable:
            if not was_there or left <= 0:
                raise
        else:
            was_there = True
            messages = answer.get("messages") if answer else None
            if messages:
                return messages[0]
            if answer and "messages" not in answer:
                return answer
        now = time.monotonic()
        if now >= ends_at:
            raise NothingCame("Nothing came in time.")
        if now - began_at < pause:
            time.sleep(min(pause, ends_at - now))


def _line(summary: Any) -> str:
    sender = _field(summary, "from", "address") or _field(summary, "reverse_path")
    return "\t".join(clean_line(text) for text in (_field(summary, "id"), sender, _field(summary, "subject")))


@click.command()
@click.argument("message_id", metavar="[ID]", required=False)
@click.option("--list", "as_list", is_flag=True, help="Print a line for each message instead, oldest first.")
@click.option("--raw", is_flag=True, help="Write the octets as they were received.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@url_option
@token_option
def read(message_id: str | None, as_list: bool, raw: bool, as_json: bool, url: str) -> None:
    """Print a message as text: the one with this ID, or the newest. Exits with 1 when there is none."""
    if as_list and (message_id or raw):
        raise click.UsageError("--list goes with neither an ID nor --raw.")
    server = Server(url, read_token())
    if as_list:
        _print_list(server, as_json)
        return
    if message_id is None:
        message_id = ""
        for summary in _all(server):
            message_id = _field(summary, "id")
        if not message_id:
            raise NothingCame("There is no mail.")
    from urllib.parse import quote

    path = f"/mailbox/messages/{quote(message_id, safe='')}"
    if raw:
        _write_raw(server.get_raw(path + "/raw"))
        return
    message = server.get(path)
    if as_json:
        _print_json(message)
    else:
        _print_message(message)


def _all(server: Server) -> Any:
    after = ""
    while True:
        page = server.get("/mailbox/messages", after=after, limit=100)
        messages, following = page.get("messages"), _field(page, "next")
        if not messages:
            return
        yield from messages
        # A cursor that does not move would ask for the same page for ever.
        if not following or following == after:
            return
        after = following


def _print_list(server: Server, as_json: bool) -> None:
    if as_json:
        _print_json(list(_all(server)))
        return
    for summary in _all(server):
        click.echo(_line(summary))


def _write_raw(octets: bytes) -> None:
    if sys.stdout.isatty():
        click.echo(clean(octets.decode("utf-8", "replace")))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(octets)
    sys.stdout.buffer.flush()


def _print_message(message: Any) -> None:
    sender = message.get("from")
    name, address = _field(sender, "name"), _field(sender, "address")
    code = _field(message, "code", "value")
    link = _field(message, "link", "url")
    for label, value in (
        ("From", f"{name} <{address}>" if name else address),
        ("Subject", _field(message, "subject")),
        ("Received", _field(message, "received_at")),
        ("Code", code),
        ("Link", link),
    ):
        if value:
            click.echo(f"{label}: {clean_line(value)}")
    for attachment in message.get("attachments") or ():
        click.echo(f"Attachment: {clean_line(_field(attachment, 'name'))}")
    click.echo()
    click.echo(clean(_field(message, "text")))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the receipt as JSON.")
@url_option
@token_option
def erase(as_json: bool, url: str) -> None:
    """Erase the mailbox and all its mail, for good. There is no question first and no way back."""
    receipt = Server(url, read_token()).delete("/mailbox")
    if as_json:
        _print_json(receipt)
        return
    counts = [receipt.get(name) if receipt else None for name in ("erased_messages", "erased_octets")]
    messages, octets = (count if isinstance(count, int) else 0 for count in counts)
    click.echo(f"Erased: {messages} {'message' if messages == 1 else 'messages'}, {octets} octets.")
