"""From an ASGI request to a handler and back: the one way every request takes.

Host, route, method, site, body, entry, handler, in this order; each step that says no ends it with a problem.
Paths are matched as Starlette matches them; each path of the table knows all of its methods, so that 405, HEAD and
OPTIONS are told from the table. Nothing but the answer itself runs while an answer is sent: a stream lasts for hours,
and every frame below it is memory, twenty thousand times (Starlette's router holds three).
"""

import time
from collections.abc import Awaitable, Callable, Mapping

import structlog
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.routing import compile_path
from starlette.types import Message, Receive, Scope, Send

from mayfly.core.errors import MayflyError
from mayfly.core.mailbox import decode_token
from mayfly.web.bodies import box_of, decode_body, decode_query, read_body
from mayfly.web.house import House
from mayfly.web.problems import (
    FAULT,
    FOREIGN,
    MALFORMED,
    METHOD,
    MISDIRECTED,
    NO_TOKEN,
    NOT_FOUND,
    Problem,
    describe,
    translate,
)
from mayfly.web.routes import Answer, Ask, Entry, Route
from mayfly.web.security import (
    HEADERS,
    SAFE_METHODS,
    Hosts,
    Kind,
    Proxies,
    accepts_pages,
    is_foreign,
    is_from_our_page,
    names_one_host,
    read_networks,
)

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
        self._exact = {path: methods for path, methods in by_path.items() if "{" not in path}
        self._allow = _allow({method: route for methods in by_path.values() for method, route in methods.items()})
        self._patterns = [(compile_path(path)[0], by_path[path]) for path in by_path.keys() - self._exact.keys()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            # No WebSocket here; lifespan is not used.
            return
        headers = Headers(scope=scope)
        methods, parameters = self._match(scope["path"])
        client = self._proxies.client(scope, headers)
        ask = Ask(self._house, scope, receive, headers, client, parameters, began=time.monotonic())
        route = next(iter(methods.values()), None)
        path = route.path if route else ""
        if not names_one_host(headers):
            answer: Answer = Problem(MALFORMED, "The header Host is to name one host, once.")
        elif not self._hosts.admits(headers):
            answer = Problem(MISDIRECTED)
        elif route is None:
            # RFC 9110 section 9.3.7: what the service as a whole takes.
            is_about_all = scope["path"] == "*" and scope["method"] == "OPTIONS"
            answer = Response(status_code=204, headers={"allow": self._allow}) if is_about_all else Problem(NOT_FOUND)
        else:
            answer = await self._answer(ask, methods)
        kind = route.kind if route else _kind_of(scope)
        if isinstance(answer, Problem):
            kind, answer = self._show(ask, kind, answer)
        sender = _Sender(self._observe, send, HEADERS[kind], path, ask)
        del ask, headers, client, parameters, methods, route
        try:
            await answer(scope, receive, sender)
        except Exception:
            _log.error("fault while answering", route=path, exc_info=True)
            raise

    def allow(self, path: str) -> str:
        """Give the methods that a path takes, as the header Allow says them; "" where there is no such path."""
        methods, _ = self._match(path)
        return _allow(methods) if methods else ""

    def _match(self, path: str) -> tuple[Mapping[str, Route], Mapping[str, str]]:
        """Give what answers under a path, by method, and the path's parameters; nothing where nothing does."""
        exact = self._exact.get(path)
        if exact is not None:
            return exact, {}
        for pattern, methods in self._patterns:
            if found := pattern.fullmatch(path):
                return methods, found.groupdict()
        return {}, {}

    async def _answer(self, ask: Ask, methods: Mapping[str, Route]) -> Answer:
        """Answer a request whose path is known."""
        method = ask.scope["method"]
        route = methods.get("GET" if method == "HEAD" else method)
        if route is None:
            allow = _allow(methods)
            if method == "OPTIONS":
                return Response(status_code=204, headers={"allow": allow})
            return Problem(METHOD, allow=allow)
        try:
            return await self._enter(route, ask) or await route.handler(ask)
        except MayflyError as error:
            problem = translate(error)
            if problem.type is FAULT:
                _log.error("untranslated error", route=route.path, exc_info=True)
            return problem
        except Exception:  # noqa: BLE001  our own fault, whatever it is: it is noted and told as such
            _log.error("fault in a handler", route=route.path, exc_info=True)
            return Problem(FAULT)

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
            # A stream waits for its reader to go by itself, and holds nothing of the request while it lasts.
            leaving = None if route.kind is Kind.STREAM else ask.leaving
            ask.opened = await self._house.access.enter(ask.token, leaving)
        return None

    def _show(self, ask: Ask, kind: Kind, problem: Problem) -> tuple[Kind, Response]:
        """Give a problem to a program as a document, to a person as a page."""
        if kind in _SHOWN_AS_JSON or not accepts_pages(ask.headers):
            return Kind.API, problem.as_json()
        if self._house.pages.problem is not None:
            return Kind.PAGE, self._house.pages.problem(ask, problem)
        return Kind.PAGE, HTMLResponse(describe(problem.type), problem.type.status, problem.headers())


class _Sender:
    """Sends an answer, with the headers of its kind where the answer has not said otherwise."""

    __slots__ = ("_began", "_headers", "_method", "_observe", "_path", "_send")

    def __init__(
        self,
        observe: Callable[[str, str, int, float], None],
        send: Send,
        headers: tuple[tuple[bytes, bytes], ...],
        path: str,
        ask: Ask,
    ) -> None:
        self._observe = observe
        self._send = send
        self._headers = headers
        self._path = path
        self._method = ask.scope["method"]
        self._began = ask.began

    def __call__(self, message: Message) -> Awaitable[None]:
        """Send one message; only the first is looked at, the rest goes straight on."""
        if message["type"] == "http.response.start":
            said = {name for name, _ in message.setdefault("headers", [])}
            message["headers"] = [*message["headers"], *(pair for pair in self._headers if pair[0] not in said)]
            self._observe(self._path, self._method, message["status"], time.monotonic() - self._began)
        return self._send(message)


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
