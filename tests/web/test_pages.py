"""The page as the server makes it: who gets an address, what stands in the HTML, what never does."""

import asyncio
import gzip
import os
import re
import socket

import pytest

from mayfly.access.inbox import Terms
from mayfly.core.mailbox import Lifetimes
from mayfly.guard.rate import Rule
from mayfly.web.page_inbox import NOTICES
from mayfly.web.page_render import ASSETS, lean
from mayfly.web.pages import pages
from tests.house import mail
from tests.web.browsing import Browser, address_in, text_of
from tests.web.serving import Web, serve, until


def browse(scene, **options) -> None:
    """Run one scene with a browser before the page."""

    async def with_browser(web: Web) -> None:
        await scene(Browser(web), web)

    serve(with_browser, pages=pages(), **options)


def test_the_first_answer_holds_a_working_address_and_its_cookie():
    """One request gives an address that takes mail; its cookie is no script's and comes back by links."""

    async def scene(browser: Browser, web: Web) -> None:
        first = await browser.get("/")
        address = address_in(first)
        assert re.fullmatch(r"[a-z0-9-]+@(mayfly\.test|box\.example)", address)
        (cookie,) = first.all("set-cookie")
        for word in ("httponly", "path=/", "samesite=lax"):
            assert word in cookie.lower()
        await web.house.send(mail("Welcome"), address)
        again = await browser.get("/")
        assert address_in(again) == address
        assert "Welcome" in text_of(again)
        assert again.all("set-cookie") == []

    browse(scene)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_dest": "image"},
        {"sec_fetch_dest": "empty", "sec_fetch_mode": "cors"},
        {"sec_purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"user_agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"user_agent": "facebookexternalhit/1.1", "sec_fetch_dest": "", "sec_fetch_mode": "", "sec_fetch_site": ""},
        {"user_agent": "WhatsApp/2.23", "sec_fetch_dest": ""},
        {"method": "HEAD"},
    ],
)
def test_who_is_no_person_looking_gets_a_button_and_no_mailbox(headers):
    """Prefetches, sub-requests, crawlers, link previews and HEAD make nothing."""

    async def scene(browser: Browser, web: Web) -> None:
        answer = await browser.get("/", **headers)
        assert answer.status == 200
        assert answer.all("set-cookie") == []
        assert address_in(answer) == ""
        if headers.get("method") != "HEAD":
            assert "Give me an address" in text_of(answer)

    browse(scene)


def test_a_client_without_fetch_metadata_is_taken_for_a_person():
    """An old browser, or a person with curl, gets an address as well."""

    async def scene(browser: Browser, web: Web) -> None:
        bare = {"sec_fetch_dest": "", "sec_fetch_mode": "", "sec_fetch_site": "", "accept_encoding": ""}
        answer = await browser.get("/", user_agent="curl/8.9", **bare)
        assert address_in(answer)
        assert answer["content-encoding"] == ""

    browse(scene)


def test_too_many_first_views_are_told_when_to_come_again():
    """The page of a 429 names the seconds, and the header says the same."""

    async def scene(browser: Browser, web: Web) -> None:
        await browser.get("/")
        answer = await Browser(web).get("/")
        assert answer.status == 429
        assert "Too many new addresses from your network." in text_of(answer)
        assert f"Try again in {answer['retry-after']} s." in text_of(answer)

    browse(scene, rules=(Rule(1, 60),))


def test_nothing_of_a_mail_is_markup_on_our_page():
    """Sender, subject, snippet, text, headers and file names are text, whatever stands in them."""
    nasty = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    extra = f'X-Evil: {nasty}\r\nContent-Type: text/plain; name="{nasty}"\r\n'

    async def scene(browser: Browser, web: Web) -> None:
        address = address_in(await browser.get("/"))
        await web.house.send(
            mail(nasty, f'{nasty} https://a.example/?q="><b>', f'"{nasty}" <a@b.example>', extra), address
        )
        (row,) = (await web.ask("GET", "/api/v1/mailbox/messages", browser.token)).json["messages"]
        for path in ("/", f"/m/{row['id']}?box={browser.boxes[0]}&view=text"):
            answer = await browser.get(path)
            assert answer.status == 200
            assert b"<script>" not in answer.body
            assert b"<img" not in answer.body
            assert b"onerror=alert(1)&gt;" in answer.body
            assert not re.search(rb"<[^>]*\sonerror", answer.body)

    browse(scene)


def test_no_page_has_anything_inline_or_foreign():
    """No inline script, style or handler and no other host on any page: the policy has nothing to stop."""

    async def scene(browser: Browser, web: Web) -> None:
        address = address_in(await browser.get("/"))
        box = browser.boxes[0]
        await web.house.send(mail("Hi", "Your code is 493021. https://a.example/verify"), address)
        (row,) = (await web.ask("GET", "/api/v1/mailbox/messages", browser.token)).json["messages"]
        paths = ["/", f"/m/{row['id']}?box={box}", f"/erase?box={box}", "/about", "/erased?messages=1&octets=2&at=3"]
        answers = [await browser.get(path) for path in [*paths, "/nowhere", "/?box=00000000"]]
        answers.append(await browser.post(f"/link?box={box}"))
        for answer in answers:
            page = answer.body.decode()
            assert answer["content-type"] == "text/html; charset=utf-8"
            assert "default-src 'self'" in answer["content-security-policy"]
            assert "require-trusted-types-for 'script'" in answer["content-security-policy"]
            assert answer["cache-control"].startswith("no-store")
            assert not re.search(r"<script(?![^>]*\ssrc=\"/static/)", page)
            assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
            for url in re.findall(r"\s(?:src|action)=\"([^\"]*)\"|<link[^>]*href=\"([^\"]*)\"", page):
                assert "".join(url).startswith(("/", "data:image/svg+xml,")), url
            assert page.count("<h1") == 1 + page.count('<section id="gone"')

    browse(scene)


def test_the_budgets():
    """First HTML, style and script stay within one flight each, compressed."""

    async def scene(browser: Browser, web: Web) -> None:
        answer = await browser.get("/")
        assert len(gzip.compress(answer.body)) <= 14_000
        assert len(ASSETS["page.css"].compressed) <= 8_000
        assert len(ASSETS["page.js"].compressed) <= 12_000

    browse(scene)


def test_assets_are_for_ever_under_the_name_of_their_content():
    """A file with its hash in the name may be kept; another version's name gives today's file, not for ever."""

    async def scene(browser: Browser, web: Web) -> None:
        for asset in ASSETS.values():
            packed = await browser.get(asset.path)
            assert packed.body == asset.octets
            assert "immutable" in packed["cache-control"]
            plain = await browser.get(asset.path, accept_encoding="br, gzip;q=0")
            assert plain["content-encoding"] == ""
            assert plain.body == asset.octets
            name = asset.path.rpartition("/")[2]
            other = await browser.get(f"/static/000000000000/{name}")
            assert other.body == asset.octets
            assert "immutable" not in other["cache-control"]
        assert (await browser.get("/static/000000000000/nothing.js")).status == 404
        assert (await browser.get("/static/000000000000/..%2fpages.py")).status == 404

    browse(scene)


def test_what_has_ended_and_what_never_was_look_the_same():
    """An expired inbox, an erased one and a handle of somebody else's are one page; the dead cookie is forgotten."""

    async def scene(browser: Browser, web: Web) -> None:
        address = address_in(await browser.get("/"))
        box = browser.boxes[0]
        await browser.get("/")
        stranger = await Browser(web).get(f"/?box={box}")
        web.house.now += 3601
        expired = await browser.get(f"/?box={box}")
        assert stranger.status == expired.status == 404
        assert text_of(stranger) == text_of(expired)
        assert "This inbox is gone." in text_of(expired)
        assert address not in expired.body.decode()
        assert browser.boxes == []
        assert address_in(await browser.get("/"))

    browse(scene)


def test_a_browser_without_scripts_says_by_a_style_sheet_that_it_came_back():
    """The empty style sheet in noscript is what makes a provisional inbox durable where no stream is opened."""

    async def scene(browser: Browser, web: Web) -> None:
        first = await browser.get("/")
        address = address_in(first)
        here = re.search(rb'<noscript>.*?href="(/static/here\.css[^"]*)"', first.body)
        answer = await browser.get(here[1].decode(), sec_fetch_dest="style")
        assert answer.status == 200
        assert answer["content-type"].startswith("text/css")
        # Provisional ones live ten minutes; this one outlives them.
        web.house.now += 1200
        assert address_in(await browser.get("/")) == address

    browse(scene)


def test_every_notice_is_ours():
    """A notice is named by its slug; what somebody writes into the address of the page is not shown."""

    async def scene(browser: Browser, web: Web) -> None:
        await browser.get("/")
        for slug, words in NOTICES.items():
            assert words in text_of(await browser.get(f"/?notice={slug}"))
        answer = await browser.get("/?notice=You+have+won&utm_source=x")
        assert answer.status == 200
        assert "won" not in text_of(answer)

    browse(scene)


def test_every_word_of_the_script_is_in_the_page_and_used():
    """The script says nothing that the page has no word for, and the page carries no word that nobody says."""
    script = ASSETS["page.js"].octets.decode()

    async def scene(browser: Browser, web: Web) -> None:
        page = (await browser.get("/")).body.decode()
        words = set(re.findall(r'data-w="([\w-]+)"', page))
        assert words
        for word in words:
            assert re.search(rf'["\[.]{re.escape(word)}\b', script), word
        said = set(re.findall(r'say\("([\w-]+)"', script)) | set(re.findall(r"(?<!_)words\.(\w+)", script))
        said |= set(re.findall(r'words\["([\w-]+)"\]', script))
        assert said <= words

    browse(scene)


def test_how_the_service_is_run_is_told_from_its_settings():
    """Lifetimes, sizes and domains are those it runs with."""

    async def scene(browser: Browser, web: Web) -> None:
        words = text_of(await browser.get("/about"))
        assert "mayfly.test, box.example" in words
        assert "60 min, at most 24 h when extended" in words
        assert "500 messages" in words
        assert "abuse@mayfly.test" in words

    async def with_browser(web: Web) -> None:
        await scene(Browser(web), web)

    terms = Terms(Lifetimes(), messages=500, octets=100 << 20, message_octets=25 << 20)
    serve(with_browser, pages=pages(terms))


def test_what_is_sent_lacks_comments_and_indentation_and_nothing_else():
    """Lines that are a comment go, and the room before others; what stands behind code or in a string stays."""
    source = (
        "/* Head.\n\n   Two * paragraphs. */\n\nconst a = 1\n  // why\n  if (a) {   // short\n"
        '    go("https://x/*y*/")\n  }\n\t/* --- part --- */\nconst b = /* inline */ 2\n'
    )
    sent = '\nconst a = 1\nif (a) {   // short\ngo("https://x/*y*/")\n}\nconst b = /* inline */ 2\n'
    assert lean(source) == sent
    assert lean(sent) == sent


async def let_wait(web: Web, browser: Browser, path: str) -> None:
    """Ask for what is large as one who reads slowly; fail where its octets are in nobody's share meanwhile."""
    budget = web.house.access._budget
    free = budget.free
    # The server's sockets are made from the one that listens, and take little.
    (listening,) = web.server._uvicorn.servers[0].sockets
    with socket.socket(fileno=os.dup(listening.fileno())) as same:
        same.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(slow, ("127.0.0.1", web.port))
        # Not compressed.
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{web.port}\r\nCookie: {cookie}\r\n\r\n"
        await loop.sock_sendall(slow, head.encode())
        assert (await loop.sock_recv(slow, 12)).endswith(b" 200")
        assert budget.free < free
    await until(lambda: budget.free == free)


def test_a_page_with_a_message_is_held_until_it_is_sent():
    """A reader who takes the page slowly holds a share of the budget for it, and gives it back when it goes."""
    text = ("'" * 70 + "\r\n") * 5400 + "the end"

    async def scene(browser: Browser, web: Web) -> None:
        address = address_in(await browser.get("/"))
        await web.house.send(f"Subject: long\r\n\r\n{text}".encode(), address)
        path = f"/m/{(await web.first(browser.token))['id']}?box={browser.boxes[0]}&view=text"
        assert "the end" in (await browser.get(path)).body.decode()
        await let_wait(web, browser, path)

    browse(scene)


def test_a_long_list_is_held_until_it_is_sent():
    """As page and as JSON; one that is short is nobody's share."""

    async def scene(browser: Browser, web: Web) -> None:
        address = address_in(await browser.get("/"))
        content = (
            b"Subject: " + b"'" * 990 + b"\r\nTo: " + b", ".join([b"'" * 300 + b" <a@b.example>"] * 40) + b"\r\n\r\nx"
        )
        await web.house.send(content, address)
        free = web.house.access._budget.free
        api = f"/api/v1/mailbox/messages?limit=100&box={browser.boxes[0]}"
        assert len((await browser.get(api)).json["messages"]) == 1
        assert web.house.access._budget.free == free
        for _ in range(99):
            await web.house.send(content, address)
        assert len((await browser.get(api)).json["messages"]) == 100
        for path in (api, f"/?box={browser.boxes[0]}"):
            await let_wait(web, browser, path)

    browse(scene)
