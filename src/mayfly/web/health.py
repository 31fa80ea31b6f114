"""Health, readiness and metrics. No person is in any label: routes are told by their pattern, never by their path."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.responses import PlainTextResponse, Response

from mayfly.store.base import Status
from mayfly.web.problems import FORBIDDEN, UNAVAILABLE, Problem
from mayfly.web.routes import Answer, Ask
from mayfly.web.security import is_within, read_address, read_networks

_LOOPBACK = read_networks(("127.0.0.0/8", "::1/128"))
# A method is a client's word: others than these are counted together.
_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST"})


class Metrics:
    """What this room counts, in a registry that is handed in."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self._requests = Counter(
            "mayfly_http_requests",
            "Answers by route, method and status.",
            ("route", "method", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "mayfly_http_request_seconds", "Until an answer began.", ("route",), registry=registry
        )
        self._streams = Gauge("mayfly_http_streams", "Event streams open.", registry=registry)
        self._waits = Gauge("mayfly_http_waits", "Requests waiting for mail.", registry=registry)
        self._store = {
            name: Gauge(f"mayfly_store_{name}", words, registry=registry)
            for name, words in {
                "mailboxes": "Mailboxes alive.",
                "provisional": "Mailboxes in memory only.",
                "messages": "Messages kept.",
                "octets": "Octets at rest.",
                "log_octets": "Octets in write-ahead logs.",
                "oldest_expired_seconds": "Age of the oldest expired thing that is still on the disk.",
                "free_octets": "Octets free on the disk.",
                "writable": "1 where mail can be stored.",
                "faults": "Faults of the store itself since the start, each with its place in the log.",
            }.items()
        }

    def observe(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count an answer."""
        self._requests.labels(route, method if method in _METHODS else "other", str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self, streams: int, waits: int, status: Status) -> bytes:
        """Give everything in Prometheus' text format."""
        self._streams.set(streams)
        self._waits.set(waits)
        for name, gauge in self._store.items():
            gauge.set(getattr(status, name))
        return generate_latest(self.registry)


async def alive(_ask: Ask) -> Answer:
    """Say that the process answers."""
    return PlainTextResponse("ok\n")


async def ready(ask: Ask) -> Answer:
    """Say whether mail can be taken and served now."""
    store = ask.house.store
    if ask.house.streams.closing or not store.status(ask.house.clock()).writable or not store.has_space(0):
        return Problem(UNAVAILABLE, retry_after_seconds=5)
    return PlainTextResponse("ready\n")


async def metrics(ask: Ask) -> Answer:
    """Give the metrics to loopback and to configured networks."""
    house = ask.house
    # A proxy on this host that nobody told us about would make everybody loopback.
    networks = (*_LOOPBACK, *read_networks(house.settings.metrics_networks))
    if ask.client.forwarded or not is_within(read_address(ask.client.address), networks):
        return Problem(FORBIDDEN)
    text = house.metrics.text(len(house.streams), len(house.waits), house.store.status(house.clock()))
    return Response(text, media_type=CONTENT_TYPE_PLAIN_0_0_4)
