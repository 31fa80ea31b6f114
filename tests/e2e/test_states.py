"""Every state of the page that is not the plain one: warnings, ends, broken lines, several tabs, refusals."""

import re
import socket
import tempfile
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.browser import address_of, send, visit, watched, write
from tests.whole.service import running, start, stop


def free_port() -> int:
    """Give a port that is free now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_an_inbox_that_expires_under_an_open_page_is_wiped_from_it(browser):
    """At zero the page stays, shows nothing of the mail any more, and offers a new address."""
    settings = {"MAYFLY_MAILBOXES__LIFETIME_SECONDS": "7", "MAYFLY_MAILBOXES__MINIMUM_SECONDS": "1"}
    settings |= {"MAYFLY_MAILBOXES__CAP_SECONDS": "7"}
    with running(settings=settings) as service, watched(browser, service.http) as context:
        page = visit(context, service.http)
        address = address_of(page)
        send(service.smtp, address, write())
        page.click("#rows .open")
        page.wait_for_selector(".message")
        expect(page.locator("#notice")).to_contain_text("Expires in")
        expect(page.locator("#gone h1")).to_be_focused(timeout=20_000)
        expect(page.locator("#gone")).to_contain_text("Its 1 message was erased at")
        content = page.content()
        assert address not in content
        assert address.partition("@")[0] not in content
        assert "493021" not in content
        expect(page.locator("#live")).to_have_text("Ended")
        # Its cookie has ended with it: the next view is zero clicks again, or the page that says it is gone.
        page.goto(service.http)
        assert address not in page.content()


def test_a_warning_offers_the_extension_and_one_key_takes_it(browser):
    """Below five minutes the page warns; one key keeps the inbox an hour more."""
    settings = {"MAYFLY_MAILBOXES__LIFETIME_SECONDS": "240"}
    with running(settings=settings) as service, watched(browser, service.http) as context:
        page = visit(context, service.http)
        notice = page.locator("#notice")
        expect(notice).to_contain_text("Expires in 3 min")
        expect(page.locator("#alarm")).to_contain_text("Expires in 3 min")
        expect(notice.locator("[data-act]")).to_have_text("Keep it 1 more hour")
        page.keyboard.press("e")
        expect(page.locator("#countdown")).to_have_text(re.compile(r"Expires in (59|60|63) min"))
        expect(notice).to_be_hidden()
        expect(page.locator("#toast")).to_contain_text("Kept until")


def test_a_server_that_comes_back_is_found_again_and_nothing_is_missed(browser):
    """While the server is away the page says so; what came meanwhile appears once."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="mayfly-") as folder:
        data = Path(folder) / "data"
        service = start(data, "--http", f"127.0.0.1:{port}")
        try:
            origin = f"http://127.0.0.1:{port}"
            with watched(browser, origin) as context:
                page = visit(context, origin)
                send(service.smtp, address_of(page), write("before"))
                expect(page.locator("#rows .row")).to_have_count(1)
                stop(service)
                expect(page.locator("#live")).to_have_text(re.compile("Reconnecting|Checking"))
                service = start(data, "--http", f"127.0.0.1:{port}")
                send(service.smtp, address_of(page), write("after"))
                expect(page.locator("#rows .row")).to_have_count(2, timeout=40_000)
                expect(page.locator("#live")).to_have_text(re.compile("Live|Checking"), timeout=40_000)
        finally:
            stop(service)


def test_one_stream_serves_all_tabs(page, context, service):
    """Seven tabs hold one stream; all of them get the mail, and another tab takes over when the first is closed."""
    streams = []
    context.on("request", lambda request: streams.append(request.url) if "/events" in request.url else None)
    tabs = [visit(context, service.http) for _ in range(6)]
    assert streams == []
    send(service.smtp, address_of(page), write())
    for tab in tabs:
        expect(tab.locator("#rows .row")).to_have_count(1)
    page.close()
    expect(tabs[0].locator("#live")).to_have_text("Live")
    for _ in range(100):
        if streams:
            break
        tabs[0].wait_for_timeout(50)
    assert len(streams) == 1
    send(service.smtp, address_of(tabs[0]), write("second"))
    for tab in tabs:
        expect(tab.locator("#rows .row")).to_have_count(2)


def test_what_comes_while_one_reads_does_not_move_the_list(page, service):
    """With the pointer on the list new mail waits behind a pill, and is let in when it is pressed."""
    address = address_of(page)
    send(service.smtp, address, write("first"))
    expect(page.locator("#rows .row")).to_have_count(1)
    page.hover("#rows .row")
    send(service.smtp, address, write("second"))
    expect(page.locator("#pill")).to_have_text("1 new message")
    expect(page.locator("#count")).to_have_text("2 messages")
    expect(page.locator("#rows .row")).to_have_count(1)
    page.click("#pill")
    expect(page.locator("#rows .subject").first).to_have_text("second")


def test_where_the_clipboard_is_denied_the_address_is_selected(browser, service):
    """The last resort is the reader's own Ctrl+C: the address is selected and the page says so."""
    with watched(browser, service.http) as context:
        context.add_init_script(
            "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false"
        )
        page = visit(context, service.http)
        page.click("#copy")
        expect(page.locator("#toast")).to_have_text(re.compile(r"Press Ctrl\+C — the address is selected\."))
        assert page.evaluate("getSelection().toString()") == address_of(page)


def test_too_many_addresses_are_refused_with_the_time_to_wait(browser):
    """A network that opens too many is told when to try again, on a page of its own."""
    with running(settings={"MAYFLY_GUARD__OPENED_PER_MINUTE": "1"}) as service:
        with watched(browser, service.http) as context:
            visit(context, service.http)
        with watched(browser, service.http) as context:
            page = context.new_page()
            answer = page.goto(service.http)
            assert answer.status == 429
            expect(page.locator("h1")).to_have_text("Too many new addresses from your network.")
            expect(page.locator("main")).to_contain_text(re.compile(r"Try again in \d+ s\."))


def test_fifty_mails_in_a_row_are_announced_calmly(page, service):
    """All of them are listed once, newest first, with a few announcements and not fifty."""
    page.evaluate(
        """() => { window.said = 0
          new MutationObserver(() => { if (document.querySelector('#say').textContent) window.said++ })
            .observe(document.querySelector('#say'), { childList: true, characterData: true, subtree: true }) }"""
    )
    address = address_of(page)
    for number in range(50):
        send(service.smtp, address, write(f"mail {number}"))
    expect(page.locator("#rows .row")).to_have_count(50)
    subjects = page.locator("#rows .subject").all_text_contents()
    assert subjects == [f"mail {number}" for number in reversed(range(50))]
    assert page.evaluate("window.said") <= 4
