"""Make docs/screenshot.png: the page of a real service, with mail that came by SMTP, in a real Chromium.

Run it from the root of the project: ``python scripts/screenshot.py [FILE]``.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.e2e.browser import address_of, chromium, send, visit, write  # noqa: E402  the path comes first
from tests.whole.service import Service, running  # noqa: E402

# What a page of the documents should weigh at most.
LARGEST_OCTETS = 200_000
HTML = """<html><body style="font-family:system-ui,sans-serif;margin:0;padding:28px;color:#1f2328">
<h1 style="font-size:22px;margin:0 0 12px">Welcome to the Paper Boat</h1>
<p>Here is the code that confirms your address:</p>
<p style="font-size:30px;letter-spacing:5px;font-weight:700;margin:18px 0">493021</p>
<p>It is valid for 10 minutes. Or simply press the button:</p>
<p><a href="https://accounts.paperboat.example/verify?token=9f8e7d6c5b4a"
 style="background:#1f6feb;color:#fff;padding:10px 18px;border-radius:6px;text-decoration:none">Verify email</a></p>
<p style="color:#656d76;font-size:13px;margin-top:28px">You get this because somebody signed up with this address.</p>
<img src="https://pictures.paperboat.example/footer.png" width="1" height="1" alt=""></body></html>"""
OTHERS = (
    ("Your order is on its way", "Lamp & Chair <orders@lampandchair.example>"),
    ("This week: nine walks along the river", "River Letters <letters@river.example>"),
)


def fill(page: Page, service: Service) -> None:
    """Send some mail and open the newest."""
    address = address_of(page)
    for subject, sender in OTHERS:
        message = write(subject, sender=sender)
        message.set_content("Hello,\n\nthis one has no code in it, only some lines to be read.\n")
        send(service.smtp, address, message)
    message = write("Confirm your address", sender="Paper Boat <hello@paperboat.example>", html=HTML)
    send(service.smtp, address, message)
    expect(page.locator("#rows .row")).to_have_count(3)
    page.click("#rows .open")
    page.wait_for_selector(".message")
    page.frame_locator(".message iframe").locator("h1").wait_for()
    page.evaluate("document.activeElement.blur()")


def main(path: Path) -> None:
    """Write the picture."""
    with running("--domain", "mayfly.test") as service, sync_playwright() as playwright:
        browser = chromium(playwright)
        context = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce", locale="en-GB")
        page = visit(context, service.http)
        fill(page, service)
        octets = page.screenshot(path=path)
        browser.close()
    if len(octets) > LARGEST_OCTETS:
        raise SystemExit(f"{path} has {len(octets)} octets; at most {LARGEST_OCTETS} are wanted")
    print(f"{path}: {len(octets)} octets")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshot.png")
