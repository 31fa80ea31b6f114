"""What the service says about itself: its problems, and its API as OpenAPI."""

from starlette.responses import HTMLResponse, Response

from mayfly.web.problems import NOT_FOUND, TYPES, Problem, describe
from mayfly.web.routes import Answer, Ask


async def problem_page(ask: Ask) -> Answer:
    """Explain a type of problem."""
    found = TYPES.get(ask.path["slug"])
    return Problem(NOT_FOUND) if found is None else HTMLResponse(describe(found))


async def openapi(ask: Ask) -> Answer:
    """Describe the API."""
    return Response(ask.house.openapi, media_type="application/json")
