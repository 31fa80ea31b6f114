"""How a command ends: the codes a script decides by, and the errors that carry them."""

from typing import ClassVar

import click

from mayfly.cli.clean import clean

DONE = 0
NOTHING_CAME = 1
USAGE = 2
REFUSED = 3
UNREACHABLE = 4
# What a shell gives for SIGINT and SIGPIPE.
INTERRUPTED = 130
OUTPUT_CLOSED = 141


class Stop(click.ClickException):
    """End the command with a sentence on standard error."""

    exit_code: ClassVar[int]

    def show(self, file: object = None) -> None:  # noqa: ARG002 - click's signature
        """Print the sentence, without anything a terminal would obey."""
        click.echo(clean(self.message), err=True)


class NothingCame(Stop):
    """Say that the time is up."""

    exit_code = NOTHING_CAME


class BadSettings(Stop):
    """Say what is wrong with the settings."""

    exit_code = USAGE


class RefusedByServer(Stop):
    """Say that the server has answered, and said no."""

    exit_code = REFUSED


class TooMany(RefusedByServer):
    """Say that the server has too much of this client just now."""

    def __init__(self, message: str, retry_seconds: float) -> None:
        super().__init__(message)
        self.retry_seconds = retry_seconds


class Unreachable(Stop):
    """Say that there is no server, or that it cannot do it now."""

    exit_code = UNREACHABLE
