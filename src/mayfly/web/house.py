"""What the web room is handed when it is built, and what all requests share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from starlette.responses import Response

from mayfly.access import Access
from mayfly.core.domains import Domains
from mayfly.store.base import Store
from mayfly.web.problems import Problem
from mayfly.web.routes import Ask, Route
from mayfly.web.settings import Settings


class Tally(Protocol):
    """Counts what a client does; addresses are kept only as salted hashes (``guard.rate``)."""

    def take(self, client: str, now: float) -> float:
        """Count one; give 0.0 where it is allowed, else the seconds to wait."""


@dataclass(frozen=True, slots=True)
class Pages:
    """What the page brings: its routes, and how it shows a problem to a person."""

    routes: Sequence[Route] = ()
    problem: Callable[[Ask, Problem], Response] | None = None


@dataclass(slots=True)
class House:
    """Everything handlers use."""

    settings: Settings
    access: Access
    domains: Domains
    store: Store
    openings: Tally
    clock: Callable[[], float]
    # Signs the paths of remote images; never leaves the process.
    image_key: bytes
    pages: Pages = field(default_factory=Pages)
