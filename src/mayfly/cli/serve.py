"""``mayfly serve`` and ``mayfly check``: the service itself, and a look at its settings."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mayfly.cli.exits import BadSettings
from mayfly.cli.send import DEFAULT_SMTP

if TYPE_CHECKING:
    from mayfly.app import App
    from mayfly.config import Config

# Option, setting, more of it. Each is a setting of the file and a variable as well.
_OPTIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("--smtp", "smtp.listen", {"multiple": True, "metavar": "HOST:PORT", "help": "Where mail comes in."}),
    ("--http", "web.listen", {"multiple": True, "metavar": "HOST:PORT", "help": "Where the page and the API are."}),
    ("--data", "store.path", {"metavar": "DIR", "help": "Where mail is kept, sealed."}),
    ("--domain", "domains.names", {"multiple": True, "metavar": "NAME", "help": "A domain that mail is taken for."}),
    ("--open", "service.open", {"is_flag": True, "help": "Every address exists, and everybody can read it."}),
    ("--open-in-public", "service.open_in_public", {"is_flag": True, "help": "As well where strangers can connect."}),
)


def _setting_options(command: Any) -> Any:
    command = click.option(
        "--config", "file", type=click.Path(path_type=Path), metavar="FILE",
        help="The TOML file with the settings; else MAYFLY_CONFIG, or the user's or the machine's.",
    )(command)  # fmt: skip
    for option, setting, more in reversed(_OPTIONS):
        command = click.option(option, setting.replace(".", "__"), **more)(command)
    return command


def _load(file: Path | None, options: dict[str, Any]) -> "Config":
    from mayfly.config import BadConfig, load

    try:
        return load({name.replace("__", "."): value for name, value in options.items()}, file)
    except BadConfig as bad:
        raise BadSettings("\n".join(map(str, bad.faults))) from None


@click.command()
@_setting_options
def serve(file: Path | None, **options: Any) -> None:
    """Run the service.

    With nothing given it listens on 127.0.0.1 alone, takes mail for mayfly.test and keeps it in the user's data
    directory. Options with a list may be repeated. An option beats its variable (MAYFLY_SMTP__LISTEN), which beats the
    file. Ends on SIGTERM and SIGINT.
    """
    config = _load(file, options)
    from mayfly.app import run
    from mayfly.core.errors import CannotStart

    serving = False

    def started(app: "App") -> None:
        nonlocal serving
        serving = True
        _tell(config, app)

    try:
        run(config, started)
    except CannotStart as error:
        raise BadSettings(str(error)) from None
    except OSError as error:
        # Before it serves there is a place that cannot be had; after that an error is ours and is shown whole.
        if serving:
            raise
        raise BadSettings(
            f"Cannot start: {error.strerror or error}; write another place to listen or to keep data."
        ) from None


def _tell(config: "Config", app: "App") -> None:
    """Say where the page is, and the line to paste."""
    if config.open:
        click.echo("Open mode: whoever can connect can read all mail.", err=True)
    url = config.web.public_url or f"http://{_reachable(app.http_addresses[0])}/"
    smtp = _reachable(app.smtp_addresses[0])
    click.echo(f"The page: {url}")
    click.echo(f"SMTP: {smtp}")
    click.echo("A test mail: mayfly send ADDRESS" + ("" if smtp == DEFAULT_SMTP else f" --smtp {smtp}"))
    sys.stdout.flush()


def _reachable(listen: str) -> str:
    """Give an address that can be connected to for one that is listened on: all interfaces have loopback."""
    host, _, port = listen.rpartition(":")
    return f"{ {'0.0.0.0': '127.0.0.1', '[::]': '[::1]'}.get(host, host) }:{port}"


@click.command()
@_setting_options
@click.option("--defaults", is_flag=True, help="Print every setting with its default and reason, as a file.")
@click.option("--markdown", is_flag=True, help="The same as a document.")
def check(file: Path | None, defaults: bool, markdown: bool, **options: Any) -> None:
    """Read the settings and the data directory, and say everything that is wrong; start nothing.

    Takes the options of serve, so that its whole line can be tried. What a damaged disk has lost is said in a
    sentence each. Exits with 2 when anything is wrong.
    """
    if defaults or markdown:
        from mayfly.config import defaults_as_markdown, defaults_as_toml

        click.echo(defaults_as_markdown() if markdown else defaults_as_toml(), nl=False)
        return
    config = _load(file, options)
    click.echo("The settings are good.")
    if (Path(config.store.path) / "index.db").exists() or (config.store.keys / "shares").exists():
        _check_data(config)


def _check_data(config: "Config") -> None:
    from mayfly.app import look_over
    from mayfly.core.errors import CannotStart

    try:
        report = look_over(config)
    except CannotStart as error:
        raise BadSettings(str(error)) from None
    click.echo(f"{config.store.path} holds {report.mailboxes} mailboxes and {report.messages} messages.")
    if report.lost:
        raise BadSettings("\n".join(report.lost))


@click.command("rotate-pepper")
@_setting_options
def rotate_pepper(file: Path | None, **options: Any) -> None:
    """Change the secret that addresses are hashed with, of a service that runs or is stopped.

    For when a copy of the keys may have got away. Living mailboxes and spent addresses are kept; who has the old secret
    can no longer tell which address a new row belongs to.
    """
    config = _load(file, options)
    from mayfly.app import change_pepper
    from mayfly.core.errors import CannotStart

    try:
        change_pepper(config)
    except CannotStart as error:
        raise BadSettings(str(error)) from None
    click.echo("The pepper is a new one.")
