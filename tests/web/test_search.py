"""Search by the API and by the page without scripts: found, cut, told, and only text whatever is in it."""

import html
import html.parser
import re
from urllib.parse import quote

import pytest

from mayfly.access import search as bounds
from mayfly.web.pages import pages
from tests.house import mail
from tests.mail.test_render import PAYLOADS
from tests.web.browsing import Browser, text_of
from tests.web.serving import Web, serve

LIST = "/api/v1/mailbox/messages"


def test_q_finds_and_says_whether_there_is_more(monkeypatch):
    """``q`` goes with the other parameters; ``more`` and ``next`` lead through what one answer does not open."""
    monkeypatch.setattr(bounds, "OPENED_OCTETS", 2 * bounds.LEAST_OCTETS)

    async def scene(web: Web):
        address, token = await web.open()
        for number in range(5):
            await web.house.send(mail(f"No {number}", "a needle" if number % 2 == 0 else "hay"), address)
        found, after, more = [], "", True
        while more:
            page = (await web.ask("GET", f"{LIST}?q=NEEDLE&after={after}", token)).json
            found += [summary["subject"] for summary in page["messages"]]
            after, more = page["next"], page["more"]
        assert found == ["No 0", "No 2", "No 4"]
        second = (await web.ask("GET", f"{LIST}?limit=2", token)).json["next"]
        (last,) = (await web.ask("GET", f"{LIST}?q=needle&subject=4&after={second}", token)).json["messages"]
        assert last["subject"] == "No 4"
        assert (await web.ask("GET", f"{LIST}?limit=2", token)).json["more"] is True

    serve(scene)


@pytest.mark.parametrize(("characters", "status"), [(1009, 200), (1010, 200), (1011, 422)])
def test_q_has_a_length(characters: int, status: int):
    """Ten words of a hundred characters with their blanks, and no more."""

    async def scene(web: Web):
        _, token = await web.open()
        assert (await web.ask("GET", f"{LIST}?q={'a' * characters}", token)).status == status

    serve(scene)


class Markup(html.parser.HTMLParser):
    """What a browser would make of a page: its elements with the names of their attributes, and the search field."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.field: str | None = None
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Which domain was drawn, and which parts are shown, is no matter here.
        self.elements.append((tag, tuple(name for name, _ in attrs if name not in ("selected", "hidden"))))
        if ("id", "search") in attrs:
            self.field = dict(attrs)["value"]


async def searched(web: Web, words: str) -> Markup:
    """Search on the page for words that stand in the sender, the subject and the text of the one mail there is."""
    browser = Browser(web)
    await browser.get("/")
    address = (await web.ask("GET", "/api/v1/mailbox", browser.token)).json["address"]
    subject = re.sub(r"[\r\n\x00]", "", words)
    await web.house.send(mail(subject, f"before {words} behind", sender=f'"{subject}" <a@b.example>'), address)
    answer = await web.ask("GET", f"{LIST}?q={quote(words)}", browser.token)
    assert (answer.status, answer["content-type"]) == (200, "application/json")
    page = await browser.get(f"/?box={browser.boxes[0]}&q={quote(words)}")
    assert page.status == 200
    return Markup(page.body)


@pytest.mark.parametrize(
    "words", [*PAYLOADS[:30], "%00", "\u202e", "' OR 1=1 --", "../../etc", "{{7*7}}", "\U0010ffff"]
)
def test_hostile_words_are_only_text(words: str):
    """Searched for, and found in sender, subject and snippet, a payload changes no element of the page."""

    async def scene(web: Web):
        hostile, plain = await searched(web, words), await searched(web, "plain")
        assert hostile.field == words
        assert set(hostile.elements) <= set(plain.elements)

    serve(scene, pages=pages())


def test_the_page_searches_without_scripts(monkeypatch):
    """The form leads to what was found; what was not searched is said, and one link goes on; nothing reloads itself."""

    async def scene(web: Web):
        browser = Browser(web)
        first = await browser.get("/")
        (box,) = browser.boxes
        assert b'<form method="get" action="/" id="seek"' in first.body
        address = (await web.ask("GET", "/api/v1/mailbox", browser.token)).json["address"]
        for number in range(4):
            await web.house.send(mail(f"No {number}", "a needle" if number % 2 else "hay"), address)
        whole = await browser.get(f"/?box={box}&q=needle")
        assert "2 messages found." in text_of(whole)
        assert "4 messages" in text_of(whole)
        assert re.findall(r"No \d", text_of(whole)) == ["No 3", "No 1"]
        assert b"http-equiv" not in whole.body
        assert "No message found." in text_of(await browser.get(f"/?box={box}&q=nothing"))
        monkeypatch.setattr(bounds, "OPENED_OCTETS", bounds.LEAST_OCTETS)
        seen, path = [], f"/?box={box}&q=needle"
        while path:
            page = await browser.get(path)
            seen += re.findall(r"No \d", text_of(page))
            link = re.search(rb'<a href="([^"]*)">Search on</a>', page.body)
            assert ("not all messages were searched" in text_of(page)) is (link is not None)
            path = html.unescape(link[1].decode()) if link else ""
        assert seen == ["No 1", "No 3"]
        assert (await browser.get(f"/?box={box}&q=x&after=nonsense")).status == 422

    serve(scene, pages=pages())
