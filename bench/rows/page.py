"""bench B16: what the page costs a browser at its first view: octets on the wire, requests, time to the address.

A real Chromium with an empty profile each time, over loopback: the times are the browser's and the service's work, not
a network's. ``The address`` is when it is in the document, ``painted`` the first contentful paint, ``live`` when the
event stream is open. The document itself carries a secret and is not compressed; all else is.
"""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bench.measure import Options, Table, spread
from bench.servers import mayfly

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = "chromium"
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
# Run before anything of the page: note when the address, and when the sign of the open stream, is in the document.
WATCH = """
window.seen = {};
const look = () => {
    const address = document.querySelector('#address');
    if (address && address.textContent.includes('@')) window.seen.address ??= performance.now();
    if (document.querySelector('#live[data-is=live]')) window.seen.live ??= performance.now();
};
new MutationObserver(look).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
"""
COMPLETE = "() => window.seen.live && performance.getEntriesByName('first-contentful-paint').length"
TIMES = """() => ({...window.seen,
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null})"""


# Playwright marks who handles its events, so there are no slots.
@dataclass
class Wire:
    """What the browser's network said: octets with headers, by the number of the request, and what each was for."""

    octets: dict[str, float] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)

    def on_request(self, event: dict[str, Any]) -> None:
        """Note a request."""
        self.urls[event["requestId"]] = event["request"]["url"]

    def on_response(self, event: dict[str, Any]) -> None:
        """Count the head of an answer."""
        self.octets[event["requestId"]] = event["response"]["encodedDataLength"]

    def on_data(self, event: dict[str, Any]) -> None:
        """Count a piece of a body, as it was on the wire."""
        self.octets[event["requestId"]] = self.octets.get(event["requestId"], 0.0) + event["encodedDataLength"]

    def on_end(self, event: dict[str, Any]) -> None:
        """Take the whole of an answer that has ended; a stream does not."""
        self.octets[event["requestId"]] = event["encodedDataLength"]


@dataclass(frozen=True, slots=True)
class View:
    """One first view."""

    wire: Wire
    address: float
    painted: float
    live: float


@contextlib.contextmanager
def chromium() -> Iterator["Browser"]:
    """Start the system's Chromium; raise LookupError where it or its driver is not here."""
    program = shutil.which(CHROMIUM)
    if program is None:
        raise LookupError("chromium is not here")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise LookupError("playwright is not here") from None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def view(browser: "Browser", url: str) -> View:
    """Look at the page for the first time."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    try:
        page = context.new_page()
        page.add_init_script(WATCH)
        wire, session = Wire(), context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", wire.on_request)
        session.on("Network.responseReceived", wire.on_response)
        session.on("Network.dataReceived", wire.on_data)
        session.on("Network.loadingFinished", wire.on_end)
        session.send("Network.enable")
        page.goto(url)
        page.wait_for_function(COMPLETE)
        times = page.evaluate(TIMES)
        return View(wire, times["address"], times["painted"], times["live"])
    finally:
        context.close()


def measure(options: Options) -> list[Table]:
    """Look so often as was asked for, once before."""
    with mayfly(options.data) as server, chromium() as browser:
        view(browser, server.http)
        views = [view(browser, server.http) for _ in range(options.runs)]
    columns = ("octets on the wire", "requests", "the address, ms", "painted, ms", "live, ms")
    table = Table("the page, first view, empty profile", columns)
    octets = spread([sum(each.wire.octets.values()) for each in views])
    requests = spread([len(each.wire.urls) for each in views])
    times = [spread([getattr(each, name) for each in views]) for name in ("address", "painted", "live")]
    table.lines.append((octets, requests, *times))
    parts = Table("octets of each request, heads included", ("request", "octets"))
    last = views[-1].wire
    for number, url in last.urls.items():
        path = url.removeprefix(server.http).partition("?")[0]
        parts.lines.append((path[:60], f"{last.octets.get(number, 0):,.0f}"))
    return [table, parts]


ROWS = {"B16": measure}
