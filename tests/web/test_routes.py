"""Guards that hold for every row of the table, asked of each row over a real socket.

A guard that is tested by example is missing on the sibling that nobody thought of; these tests take the table itself.
"""

import asyncio
import json
import re

import pytest

from mayfly.web.house import Pages
from mayfly.web.pages import pages
from mayfly.web.problems import TYPES
from mayfly.web.routes import Entry, Route
from mayfly.web.security import Kind
from mayfly.web.tables import ROUTES
from tests.house import mail
from tests.web.serving import Web, parse, serve, some_token, until

# Those of the API and those of the page.
ALL = (*ROUTES, *pages().routes)
SAFE = {"GET", "HEAD"}
LIMIT = 65_536


def filled(route: Route, message_id: str = "0" * 32) -> str:
    """Write a path of the route."""
    values = {
        "version": "x",
        "name": "x",
        "id": message_id,
        "index": "0",
        "slug": "not-found",
        "expiry": "1",
        "signature": "x",
        "url": "x",
    }
    return re.sub(r"\{(\w+)[^}]*\}", lambda m: values[m[1]], route.path)


def test_no_body_is_taken_beyond_the_cap_on_any_route():
    """A body of one octet too many is 413 on every route and method: declared, chunked, or only claimed."""

    async def scene(web: Web):
        _, token = await web.open()
        for route in ALL:
            path = filled(route)
            head = (
                f"{route.method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                f"Sec-Fetch-Site: same-origin\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
            ).encode()
            body = b" " * (LIMIT + 1)
            chunk = b"4000\r\n" + b" " * 0x4000 + b"\r\n"
            sent = (
                head + b"Content-Length: %d\r\n\r\n" % len(body) + body,
                head + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 4 + b"1\r\n \r\n0\r\n\r\n",
                head + b"Content-Length: 104857600\r\n\r\n",
                head + b"Content-Length: " + b"9" * 19 + b"\r\n\r\n",
            )
            for octets in sent:
                answer = parse(await web.octets(octets))
                assert answer.status == 413, (route.path, octets[len(head) : len(head) + 40], answer)
                assert answer["content-type"] == "application/problem+json; charset=utf-8"

    serve(scene, pages=pages())


def test_a_body_of_exactly_the_cap_is_read():
    """The limit itself is allowed: it is the JSON that is looked at then."""

    async def scene(web: Web):
        body = b"{" + b" " * (LIMIT - 2) + b"}"
        assert len(body) == LIMIT
        assert (await web.ask("POST", "/api/v1/mailboxes", body=body)).status == 201

    serve(scene)


def test_an_endless_upload_after_the_answer_is_cut_off():
    """Who goes on sending after the refusal is hung up on, and costs no memory."""

    async def scene(web: Web):
        head = b"POST /api/v1/mailboxes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\n"
        answer = await web.octets(head + b" " * (16 << 20))
        assert answer == b"" or parse(answer).status == 413

    serve(scene)


def test_every_route_checks_the_host():
    """A foreign Host is 421 on every route, known or not, a doubled or malformed one is 400; ours is neither."""

    async def scene(web: Web):
        paths = [(route.method, filled(route)) for route in ALL] + [("GET", "/nowhere"), ("OPTIONS", "/healthz")]
        for method, path in paths:
            for hosts, status in (
                ("Host: evil.example\r\n", 421),
                ("Host: localhost.evil.example\r\n", 421),
                ("Host: evil.example\r\nX-Forwarded-Host: localhost\r\n", 421),
                ("Host: \r\n", 400),
                ("Host: localhost:80; script-src *\r\n", 400),
                ("Host: localhost:8080@evil.example\r\n", 400),
                ("Host: localhost\r\nHost: evil.example\r\n", 400),
            ):
                octets = f"{method} {path} HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n".encode()
                answer = parse(await web.octets(octets), method)
                assert answer.status == status, (method, path, hosts, answer)
                assert answer["content-type"] == "application/problem+json; charset=utf-8"
        for host in ("localhost", "LOCALHOST:1", "127.0.0.1:8080", "[::1]:8080", "mail.example.org", "localhost."):
            answer = await web.ask("GET", "/healthz", headers={"host": host})
            assert answer.status == 200, host

    serve(scene, pages=pages(), public_url="https://mail.example.org")


def test_methods_that_a_path_has_not_are_405_with_allow():
    """405 names what the path takes; OPTIONS says the same; HEAD is GET without a body; no CORS is ever granted."""

    async def scene(web: Web):
        by_path: dict[str, set[str]] = {}
        for route in ALL:
            by_path.setdefault(filled(route), set()).add(route.method)
        for path, methods in by_path.items():
            allow = methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())
            for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "BREW"):
                answer = await web.ask(method, path, headers={"sec-fetch-site": "same-origin"})
                assert (answer.status == 405) == (method not in allow), (method, path)
                if answer.status == 405:
                    assert set(answer["allow"].split(", ")) == allow
                    assert answer["content-type"] == "application/problem+json; charset=utf-8"
                    assert method == "HEAD" or answer.json["type"] == "/problems/method"
            answer = await web.ask("OPTIONS", path, headers={"origin": "https://evil.example"})
            assert answer.status == 204
            assert set(answer["allow"].split(", ")) == allow
            assert not [name for name, _ in answer.headers if name.startswith("access-control")]

    serve(scene, pages=pages())


def test_head_is_get_without_a_body():
    """HEAD has the status and headers of GET and no octet of a body, on every GET route."""

    async def scene(web: Web):
        address, token = await web.open()
        await web.house.send(mail(), address)
        message_id = (await web.first(token))["id"]
        for route in ALL:
            if route.method == "GET" and route.kind is not Kind.STREAM:
                got = await web.ask("GET", filled(route, message_id), token)
                head = await web.ask("HEAD", filled(route, message_id), token)
                assert head.body == b"", route.path
                assert (head.status, head["content-type"]) == (got.status, got["content-type"]), route.path
        head = await web.ask("HEAD", "/api/v1/mailbox/events", token)
        assert (head.status, head["content-type"], head.body) == (200, "text/event-stream", b"")
        assert len(web.server.house.streams) == 0

    serve(scene, pages=pages())


@pytest.mark.parametrize("route", [r for r in ROUTES if r.entry is Entry.INBOX], ids=lambda r: f"{r.method} {r.path}")
def test_routes_of_a_mailbox_open_to_its_token_alone(route):
    """No token is 401, a wrong one 404, and with both the answer says nothing else."""

    async def scene(web: Web):
        path = filled(route)
        body = {"lifetime_seconds": 600} if route.body else None
        assert (await web.ask(route.method, path, "", body)).status == 401
        answer = await web.ask(route.method, path, some_token(), body)
        assert answer.status == 404
        assert answer.json["type"] == "/problems/not-found"
        assert (await web.ask(route.method, path + "?box=0123abcd", "", body)).status == 401

    serve(scene)


def test_spellings_of_a_path_meet_the_same_guard():
    """Encoded, doubled, dotted, cased and parametrised spellings never reach a mailbox without a token."""

    async def scene(web: Web):
        address, token = await web.open()
        await web.house.send(mail("Secret"), address)
        message_id = (await web.first(token))["id"]
        for route in ROUTES:
            if route.entry is not Entry.INBOX:
                continue
            path = filled(route, message_id)
            for spelt in (
                path.replace("/api", "/%61pi", 1),
                path.replace("/mailbox", "/mail%62ox", 1),
                path.replace("/", "//", 1),
                path.replace("/mailbox", "//mailbox", 1),
                path.replace("/v1/", "/v1/./", 1),
                path.replace("/v1/", "/v1/x/../", 1),
                path.replace("/v1/", "%2fv1%2f", 1),
                path.replace("/api", "/API", 1),
                path.replace("/mailbox", ";x/mailbox", 1),
                path + "/",
                path + ";x",
                path + "%20",
                path + "%0a",
                path + "%00",
            ):
                for headers in ({}, {"origin": "https://evil.example"}):
                    answer = await web.ask(route.method, spelt, headers=headers)
                    assert answer.status in (400, 401, 403, 404, 405), (spelt, answer)
                    assert b"Secret" not in answer.body

    serve(scene)


def test_what_is_not_there_is_a_problem_for_programs_and_a_page_for_people():
    """404 under /api is a problem document for all; elsewhere a page for whoever takes HTML, else a document."""
    person = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}

    async def scene(web: Web):
        for path in ("/api", "/api/", "/api/v2/mailbox", "/API/v1/x", "/%61pi/x"):
            answer = await web.ask("GET", path, headers=person)
            assert (answer.status, answer["content-type"]) == (404, "application/problem+json; charset=utf-8"), path
        for path in ("/nowhere", "/apis", "/.env", "/%2e%2e/etc/passwd"):
            answer = await web.ask("GET", path, headers=person)
            assert (answer.status, answer["content-type"]) == (404, "text/html; charset=utf-8"), path
            for accept in ("", "*/*", "application/json"):
                answer = await web.ask("GET", path, headers={"accept": accept})
                assert (answer.status, answer["content-type"]) == (404, "application/problem+json; charset=utf-8")

    serve(scene)


def test_every_answer_says_how_it_may_be_used():
    """nosniff, no-store, a policy, a referrer policy and noindex are on every answer, problems too."""

    async def scene(web: Web):
        address, token = await web.open()
        await web.house.send(mail(), address)
        message_id = (await web.first(token))["id"]
        answers = [await web.ask(r.method, filled(r, message_id), token) for r in ROUTES if r.kind is not Kind.STREAM]
        answers += [await web.ask("GET", path) for path in ("/nowhere", "/api/x", "/api/v1/mailbox")]
        answers += [await web.ask("GET", "/", headers={"host": "evil.example"}), await web.ask("OPTIONS", "/session")]
        for answer in answers:
            assert answer["x-content-type-options"] == "nosniff", answer
            assert "no-store" in answer["cache-control"]
            assert "default-src" in answer["content-security-policy"]
            assert answer["referrer-policy"] in ("no-referrer", "same-origin")
            assert "noindex" in answer["x-robots-tag"]
            assert answer["permissions-policy"]
            assert "Cookie" in answer["vary"]
            for name in ("server", "date", "x-powered-by", "access-control-allow-origin"):
                assert answer[name] == ""
            assert len({name for name, _ in answer.headers}) == len(answer.headers)

    serve(scene)


def test_bodies_that_are_not_json_are_told_apart():
    """400: not JSON; 415: not said to be, or packed; 422: JSON that is not allowed."""
    cases = [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b'{"local_part": "\xed\xa0\x80"}', "application/json", 400),
        (b'{"local_part": "\\ud800"}', "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b'{"style":' * 7_000, "application/json", 400),
        (b'{"lifetime_seconds": "x", }', "application/json", 400),
        (b"NaN", "application/json", 400),
        (b"{}", "", 415),
        (b"{}", "text/plain", 415),
        (b"local_part=x", "application/x-www-form-urlencoded", 415),
        (b"{}", "application/json; charset=utf-8", 201),
        (b"null", "application/json", 422),
        (b"[]", "application/json", 422),
        (b'{"x": 1}', "application/json", 422),
        (b'{"lifetime_seconds": 1.5}', "application/json", 422),
        (b'{"lifetime_seconds": true}', "application/json", 422),
        (b'{"lifetime_seconds": 1e400}', "application/json", 400),
    ]

    async def scene(web: Web):
        for body, media_type, status in cases:
            headers = {"content-type": media_type, "content-length": str(len(body))}
            answer = await web.ask("POST", "/api/v1/mailboxes", body=body, headers=headers)
            assert answer.status == status, (body[:40], media_type, answer)
            if status >= 400:
                assert answer.json["type"].startswith("/problems/")
        for encoding in ("gzip", "br", "identity", "deflate, gzip"):
            answer = await web.ask("POST", "/api/v1/mailboxes", body={}, headers={"content-encoding": encoding})
            assert answer.status == 415

    serve(scene)


def test_no_two_lengths_and_no_bare_line_ends():
    """What two programs could read in two ways is refused: both lengths, two lengths, bare LF, folded headers."""

    async def scene(web: Web):
        start = b"POST /api/v1/mailboxes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        for rest in (
            b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
            b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
            b"Content-Length: +2\r\n\r\n{}",
            b"Content-Type: application/json\r\n folded\r\n\r\n",
            b"Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n",
        ):
            found = await web.octets(start + rest)
            assert found.count(b"HTTP/1.1") == 1
            assert parse(found).status == 400, rest

    serve(scene)


def test_every_problem_has_a_readable_page():
    """The ``type`` of a problem is a path of ours that explains it."""

    async def scene(web: Web):
        schema = (await web.ask("GET", "/api/v1/nothing")).json
        page = await web.ask("GET", schema["type"])
        assert page.status == 200
        assert schema["title"] in page.body.decode()
        for slug, one in TYPES.items():
            page = await web.ask("GET", f"/problems/{slug}")
            assert page.status == 200
            assert str(one.status) in page.body.decode()
        assert (await web.ask("GET", "/problems/unheard-of")).status == 404

    serve(scene)


def test_two_routes_cannot_answer_the_same_request():
    """A page that brings a route of ours is told so when the room is built."""
    with pytest.raises(ValueError, match="two routes"):
        serve(lambda web: None, pages=Pages(routes=(ROUTES[0],)))


def test_the_head_of_a_request_is_bounded():
    """A head beyond 32 KiB is 431, however it is cut; one that never ends is 408 in time."""

    async def scene(web: Web):
        start = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        fine = await web.octets(start + b"x: " + b"a" * 30_000 + b"\r\n\r\n")
        assert parse(fine).status == 200
        fields = b"".join(b"x%d: %b\r\n" % (n, b"a" * 1000) for n in range(100))
        for large in (fields, fields + b"\r\n", b"x: " + b"a" * 400_000, b"x: " + b"a" * 60_000 + b"\r\n\r\n"):
            found = await web.octets(start + large)
            # Who is still sending when the answer leaves may lose it to the hang-up.
            assert found == b"" or parse(found).json["type"] == "/problems/head-too-large"
            assert found == b"" or parse(found).status == 431
        assert parse(await web.octets(b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\n\r\n")).status == 431

    serve(scene)


def test_a_head_that_does_not_end_is_given_up():
    """408 after the time for a request, whether nothing, a part, or a body that stalls was sent."""

    async def scene(web: Web):
        for octets in (b"", b"GET /healthz HT", b"GET /healthz HTTP/1.1\r\nHost: loc"):
            answer = parse(await web.octets(octets))
            assert (answer.status, answer.json["type"]) == (408, "/problems/too-slow")
        body = b"POST /api/v1/mailboxes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 10\r\n\r\n{"
        answer = parse(await web.octets(body))
        assert answer.status == 408
        assert json.loads(answer.body)["type"] == "/problems/too-slow"

    serve(scene, request_seconds=1)


def test_requests_of_odd_forms_are_answered_and_never_a_fault():
    """No Host, old versions, other forms of target, methods nobody knows: each has an answer of its own."""

    async def scene(web: Web):
        host = b"Host: localhost\r\nConnection: close\r\n\r\n"
        for octets, status in (
            (b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
            (b"GET /healthz HTTP/1.0\r\n\r\n", 400),
            (b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n", 200),
            (b"GET http://localhost/healthz HTTP/1.1\r\n" + host, 200),
            (b"GET http://evil.example/api/v1/mailbox HTTP/1.1\r\n" + host, 401),
            (b"OPTIONS * HTTP/1.1\r\n" + host, 204),
            (b"GET * HTTP/1.1\r\n" + host, 404),
            (b"CONNECT localhost:80 HTTP/1.1\r\n" + host, 400),
            (b"BREW /healthz HTTP/1.1\r\n" + host, 405),
            (b"BREW /health%7A?x HTTP/1.1\r\n" + host, 405),
            (b"BREW /nowhere HTTP/1.1\r\n" + host, 404),
            (b"BREW healthz HTTP/1.1\r\n" + host, 400),
            (b"BREW /healthz\r\n" + host, 400),
            (b"PROPFIND /healthz HTTP/1.1\r\n" + host, 405),
            (b"GET healthz HTTP/1.1\r\n" + host, 400),
            (b"GET /healthz HTTP/9.9\r\n" + host, 400),
            (b"GET /\xff HTTP/1.1\r\n" + host, 400),
            (b"\x16\x03\x01\x02\x00\x01\x00", 400),
            (b"EHLO mx.shop.example\r\n", 400),
        ):
            answer = parse(await web.octets(octets))
            assert answer.status == status, (octets, answer)
            if status >= 400:
                assert answer["content-type"] == "application/problem+json; charset=utf-8", octets
                assert answer.json["status"] == status
                assert answer["x-content-type-options"] == "nosniff"
        upgrade = b"GET /healthz HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n" + host
        assert parse(await web.octets(upgrade.replace(b"close", b"Upgrade"))).status == 200

    serve(scene, request_seconds=2, keep_alive_seconds=1)


@pytest.mark.parametrize(("sent", "answered"), [(64, 64), (65, 65), (66, 65), (3000, 65)])
def test_requests_sent_ahead_are_bounded(sent, answered):
    """One is being answered and sixty-four wait; with the answer to the last of them the connection ends."""

    async def scene(web: Web):
        ahead = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        last = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        found = await web.octets(ahead * (sent - 1) + last)
        assert found.count(b"HTTP/1.1 200 ") == found.count(b"HTTP/1.1 ") == answered

    serve(scene)


def test_requests_in_one_packet_are_answered_in_order():
    """Pipelined requests on one connection each get their own answer, and no other one's."""

    async def scene(web: Web):
        boxes = [await web.open() for _ in range(3)]
        octets = b""
        for _, token in boxes:
            octets += (
                f"GET /api/v1/mailbox HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
            )
        octets += b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        found = (await web.octets(octets)).decode()
        places = [found.index(f'"address":"{address}"') for address, _ in boxes]
        assert places == sorted(places)
        assert found.endswith("ok\n")
        assert found.count("HTTP/1.1 200") == 4

    serve(scene)


def test_what_cannot_be_read_spoils_no_answer_before_it():
    """Behind a good request in the same packet octets that are no HTTP end the connection, after the good answer."""

    async def scene(web: Web):
        good = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        for bad in (b"BREW /healthz HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00", b"x: " + b"a" * 40_000, b"GET /heal"):
            found = await web.octets(good + good + bad)
            assert found.count(b"HTTP/1.1 200") == found.count(b"HTTP/1.1 ") - found.count(b"HTTP/1.1 408") == 2, bad
            assert found.count(b"\r\n\r\nok\n") == 2
        _, token = await web.open()
        reader, writer = await asyncio.open_connection("127.0.0.1", web.port)
        head = f"GET /api/v1/mailbox/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n"
        writer.write(head.encode())
        await reader.readuntil(b"event: sync")
        writer.write(b"\x16\x03\x01\x02\x00 nonsense")
        await web.ask("DELETE", "/api/v1/mailbox", token)
        rest = await reader.read()
        assert b"event: erased" in rest
        assert b"HTTP/1.1" not in rest
        writer.close()

    serve(scene, request_seconds=2)


def test_two_hundred_at_once_break_nothing():
    """Two hundred requests at the same time on every route: no fault, and the service goes on."""

    async def scene(web: Web):
        address, token = await web.open()
        await web.house.send(mail(), address)
        message_id = (await web.first(token))["id"]
        for route in ALL:
            if route.kind is Kind.STREAM or route.method == "DELETE":
                continue
            asking = [web.ask(route.method, filled(route, message_id), token) for _ in range(200)]
            statuses = {answer.status for answer in await asyncio.gather(*asking)}
            assert not {status for status in statuses if status >= 500 or status == 0}, (route.path, statuses)
        assert (await web.ask("GET", "/api/v1/mailbox", token)).status == 200

    serve(scene, pages=pages())


def test_more_connections_than_allowed_are_told_so():
    """One beyond the limit is 503 with Retry-After as a problem, and the connection ends; then there is room again."""

    async def scene(web: Web):
        reader, writer = await asyncio.open_connection("127.0.0.1", web.port)
        await until(lambda: web.server.connections == 1)
        answer = await web.ask("GET", "/healthz")
        assert (answer.status, answer.json["type"], answer["connection"]) == (503, "/problems/unavailable", "close")
        assert answer["retry-after"]
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert parse(await reader.read()).status == 200
        writer.close()
        await until(lambda: web.server.connections == 0)
        assert (await web.ask("GET", "/healthz")).status == 200

    serve(scene, connections=1)


def test_parameters_are_told_apart():
    """400: they cannot be read, and the text speaks of them; 422: they can, and a pointer names the one."""

    async def scene(web: Web):
        _, token = await web.open()
        for query in ("after=%FF", "%FF=1", "after=\xff", "&".join(f"x{n}=1" for n in range(51))):
            answer = await web.ask("GET", f"/api/v1/mailbox/messages?{query}", token)
            assert (answer.status, answer.json["type"]) == (400, "/problems/malformed"), query
            if query != "after=\xff":
                assert "parameters" in answer.json["detail"]
                assert "body" not in answer.json["detail"]
        for query, pointer in (
            ("x=1", "/x"),
            ("a%2Fb~c=1", "/a~1b~0c"),
            ("limit=1&limit=1", "/limit"),
            ("limit=0", "/limit"),
            ("limit=101", "/limit"),
            ("limit=x", "/limit"),
            ("limit=", "/limit"),
            ("limit=1.5", "/limit"),
            ("wait=-0.1", "/wait"),
            ("wait=60.1", "/wait"),
            ("wait=nan", "/wait"),
            ("wait=inf", "/wait"),
            ("wait=x", "/wait"),
            ("from=" + "x" * 999, "/from"),
        ):
            answer = await web.ask("GET", f"/api/v1/mailbox/messages?{query}", token)
            assert (answer.status, answer["content-type"]) == (422, "application/problem+json; charset=utf-8"), query
            assert [error["pointer"] for error in answer.json["errors"]] == [pointer], query
        for query in ("limit=1", "limit=100", "wait=0", "from=" + "x" * 998, "subject=%F0%9F%8E%89", ""):
            assert (await web.ask("GET", f"/api/v1/mailbox/messages?{query}", token)).status == 200, query

    serve(scene)
