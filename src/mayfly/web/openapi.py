"""OpenAPI 3.1 from the table of routes: what dispatches is what is described."""

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import msgspec

from mayfly.web import problems
from mayfly.web.problems import ProblemDocument, Type
from mayfly.web.routes import Entry, Route
from mayfly.web.security import Kind

_DESCRIBED = frozenset({Kind.API, Kind.STREAM, Kind.MAIL, Kind.PLAIN})
_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
_REF = "#/components/schemas/{name}"


def describe_api(routes: Iterable[Route]) -> bytes:
    """Give the document for these routes."""
    shown = [route for route in routes if route.kind in _DESCRIBED]
    types = [ProblemDocument, *_types(shown)]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REF)
    by_type = dict(zip(types, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in shown:
        path = _PARAMETER.sub(r"{\1}", route.path)
        paths.setdefault(path, {})[route.method.lower()] = _operation(route, by_type)
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Mayfly",
            "version": "1",
            "description": "Disposable mail: open a mailbox, wait for mail, read it, erase it.",
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "The token that opening a mailbox gave."}
            },
        },
    }
    return msgspec.json.encode(document, order="sorted")


def _types(routes: Iterable[Route]) -> list[Any]:
    found: dict[Any, None] = {}
    for route in routes:
        for one in (route.body, *(said.type for said in route.answers.values())):
            if one is not None:
                found[one] = None
    return list(found)


def _operation(route: Route, schemas: dict[Any, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.handler.__name__.strip("_"),
        "summary": route.words,
        "parameters": [*_path_parameters(route), *_query_parameters(route)],
        "responses": _responses(route, schemas),
    }
    if route.entry is Entry.INBOX:
        operation["security"] = [{"token": []}]
    if route.body is not None:
        operation["requestBody"] = {
            "required": not route.body_optional,
            "content": {"application/json": {"schema": schemas[route.body]}},
        }
    return operation


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _PARAMETER.findall(route.path)
    ]


def _query_parameters(route: Route) -> list[dict[str, Any]]:
    _, components = msgspec.json.schema_components([route.query], ref_template=_REF)
    schema = components[route.query.__name__]
    required = schema.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in required, "schema": one}
        for name, one in schema["properties"].items()
    ]


def _responses(route: Route, schemas: dict[Any, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for status, said in route.answers.items():
        found[str(status)] = {"description": said.words}
        if said.type is not None:
            found[str(status)]["content"] = {"application/json": {"schema": schemas[said.type]}}
        elif said.media_type:
            found[str(status)]["content"] = {said.media_type: {}}
    for status in sorted({one.status for one in _possible(route)}):
        found[str(status)] = {
            "description": HTTPStatus(status).phrase,
            "content": {problems.MEDIA_TYPE: {"schema": schemas[ProblemDocument]}},
        }
    return found


def _possible(route: Route) -> Iterable[Type]:
    """Give the problems that a route can answer with, from what its row says of it."""
    yield from (problems.FOREIGN, problems.MISDIRECTED, problems.NOT_ALLOWED, problems.MALFORMED, problems.FAULT)
    yield from (problems.UNAVAILABLE, problems.TOO_LARGE, problems.MEDIA, problems.TOO_SLOW)
    if route.entry is Entry.INBOX:
        yield from (problems.NO_TOKEN, problems.NOT_FOUND)
    if route.body is not None and route.entry is Entry.ANYBODY:
        yield from (problems.NOT_TO_BE_HAD, problems.RATE, problems.NOT_FOUND)
    if route.kind is Kind.STREAM or "wait" in route.query.__struct_fields__:
        yield problems.RATE
