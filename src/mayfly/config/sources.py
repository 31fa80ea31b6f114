"""What was given, and where: the file, the environment, the options, each as texts and values by path.

Rule 1: an option beats the environment, which beats the file.
Rule 2: what is not known is never ignored: a misspelt setting would silently be its default.
"""

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mayfly.config.settings import OPTIONS, Setting, sections, variable_of


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that cannot be: which setting, where it came from, and what to write instead."""

    path: str
    origin: str
    words: str

    def __str__(self) -> str:
        """Say it in one sentence."""
        # A key of a file may be any text; a sentence is one line.
        path = self.path if self.path.isprintable() else ascii(self.path)
        return f"{path} (from {self.origin}): {self.words}" if self.origin else f"{path}: {self.words}"


@dataclass(frozen=True, slots=True)
class Given:
    """One value as it was given. From the environment it is always a text."""

    value: Any
    origin: str
    is_text: bool = False


def from_file(path: Path, settings: Mapping[str, Setting]) -> tuple[dict[str, Given], list[Fault]]:
    """Read a TOML file."""
    origin = str(path)
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        why = (error.strerror or "it cannot be read").lower()
        return {}, [Fault("--config", origin, f"cannot be read ({why}); give a file that is there and yours to read.")]
    except UnicodeDecodeError as error:
        return {}, [Fault("--config", origin, f"octet {error.start} is not UTF-8; save the file as UTF-8.")]
    except RecursionError:
        return {}, [Fault("--config", origin, "is nested too deeply; write it as name = value below [section].")]
    except tomllib.TOMLDecodeError as error:
        return {}, [Fault("--config", origin, f"is not TOML ({error}); write it as name = value below [section].")]
    given: dict[str, Given] = {}
    faults: list[Fault] = []
    known_sections = sections().keys()
    for name, value in _flatten(table, "", settings.keys(), known_sections):
        if name in settings:
            given[name] = Given(value, origin)
        elif name in known_sections:
            faults.append(Fault(name, origin, f"is a section; write [{name}] and its settings below it."))
        else:
            faults.append(Fault(name, origin, f"there is no such setting; {_instead(name, settings)}."))
    return given, faults


def _flatten(
    table: Mapping[str, Any], prefix: str, names: Iterable[str], known_sections: Iterable[str]
) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        path = prefix + key
        # An unknown section is one fault, not one for each setting in it.
        if isinstance(value, dict) and path in known_sections:
            yield from _flatten(value, path + ".", names, known_sections)
        else:
            yield path, value


def from_environment(
    environment: Mapping[str, str], settings: Mapping[str, Setting]
) -> tuple[dict[str, Given], list[Fault]]:
    """Read the variables ``MAYFLY_<ROOM>__<NAME>``; others that begin with ``MAYFLY_`` are not settings."""
    by_variable = {setting.variable: setting.path for setting in settings.values()}
    with_one_underscore = {name.replace("__", "_"): name for name in by_variable}
    given: dict[str, Given] = {}
    faults: list[Fault] = []
    for name, text in sorted(environment.items()):
        if name in by_variable:
            given[by_variable[name]] = Given(text, name, is_text=True)
        elif name in with_one_underscore:
            right = with_one_underscore[name]
            faults.append(Fault(name, "the environment", f"there is no such setting; write {right}."))
        elif name.startswith("MAYFLY_") and "__" in name:
            path = name.removeprefix("MAYFLY_").lower().replace("__", ".")
            near = _nearest(path, settings)
            instead = f"did you mean {variable_of(near)}" if near else "mayfly check --defaults shows all there are"
            faults.append(Fault(name, "the environment", f"there is no such setting; {instead}."))
    return given, faults


def from_options(options: Mapping[str, Any]) -> dict[str, Given]:
    """Take what was said on the command line, by path; None and empty lists were not said."""
    return {path: Given(value, OPTIONS[path]) for path, value in options.items() if value not in (None, (), [], False)}


def _nearest(path: str, settings: Mapping[str, Setting]) -> str | None:
    section, _, name = path.rpartition(".")
    neighbours = {known.rpartition(".")[2]: known for known in settings if known.rpartition(".")[0] == section}
    if near := difflib.get_close_matches(name, neighbours, n=1):
        return neighbours[near[0]]
    # The right name in the wrong section; then a section that is misspelt.
    elsewhere = [known for known in settings if known.rpartition(".")[2] == name]
    if len(elsewhere) == 1:
        return elsewhere[0]
    return next(iter(difflib.get_close_matches(path, settings, n=1, cutoff=0.8)), None)


def _instead(path: str, settings: Mapping[str, Setting]) -> str:
    near = _nearest(path, settings)
    return f"did you mean {near}" if near else "mayfly check --defaults shows all there are"
