"""A real Chromium before a real service: what all browser tests need.

Every page watches itself: a violation of our own policy, an error of the script or a request to anybody else fails the
test in which it happens, whatever the test is about.
"""

import contextlib
import smtplib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

CHROMIUM = "/usr/bin/chromium"
# Nothing is measured by it: a machine that is busy with other things takes its time, and is given it.
PATIENCE_MS = 30_000
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
VERIFY_URL = "https://accounts.example.com/verify?token=9f8e7d6c5b4a"
HTML = f"""<html><body><h1>Verify your account</h1><p>Your verification code is <b>493021</b>.</p>
<p><a href="{VERIFY_URL}">Verify email</a></p><img src="http://pictures.example.com/logo.png" width="80" height="40">
</body></html>"""


def chromium(playwright: Playwright, *arguments: str) -> Browser:
    """Start the system's Chromium."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *arguments])


@dataclass
class Watched:
    """What went wrong in a page, and whom it asked."""

    origin: str
    wrong: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Watch one page."""
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("console", lambda message: self._hear(message.text))
        page.on("request", lambda request: self.asked.append(request.url))

    def _hear(self, text: str) -> None:
        if "Content Security Policy" in text or "Trusted" in text:
            self.wrong.append(text)

    def foreign(self) -> list[str]:
        """Give the requests that went to anybody else."""
        return [url for url in self.asked if not url.startswith((self.origin, "data:", "about:", "blob:"))]


@contextlib.contextmanager
def watched(browser: Browser, origin: str, **options) -> Iterator[BrowserContext]:
    """Give a fresh browser profile whose pages may neither err nor ask anybody else."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
    context.set_default_timeout(PATIENCE_MS)
    seen = Watched(origin)
    context.on("page", seen.watch)
    with contextlib.suppress(Exception):
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    try:
        yield context
    finally:
        context.close()
    assert seen.wrong == []
    assert seen.foreign() == []


def visit(context: BrowserContext, url: str) -> Page:
    """Open the page and wait until it is live."""
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("#live[data-is=live]")
    return page


def address_of(page: Page) -> str:
    """Read the address as a person does."""
    return page.locator("#address").inner_text()


def listen(page: Page, css: str) -> None:
    """Note from now on every text that an element has, also those that stand for a moment only."""
    page.evaluate(
        """css => { const root = document.querySelector(css), heard = (window.heard ??= {})[css] = []
          new MutationObserver(() => { if (root.textContent.trim()) heard.push(root.textContent) })
            .observe(root, { childList: true, characterData: true, subtree: true }) }""",
        css,
    )


def heard(page: Page, css: str) -> list[str]:
    """Give the texts that an element has had since ``listen``."""
    texts: list[str] = page.evaluate("css => window.heard[css]", css)
    return texts


def hear(page: Page, css: str, text: str) -> None:
    """Wait until an element has had a text since ``listen``."""
    for _ in range(PATIENCE_MS // 50):
        if any(text in one for one in heard(page, css)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{text!r} is not among {heard(page, css)}")


def write(
    subject: str = "Verify your account", *, sender: str = "Accounts <noreply@example.com>", html: str = ""
) -> EmailMessage:
    """Write a mail with a code in it."""
    message = EmailMessage()
    message["From"] = sender
    message["Subject"] = subject
    message.set_content("Hello,\n\nYour verification code is 493021.\n\nIt is valid for 10 minutes.\n")
    if html:
        message.add_alternative(html, subtype="html")
    return message


def send(smtp: tuple[str, int], address: str, message: EmailMessage | bytes) -> None:
    """Send a mail as anybody would."""
    with smtplib.SMTP(*smtp) as client:
        if isinstance(message, bytes):
            client.sendmail("news@shop.example", [address], message)
        else:
            client.send_message(message, "news@shop.example", [address])


class Sink:
    """Answers every host name there is; notes who was asked for what."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.pages: dict[str, bytes] = {}
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                path = urlsplit(self.path).path
                sink.asked.append(f"{self.headers.get('Host', '')}{path}")
                body = sink.pages.get(f"{self.headers.get('Host', '')}{path}")
                self.send_response(200 if body is not None else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            do_GET = do_POST = answer  # noqa: N815  http.server looks for these names

            def log_message(self, *_) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def hits(self) -> set[str]:
        """Give the paths that were asked for."""
        return {asked.partition("/")[2] for asked in self.asked}

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()
