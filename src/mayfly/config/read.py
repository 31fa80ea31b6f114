"""Settings from file, environment and options to one frozen ``Config``, or to everything that is wrong with them."""

import math
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec
from msgspec import Struct

from mayfly.config.checks import check
from mayfly.config.settings import Config, Setting, all_settings, as_toml, what_to_write
from mayfly.config.sources import Fault, Given, from_environment, from_file, from_options

_TRUE = frozenset({"true", "1", "yes", "on"})
# How the names of settings end that name a file or a directory.
_FILES = ("path", "certificate", "key")
_FALSE = frozenset({"false", "0", "no", "off"})


class BadConfig(Exception):
    """Say that the settings cannot be: ``faults``, each one sentence."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def load(
    options: Mapping[str, Any] | None = None,
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Config:
    """Read all settings; raise BadConfig with every fault there is.

    ``options`` are values by path (``{"smtp.listen": ("127.0.0.1:0",)}``). Without ``file`` it is the one that
    MAYFLY_CONFIG names, or the first there is of the user's and the machine's. ``environment`` is the process's own
    where none is handed in.
    """
    environment = os.environ if environment is None else environment
    settings = all_settings()
    faults: list[Fault] = []
    given: dict[str, Given] = {}
    file = file or _find_file(environment)
    if file is not None:
        given, faults = from_file(file, settings)
    from_env, more = from_environment(environment, settings)
    faults += more
    given |= from_env | from_options(options or {})
    # What belongs to a person of this machine is kept where such things are kept, unless somebody says otherwise.
    given.setdefault("store.path", Given(str(data_directory(environment)), "the user's data directory"))
    values: dict[str, Any] = {}
    for path, one in given.items():
        try:
            values[path] = _place(path, _convert(one, settings[path]), environment)
        except ValueError as error:
            faults.append(Fault(path, one.origin, str(error)))
    config: Config = _build(Config, "", values)
    origins = {path: one.origin for path, one in given.items()}
    wrong = {fault.path for fault in faults}
    faults += [Fault(f.path, origins.get(f.path, "the default"), f.words) for f in check(config) if f.path not in wrong]
    if faults:
        raise BadConfig(faults)
    return config


def _find_file(environment: Mapping[str, str]) -> Path | None:
    named = environment.get("MAYFLY_CONFIG")
    if named:
        return Path(named)
    return next((place for place in file_places(environment) if place.is_file()), None)


def file_places(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Give where the file is looked for when none is named: the user's place, then the machine's."""
    base = environment.get("XDG_CONFIG_HOME")
    home = Path(base) if base else _home(environment) / ".config"
    return home / "mayfly" / "mayfly.toml", Path("/etc/mayfly.toml")


def data_directory(environment: Mapping[str, str]) -> Path:
    """Give the directory for a user's data by the custom of the system."""
    base = environment.get("XDG_DATA_HOME")
    if base:
        return Path(base) / "mayfly"
    home = _home(environment)
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "mayfly"
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "mayfly"
    return home / ".local" / "share" / "mayfly"


def _home(environment: Mapping[str, str]) -> Path:
    home = environment.get("HOME") or environment.get("USERPROFILE")
    # A service may run without a home.
    return Path(home) if home else Path(os.curdir).absolute()


def _place(path: str, value: Any, environment: Mapping[str, str]) -> Any:
    """Spell out a leading ``~`` of paths: only a shell would have done it."""
    if not (isinstance(value, str) and path.endswith(_FILES) and value.startswith("~/")):
        return value
    return str(_home(environment) / value[2:])


def _convert(given: Given, setting: Setting) -> Any:
    """Give the value in its type; raise ValueError with what to write instead."""
    value, kind = given.value, setting.type
    if given.is_text:
        return _from_text(value, setting)
    if get_origin(kind) is tuple and isinstance(value, str):
        raise ValueError(f"is one text; write a list: [{as_toml(value)}].")
    try:
        value = msgspec.convert(value, kind, strict=True)
    except (msgspec.ValidationError, TypeError):
        raise ValueError(_wrong(_shown(value), setting)) from None
    return _bounded(value)


def _from_text(text: str, setting: Setting) -> Any:
    kind = setting.type
    if get_origin(kind) is tuple:
        return tuple(part for part in (part.strip() for part in text.split(",")) if part)
    if kind is str:
        return text
    word = text.strip().lower()
    if kind is bool:
        if word in _TRUE | _FALSE:
            return word in _TRUE
    elif get_origin(kind) is Literal:
        if text in get_args(kind):
            return text
    else:
        try:
            return _bounded(int(word) if kind is int else float(word))
        except (ValueError, OverflowError) as error:
            if str(error).startswith("must be"):
                raise
    raise ValueError(_wrong(repr(text), setting))


def _bounded(value: Any) -> Any:
    if isinstance(value, int | float) and not (value >= 0 and math.isfinite(value)):
        raise ValueError("must be a number of 0 or more; write it without a sign.")
    return value


def _wrong(shown: str, setting: Setting) -> str:
    return f"{shown} is not {what_to_write(setting.type)}; write for example {as_toml(setting.default)}."


def _shown(value: Any) -> str:
    """Show a value shortly: a file may hold anything."""
    text = "a section" if isinstance(value, dict) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _build(cls: type[Struct], prefix: str, values: Mapping[str, Any]) -> Any:
    fields: dict[str, Any] = {}
    for field in msgspec.structs.fields(cls):
        path = prefix + field.name
        if isinstance(field.type, type) and issubclass(field.type, Struct):
            fields[field.name] = _build(field.type, path + ".", values)
        elif path in values:
            fields[field.name] = values[path]
    return cls(**fields)
