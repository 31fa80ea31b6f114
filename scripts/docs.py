"""Write what follows from the code: ``docs/settings.md``, ``docs/commands.md``, and the end of ``docs/api.md``.

``.venv-dev/bin/python scripts/docs.py`` after a change of settings or of the command line; the tests compare.
"""

from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from mayfly.web.routes import Route

ROOT = Path(__file__).resolve().parent.parent


def settings() -> str:
    """Give the document of all settings."""
    from mayfly import config

    return config.defaults_as_markdown()


def command_line() -> click.Group:
    """Give the command line."""
    from mayfly import cli

    return cli.commands


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


def routes() -> Iterator[Route]:
    """Give every route: those of the API, then those of the page."""
    from mayfly.web import pages, tables

    yield from tables.ROUTES
    yield from pages.pages().routes


def requests_and_problems() -> str:
    """Give the part of the document about the API that is the table of routes and the table of problems."""
    from mayfly.web import problems

    parts = ["## Every request", "", "| request | what it does | parameters | answer |", "| --- | --- | --- | --- |"]
    for route in routes():
        names = [*fields(route.query, "?"), *(fields(route.body, "") if route.body else ())]
        answers = "; ".join(f"{code}: {said.words}" for code, said in sorted(route.answers.items()))
        words = route.words.rstrip(".")
        parts.append(f"| `{route.method} {route.path}` | {words} | {' '.join(names)} | {answers} |")
    parts += ["", "A parameter with `?` stands behind the path, one without in the body.", "", "## Problems", ""]
    parts += [
        "What is refused is answered by `application/problem+json` (RFC 9457); its `type` is one of these, each with a"
    ]
    parts += [
        "page that explains it. `errors` has a `pointer` (RFC 6901) and a `detail` for each field or parameter that is",
        "wrong. `400` is what cannot be read: no JSON, no UTF-8, no HTTP; `422` is what can be and is not allowed.",
        "`405` says in `Allow` what the path takes, as `OPTIONS` does; `HEAD` is `GET` without the body. A browser,",
        "which asks for `text/html`, is shown a page and no document wherever it is not the API that it asks.",
        "",
    ]
    parts += ["| `type` | status | what it means |", "| --- | --- | --- |"]
    for slug, kind in problems.TYPES.items():
        parts.append(f"| `/problems/{slug}` | {kind.status} | {kind.title} |")
    return "\n".join(parts) + "\n"


def fields(struct: type[msgspec.Struct], mark: str) -> Iterator[str]:
    """Give the names of a struct's fields as they are sent."""
    for field in msgspec.structs.fields(struct):
        yield f"`{mark}{field.encode_name}`"


def with_requests(text: str) -> str:
    """Give the document about the API with its derived part renewed."""
    return text.partition("## Every request")[0] + requests_and_problems()


def main() -> None:
    """Write all three."""
    (ROOT / "docs" / "settings.md").write_text(settings(), "utf-8")
    (ROOT / "docs" / "commands.md").write_text(commands(), "utf-8")
    api = ROOT / "docs" / "api.md"
    api.write_text(with_requests(api.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
