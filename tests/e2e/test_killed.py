"""A mail whose reader is killed, by the real pool of a real service: the page says so, and all else goes on."""

import os
import re
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import address_of, send, visit, watched
from tests.whole.service import environment, start, stop

# What a child does with a mail that says so, instead of reading it. Each ends the process, or has it ended.
PLANT = """
import os, sys
if "mayfly.workers.child" in sys.orig_argv and "mayfly.mail.look:look_all" in sys.orig_argv:
    from mayfly.mail import look as module

    read = module.look

    def planted(wanted):
        if b"\\nSubject: spin" in wanted.content:
            while True:
                pass
        if b"\\nSubject: crash" in wanted.content:
            os.abort()
        if b"\\nSubject: killed" in wanted.content:
            os.kill(os.getpid(), 9)
        return read(wanted)

    module.look = planted
"""
SENTENCE = "This message could not be understood in full (too-complex). Its raw octets are below."


@pytest.mark.parametrize(("way", "scripts"), [("spin", True), ("crash", False), ("killed", True)])
def test_a_mail_whose_reader_is_killed_is_listed_and_says_so(browser, way, scripts):
    """Over its processor time, crashed, or killed by others: the sentence, the octets, and the next mail as ever."""
    with tempfile.TemporaryDirectory(prefix="mayfly-") as folder:
        Path(folder, "sitecustomize.py").write_text(PLANT)
        settings = {"PYTHONPATH": os.pathsep.join((folder, environment()["PYTHONPATH"]))}
        service = start(Path(folder) / "data", settings=settings)
        try:
            with watched(browser, service.http, java_script_enabled=scripts) as context:
                page = visit(context, service.http) if scripts else context.new_page()
                if not scripts:
                    page.goto(service.http)
                address = address_of(page)
                content = f"From: Ann <a@b.example>\r\nSubject: {way}\r\n\r\nWhat nobody could read.\r\n".encode()
                send(service.smtp, address, content)
                send(service.smtp, address, content.replace(f"Subject: {way}".encode(), b"Subject: next"))
                if not scripts:
                    page.reload()
                expect(page.locator("#rows .row")).to_have_count(2)
                row = page.locator("#rows .row", has_text="(no subject)")
                # What the envelope says is known all the same.
                expect(row.locator(".from")).to_have_text("news@shop.example")
                row.locator(".open").click()
                expect(page.locator("[data-f=problems]")).to_have_text(SENTENCE)
                with page.expect_download() as download:
                    page.click("[data-f=eml]")
                assert Path(download.value.path()).read_bytes().endswith(content)
                page.locator("#rows .row", has_text="next").locator(".open").click()
                expect(page.locator(".message [data-f=text]")).to_have_text(re.compile("What nobody could read"))
                expect(page.locator("[data-f=problems]")).to_be_hidden()
        finally:
            stop(service)
