"""Write the documents that follow from the code: ``docs/settings.md`` and ``docs/commands.md``.

``.venv-dev/bin/python scripts/docs.py`` after a change of settings or of the command line; the tests compare.
"""

from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent


def settings() -> str:
    """Give the document of all settings."""
    from mayfly import config

    return config.defaults_as_markdown()


def command_line() -> click.Group:
    """Give the command line."""
    from mayfly import cli

    group: click.Group = cli.main
    return group


def commands() -> str:
    """Give the document of all commands: the help that each prints."""
    group = command_line()
    parts = [
        "# Commands",
        "",
        "What `mayfly COMMAND --help` prints. Every option of `mayfly serve` is also a setting of the file and a",
        "variable ([settings.md](settings.md)); an option beats the environment, which beats the file.",
        "",
    ]
    for name in sorted(group.commands):
        command = group.commands[name]
        context = click.Context(command, info_name=f"mayfly {name}", max_content_width=100, terminal_width=100)
        parts += [f"## mayfly {name}", "", "```text", command.get_help(context), "```", ""]
    return "\n".join(parts)


def routes() -> Iterator[tuple[str, str]]:
    """Give method and path of every route."""
    from mayfly.web import tables

    for route in tables.ROUTES:
        yield route.method, route.path


def main() -> None:
    """Write both."""
    (ROOT / "docs" / "settings.md").write_text(settings(), "utf-8")
    (ROOT / "docs" / "commands.md").write_text(commands(), "utf-8")


if __name__ == "__main__":
    main()
