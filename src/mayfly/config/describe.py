"""Every setting told to a person: as a file of all defaults, and as the rows of a table for the documents."""

from mayfly.config.settings import OPTIONS, Setting, all_settings, as_toml, what_to_write

# The one default that depends on who runs it.
_OTHER_DEFAULTS = {"store.path": "the user's data directory"}


def describe() -> tuple[Setting, ...]:
    """Give every setting with its type, default and reason."""
    return tuple(all_settings().values())


def defaults_as_toml() -> str:
    """Write a configuration file that says what holds anyway, each line with its reason and commented out."""
    lines = ["# Every setting of Mayfly with its default. Take away the # of what is to be otherwise.", ""]
    section = None
    for setting in describe():
        inside, _, name = setting.path.rpartition(".")
        if inside != section:
            lines += [f"[{inside}]", ""]
            section = inside
        lines += [f"# {line}" for line in _wrap(setting.reason)]
        if setting.path in _OTHER_DEFAULTS:
            lines += [f"# Default: {_OTHER_DEFAULTS[setting.path]}.", f'# {name} = "/var/lib/mayfly"', ""]
        else:
            lines += [f"# {name} = {as_toml(setting.default)}", ""]
    return "\n".join(lines)


def defaults_as_markdown() -> str:
    """Write the settings as a Markdown document."""
    lines = [
        "# Settings",
        "",
        "Every setting, its default and its reason. `mayfly check --defaults` prints the same as a file to begin with;",
        "an option beats the environment, which beats the file. A list in a variable is written with commas.",
    ]
    section = None
    for setting in describe():
        inside = setting.path.rpartition(".")[0]
        if inside != section:
            lines += ["", f"## [{inside}]"]
            section = inside
        default = _OTHER_DEFAULTS.get(setting.path) or f"`{as_toml(setting.default)}`"
        option = f", option `{OPTIONS[setting.path]}`" if setting.path in OPTIONS else ""
        lines += [
            "",
            f"**`{setting.path}`** · {what_to_write(setting.type)} · default {default}  ",
            f"Variable `{setting.variable}`{option}.  ",
            setting.reason,
        ]
    return "\n".join(lines) + "\n"


def _wrap(text: str, width: int = 110) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line] if line else lines
