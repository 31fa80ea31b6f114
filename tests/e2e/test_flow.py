"""The life of an address in a browser, from the first view to the erasure."""

import gzip
import re
import smtplib
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import HTML, VERIFY_URL, address_of, hear, listen, send, visit, watched, write


def test_mail_appears_by_itself_and_its_code_is_copied(page, service):
    """Zero clicks to an address, none to its mail, one to its code."""
    page.evaluate("window.notReloaded = true")
    address = address_of(page)
    listen(page, "#say")
    listen(page, "#copy")
    page.click("#copy")
    hear(page, "#copy", "Copied")
    assert page.evaluate("navigator.clipboard.readText()") == address
    expect(page.locator("[data-state=waiting]")).to_contain_text(f"Waiting for mail to {address}")
    send(service.smtp, address, write())
    row = page.locator("#rows .row")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Verify your account")
    chip = row.locator("[data-f=code]")
    expect(chip).to_have_accessible_name("Copy code 4 9 3 0 2 1 from Accounts")
    chip.click()
    assert page.evaluate("navigator.clipboard.readText()") == "493021"
    assert page.evaluate("window.notReloaded")
    expect(page).to_have_title("(1) Inbox")
    hear(page, "#say", "New message from Accounts: Verify your account.")


def test_the_first_view_is_four_requests_within_the_budgets(context, service):
    """The address is in the first HTML; page, style, script and stream are all that is asked for, and small."""
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(service.http)
    page.wait_for_selector("#live[data-is=live]")
    assert len(asked) == 4
    html = urllib.request.urlopen(service.http + "/").read()
    assert re.search(rb'<code id="address"[^>]*>[a-z0-9-]+<wbr>@(mayfly|box)\.test</code>', html)
    assert len(gzip.compress(html)) <= 14_000
    for path, budget in ((r"/static/\w+/page\.css", 8_000), (r"/static/\w+/page\.js", 12_000)):
        found = re.search(path, html.decode())[0]
        request = urllib.request.Request(service.http + found, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request) as answer:
            assert len(answer.read()) <= budget
            assert "immutable" in answer.headers["Cache-Control"]


# Times are written in the browser's zone as soon as a script runs; attributes come in any order.
_AS_TEXT = """m => {
  const attributes = e => [...e.attributes].filter(a => !["datetime", "hidden", "class"].includes(a.name))
    .map(a => `${a.name}=${a.value}`).sort()
  const inside = e => e.matches("time") ? [] : [...e.childNodes].flatMap(walk)
  const walk = e => e.nodeType === 3 ? [e.data.trim()] : e.nodeType !== 1 ? [] :
    [e.tagName, ...attributes(e), e.hidden ? "hidden" : "", ...inside(e)]
  return walk(m).filter(Boolean).join("\\n")
}"""


def opened(page) -> str:
    """Give the message as it stands in the document."""
    return page.locator(".message").evaluate(_AS_TEXT)


def test_a_message_is_the_same_whoever_makes_its_markup(page, service):
    """The script's copy of the template and the server's page show the same message."""
    message = write(html=HTML)
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="plan.pdf")
    message.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="setup.exe")
    send(service.smtp, address_of(page), message)
    page.click("#rows .open")
    page.wait_for_selector(".message")
    expect(page.locator("#subject")).to_be_focused()
    by_script = opened(page)
    expect(page.locator(".message [data-f=link]")).to_have_attribute("href", VERIFY_URL)
    expect(page.locator(".message [data-f=blocked-text]")).to_contain_text("1 remote image blocked")
    expect(page.locator(".attachments li")).to_have_count(2)
    expect(page.locator(".attachments li").nth(1)).to_contain_text("This file type can harm your computer.")
    page.reload()
    page.wait_for_selector("#live[data-is=live]")
    assert opened(page) == by_script
    frame = page.frame_locator(".message iframe")
    expect(frame.locator("h1")).to_have_text("Verify your account")
    page.click("[data-f=tab-text]")
    expect(page.locator(".message .text")).to_contain_text("Your verification code is 493021.")
    with page.expect_download() as download:
        page.click(".attachments a >> nth=0")
    assert download.value.suggested_filename == "plan.pdf"
    page.locator(".raw summary").click()
    expect(page.locator(".raw pre")).to_contain_text("Subject: Verify your account")


def test_an_erased_inbox_says_what_was_erased_and_takes_no_more(page, service):
    """The one dialog asks, the receipt counts, and from then on nothing of it is there for anybody."""
    address = address_of(page)
    send(service.smtp, address, write())
    expect(page.locator("#rows .row")).to_have_count(1)
    page.click("[popovertarget=more]")
    page.click("#erase-open")
    expect(page.locator("#erase h2")).to_have_text("Delete this inbox and its 1 message now?")
    page.click("text=Delete for good")
    expect(page.locator("#gone")).to_contain_text(re.compile(r"1 message, [\d.]+ k?B erased at "))
    assert address not in page.content()
    with smtplib.SMTP(*service.smtp) as client:
        client.ehlo()
        client.mail("a@b.example")
        assert client.rcpt(address)[0] == 550
    page.go_back()
    assert address not in page.content()


def test_a_link_from_another_site_leads_back_to_the_same_inbox(browser, service, sink):
    """The cookie is Lax: who comes by a link still has the inbox; who posts from another site is refused."""
    sink.pages["other.example/"] = (
        f'<a href="{service.http}/">back</a><form method="post" action="{service.http}/open"><button>x</button></form>'
    ).encode()
    context = browser.new_context()
    try:
        page = visit(context, service.http)
        address = address_of(page)
        page.goto("http://other.example/")
        page.click("a")
        page.wait_for_selector("#live[data-is=live]")
        assert address_of(page) == address
        page.goto("http://other.example/")
        with page.expect_navigation() as posted:
            page.click("button")
        assert posted.value.status == 403
    finally:
        context.close()


def test_the_link_hands_the_inbox_over_to_another_browser(page, browser, service):
    """The other browser holds this inbox and no other, and the token is in no address that it keeps."""
    page.click("[popovertarget=more]")
    page.click("form[action^='/link'] button")
    expect(page.locator(".warn")).to_have_text("Anyone with this link can read this inbox until it expires.")
    expect(page.locator(".qr svg")).to_be_visible()
    link = address_of(page)
    assert re.fullmatch(re.escape(service.http) + r"/#[\w-]{43}", link)
    page.click("a:text-is('Back')")
    page.wait_for_selector("#live[data-is=live]")
    with watched(browser, service.http) as elsewhere:
        other = elsewhere.new_page()
        other.goto(link)
        other.wait_for_url(re.compile(r"\?box="))
        other.wait_for_selector("#live[data-is=live]")
        assert address_of(other) == address_of(page)
        assert "#" not in other.url
        assert len(elsewhere.cookies()) == 1
        other.goto(service.http + "/about")
        other.goto(f"{service.http}/#{'A' * 43}")
        expect(other.locator("#notice")).to_contain_text("This link opens nothing")


def test_several_inboxes_live_side_by_side(page, service):
    """A new address, a chosen one and one under another domain stand beside the first; none replaces another."""
    first = address_of(page)
    page.click("#new button")
    page.wait_for_url(re.compile("box="))
    page.click("#edit-open")
    page.fill("#local_part", "quiet.heron")
    page.select_option("[name=domain]", "mayfly.test")
    page.keyboard.press("Enter")
    expect(page.locator("#address")).to_have_text("quiet.heron@mayfly.test")
    page.click("[popovertarget=domains]")
    page.click("#domains button")
    expect(page.locator("#address")).to_have_text("quiet.heron@box.test")
    expect(page.locator(".boxes li")).to_have_count(4)
    # A name that is there twice says where.
    names = page.locator(".boxes .mono").all_text_contents()
    assert names[0] == first.partition("@")[0]
    assert names[2:] == ["quiet.heron@mayfly.test", "quiet.heron@box.test"]
    page.click("#edit-open")
    page.fill("#local_part", "postmaster")
    page.keyboard.press("Enter")
    expect(page.locator("#edit-help")).to_contain_text("That name is in use")
    expect(page.locator("#local_part")).to_have_value("postmaster")
    page.click(".boxes a >> nth=0")
    expect(page.locator("#address")).to_have_text(first)


def test_what_we_know_is_what_the_api_says(page, service):
    """The panel is fed by the mailbox itself, when it is opened."""
    send(service.smtp, address_of(page), write())
    expect(page.locator("#rows .row")).to_have_count(1)
    with page.expect_response(re.compile(r"/api/v1/mailbox\?box=")) as answer:
        page.click("[popovertarget=know]")
    known = answer.value.json()
    for key, words in known["stored"].items():
        expect(page.locator(f"[data-k='stored.{key}']")).to_have_text(words)
    expect(page.locator("[data-k=messages]")).to_contain_text("1 of at most")


@pytest.mark.parametrize("way", ["undo", "leave"])
def test_a_deleted_message_can_be_had_back_until_the_page_is_left(page, service, way):
    """Undo within ten seconds brings it back; leaving the page deletes it."""
    for subject in ("first", "second"):
        send(service.smtp, address_of(page), write(subject))
    expect(page.locator("#rows .row")).to_have_count(2)
    page.locator("#rows .open").first.focus()
    page.keyboard.press("#")
    expect(page.locator("#toast")).to_contain_text("Message deleted.")
    expect(page.locator("#rows .row:visible")).to_have_count(1)
    expect(page.locator("#rows .row:visible .open")).to_be_focused()
    if way == "undo":
        page.keyboard.press("z")
        expect(page.locator("#rows .row:visible")).to_have_count(2)
        page.reload()
        expect(page.locator("#rows .row")).to_have_count(2)
    else:
        page.goto(service.http + "/about")
        page.goto(service.http)
        expect(page.locator("#rows .row")).to_have_count(1)


def test_a_message_that_was_open_when_it_was_deleted_comes_back_closed(page, service):
    """Undo gives the row back as it was, and nothing says that it is open."""
    send(service.smtp, address_of(page), write())
    page.click("#rows .open")
    page.click("[data-f=delete] button")
    expect(page.locator("#rows .row:visible")).to_have_count(0)
    page.click("#toast button")
    expect(page.locator("#rows .row:visible")).to_have_count(1)
    expect(page.locator("#rows [aria-current]")).to_have_count(0)
    expect(page.locator(".message")).to_have_count(0)


@pytest.mark.parametrize("size", [(1280, 800), (1280, 600), (390, 800)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_long_text_can_be_read_to_its_end(browser, service, size):
    """Whatever the window, the last of two hundred lines can be scrolled to and is seen then."""
    with watched(browser, service.http, viewport={"width": size[0], "height": size[1]}) as context:
        page = visit(context, service.http)
        message = write()
        message.set_content("A line of many.\n" * 200 + "https://example.com/the-end\n")
        send(service.smtp, address_of(page), message)
        page.click("#rows .open")
        # Nothing around the text cuts off what no wheel could bring up.
        cut = page.locator(".message .text").evaluate(
            """text => { const cut = []
              for (let e = text; e; e = e.parentElement)
                if (/hidden|clip/.test(getComputedStyle(e).overflowY) && e.scrollHeight > e.clientHeight + 1)
                  cut.push(e.className)
              return cut }"""
        )
        assert cut == []
        page.locator(".message .text a").click(trial=True)


def test_an_inbox_is_kept_for_as_long_as_it_can_be_with_one_choice(page):
    """The last choice goes up to the cap, whatever time has passed; then there is nothing to extend."""
    page.click("[popovertarget=more]")
    page.click(".keep-for button >> nth=-1")
    expect(page.locator("#toast")).to_contain_text("Kept until")
    expect(page.locator("#extend button")).to_be_disabled()
    expect(page.locator("#latest")).to_be_visible()
