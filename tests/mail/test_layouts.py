"""HTML mail still looks like the mail: marked elements keep width, background, font and place in Chromium."""

from pathlib import Path
from typing import Any

import pytest

from mayfly.mail.read import show_html
from tests.mail import browser

pytestmark = browser.needs_chromium()

LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.html"))
# What is compared of each element with an id: place and size in pixels, and computed style.
MEASURE = """() => Object.fromEntries([...document.querySelectorAll('[id]')].map(e => {
  const r = e.getBoundingClientRect(), s = getComputedStyle(e)
  return [e.id, {x: r.x, y: r.y, width: r.width, height: r.height,
    background: s.backgroundColor, image: s.backgroundImage != 'none', colour: s.color,
    font: s.fontFamily, size: s.fontSize, weight: s.fontWeight, align: s.textAlign, direction: s.direction,
    border: s.borderTopColor + s.borderTopWidth + s.borderTopLeftRadius, spacing: s.letterSpacing, shown: s.display}]
}))"""


def content_of(html: str) -> bytes:
    """Make a mail of an HTML text."""
    return b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()


def measured(page: Any, html: str) -> dict[str, dict[str, Any]]:
    """Show an HTML text in a fresh document and measure it."""
    page.goto("about:blank")
    page.set_content(html)
    marks: dict[str, dict[str, Any]] = page.evaluate(MEASURE)
    return marks


@pytest.mark.timeout(180)
def test_layouts_look_the_same_before_and_after() -> None:
    """Every layout, wide and narrow, light and dark: each marked element is where and what it was."""
    assert len(LAYOUTS) >= 10
    with browser.chromium() as (chromium, _):
        for width, scheme in ((900, "light"), (360, "light"), (900, "dark")):
            context = chromium.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme)
            page = context.new_page()
            for layout in LAYOUTS:
                html = layout.read_text()
                document = show_html(content_of(html), None)
                assert document is not None
                before = measured(page, html)
                after = measured(page, document.html)
                assert after.keys() == before.keys(), layout.name
                for name, marks in before.items():
                    for mark, value in marks.items():
                        if mark == "font" and value == '"Times New Roman"':
                            continue  # the browser's own default, for which we have a better one
                        where = (layout.name, width, scheme, name, mark)
                        if isinstance(value, float | int) and not isinstance(value, bool):
                            assert after[name][mark] == pytest.approx(value, abs=1.5), where
                        else:
                            assert after[name][mark] == value, where
            context.close()
