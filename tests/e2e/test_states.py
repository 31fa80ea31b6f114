"""Every state of the page that is not the plain one: warnings, ends, broken lines, several tabs, refusals."""

import re
import socket
import tempfile
import urllib.request
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.browser import address_of, chromium, hear, heard, listen, send, visit, watched, write
from tests.whole.service import Writer, running, start, stop


def free_port() -> int:
    """Give a port that is free now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_an_inbox_that_expires_under_an_open_page_is_wiped_from_it(browser):
    """At zero the page stays, shows nothing of the mail any more, and offers a new address."""
    with (
        running(settings={"MAYFLY_MAILBOXES__MINIMUM_SECONDS": "1"}) as service,
        watched(browser, service.http) as context,
    ):
        page = visit(context, service.http)
        address = address_of(page)
        send(service.smtp, address, write())
        page.click("#rows .open")
        page.wait_for_selector(".message")
        # As a program with the same key may: the page hears that its end has moved.
        url = f"{service.http}/api/v1/mailbox?box={page.evaluate('document.body.dataset.box')}"
        for seconds, seen in ((295, "Expires in 4 min"), (1, None)):
            answer = page.request.patch(url, data={"lifetime_seconds": seconds}, headers={"Origin": service.http})
            assert answer.ok
            if seen:
                expect(page.locator("#notice")).to_contain_text(seen)
        expect(page.locator("#gone h1")).to_be_focused()
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
        expect(page.locator("#countdown")).to_have_text(re.compile(r"Expires in (59|6[0-3]) min"))
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
                expect(page.locator("#rows .row")).to_have_count(2, timeout=60_000)
                expect(page.locator("#live")).to_have_text(re.compile("Live|Checking"), timeout=60_000)
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


def test_what_comes_while_one_moves_by_keys_does_not_move_the_list(page, service):
    """With the focus of the keys on a row new mail waits as well."""
    address = address_of(page)
    send(service.smtp, address, write("first"))
    expect(page.locator("#rows .row")).to_have_count(1)
    page.keyboard.press("j")
    expect(page.locator("#rows .open")).to_be_focused()
    send(service.smtp, address, write("second"))
    expect(page.locator("#pill")).to_have_text("1 new message")
    expect(page.locator("#rows .row")).to_have_count(1)


def test_a_finger_on_the_list_holds_nothing_back(browser, service):
    """On a phone no pointer stays behind: after reading one message, the next appears in the list by itself."""
    with watched(
        browser, service.http, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800}
    ) as context:
        page = visit(context, service.http)
        address = address_of(page)
        send(service.smtp, address, write("first"))
        page.tap("#rows .open")
        page.wait_for_selector(".message")
        page.tap(".back")
        expect(page.locator(".message")).to_have_count(0)
        send(service.smtp, address, write("second"))
        expect(page.locator("#rows .row")).to_have_count(2)
        expect(page.locator("#pill")).to_be_hidden()


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


def test_fifty_mails_in_a_row_are_announced_calmly(browser, service):
    """All of them are listed once, newest first, and said in one announcement; the next one waits three seconds."""
    with watched(browser, service.http) as context:
        context.clock.install()
        page = visit(context, service.http)
        address = address_of(page)
        context.clock.pause_at(page.evaluate("Date.now()") / 1000 + 10)
        listen(page, "#say")
        for number in range(50):
            send(service.smtp, address, write(f"mail {number}"))
        expect(page.locator("#rows .row")).to_have_count(50)
        subjects = page.locator("#rows .subject").all_text_contents()
        assert subjects == [f"mail {number}" for number in reversed(range(50))]
        context.clock.run_for(100)
        hear(page, "#say", "50 new messages.")
        send(service.smtp, address, write("one more"))
        expect(page.locator("#rows .row")).to_have_count(51)
        context.clock.run_for(2500)
        assert set(heard(page, "#say")) == {"50 new messages."}
        context.clock.run_for(1000)
        hear(page, "#say", "one more")


def test_after_ninety_seconds_without_mail_help_is_offered(browser, service):
    """Who has copied the address and waits is told what may be wrong, and what to do."""
    with watched(browser, service.http) as context:
        context.clock.install()
        page = visit(context, service.http)
        page.click("#copy")
        expect(page.locator("[data-state=waiting]")).to_be_visible()
        context.clock.fast_forward(91_000)
        expect(page.locator("[data-state=late]")).to_contain_text("some refuse temporary addresses")
        page.click("[data-state=late] button")
        expect(page.locator("#domains")).to_be_visible()


def test_a_browser_without_a_network_says_so_and_comes_back(page, context, service):
    """Offline is said in words and by shape; what came meanwhile is there afterwards."""
    listen(page, "#say")
    context.set_offline(True)
    expect(page.locator("#live")).to_have_text("Offline")
    hear(page, "#say", "Offline")
    send(service.smtp, address_of(page), write())
    context.set_offline(False)
    expect(page.locator("#live")).to_have_text("Live")
    hear(page, "#say", "Live")
    expect(page.locator("#rows .row")).to_have_count(1)


def test_a_message_that_is_too_large_is_told_to_who_waits_for_it(browser):
    """Its sender gets a refusal, its reader learns that there was one, with both sizes."""
    settings = {"MAYFLY_SMTP__LIMITS__MESSAGE_OCTETS": "70000"}
    with running(settings=settings) as service, watched(browser, service.http) as context:
        page = visit(context, service.http)
        writer = Writer(service.smtp)
        content = b"Subject: large\r\n\r\n" + b"x" * 70 * 1500 + b"\r\n"
        assert writer.send(content, address_of(page)).startswith(b"552")
        writer.close()
        notice = page.locator("#notice")
        expect(notice).to_contain_text(re.compile(r"A message was refused \(\d+ kB, limit 70 kB\)\."))
        notice.locator("[data-close]").click()
        expect(notice).to_be_hidden()


def test_a_full_inbox_says_that_the_oldest_made_room(page, service):
    """When the oldest goes because there are too many, the page says so."""
    send(service.smtp, address_of(page), write())
    row = page.locator("#rows .row")
    expect(row).to_have_count(1)
    page.evaluate(
        """id => { document.body.dataset.most = 1
          new BroadcastChannel(`mayfly-${document.body.dataset.box}`).postMessage({ name: "gone", data: { id } }) }""",
        row.get_attribute("data-id"),
    )
    expect(page.locator("#notice")).to_contain_text("This inbox holds 1 messages. The oldest one was dropped")
    expect(row).to_have_count(0)


def test_tabs_of_many_inboxes_leave_connections_free(page, context, service):
    """Of six inboxes in six tabs four hold streams; the others look every ten seconds, and nothing hangs."""
    tabs = [page]
    for _ in range(5):
        tab = context.new_page()
        tab.goto(service.http)
        tab.click("#new button")
        tab.wait_for_url(re.compile("box="))
        expect(tab.locator("#live")).to_have_text(re.compile("Live|Checking"))
        tabs.append(tab)
    states = [tab.locator("#live").inner_text() for tab in tabs]
    assert states.count("Live") == 4
    send(service.smtp, address_of(tabs[-1]), write())
    expect(tabs[-1].locator("#rows .row")).to_have_count(1)


def test_over_plain_http_in_a_local_network_everything_works(playwright):
    """Without a secure context there is no clipboard, no lock and no fetch metadata: older ways take their place."""
    with running(settings={"MAYFLY_WEB__NAMES": "box.lan"}) as service:
        port = service.http.rpartition(":")[2]
        browser = chromium(playwright, "--host-resolver-rules=MAP box.lan 127.0.0.1")
        try:
            with watched(browser, f"http://box.lan:{port}") as context:
                page = visit(context, f"http://box.lan:{port}")
                assert not page.evaluate("isSecureContext")
                listen(page, "#copy")
                page.click("#copy")
                hear(page, "#copy", "Copied")
                page.click(".test button")
                expect(page.locator("#rows .row")).to_have_count(1)
                page.keyboard.press("e")
                expect(page.locator("#toast")).to_contain_text("Kept until")
                page.click("#rows .open")
                page.wait_for_selector(".message")
                page.keyboard.press("#")
                page.goto(f"http://box.lan:{port}/about")
                page.goto(f"http://box.lan:{port}/")
                expect(page.locator("#rows .row")).to_have_count(0)
        finally:
            browser.close()


def test_a_browser_that_keeps_no_cookies_is_told_so(browser, service):
    """The key to an inbox is a cookie: where none is kept the page says what is missing, not that something is gone."""
    with watched(browser, service.http) as context, urllib.request.urlopen(service.http) as answer:
        html = answer.read()
        page = context.new_page()
        page.route(service.http + "/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        page.goto(service.http + "/")
        expect(page.locator("#gone")).to_contain_text("This browser keeps no cookies")
