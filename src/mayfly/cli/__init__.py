"""What a person or a script types. The results go to standard output, everything else to standard error.

Rule 1: what takes long to import is imported inside the command that needs it.
Rule 2: how a command ends is one of ``exits``; a script needs nothing else to decide what to do next.
Rule 3: no text of a mail or a server reaches the terminal before ``clean`` has seen it. A token is never an argument:
arguments are read by everybody on the machine.
"""

import sys
from typing import NoReturn

import click

from mayfly.cli.exits import DONE, INTERRUPTED, OUTPUT_CLOSED
from mayfly.cli.mailbox import erase, new, read, wait
from mayfly.cli.send import send
from mayfly.cli.serve import check, rotate_pepper, serve


def _show_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        click.echo(f"mayfly {version('mayfly-mail')}")
    except PackageNotFoundError:
        click.echo("mayfly, run from its sources")
    context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
              help="Show the version and exit.")  # fmt: skip
def commands() -> None:
    """Disposable mail: run the service, or use a running one.

    \b
    Exit codes: 0 done, 1 nothing came in time, 2 usage or settings, 3 refused, 4 unreachable.
    """


for _command in (serve, check, rotate_pepper, new, wait, read, erase, send):
    commands.add_command(_command)


def main() -> NoReturn:
    """Run the command that was typed, and exit with its code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # A terminal of few letters shows the others by number, and what is no text is no token: neither is a fault.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    try:
        code = commands.main(prog_name="mayfly", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough (``mayfly read | head -1``). What is still buffered must not fail at exit.
        sys.stdout = None
        code = OUTPUT_CLOSED
    sys.exit(code if isinstance(code, int) else DONE)
