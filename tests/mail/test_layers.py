"""Three layers keep a hostile mail from running and asking: each holds its share with the other two off.

First the payloads are shown raw in a bare page, to prove that they work. Then: the sanitiser alone (bare page, no
policy), the frame's sandbox alone (raw mail), the policy header alone (raw mail, no frame).
"""

import re
from typing import Any

import pytest

from mayfly.mail.read import show_html
from tests.mail import browser
from tests.mail.test_render import PAYLOADS

pytestmark = [browser.needs_chromium(), pytest.mark.timeout(180)]

SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
POLICY = (
    f"sandbox {SANDBOX}; default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
# Marks what ran, where it can be seen from outside of a sandbox as well: by asking the sink.
RAN = "new Image().src=String.fromCharCode(47,47)+location.host+String.fromCharCode(47)+\\'ran\\'+Math.random()"
PLANTS = "".join(
    [
        f"<script>{RAN}</script>".replace("\\'", "'"),
        f'<img src="x-none" onerror="{RAN}">'.replace("\\'", "'"),
        f'<svg onload="{RAN}"></svg>'.replace("\\'", "'"),
        "<img src='http://leak-img.example/1'><img srcset='http://leak-srcset.example/1 1x'>",
        "<link rel=stylesheet href='http://leak-link.example/1'>",
        "<style>@import url(http://leak-import.example/1);</style>",
        "<style>.p{background:url(http://leak-css.example/1)}</style><p class=p>x</p>",
        "<p style='background:url(http://leak-style.example/1)'>",
        "<style>@font-face{font-family:f;src:url(http://leak-font.example/1)}i{font-family:f}</style><i>font</i>",
        "<table background='http://leak-background.example/1'><tr><td>x</table>",
        "<video poster='http://leak-poster.example/1'></video>",
        "<audio src='http://leak-audio.example/1' preload=auto></audio>",
        "<iframe src='http://leak-frame.example/1'></iframe><object data='http://leak-object.example/1'></object>",
        "<embed src='http://leak-embed.example/1'><input type=image src='http://leak-input.example/1'>",
        "<svg><image href='http://leak-svg.example/1' width=9 height=9 /></svg>",
        "<p style='list-style-image:url(http://leak-list.example/1);display:list-item'>x</p>",
        "<p style=\"background-image:image-set('http://leak-set.example/1' 1x)\">x</p>",
        "<p style='border-image:url(http://leak-border.example/1) 1;border-style:solid'>x</p>",
        "<p style='cursor:url(http://leak-cursor.example/1),auto'>x</p>",
        "<style>b::before{content:url(http://leak-content.example/1)}</style><b>x</b>",
    ]
)


def settle(page: Any, url: str) -> None:
    """Open a page and let it ask for all it wants."""
    page.goto(url)
    page.wait_for_load_state("networkidle")


def sanitised(html: str) -> bytes:
    """Give the sanitiser's document of an HTML mail."""
    document = show_html(b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html.encode(), None)
    assert document is not None
    return document.html.encode()


def test_each_layer_alone() -> None:
    """Raw, everything runs and leaks; behind the sanitiser or the policy nothing does; in the frame nothing runs."""
    raw = f"<!doctype html><body>{PLANTS}".encode()
    frame = f"<iframe sandbox='{SANDBOX}' src='/page/raw-inner'></iframe>".encode()
    with browser.chromium() as (chromium, sink):
        sink.pages = {
            "/page/raw": (raw, {}),
            "/page/sanitised": (sanitised(raw.decode()), {}),
            "/page/raw-inner": (raw, {}),
            "/page/frame": (frame, {}),
            "/page/policy": (raw, {"Content-Security-Policy": POLICY}),
        }
        base = f"http://mayfly.test:{sink.server_port}"
        page = chromium.new_page()

        settle(page, f"{base}/page/raw")
        hosts = {asked.partition("/")[0].partition(":")[0] for asked in sink.asked}
        planted = set(re.findall(r"leak-[a-z]+\.example", PLANTS)) - {"leak-cursor.example"}  # fetched on hover
        assert planted <= hosts
        assert sum("/ran" in asked for asked in sink.asked) >= 3

        for layer in ("sanitised", "policy"):
            sink.asked.clear()
            settle(page, f"{base}/page/{layer}")
            assert sink.asked == [], layer

        sink.asked.clear()
        settle(page, f"{base}/page/frame")
        assert not any("/ran" in asked for asked in sink.asked)


def test_payloads_behind_the_sanitiser_alone() -> None:
    """Every payload of the sanitiser's own set, in a bare page with scripts on: no dialog, request, navigation."""
    with browser.chromium() as (chromium, sink):
        base = f"http://mayfly.test:{sink.server_port}"
        page = chromium.new_page()
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for number, payload in enumerate(PAYLOADS):
            sink.pages = {f"/page/{number}": (sanitised(payload + "<p>rest"), {})}
            page.goto(f"{base}/page/{number}")
            assert page.url == f"{base}/page/{number}"
        page.wait_for_load_state("networkidle")
        assert dialogs == []
        assert sink.asked == []
