"""The one table of routes, beside those that the page brings."""

from mayfly.web.routes import Route

ROUTES: tuple[Route, ...] = ()
