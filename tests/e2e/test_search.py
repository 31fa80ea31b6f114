"""Search on the page: what the rows say at once, what the messages say from the server; with and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import address_of, send, watched, write

FILLER = "A line that says nothing in particular.\n" * 20


def fill(service, address: str) -> None:
    """Send three mails; a word of the text of the second stands in no summary."""
    for name, hidden in (("First", ""), ("Second", "heliotrope"), ("Third", "")):
        message = write(name)
        message.set_content(FILLER + hidden)
        send(service.smtp, address, message)


def test_text_is_found_by_the_server_and_rows_by_the_page(page, service):
    """A word of a subject and one that only the text has: the row is left, the others are back when it is cleared."""
    fill(service, address_of(page))
    rows = page.locator("#rows .row:visible")
    expect(rows).to_have_count(3)
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("HELIO")
    expect(page.locator("#found")).to_have_text("1 message found.")
    expect(rows).to_have_count(1)
    expect(rows.locator(".subject")).to_have_text("Second")
    page.fill("#search", "third")
    expect(rows.locator(".subject")).to_have_text("Third")
    page.fill("#search", "nowhere")
    expect(page.locator("#found")).to_have_text("No message found.")
    expect(rows).to_have_count(0)
    page.fill("#search", "")
    expect(rows).to_have_count(3)
    expect(page.locator("#found")).to_be_hidden()


def test_mail_that_comes_during_a_search_is_sifted(page, service):
    """What comes and does not match stays out of sight until the field is cleared; nothing else moves."""
    fill(service, address_of(page))
    rows = page.locator("#rows .row:visible")
    expect(rows).to_have_count(3)
    page.fill("#search", "third")
    expect(page.locator("#found")).to_have_text("1 message found.")
    send(service.smtp, address_of(page), write("Fourth"))
    expect(page.locator("#rows .row")).to_have_count(4)
    expect(rows).to_have_count(1)
    page.fill("#search", "")
    expect(rows).to_have_count(4)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_form_is_a_link_that_works_anywhere(browser, service, scripts):
    """The address of a search shows what it finds, with scripts and without; without them Enter leads there."""
    with watched(browser, service.http, java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(service.http)
        fill(service, address_of(page))
        box = page.locator("body").get_attribute("data-box")
        if scripts:
            page.goto(f"{service.http}/?box={box}&q=heliotrope")
        else:
            page.reload()
            page.fill("#search", "heliotrope")
            page.press("#search", "Enter")
        expect(page.locator("#found")).to_contain_text("1 message found.")
        expect(page.locator("#rows .row:visible")).to_have_count(1)
        expect(page.locator("#rows .row:visible .subject")).to_have_text("Second")
        expect(page.locator("#search")).to_have_value("heliotrope")
