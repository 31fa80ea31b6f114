"""Everything by keyboard; nothing while typing; and the keys can be switched off."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import HTML, address_of, hear, listen, send, write


@pytest.fixture
def filled(page, service):
    """Give a page with three messages."""
    address = address_of(page)
    for subject in ("oldest", "middle", "newest"):
        send(service.smtp, address, write(subject, html=HTML if subject == "newest" else ""))
    expect(page.locator("#rows .row")).to_have_count(3)
    return page


def test_the_keys_of_the_list_and_the_message(filled):
    """Move, open, switch, load, close, delete and undo, each by its key, with the focus where one expects it."""
    page = filled
    page.keyboard.press("j")
    expect(page.locator("#rows .open").nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#rows .open").nth(2)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(page.locator("#rows .open[tabindex='0']")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#subject")).to_be_focused()
    expect(page.locator("#subject")).to_have_text("newest")
    page.keyboard.press("t")
    expect(page.locator(".message .text")).to_be_visible()
    page.keyboard.press("t")
    expect(page.locator(".message iframe")).to_be_visible()
    page.keyboard.press("r")
    expect(page.locator(".headers")).to_have_attribute("open", "")
    page.keyboard.press("i")
    expect(page.locator("[data-f=blocked]")).to_be_hidden()
    page.keyboard.press("u")
    expect(page.locator(".message")).to_have_count(0)
    expect(page.locator("#rows .open").nth(0)).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.locator("#rows .row:visible")).to_have_count(2)
    page.keyboard.press("z")
    expect(page.locator("#rows .row:visible")).to_have_count(3)
    page.keyboard.press("Enter")
    expect(page.locator("#subject")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".message")).to_have_count(0)


def test_the_keys_of_the_address(filled):
    """Copy the address, copy the newest code, extend, and ask once before a new address."""
    page = filled
    address = address_of(page)
    page.keyboard.press("c")
    expect(page.locator("#say")).to_contain_text("Address copied")
    assert page.evaluate("navigator.clipboard.readText()") == address
    listen(page, "#rows .chip")
    page.keyboard.press("y")
    hear(page, "#rows .chip", "Copied ✓")
    assert page.evaluate("navigator.clipboard.readText()") == "493021"
    page.keyboard.press("e")
    expect(page.locator("#toast")).to_contain_text("Kept until")
    page.keyboard.press("n")
    expect(page.locator("#toast")).to_contain_text("Press n again")
    assert address_of(page) == address
    # It is asked once in some seconds; where this takes longer than that, it is asked again.
    while "box=" not in page.url:
        page.keyboard.press("n")
        page.wait_for_timeout(200)
    expect(page.locator("#address")).not_to_have_text(address)


def test_no_key_acts_while_typing_or_when_keys_are_off(filled):
    """Letters typed into a field are letters; the sheet switches them off, and that is remembered."""
    page = filled
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("middle n e c")
    expect(page.locator("#search")).to_have_value("middle n e c")
    page.fill("#search", "middle")
    expect(page.locator("#rows .row:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#rows .row:visible")).to_have_count(3)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.click("#keys-on")
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("j")
    expect(page.locator("#rows .open:focus")).to_have_count(0)
    page.reload()
    page.wait_for_selector("#live[data-is=live]")
    page.keyboard.press("g")
    page.keyboard.press("w")
    expect(page.locator("#know")).to_be_hidden()


def test_the_regions_and_the_panel_have_keys(filled):
    """F6 and Alt with a number go from region to region; g w opens what we know."""
    page = filled
    page.keyboard.press("Alt+2")
    expect(page.locator("#list-label")).to_be_focused()
    page.keyboard.press("F6")
    expect(page.locator("#address")).to_be_focused()
    page.keyboard.press("F6")
    expect(page.locator("#list-label")).to_be_focused()
    # Both keys within a moment: where the machine takes longer for them, once more.
    while page.locator("#know").is_hidden():
        page.keyboard.press("g")
        page.keyboard.press("w")
    page.keyboard.press("Escape")
    expect(page.locator("#know")).to_be_hidden()


def test_the_whole_way_by_tab_alone(page, service):
    """From the skip link over copy to an open message and out of its frame: no trap, always a visible focus."""
    send(service.smtp, address_of(page), write(html=HTML))
    expect(page.locator("#rows .row")).to_have_count(1)
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.className + '#' + document.activeElement.id"))
        if "open" in seen[-1].split("#")[0].split():
            break
    assert seen[0].startswith("skip")
    assert any(one.endswith("#copy") for one in seen)
    page.keyboard.press("Enter")
    expect(page.locator("#subject")).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('footer') !== null"):
            return
    raise AssertionError("the focus does not leave the message")
