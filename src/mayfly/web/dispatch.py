"""From an ASGI request to a handler and back: the one way every request takes.

Host, route, method, site, body, entry, handler, in this order; each step that says no ends it with a problem.
Routing is Starlette's; each path of the table is one endpoint that knows all of its methods, so that 405, HEAD and
OPTIONS are told from the table.
"""

import time
from collections.abc import Mapping

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route as StarletteRoute
from starlette.routing import Router
from starlette.types import Message, Receive, Scope, Send

from mayfly.core.errors import MayflyError
from mayfly.core.mailbox import decode_token
from mayfly.web.bodies import box_of, decode_body, decode_query, read_body
from mayfly.web.house import House
from mayfly.web.problems import (
    FAULT,
    FOREIGN,
    METHOD,
    MISDIRECTED,
    NO_TOKEN,
    NOT_FOUND,
    Problem,
    describe,
    translate,
)
from mayfly.web.routes import Answer, Ask, Entry, Route
from mayfly.web.security import HEADERS, SAFE_METHODS, Hosts, Kind, Proxies, is_foreign, is_from_our_page, read_networks

_log = structlog.get_logger("mayfly.web")
# Answered to programs; people get a page.
_SHOWN_AS_JSON = frozenset({Kind.API, Kind.STREAM, Kind.PLAIN, Kind.MAIL, Kind.IMAGE})


class Dispatch:
    """The ASGI application over a table of routes."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._observe = house.metrics.observe
        settings = house.settings
        self._hosts = Hosts(settings.names, settings.listen, settings.public_url)
        self._proxies = Proxies(read_networks(settings.trusted_proxies), settings.public_url)
        by_path: dict[str, dict[str, Route]] = {}
        for route in house.routes:
            methods = by_path.setdefault(route.path, {})
            if route.method in methods:
                raise ValueError(f"two routes for {route.method} {route.path}")
            methods[route.method] = route
        self._router = Router(
            [StarletteRoute(path, _Endpoint(self, methods), methods=None) for path, methods in by_path.items()],
            redirect_slashes=False,
            default=self._nowhere,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            # No WebSocket here; lifespan is not used.
            return
        headers = Headers(scope=scope)
        if not self._hosts.admits(headers):
            ask = self._ask(scope, receive, headers)
            await self._say(ask, _kind_of(scope), Problem(MISDIRECTED), send, "")
            return
        await self._router(scope, receive, send)

    async def _nowhere(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._say(self._ask(scope, receive, Headers(scope=scope)), _kind_of(scope), Problem(NOT_FOUND), send, "")

    def _ask(self, scope: Scope, receive: Receive, headers: Headers) -> Ask:
        client = self._proxies.client(scope, headers)
        path = scope.get("path_params", {})
        return Ask(self._house, scope, receive, headers, client, path, began=time.monotonic())

    async def run(self, methods: Mapping[str, Route], scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request whose path is known."""
        ask = self._ask(scope, receive, Headers(scope=scope))
        method = scope["method"]
        allow = _allow(methods)
        route = methods.get("GET" if method == "HEAD" else method)
        some = route or next(iter(methods.values()))
        if method == "OPTIONS" and route is None:
            await self._say(ask, some.kind, Response(status_code=204, headers={"allow": allow}), send, some.path)
            return
        answer: Answer
        if route is None:
            answer = Problem(METHOD, allow=allow)
        else:
            try:
                answer = await self._enter(route, ask) or await route.handler(ask)
            except MayflyError as error:
                answer = translate(error)
                if answer.type is FAULT:
                    _log.error("untranslated error", route=route.path, exc_info=True)
            except Exception:  # noqa: BLE001  our own fault, whatever it is: it is noted and told as such
                _log.error("fault in a handler", route=route.path, exc_info=True)
                answer = Problem(FAULT)
        await self._say(ask, some.kind, answer, send, some.path)

    async def _enter(self, route: Route, ask: Ask) -> Problem | None:
        """Take the steps before the handler; give the problem of the first that says no."""
        bearer = ask.headers.get("authorization", "").partition(" ")
        by_bearer = bearer[0].lower() == "bearer" and bearer[2].strip() != ""
        if _is_from_elsewhere(route, ask, by_bearer=by_bearer):
            return Problem(FOREIGN)
        settings = self._house.settings
        body = await read_body(ask.headers, ask.receive, settings.body_octets, settings.request_seconds)
        if isinstance(body, Problem):
            return body
        if route.entry is Entry.INBOX:
            if by_bearer:
                ask.token = decode_token(bearer[2].strip())
                if ask.token is None:
                    return Problem(NOT_FOUND)
            else:
                handle = box_of(ask.scope["query_string"])
                ask.by_cookie = True
                ask.token = next((box.token for box in ask.boxes if box.handle == handle), None)
                if ask.token is None:
                    return Problem(NO_TOKEN)
        ask.query = decode_query(route, ask.scope["query_string"])
        if isinstance(ask.query, Problem):
            return ask.query
        ask.body = decode_body(route, ask.headers, body)
        if isinstance(ask.body, Problem):
            return ask.body
        if ask.token is not None:
            ask.opened = await self._house.access.enter(ask.token)
        return None

    async def _say(self, ask: Ask, kind: Kind, answer: Answer, send: Send, path: str) -> None:
        if isinstance(answer, Problem):
            if kind in _SHOWN_AS_JSON:
                kind, answer = Kind.API, answer.as_json()
            else:
                kind, answer = Kind.PAGE, self._page_of(ask, answer)
        method = ask.scope["method"]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                raw = headers.raw
                names = {name for name, _ in raw}
                raw.extend(pair for pair in HEADERS[kind] if pair[0] not in names)
                message["headers"] = raw
                self._observe(path, method, message["status"], time.monotonic() - ask.began)
            await send(message)

        try:
            await answer(ask.scope, ask.receive, send_with_headers)
        except Exception:
            _log.error("fault while answering", route=path, exc_info=True)
            raise

    def _page_of(self, ask: Ask, problem: Problem) -> Response:
        if self._house.pages.problem is not None:
            return self._house.pages.problem(ask, problem)
        return HTMLResponse(describe(problem.type), problem.type.status, problem.headers())


class _Endpoint:
    """All methods of one path, as the ASGI application that Starlette's router hands the request to."""

    def __init__(self, dispatch: Dispatch, methods: Mapping[str, Route]) -> None:
        self._dispatch = dispatch
        self._methods = methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._dispatch.run(self._methods, scope, receive, send)


def _allow(methods: Mapping[str, Route]) -> str:
    found = set(methods) | {"OPTIONS"}
    if "GET" in found:
        found.add("HEAD")
    return ", ".join(sorted(found))


def _kind_of(scope: Scope) -> Kind:
    """Say what a request without a route expected: the API's part of the paths answers as the API."""
    path = scope["path"].casefold()
    return Kind.API if path == "/api" or path.startswith("/api/") else Kind.PAGE


def _is_from_elsewhere(route: Route, ask: Ask, *, by_bearer: bool) -> bool:
    if route.method not in SAFE_METHODS and (route.kind is Kind.PAGE or route.ours_only):
        return not is_from_our_page(ask.headers)
    # A page of another site cannot send Authorization: its browser would ask us first, and we say nothing of CORS.
    if by_bearer or route.kind in (Kind.STATIC, Kind.IMAGE, Kind.PLAIN):
        return False
    if route.method in SAFE_METHODS:
        return is_foreign(ask.headers, navigation=route.kind in (Kind.PAGE, Kind.MAIL))
    return not is_from_our_page(ask.headers) if ask.boxes else is_foreign(ask.headers, navigation=False)
