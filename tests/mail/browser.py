"""A Chromium that can reach nothing but a sink of ours, and the sink."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--ignore-certificate-errors",
]


def needs_chromium() -> pytest.MarkDecorator:
    """Skip, and say so, where there is no browser."""
    return pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium")


class Sink(http.server.ThreadingHTTPServer):
    """Answers every request for every host with a pixel, and notes what was asked for.

    Pages of our own are served under ``/page/<name>`` with the header fields that are given for them.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.pages: dict[str, tuple[bytes, dict[str, str]]] = {}


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Sink

    def do_GET(self) -> None:
        page = self.server.pages.get(self.path)
        if page is None:
            host = self.headers.get("Host", "")
            # What the browser asks for itself, whatever page it shows.
            if self.path != "/favicon.ico" and not host.endswith(("googleapis.com", "google.com", "gvt1.com")):
                self.server.asked.append(f"{host}{self.path}")
            self._answer(b"GIF89a", {"Content-Type": "image/gif"})
        else:
            self._answer(page[0], {"Content-Type": "text/html; charset=utf-8", **page[1]})

    do_POST = do_GET  # noqa: N815 - the name the standard library calls

    def _answer(self, body: bytes, fields: dict[str, str]) -> None:
        self.send_response(200)
        for name, value in fields.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def chromium() -> Iterator[tuple[Any, Sink]]:
    """Give a browser whose every host name leads to the sink."""
    playwright = pytest.importorskip("playwright.sync_api")
    sink = Sink()
    threading.Thread(target=sink.serve_forever, daemon=True).start()
    flags = [*FLAGS, f"--host-resolver-rules=MAP * 127.0.0.1:{sink.server_port}"]
    try:
        with playwright.sync_playwright() as running:
            browser = running.chromium.launch(executable_path=str(CHROMIUM), args=flags)
            yield browser, sink
            browser.close()
    finally:
        sink.shutdown()
        sink.server_close()
