"""The table of all settings, and what is known of each: read off the classes in the rooms, written nowhere twice.

A new room is one field of ``Config``; a new setting is one field of its room's class, with its reason as a comment
above it.
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from mayfly.core.domains import Settings as Domains
from mayfly.core.mailbox import Lifetimes
from mayfly.guard.settings import Settings as Guard
from mayfly.smtp.limits import Settings as Smtp
from mayfly.store.settings import Settings as Store
from mayfly.web.settings import Settings as Web


class Service(Struct, frozen=True, forbid_unknown_fields=True):
    """What the service is for (settings ``[service]``)."""

    # Any address of the domains exists from its first mail on, and whoever can connect can read it. For test suites.
    open: bool = False
    # An open service that the whole world can reach is a mistake, unless somebody says that it is none.
    open_in_public: bool = False


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that can be set. A field is a section of the file."""

    service: Service = Service()
    domains: Domains = Domains()
    smtp: Smtp = Smtp()
    web: Web = Web()
    store: Store = Store()
    mailboxes: Lifetimes = Lifetimes()
    guard: Guard = Guard()

    @property
    def open(self) -> bool:
        """Say whether this is open mode."""
        return self.service.open


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its dotted path, its type and default, and why the default is what it is."""

    path: str
    type: Any
    default: Any
    reason: str

    @property
    def variable(self) -> str:
        """Name the environment variable: ``MAYFLY_SMTP__LISTEN``."""
        return variable_of(self.path)


def variable_of(path: str) -> str:
    """Name the environment variable of a setting."""
    return "MAYFLY_" + path.upper().replace(".", "__")


# Setting -> option of ``mayfly serve``.
OPTIONS = {
    "smtp.listen": "--smtp",
    "web.listen": "--http",
    "store.path": "--data",
    "domains.names": "--domain",
    "service.open": "--open",
    "service.open_in_public": "--open-in-public",
}


def all_settings(root: type[Struct] = Config) -> dict[str, Setting]:
    """Give every setting by its path, in the order of the classes."""
    return {setting.path: setting for setting in _walk(root, "")}


def sections(root: type[Struct] = Config) -> dict[str, type[Struct]]:
    """Give every section by its path (``smtp``, ``smtp.limits``), the whole under ``""``."""
    found: dict[str, type[Struct]] = {"": root}
    for field in msgspec.structs.fields(root):
        if _is_section(field.type):
            inner = sections(field.type)
            found |= {f"{field.name}.{path}".rstrip("."): cls for path, cls in inner.items()}
    return found


def _walk(cls: type[Struct], prefix: str) -> Iterator[Setting]:
    reasons = _reasons(cls)
    for field in msgspec.structs.fields(cls):
        path = prefix + field.name
        if _is_section(field.type):
            yield from _walk(field.type, path + ".")
        else:
            yield Setting(path, field.type, field.default, reasons.get(field.name, ""))


def _is_section(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Struct)


def _reasons(cls: type) -> dict[str, str]:
    """Read the comment above each field off the class's source; a field without one shares the last."""
    source = textwrap.dedent(inspect.getsource(cls))
    lines = source.splitlines()
    body = ast.parse(source).body[0]
    reasons = {}
    reason = ""
    for node in body.body if isinstance(body, ast.ClassDef) else ():
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            first = node.lineno - 1
            start = first
            while start and lines[start - 1].lstrip().startswith("#"):
                start -= 1
            if start < first:
                reason = " ".join(line.strip().lstrip("#").strip() for line in lines[start:first])
            reasons[node.target.id] = reason
    return reasons


def what_to_write(kind: Any) -> str:
    """Say in words what a value of this type looks like."""
    if kind is bool:
        return "true or false"
    if kind is int:
        return "a whole number"
    if kind is float:
        return "a number"
    if get_origin(kind) is tuple:
        return "a list of texts"
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(repr(choice) for choice in get_args(kind))
    if get_origin(kind) in (Union, UnionType):
        return " or ".join(what_to_write(one) for one in get_args(kind) if one is not type(None))
    return "a text"


def as_toml(value: Any) -> str:
    """Write a value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(as_toml(item) for item in value) + "]"
    if isinstance(value, str):
        return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")
    return repr(value)
