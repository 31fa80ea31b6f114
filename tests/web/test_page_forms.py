"""The forms of the page: each does what the API does, sends the browser on, and is only taken from our own pages."""

import re

import pytest

from tests.house import mail
from tests.web.browsing import Browser, address_in, text_of
from tests.web.serving import Web
from tests.web.test_pages import browse


def test_new_addresses_stand_beside_the_old_ones_up_to_eight():
    """Drawn, chosen and under another domain; the ninth is refused and none is replaced."""

    async def scene(browser: Browser, web: Web) -> None:
        first = address_in(await browser.get("/"))
        await browser.get("/")
        assert address_in(await browser.follow(await browser.post("/open"))) != first
        chosen = await browser.follow(await browser.post("/open", local_part="quiet.heron", domain="mayfly.test"))
        assert address_in(chosen) == "quiet.heron@mayfly.test"
        other = await browser.follow(await browser.post("/open", local_part="quiet.heron", domain="box.example"))
        assert address_in(other) == "quiet.heron@box.example"
        for _ in range(4):
            assert (await browser.post("/open")).status == 303
        assert len(browser.boxes) == 8
        ninth = await browser.post("/open")
        assert ninth.status == 409
        assert "eight" in text_of(ninth)
        assert len(browser.boxes) == 8
        assert address_in(await browser.get(f"/?box={browser.boxes[0]}")) == first

    browse(scene)


@pytest.mark.parametrize(
    ("local_part", "domain", "status", "words"),
    [
        ("postmaster", "mayfly.test", 409, "That name is in use"),
        ("taken", "mayfly.test", 409, "That name is in use"),
        ("a b", "mayfly.test", 422, "This cannot stand before the @"),
        ("x" * 65, "mayfly.test", 422, "This cannot stand before the @"),
        ("fine", "else.example", 422, "Mail for this domain is not taken here."),
    ],
)
def test_a_name_that_is_not_to_be_had_is_said_beside_its_field(local_part, domain, status, words):
    """The form comes back open, with what was typed and why not; the inbox stays."""

    async def scene(browser: Browser, web: Web) -> None:
        await web.open(local_part="taken", domain="mayfly.test")
        first = address_in(await browser.get("/"))
        answer = await browser.post(f"/open?box={browser.boxes[0]}", local_part=local_part, domain=domain)
        assert answer.status == status
        assert words in text_of(answer)
        assert address_in(answer) == first
        page = answer.body.decode()
        assert '<details id="edit" open>' in page
        assert f'value="{local_part}"' in page
        assert re.search(r'aria-invalid="true"\s+aria-describedby="edit-help"', page)
        assert 'http-equiv="refresh"' not in page

    browse(scene)


def test_extending_goes_up_to_the_cap_and_says_so():
    """The button asks for an hour more; at the cap it is disabled, and an old page's wish is met as far as possible."""

    async def scene(browser: Browser, web: Web) -> None:
        await browser.get("/")
        box = browser.boxes[0]

        def seconds(answer) -> int:
            found = re.search(r'name="lifetime_seconds" value="(\d+)" class="quiet"', answer.body.decode())
            return int(found[1])

        page = await browser.get("/")
        assert seconds(page) == 7200
        page = await browser.follow(await browser.post(f"/extend?box={box}", lifetime_seconds=7200))
        assert "kept longer" in text_of(page)
        await browser.post(f"/extend?box={box}", lifetime_seconds=86_400)
        web.house.now += 60
        page = await browser.get("/")
        assert seconds(page) == 0
        assert re.search(r'aria-keyshortcuts="e"\s+disabled', page.body.decode())
        late = await browser.follow(await browser.post(f"/extend?box={box}", lifetime_seconds=86_400))
        assert "kept longer" in text_of(late)
        never = await browser.follow(await browser.post(f"/extend?box={box}", lifetime_seconds=999_999))
        assert "cannot be kept any longer" in text_of(never)

    browse(scene)


def test_a_message_is_shown_and_deleted():
    """It counts as seen when shown, as text or in its frame, and is gone when deleted, also when asked for again."""

    async def scene(browser: Browser, web: Web) -> None:
        address = address_in(await browser.get("/"))
        box = browser.boxes[0]
        await web.house.send(mail("Hi", "See https://a.example/x (now)."), address)
        (row,) = (await web.ask("GET", "/api/v1/mailbox/messages", browser.token)).json["messages"]
        path = f"/m/{row['id']}?box={box}"
        page = await browser.get(path)
        assert 'href="https://a.example/x" target="_blank" rel="noopener noreferrer"' in page.body.decode()
        assert '<li class="row" ' in page.body.decode()
        (row,) = (await web.ask("GET", "/api/v1/mailbox/messages", browser.token)).json["messages"]
        assert row["seen"]
        gone = await browser.follow(await browser.post(f"/delete?box={box}", id=row["id"]))
        assert "Message deleted." in text_of(gone)
        for again in (await browser.get(path), await browser.get(f"/m/nonsense?box={box}")):
            assert again.status == 404
            assert "This message is gone." in text_of(again)
        twice = await browser.follow(await browser.post(f"/delete?box={box}", id=row["id"]))
        assert "This message is gone." in text_of(twice)

    browse(scene)


def test_erasing_asks_once_and_gives_a_receipt():
    """The receipt counts what was erased; cookie, address and cache go; the receipt's page shows numbers only."""

    async def scene(browser: Browser, web: Web) -> None:
        address = address_in(await browser.get("/"))
        box = browser.boxes[0]
        await web.house.send(mail("Hi"), address)
        asked = await browser.get(f"/erase?box={box}")
        assert "Delete this inbox and its 1 message now?" in text_of(asked)
        answer = await browser.post(f"/erase?box={box}")
        assert answer["clear-site-data"] == '"cache"'
        receipt = await browser.follow(answer)
        assert re.search(r"1 message, [\d.]+ k?B erased at \d\d:\d\d:\d\d UTC\.", text_of(receipt))
        assert browser.boxes == []
        assert (await browser.post(f"/erase?box={box}")).status == 401
        for bad in ("messages=x", "at=99999999999999999999", "at=-99999999999999"):
            assert (await browser.get(f"/erased?{bad}")).status in (404, 422)

    browse(scene)


def test_the_test_mail_comes_and_forgetting_leaves_the_mailbox_alive():
    """The newcomer's own mail is a mail like any; forgetting takes only the cookie."""

    async def scene(browser: Browser, web: Web) -> None:
        await browser.get("/")
        box, token = browser.boxes[0], browser.token
        page = await browser.follow(await browser.post(f"/test?box={box}"))
        assert "1 message" in text_of(page)
        await browser.follow(await browser.post(f"/forget?box={box}"))
        assert box not in browser.boxes
        assert (await web.ask("GET", "/api/v1/mailbox", token)).status == 200

    browse(scene)


def test_the_link_is_given_on_request_only_and_its_page_is_not_compressed():
    """The token stands on no page but the one that was asked for, in the fragment; a GET does not give it."""

    async def scene(browser: Browser, web: Web) -> None:
        page = await browser.get("/")
        box = browser.boxes[0]
        assert browser.token not in page.body.decode()
        answer = await browser.post(f"/link?box={box}")
        assert answer["content-encoding"] == ""
        assert f"/#{browser.token}" in text_of(answer)
        assert "<svg" in answer.body.decode()
        assert (await browser.get(f"/link?box={box}")).status == 405

    browse(scene)


@pytest.mark.parametrize("path", ["/open", "/extend", "/delete", "/test", "/erase", "/forget", "/link"])
def test_no_form_is_taken_from_another_site(path):
    """A post from another site, or one that does not say where it is from, changes nothing."""

    async def scene(browser: Browser, web: Web) -> None:
        await browser.get("/")
        boxes = browser.boxes
        for site in ("cross-site", "same-site", "none", ""):
            answer = await browser.post(f"{path}?box={boxes[0]}", site)
            assert answer.status == 403, site
        assert browser.boxes == boxes

    browse(scene)
