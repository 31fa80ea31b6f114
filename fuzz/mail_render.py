"""Whatever HTML a mail has, its document holds no element, attribute or reference beyond those that are allowed.

Run: ``python fuzz/mail_render.py -max_total_time=1800 -max_len=4096``.
"""

import html.parser
import re
import sys

import atheris

with atheris.instrument_imports(include=["mayfly"]):
    from mayfly.mail import render
    from mayfly.mail.read import ImagePath, show_html

IMAGES = ImagePath(b"k", 1)
HEADER = b"Content-Type: text/html; charset=utf-8\r\n\r\n"
TAGS = render._TAGS | {"html", "head", "meta", "style", "body"}
LOADS = ("data:image/", "data:,", "/img/")


class Checker(html.parser.HTMLParser):
    """Reads a document again with a parser that is not ours."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Fail on what must not be there."""
        if tag not in TAGS:
            raise AssertionError(f"element {tag}")
        for name, value in attrs:
            value = value or ""
            if name.startswith("on") or name in ("srcset", "srcdoc", "action", "ping", "poster"):
                raise AssertionError(f"attribute {name}")
            if name in ("src", "background") and not value.startswith(LOADS):
                raise AssertionError(f"reference {value}")
            if name == "href" and not re.match(r"(?i)https?://|mailto:|tel:", value):
                raise AssertionError(f"link {value}")
            if name == "style":
                self._check_style(value)

    def handle_data(self, data: str) -> None:
        """Look at style sheets; other text is only text."""
        if self.cdata_elem == "style":
            self._check_style(data)

    def _check_style(self, css: str) -> None:
        low = css.lower()
        if "@import" in low or "<" in css or "expression(" in low:
            raise AssertionError(f"style {css}")
        for url in re.findall(r"url\(\s*[\"']?([^\"')]*)", low):
            if not url.startswith(LOADS):
                raise AssertionError(f"style loads {url}")


def one_input(data: bytes) -> None:
    """Hold the invariant for one input, with images off and on."""
    for images in (None, IMAGES):
        document = show_html(HEADER + data, images)
        if document is not None:
            checker = Checker()
            checker.feed(document.html)
            checker.close()


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
