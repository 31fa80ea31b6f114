"""Every payload in every place that shows what a stranger wrote, in a real browser: nothing of it runs or is asked for.

The places: HTML, the plain text beside it, subject, sender's name, file name, and the search with what it finds.
"""

import base64
import re

import pytest

from tests.e2e.browser import address_of
from tests.e2e.reading import ACTIVE, deliver, ids, open_one
from tests.mail.test_render import PAYLOADS


def hostile(payload: str) -> bytes:
    """Write a mail that has one payload in all places."""
    word = base64.b64encode(payload.encode()).decode()
    encoded = f"=?utf-8?b?{word}?="
    body = base64.encodebytes(payload.encode()).replace(b"\n", b"\r\n").decode()
    return (
        f"From: {encoded} <a@b.example>\r\nTo: {encoded} <c@d.example>\r\nSubject: {encoded}\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n"
        "Content-Type: multipart/alternative; boundary=a\r\n\r\n"
        f"--a\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n"
        f"--a\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n--a--\r\n"
        f'--m\r\nContent-Type: a/b\r\nContent-Disposition: attachment; filename="{encoded}"\r\n\r\nx\r\n--m--\r\n'
    ).encode()


def test_what_must_not_be_there_is_seen_where_it_is(browser):
    """A handler, a script, a frame, a foreign element and a script's URL are each noticed in a bare page."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content("<p onclick=x>a<script>1</script><iframe></iframe><svg></svg><a href=' javascript:1'>b</a><p>c")
    assert len(page.evaluate(ACTIVE)) == 5
    context.close()


@pytest.mark.timeout(600)
def test_payloads_in_all_places_of_the_page(context, page, service, sink):
    """Listed, opened, shown as text, and searched for: no dialog, no policy violated, no request, no new element."""
    dialogs: list[str] = []
    context.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    sink.asked.clear()
    deliver(service, address_of(page), [hostile(payload) for payload in PAYLOADS])
    opened = ids(page, len(PAYLOADS))
    for payload, message_id in zip(PAYLOADS, opened, strict=True):
        assert open_one(page, message_id, text=True) == [], payload
        # As a person sees it: the subject as it is written, letter for letter.
        shown = page.locator(".message [data-f=subject]").text_content()
        assert shown.split() == re.sub(r"[\x00-\x1f]", "\ufffd", re.sub(r"[\r\n\t]", " ", payload)).split(), payload
        extra = page.evaluate(
            "document.querySelectorAll('.panes :is(img, script, object, embed, form:not([method]))').length"
        )
        assert extra == 0, payload
    for payload in PAYLOADS[::4]:
        page.fill("#search", payload[:200].replace("\x00", ""))
        page.locator("#found", has_text=re.compile("found|finished")).wait_for()
    assert dialogs == []
    assert sink.asked == []
