"""What the web room is handed when it is built, and what all requests share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry
from starlette.responses import Response

from mayfly.access import Access, Budget
from mayfly.core.domains import Domains
from mayfly.guard.clients import Clients
from mayfly.guard.rate import Tally
from mayfly.store.base import Store
from mayfly.web.health import Metrics
from mayfly.web.holds import Holds
from mayfly.web.problems import Problem
from mayfly.web.routes import Ask, Route
from mayfly.web.settings import Settings

if TYPE_CHECKING:
    from mayfly.net import Fetcher


# Of remote images, as they are fetched and until they are sent: some dozen of the largest at the same time.
IMAGE_OCTETS = 96 * 1_048_576


@dataclass(frozen=True, slots=True)
class Pages:
    """What the page brings: its routes, and how it shows a problem to a person."""

    routes: Sequence[Route] = ()
    problem: Callable[[Ask, Problem], Response] | None = None


@dataclass(slots=True)
class House:
    """Everything handlers use. ``build`` fills in ``routes`` and ``openapi``."""

    settings: Settings
    access: Access
    domains: Domains
    store: Store
    # Openings of mailboxes, by client.
    openings: Tally
    clock: Callable[[], float]
    # Signs the paths of remote images; never leaves the process.
    image_key: bytes
    clients: Clients = field(default_factory=Clients)
    pages: Pages = field(default_factory=Pages)
    # Made when the first reader asks for images: its HTTP client takes a tenth of a start and of the memory.
    images: "Fetcher | None" = None
    # Of its own, so that mail is read while images are waited for.
    image_budget: Budget = field(default_factory=lambda: Budget(IMAGE_OCTETS))
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    routes: tuple[Route, ...] = ()
    openapi: bytes = b""
    streams: Holds = field(init=False)
    waits: Holds = field(init=False)
    metrics: Metrics = field(init=False)

    def __post_init__(self) -> None:
        settings = self.settings
        self.streams = Holds(settings.streams_per_mailbox, settings.streams_per_client, settings.streams_in_all)
        self.waits = Holds(settings.waits_per_mailbox, settings.waits_per_client, settings.streams_in_all)
        self.metrics = Metrics(self.registry)

    def closing(self) -> None:
        """Tell streams, waiting requests and waiting readers that the service stops; no new ones are taken."""
        self.streams.close()
        self.waits.close()
        self.access.closing()
        self.image_budget.close()
