"""Octets out of a mail: every answer is inert when opened directly, and every name is safe in a header."""

import asyncio
import re
import socket
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mayfly.access.budget import READING_OCTETS, SMALL_OCTETS, Budget
from mayfly.web.answers import attachment_header, media_type
from tests.web.serving import Web, serve, until

BOUNDARY = "b1"
HOSTILE = (
    "From: a@shop.example\r\nTo: you@mayfly.test\r\nSubject: Look\r\nMIME-Version: 1.0\r\n"
    f'Content-Type: multipart/mixed; boundary="{BOUNDARY}"\r\n\r\n'
    f"--{BOUNDARY}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    '<p>Hi</p><script>alert(1)</script><img src="http://tracker.example/p.png">\r\n'
    f"--{BOUNDARY}\r\nContent-Type: text/html\r\n"
    "Content-Disposition: attachment; filename*=UTF-8''%E2%80%AEgpj.%22%0d%0ax%3Ay.html\r\n\r\n"
    "<script>alert(2)</script>\r\n"
    f"--{BOUNDARY}\r\nContent-Type: image/svg+xml\r\nContent-Disposition: inline; filename=a.svg\r\n\r\n"
    "<svg onload=alert(3)>\r\n"
    f"--{BOUNDARY}--\r\n"
).encode()
POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src {}; "
    "style-src 'unsafe-inline'; font-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)


async def hostile(web: Web) -> tuple[str, str]:
    """Put the hostile mail into a mailbox; give its path and the token."""
    address, token = await web.open()
    await web.house.send(HOSTILE, address)
    return f"/api/v1/mailbox/messages/{(await web.first(token))['id']}", token


def test_a_document_carries_its_own_sandbox():
    """The policy is word for word the specified one; our image path is in it only where images were asked for."""

    async def scene(web: Web):
        path, token = await hostile(web)
        answer = await web.ask("GET", path + "/html", token)
        assert answer["content-security-policy"] == POLICY.format("data:")
        assert answer["referrer-policy"] == "no-referrer"
        assert answer["content-type"] == "text/html; charset=utf-8"
        assert b"<script" not in answer.body
        assert b"tracker.example" not in answer.body
        answer = await web.ask("GET", path + "/html?images=1", token)
        assert answer["content-security-policy"] == POLICY.format(f"data: http://127.0.0.1:{web.port}/img/")
        assert b"/img/" in answer.body
        assert b"http://tracker.example" not in answer.body
        for images in ("2", "yes", "-1", ""):
            assert (await web.ask("GET", f"{path}/html?images={images}", token)).status == 422

    serve(scene)


def test_images_are_not_fetched_where_the_operator_says_no():
    """With ``images`` off the parameter changes nothing."""

    async def scene(web: Web):
        path, token = await hostile(web)
        answer = await web.ask("GET", path + "/html?images=1", token)
        assert answer["content-security-policy"] == POLICY.format("data:")
        assert b"/img/" not in answer.body

    serve(scene, images=False)


def test_attachments_are_downloads_and_nothing_else():
    """Each is an attachment, sandboxed, with nosniff, whatever it claims to be; its octets are its own."""

    async def scene(web: Web):
        path, token = await hostile(web)
        attachments = (await web.ask("GET", path, token)).json["attachments"]
        assert len(attachments) == 2
        bodies = []
        for one in attachments:
            answer = await web.ask("GET", f"{path}/attachments/{one['index']}", token)
            assert answer.status == 200
            assert answer["content-disposition"].startswith("attachment; ")
            assert answer["content-security-policy"].startswith("sandbox; default-src 'none'")
            assert answer["x-content-type-options"] == "nosniff"
            assert answer["referrer-policy"] == "no-referrer"
            assert answer["content-length"] == str(one["octets"])
            bodies.append(answer.body.strip())
        assert bodies == [b"<script>alert(2)</script>", b"<svg onload=alert(3)>"]

    serve(scene)


def test_raw_octets_are_inert_too():
    """message/rfc822, sandboxed, never sniffed."""

    async def scene(web: Web):
        path, token = await hostile(web)
        answer = await web.ask("GET", path + "/raw", token)
        assert answer["content-type"] == "message/rfc822"
        assert answer["content-security-policy"].startswith("sandbox;")
        assert answer.body.endswith(HOSTILE)
        assert (await web.ask("GET", path + "/raw?download=maybe", token)).status == 422

    serve(scene)


def test_names_of_files_are_written_as_the_standards_say():
    """RFC 6266 with RFC 8187: plain ASCII for all, the real name for who reads it."""
    assert attachment_header("plan.pdf") == 'attachment; filename="plan.pdf"'
    assert attachment_header("") == 'attachment; filename="attachment"'
    assert attachment_header('a"b\\c.txt') == "attachment; filename=\"a_b_c.txt\"; filename*=UTF-8''a%22b%5Cc.txt"
    found = attachment_header("Übersicht €.pdf")
    assert found == "attachment; filename=\"_bersicht _.pdf\"; filename*=UTF-8''%C3%9Cbersicht%20%E2%82%AC.pdf"


@given(st.text(max_size=80))
def test_every_name_is_one_header_field_and_comes_back(name):
    """Whatever a name is made of, it stays inside its parameter, and a reader of RFC 8187 gets it back."""
    header = attachment_header(name)
    assert re.fullmatch(r"[ -~]+", header)
    assert header.count('"') == 2
    value = header.partition("filename*=UTF-8''")[2]
    assert re.fullmatch(r"(?:[A-Za-z0-9!#$&+.^_`|~-]|%[0-9A-F]{2})*", value)
    if value:
        assert unquote(value, errors="strict") == name.encode("utf-8", "replace").decode()
    else:
        assert name in ("", header[len('attachment; filename="') : -1])


@given(st.text(max_size=80))
def test_a_media_type_is_one_or_says_nothing(text):
    """A mail's media type cannot bring parameters, spaces or line ends into our header."""
    assert re.fullmatch(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+", media_type(text))
    assert media_type("Image/PNG") == "image/png"
    assert media_type("text/html; charset=x") == "application/octet-stream"
    assert media_type("text/html\r\nx: y") == "application/octet-stream"


def test_a_large_mail_to_a_slow_reader_is_given_up():
    """Ten megabytes nobody reads hold nothing for longer than the time for slow readers."""

    async def scene(web: Web):
        address, token = await web.open()
        await web.house.send(b"Subject: big\r\n\r\n" + b"x" * 70 * 150_000, address)
        message_id = (await web.first(token))["id"]
        slow = socket.socket()
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(slow, ("127.0.0.1", web.port))
        head = f"GET /api/v1/mailbox/messages/{message_id}/raw HTTP/1.1\r\nHost: localhost\r\n"
        await loop.sock_sendall(slow, f"{head}Authorization: Bearer {token}\r\n\r\n".encode())
        await until(lambda: web.server.connections == 1)
        await until(lambda: web.server.connections == 0)
        slow.close()
        fast = await web.ask("GET", f"/api/v1/mailbox/messages/{message_id}/raw", token)
        assert len(fast.body) > 10_000_000

    # Long enough for a reader that reads, on a machine that is busy with other things.
    serve(scene, slow_reader_seconds=4)


@pytest.mark.parametrize("what", ["", "/raw", "/html", "/attachments/0"])
def test_who_hangs_up_while_waiting_for_room_leaves_the_line(what):
    """Readers that vanish while others hold the budget give up their places: the one behind them is next."""

    async def scene(web: Web):
        path, token = await hostile(web)
        # Nobody's patience ends before the test does.
        budget = web.house.access._budget = Budget(READING_OCTETS, patience_seconds=3600, grace_seconds=3600)
        lane = budget._lanes[0]
        holders = [budget.share(b"another") for _ in range(lane.octets // SMALL_OCTETS)]
        for holder in holders:
            await holder.take(SMALL_OCTETS)
        assert lane.free == 0
        head = f"Host: 127.0.0.1:{web.port}\r\nAuthorization: Bearer {token}\r\n\r\n"
        request = f"GET {path}{what} HTTP/1.1\r\n{head}"
        writers = []
        for _ in range(3):
            _, writer = await asyncio.open_connection("127.0.0.1", web.port)
            writer.write(request.encode())
            writers.append(writer)
        await until(lambda: sum(map(len, lane._line.values())) == 3)
        for writer in writers:
            writer.close()
        await until(lambda: not lane._line)
        for holder in holders:
            holder.release()
        assert lane.free == lane.octets
        assert (await web.ask("GET", path + what, token)).status == 200

    serve(scene)
