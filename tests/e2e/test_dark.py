"""Mail is readable on a dark screen, whichever way it came to be dark: by the system, or by the button of the page.

The rule: what the page itself says of a message has a contrast of 4.5:1 (WCAG 2.2, 1.4.3). What the mail says has at
least 3:1, which is for large text there, or as much as its sender gave it on white paper: some senders write their
small print in pale grey, and nothing here makes it paler.
"""

import zlib
from pathlib import Path

import pytest

from tests.e2e.browser import PATIENCE_MS, address_of, visit, watched
from tests.e2e.reading import deliver, ids, open_one

LAYOUTS = sorted((Path(__file__).parents[1] / "mail" / "layouts").glob("*.html"))
# The last one relies on the screen for all of its colours, the one before it for those of the paper.
OWN = [
    "<p>Black on nothing.</p><p style='color:#444'>Grey on nothing. <a href='https://a.example/'>A link</a></p>",
    "<meta name='color-scheme' content='light dark'><p>No colour at all. <a href='https://a.example/'>A link</a></p>",
]
LEAST = 3.0
# Each text that is seen, and its contrast; ``canvas`` is what is painted where no element has a background.
CONTRAST = """(root, canvas) => {
  const draw = document.createElement("canvas").getContext("2d", { willReadFrequently: true })
  const rgba = colour => { draw.clearRect(0, 0, 1, 1); draw.fillStyle = colour; draw.fillRect(0, 0, 1, 1)
    const [r, g, b, a] = draw.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255] }
  const over = ([r, g, b, a], under) => [r, g, b].map((one, at) => one * a + under[at] * (1 - a))
  const luminance = colour => { const [r, g, b] = colour.map(one => { const s = one / 255
    return s <= .04045 ? s / 12.92 : ((s + .055) / 1.055) ** 2.4 }); return .2126 * r + .7152 * g + .0722 * b }
  const found = [], walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    const text = walk.currentNode.data.trim(), element = walk.currentNode.parentElement
    if (!text || !element.checkVisibility() || element.closest(".sr")) continue
    const above = []
    for (let one = element; one; one = one.parentElement) above.unshift(rgba(getComputedStyle(one).backgroundColor))
    const ground = above.reduce((under, colour) => over(colour, under), canvas)
    const ink = over(rgba(getComputedStyle(element).color), ground)
    const [light, dark] = [luminance(ground), luminance(ink)].sort((a, b) => b - a)
    found.push([text, (light + .05) / (dark + .05)])
  }
  return found
}"""
HIDE = "hidden => { for (const one of document.body.children) one.style.visibility = hidden ? 'hidden' : '' }"


def colour_of(png: bytes) -> list[int]:
    """Give the colour of a picture of one pixel: of one line nothing is predicted but from zero."""
    at, packed = 8, b""
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        packed += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    return list(zlib.decompress(packed)[1:4])


def contrasts(frame, page, box) -> list[list]:
    """Give the contrast of each text of a frame on what is really painted below it."""
    frame.evaluate(HIDE, True)
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2, "width": 1, "height": 1}
    canvas = colour_of(page.screenshot(clip=at))
    frame.evaluate(HIDE, False)
    return frame.locator("body").evaluate(CONTRAST, canvas)


@pytest.fixture(scope="module")
def on_paper(browser) -> list[list]:
    """Give the contrasts of each mail as its sender sees it: by itself, in a bright room."""
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    found = []
    for html in [*(layout.read_text() for layout in LAYOUTS), *OWN]:
        page.goto("about:blank")
        page.set_content(html)
        found.append(contrasts(page.main_frame, page, {"x": 0, "y": 0, "width": 900, "height": 600}))
    context.close()
    return found


def test_what_cannot_be_read_is_measured_so(browser):
    """Black on black is 1:1, black on white 21:1, and half of a grey in between."""
    context = browser.new_context()
    page = context.new_page()
    page.set_content("<body style='background:#000'><p style='color:#000'>a<p style='background:#fff;color:#000'>b")
    found = contrasts(page.main_frame, page, {"x": 0, "y": 0, "width": 900, "height": 600})
    assert [(text, round(contrast, 2)) for text, contrast in found] == [("a", 1.0), ("b", 21.0)]
    context.close()


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("system", "chosen"), [("dark", ""), ("light", "dark"), ("dark", "light")])
def test_mail_is_readable_on_a_dark_screen(browser, service, on_paper, system, chosen):
    """In the frame and around it, for each layout and for mail that has no colours of its own."""
    with watched(browser, service.http, color_scheme=system) as context:
        if chosen:
            context.add_cookies([{"name": "theme", "value": chosen, "url": service.http}])
        page = visit(context, service.http)
        mails = [*(layout.read_bytes() for layout in LAYOUTS), *(html.encode() for html in OWN)]
        head = b"From: Ann <a@b.example>\r\nSubject: s\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        plain = b"From: Ann <a@b.example>\r\nSubject: s\r\n\r\nText and a link: https://a.example/\r\n"
        deliver(service, address_of(page), [*(head + mail for mail in mails), plain])
        *opened, last = ids(page, len(mails) + 1)
        for message_id, mail, before in zip(opened, mails, on_paper, strict=True):
            assert open_one(page, message_id) == []
            element = page.query_selector(".message iframe")
            element.scroll_into_view_if_needed(timeout=PATIENCE_MS)
            after = contrasts(element.content_frame(), page, element.bounding_box())
            assert [text for text, _ in after] == [text for text, _ in before], mail
            for (text, contrast), (_, given) in zip(after, before, strict=True):
                assert contrast >= min(LEAST, given) - 0.01, (text, mail)
        open_one(page, last)
        said = page.locator("body").evaluate(CONTRAST, [0, 0, 0])
        assert "https://a.example/" in [text for text, _ in said]
        assert [(text, contrast) for text, contrast in said if contrast < 4.5] == []
