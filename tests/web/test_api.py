"""The API's requests and answers, one by one, as its contract says."""

import asyncio

from mayfly.guard.rate import Rule
from tests.house import mail
from tests.web.serving import Web, serve, some_token, until


def test_a_mailbox_is_opened_shown_extended_and_erased():
    """Open gives everything of a mailbox, its token and a link; erase gives a receipt, and nothing opens it after."""

    async def scene(web: Web):
        opened = await web.ask("POST", "/api/v1/mailboxes")
        assert opened.status == 201
        box = opened.json
        assert set(box) == {
            "address", "created_at", "expires_at", "ends_at", "idle_seconds", "last_activity_at", "message_count",
            "message_octets", "limits", "stored", "token", "link",
        }  # fmt: skip
        assert set(box["limits"]) == {"messages", "octets", "message_octets", "lifetime_seconds"}
        assert set(box["stored"]) == {"address", "messages", "client_address", "user_agent"}
        assert box["link"] == f"http://127.0.0.1:{web.port}/#{box['token']}"
        assert box["created_at"].endswith("Z")
        token = box.pop("token")
        del box["link"]
        assert (await web.ask("GET", "/api/v1/mailbox", token)).json == box
        extended = await web.ask("PATCH", "/api/v1/mailbox", token, {"lifetime_seconds": 7200})
        assert extended.status == 200
        assert extended.json["expires_at"] > box["expires_at"]
        await web.house.send(mail(), box["address"])
        erased = await web.ask("DELETE", "/api/v1/mailbox", token)
        assert erased.status == 200
        assert erased.json["erased_messages"] == 1
        assert set(erased.json) == {"erased_messages", "erased_octets", "erased_at"}
        assert (await web.ask("GET", "/api/v1/mailbox", token)).status == 404

    serve(scene)


def test_a_wish_is_kept_or_refused():
    """A chosen name is given once; what is not allowed is 422 with a pointer; taken and reserved are the same 409."""

    async def scene(web: Web):
        wish = {"local_part": "anna", "domain": "box.example", "lifetime_seconds": 600, "idle_seconds": 300}
        opened = await web.ask("POST", "/api/v1/mailboxes", body=wish)
        assert opened.json["address"] == "anna@box.example"
        taken = await web.ask("POST", "/api/v1/mailboxes", body=wish)
        reserved = await web.ask("POST", "/api/v1/mailboxes", body={"local_part": "admin"})
        assert taken.status == reserved.status == 409
        assert taken.body == reserved.body
        for body, pointer in (
            ({"lifetime_seconds": 10**9}, "/lifetime_seconds"),
            ({"lifetime_seconds": 10**30}, "/lifetime_seconds"),
            ({"idle_seconds": 1}, "/idle_seconds"),
            ({"domain": "elsewhere.example"}, "/domain"),
            ({"local_part": "a b"}, "/local_part"),
            ({"local_part": 5}, "/local_part"),
            ({"style": "loud"}, "/style"),
            ({"unknown/~": 1}, "/unknown~1~0"),
        ):
            answer = await web.ask("POST", "/api/v1/mailboxes", body=body)
            assert (answer.status, [e["pointer"] for e in answer.json["errors"]]) == (422, [pointer]), body
            assert answer["content-type"].startswith("application/problem+json")

    serve(scene)


def test_every_wrong_field_is_named():
    """422 names all that is wrong at once, in the order it was given, and what is missing last."""

    async def scene(web: Web):
        body = {"style": "gothic", "wish": 1, "lifetime_seconds": "long", "domain": None, "a/b": 0}
        answer = await web.ask("POST", "/api/v1/mailboxes", body=body)
        assert answer.status == 422
        assert [(error["pointer"], error["detail"]) for error in answer.json["errors"]] == [
            ("/style", "This value is not allowed."),
            ("/wish", "This is not known here."),
            ("/lifetime_seconds", "This must be a whole number."),
            ("/a~1b", "This is not known here."),
        ]
        _, token = await web.open()
        answer = await web.ask("PATCH", "/api/v1/mailbox", token, body={"seconds": 1})
        assert [error["pointer"] for error in answer.json["errors"]] == ["/seconds", "/lifetime_seconds"]
        answer = await web.ask("GET", "/api/v1/mailbox/messages?limit=0&wait=61&page=2&q=x", token)
        assert [error["pointer"] for error in answer.json["errors"]] == ["/limit", "/wait", "/page"]
        for number in (19, 20, 21, 1000):
            answer = await web.ask("POST", "/api/v1/mailboxes", body={f"field{n}": 0 for n in range(number)})
            assert len(answer.json["errors"]) == min(number, 20)
        for body in ([], "x", 1, b"null"):
            answer = await web.ask("POST", "/api/v1/mailboxes", body=body)
            assert answer.status == 422
            assert answer.json["errors"] == [{"pointer": "", "detail": "This must be an object."}]

    serve(scene)


def test_an_extension_beyond_the_cap_is_told_the_latest_possible():
    """422 says how many seconds from now are possible; exactly so many are taken, one more is not."""

    async def scene(web: Web):
        _, token = await web.open()
        web.house.now += 600
        for wanted in (10**6, 10**400, 86_400 - 600 + 1):
            answer = await web.ask("PATCH", "/api/v1/mailbox", token, {"lifetime_seconds": wanted})
            assert answer.status == 422
            assert str(86_400 - 600) in answer.json["errors"][0]["detail"]
        for wanted in (0, -5, -(10**400)):
            answer = await web.ask("PATCH", "/api/v1/mailbox", token, {"lifetime_seconds": wanted})
            assert answer.status == 422
            assert "60" in answer.json["errors"][0]["detail"]
        answer = await web.ask("PATCH", "/api/v1/mailbox", token, {"lifetime_seconds": 86_400 - 600})
        assert answer.status == 200

    serve(scene)


def test_messages_are_listed_filtered_and_paged():
    """Oldest first, each once; ``next`` goes on; filters are parts of the decoded fields in any case."""

    async def scene(web: Web):
        address, token = await web.open()
        for number in range(5):
            await web.house.send(mail(f"Number {number}", sender="Räuber <r@shop.example>"), address)
        page = (await web.ask("GET", "/api/v1/mailbox/messages?limit=2", token)).json
        assert [m["subject"] for m in page["messages"]] == ["Number 0", "Number 1"]
        rest = (await web.ask("GET", f"/api/v1/mailbox/messages?after={page['next']}", token)).json
        assert [m["subject"] for m in rest["messages"]] == ["Number 2", "Number 3", "Number 4"]
        found = (await web.ask("GET", "/api/v1/mailbox/messages?subject=nUMBER%203&from=r%40SHOP", token)).json
        assert [m["subject"] for m in found["messages"]] == ["Number 3"]
        assert found["messages"][0]["from"]["address"] == "r@shop.example"
        assert set(found["messages"][0]) == {
            "id", "received_at", "reverse_path", "from", "to", "subject", "snippet", "octets", "attachment_count",
            "seen", "code", "link", "authentication", "problems",
        }  # fmt: skip
        for query in ("limit=0", "limit=101", "limit=x", "wait=61", "wait=-1", "wait=nan", "colour=red"):
            answer = await web.ask("GET", f"/api/v1/mailbox/messages?{query}", token)
            assert answer.status == 422, query
            assert answer.json["errors"][0]["pointer"] == "/" + query.partition("=")[0]
        assert (await web.ask("GET", "/api/v1/mailbox/messages?limit=1&limit=2", token)).status == 422
        assert (await web.ask("GET", "/api/v1/mailbox/messages?after=%FF", token)).status == 400

    serve(scene)


def test_a_request_waits_for_mail():
    """With ``wait`` the answer is held until there is a match; nobody polls."""

    async def scene(web: Web):
        address, token = await web.open()
        waiting = asyncio.create_task(web.ask("GET", "/api/v1/mailbox/messages?wait=60&subject=code", token))
        await until(lambda: len(web.server.house.waits) == 1)
        await web.house.send(mail("Hello"), address)
        assert not waiting.done()
        await web.house.send(mail("Your code"), address)
        answer = await waiting
        assert [m["subject"] for m in answer.json["messages"]] == ["Your code"]
        assert len(web.server.house.waits) == 0
        answer = await web.ask("GET", f"/api/v1/mailbox/messages?wait=0.01&after={answer.json['next']}", token)
        assert answer.json["messages"] == []

    serve(scene)


def test_a_code_is_waited_for():
    """``code`` gives the code itself; 204 when there is none in time."""

    async def scene(web: Web):
        address, token = await web.open()
        assert (await web.ask("GET", "/api/v1/mailbox/code", token)).status == 204
        assert (await web.ask("GET", "/api/v1/mailbox/code?wait=0.01", token)).status == 204
        waiting = asyncio.create_task(web.ask("GET", "/api/v1/mailbox/code?wait=60", token))
        await until(lambda: len(web.server.house.waits) == 1)
        await web.house.send(mail("Sign in", "Your verification code is 493021."), address)
        answer = await waiting
        assert answer.status == 200
        assert answer.json["code"]["value"] == "493021"
        assert answer.json["message"]["subject"] == "Sign in"
        assert set(answer.json) == {"code", "link", "message"}

    serve(scene)


def test_who_stops_waiting_is_let_go():
    """A client that hangs up while it waits holds nothing any more."""

    async def scene(web: Web):
        _, token = await web.open()
        _, writer = await asyncio.open_connection("127.0.0.1", web.port)
        writer.write(
            f"GET /api/v1/mailbox/code?wait=60 HTTP/1.1\r\nHost: localhost\r\n"
            f"Authorization: Bearer {token}\r\n\r\n".encode()
        )
        await until(lambda: len(web.server.house.waits) == 1)
        writer.close()
        await until(lambda: len(web.server.house.waits) == 0)

    serve(scene)


def test_a_message_is_opened_given_raw_and_deleted():
    """One message: all of its summary and more; its octets below our trace header; then it is gone."""

    async def scene(web: Web):
        address, token = await web.open()
        content = mail("Hello", "Hi there \x00\r\nbare")
        await web.house.send(content, address)
        summary = await web.first(token)
        path = f"/api/v1/mailbox/messages/{summary['id']}"
        opened = (await web.ask("GET", path, token)).json
        assert set(opened) == set(summary) | {"headers", "text", "has_html", "attachments", "blocked"}
        assert opened["seen"]
        assert ["Subject", "Hello"] in opened["headers"]
        assert opened["blocked"] == {"images": 0, "trackers": []}
        raw = await web.ask("GET", path + "/raw", token)
        assert raw["content-type"] == "message/rfc822"
        assert raw["content-disposition"] == ""
        assert raw.body.endswith(b"\r\n" + content)
        assert raw.body.startswith((b"Return-Path:", b"Received:"))
        download = await web.ask("GET", path + "/raw?download=1", token)
        assert download["content-disposition"] == f'attachment; filename="{summary["id"]}.eml"'
        assert (await web.ask("GET", path + "/html", token)).status == 404
        assert (await web.ask("GET", path + "/attachments/0", token)).status == 404
        assert (await web.ask("DELETE", path, token)).status == 204
        for gone in (path, path + "/raw", path + "/html"):
            assert (await web.ask("GET", gone, token)).status == 404
        assert (await web.ask("DELETE", path, token)).status == 404

    serve(scene)


def test_ids_and_indexes_of_any_spelling_are_not_found():
    """What names no message is 404, never a fault."""

    async def scene(web: Web):
        address, token = await web.open()
        await web.house.send(mail(), address)
        real = (await web.first(token))["id"]
        for one in ("x", "%00", "%FF", "-1", "9" * 5000, "0" * 32, "..%2f..", "%F0%9F%8E%89", real.upper() + "0", "1 "):
            for rest in ("", "/raw", "/html", "/attachments/0"):
                answer = await web.ask("GET", f"/api/v1/mailbox/messages/{one.replace(' ', '%20')}{rest}", token)
                assert answer.status == 404, (one, rest, answer.body)
        for index in ("x", "-1", "%C2%B2", "9" * 5000, "99999", "0x0"):
            answer = await web.ask("GET", f"/api/v1/mailbox/messages/{real}/attachments/{index}", token)
            assert answer.status == 404, index
        for after in ("x", "9" * 998, "-1", "0" * 33):
            answer = await web.ask("GET", f"/api/v1/mailbox/messages?after={after}", token)
            assert (answer.status, answer.json["errors"][0]["pointer"]) == (422, "/after"), after
        answer = await web.ask("GET", f"/api/v1/mailbox/messages?after={'9' * 999}", token)
        assert (answer.status, answer.json["errors"][0]["pointer"]) == (422, "/after")

    serve(scene)


def test_what_is_out_of_bounds_is_told_with_the_bound():
    """The nearest value that would be taken is in the text, in the words of what it bounds."""

    async def scene(web: Web):
        for body, words in (
            ({"lifetime_seconds": 59}, "The shortest possible is 60 seconds."),
            ({"lifetime_seconds": 86_401}, "The latest possible is 86400 seconds from now."),
            ({"idle_seconds": 59}, "The shortest possible is 60 seconds."),
            ({"idle_seconds": 86_401}, "The longest possible is 86400 seconds."),
            ({"local_part": ""}, "This must be at least 1 character long."),
            ({"local_part": "a" * 65}, "This must be at most 64 characters long."),
        ):
            answer = await web.ask("POST", "/api/v1/mailboxes", body=body)
            assert (answer.status, answer.json["errors"][0]["detail"]) == (422, words), body
        for body in (
            {"lifetime_seconds": 60, "idle_seconds": 60},
            {"lifetime_seconds": 86_400, "idle_seconds": 86_400},
        ):
            assert (await web.ask("POST", "/api/v1/mailboxes", body=body)).status == 201
        assert (await web.ask("POST", "/api/v1/mailboxes", body={"local_part": "a" * 64})).status == 201

    serve(scene)


def test_domains_that_can_be_picked_are_listed():
    """Names and whether subdomains take mail."""

    async def scene(web: Web):
        answer = await web.ask("GET", "/api/v1/domains")
        assert answer.json == {
            "domains": [
                {"name": "mayfly.test", "subdomains": False},
                {"name": "box.example", "subdomains": True},
            ]
        }

    serve(scene)


def test_a_client_that_opens_too_many_mailboxes_is_told_when_to_come_back():
    """429 with Retry-After; after so many seconds, and not a second earlier, it is allowed again."""

    async def scene(web: Web):
        for _ in range(3):
            assert (await web.ask("POST", "/api/v1/mailboxes")).status == 201
        web.house.now += 10.5
        answer = await web.ask("POST", "/api/v1/mailboxes")
        assert answer.status == 429
        assert answer["retry-after"] == "50"
        web.house.now += 49
        assert (await web.ask("POST", "/api/v1/mailboxes")).status == 429
        web.house.now += 1
        assert (await web.ask("POST", "/api/v1/mailboxes")).status == 201

    serve(scene, rules=(Rule(3, 60),))


def test_every_token_that_opens_nothing_is_the_same():
    """Wrong, malformed, erased and expired are one 404; none at all is 401."""

    async def scene(web: Web):
        _, erased = await web.open()
        await web.ask("DELETE", "/api/v1/mailbox", erased)
        _, expired = await web.open(lifetime_seconds=60)
        web.house.now += 60
        bodies = {
            (await web.ask("GET", "/api/v1/mailbox", token)).body
            for token in (some_token(), "short", "é" * 20, erased, expired)
        }
        assert len(bodies) == 1
        for headers in ({}, {"authorization": "Bearer"}, {"authorization": "Basic YTpi"}):
            answer = await web.ask("GET", "/api/v1/mailbox", headers=headers)
            assert answer.status == 401
            assert answer["www-authenticate"] == "Bearer"

    serve(scene)


def test_a_full_disk_is_503():
    """What the store cannot do now is 503 with Retry-After, and reading goes on."""

    async def scene(web: Web):
        _, token = await web.open()
        web.house.store.has_space = lambda octets: False
        answer = await web.ask("GET", "/readyz")
        assert answer.status == 503
        assert answer["retry-after"]
        assert (await web.ask("GET", "/api/v1/mailbox", token)).status == 200

    serve(scene)
