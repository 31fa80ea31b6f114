"""For everybody: axe-core in every state and both themes, 320 pixels, large text, and without a script."""

from importlib.resources import files

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import HTML, address_of, send, visit, watched, write

AXE = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page) -> list[str]:
    """Run axe-core, outside the page's policy, in the main frame; give what it found."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE})
    expression = (
        f"axe.run(document, {{iframes: false, runOnly: {RULES!r}}})"
        ".then(r => r.violations.map(v => v.id + ': '"
        " + v.nodes.map(n => n.html.slice(0, 160) + n.failureSummary).join(' | ')))"
    )
    answer = session.send("Runtime.evaluate", {"expression": expression, "awaitPromise": True, "returnByValue": True})
    session.detach()
    return answer["result"]["value"]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(browser, service, theme, width):
    """Empty, with mail, message as HTML and as text, each sheet and menu, the dialog, the link page, gone."""
    size = {"width": width, "height": 800}
    with watched(browser, service.http, color_scheme=theme, viewport=size, reduced_motion="reduce") as context:
        page = visit(context, service.http)
        assert violations(page) == []
        message = write(html=HTML)
        message.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="setup.exe")
        send(service.smtp, address_of(page), message)
        expect(page.locator("#rows .row")).to_have_count(1)
        assert violations(page) == []
        page.click("#rows .open")
        page.wait_for_selector(".message")
        assert violations(page) == []
        page.click("[data-f=tab-text]")
        page.click(".headers summary")
        assert violations(page) == []
        if width < 900:
            page.click(".back")
        page.click("#edit-open")
        assert violations(page) == []
        for button in ("[popovertarget=know]", "[popovertarget=domains]", "[popovertarget=more]"):
            page.click(button)
            assert violations(page) == [], button
            page.keyboard.press("Escape")
        page.click("[popovertarget=more]")
        page.click("#erase-open")
        assert violations(page) == []
        page.click("text=Delete for good")
        expect(page.locator("#gone h1")).to_be_focused()
        assert violations(page) == []
        for path in ("/about", "/erased?messages=3&octets=41000&at=1790000000", "/?box=00000000", "/nowhere"):
            page.goto(service.http + path)
            assert violations(page) == [], path


@pytest.mark.parametrize("zoom", [1, 2])
def test_at_320_pixels_nothing_scrolls_sideways(browser, service, zoom):
    """Every state fits a narrow phone, also with text twice as large."""
    with watched(browser, service.http, viewport={"width": 320, "height": 640}) as context:
        # As a reader's own larger text: a sheet of the browser's, which no policy of ours stops.
        context.add_init_script(
            "addEventListener('DOMContentLoaded', () => { const sheet = new CSSStyleSheet();"
            f" sheet.replaceSync('html{{font-size:{zoom}00%}}'); document.adoptedStyleSheets = [sheet] }})"
        )
        page = visit(context, service.http)

        def fits() -> None:
            # By its locator: between two pages there is a moment without a document.
            page.wait_for_load_state()
            assert page.locator("html").evaluate("element => element.scrollWidth") <= 320

        fits()
        sender = "A-very-long-name-without-any-space-" * 4 + " <a@b.example>"
        send(service.smtp, address_of(page), write("Subject" * 40, sender=sender, html=HTML))
        expect(page.locator("#rows .row")).to_have_count(1)
        fits()
        page.click("#rows .open")
        page.wait_for_selector(".message")
        fits()
        page.click(".back")
        page.click("#edit-open")
        fits()
        for button in ("[popovertarget=know]", "[popovertarget=more]"):
            page.click(button)
            fits()
            page.keyboard.press("Escape")
        page.click("[popovertarget=more]")
        page.click("form[action^='/link'] button")
        fits()


_SMALL = """least => [...document.querySelectorAll("button, .button, input, select, .row .open")]
  .filter(e => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length)
  .filter(e => e.getBoundingClientRect().height < least || e.getBoundingClientRect().width < 24)
  .map(e => e.outerHTML.slice(0, 120))"""


def test_targets_are_large_enough(browser, service):
    """Every control is at least 24 pixels high and wide; at least 44 high where fingers press."""
    for touch, least in ((False, 24), (True, 44)):
        with watched(
            browser, service.http, has_touch=touch, is_mobile=touch, viewport={"width": 390, "height": 800}
        ) as context:
            page = visit(context, service.http)
            send(service.smtp, address_of(page), write(html=HTML))
            page.wait_for_selector("#rows .row")
            small = page.evaluate(_SMALL, least)
            assert small == []


def test_without_a_script_everything_but_the_live_part_works(browser, service):
    """Reading, a test mail, deleting, extending, choosing and erasing go by links and forms."""
    with watched(browser, service.http, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(service.http)
        address = address_of(page)
        assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == "15"
        expect(page.locator("#copy")).to_be_hidden()
        page.click(".test button")
        expect(page.locator("#rows .row")).to_have_count(1)
        expect(page.locator("#notice")).to_contain_text("The test mail is on its way.")
        send(service.smtp, address, write(html=HTML))
        page.goto(service.http)
        expect(page.locator("#rows .row")).to_have_count(2)
        page.click("#rows .open >> nth=0")
        expect(page.frame_locator(".message iframe").locator("h1")).to_have_text("Verify your account")
        page.click("[data-f=tab-text]")
        expect(page.locator(".message .text")).to_contain_text("Your verification code is 493021.")
        page.click("[data-f=delete] button")
        expect(page.locator("#rows .row")).to_have_count(1)
        page.click("#extend button")
        expect(page.locator("#notice")).to_contain_text("kept longer")
        page.click("#edit summary")
        page.fill("#local_part", "plain.heron")
        page.click("text=Use this address")
        expect(page.locator("#address")).to_contain_text("plain.heron@")
        page.click("[popovertarget=know]")
        expect(page.locator("#know")).to_contain_text("not kept")
        page.click("#know .danger")
        page.click("text=Delete for good")
        expect(page.locator("h1")).to_have_text("This inbox is gone.")
        expect(page.locator("main")).to_contain_text("0 messages, 0 B erased at")
        page.goto(service.http)
        assert address_of(page) == address
