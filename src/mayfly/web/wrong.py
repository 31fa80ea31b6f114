"""What about decoded fields is not allowed: every field that is wrong is named, not only the first."""

import re
from typing import Any

import msgspec
from msgspec import Struct

from mayfly.web.problems import NOT_ALLOWED, FieldError, Problem, pointer_to

# msgspec's sentences; only the names in backquotes and the path are taken from them.
_EXPECTED = re.compile(r"Expected `([a-z| ]+)`")
_BOUND = re.compile(r"Expected `\w+`(?: of length)? (>=|<=) (\d+)")
_PATH = re.compile(r" - at `\$([^`]*)`\Z")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")
_TYPES = {"int": "a whole number", "str": "text", "bool": "true or false", "object": "an object", "float": "a number"}

# More than any of our forms has fields: an answer must not be many times what it answers.
_MOST = 20


def not_allowed(fields: Any, wanted: type[Struct], error: msgspec.ValidationError, *, strict: bool) -> Problem:
    """Say with JSON Pointers (RFC 6901) what about the fields is not allowed, in their order, what is missing last.

    ``error`` is what was met first, and ``strict`` says whether texts stand for numbers.
    """
    if not isinstance(fields, dict):
        return Problem(NOT_ALLOWED, errors=(_told(error),))
    known = {field.encode_name: field for field in msgspec.structs.fields(wanted)}
    wrong: list[FieldError] = []
    for name, value in fields.items():
        if len(wrong) == _MOST:
            return Problem(NOT_ALLOWED, errors=tuple(wrong))
        if name not in known:
            wrong.append(FieldError(pointer_to(name), "This is not known here."))
            continue
        try:
            msgspec.convert(value, known[name].type, strict=strict)
        except msgspec.ValidationError as one:
            wrong.append(_told(one, pointer_to(name)))
    for name, field in known.items():
        if field.required and name not in fields:
            wrong.append(FieldError(pointer_to(name), "This is needed."))
    return Problem(NOT_ALLOWED, errors=tuple(wrong) or (_told(error),))


def _told(error: msgspec.ValidationError, below: str = "") -> FieldError:
    text = str(error)
    path = _PATH.search(text)
    pointer = below + ("".join(pointer_to(a or b) for a, b in _STEP.findall(path[1])) if path else "")
    detail = "This value is not allowed."
    if bound := _BOUND.search(text):
        detail = f"This must be at {'least' if bound[1] == '>=' else 'most'} {bound[2]}."
        detail = detail.replace(".", " characters long.") if "of length" in text else detail
    elif expected := _EXPECTED.search(text):
        words = [_TYPES.get(name.strip(), "") for name in expected[1].split("|")]
        detail = f"This must be {' or '.join(word for word in words if word)}." if any(words) else detail
    return FieldError(pointer, detail)
