"""Who is asking: clients behind proxies, mailboxes in cookies, and pages of other sites."""

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.datastructures import Headers

from mayfly.core.mailbox import decode_token, encode_token, handle_of
from mayfly.guard.rate import Rule
from mayfly.web.security import Client, Hosts, Proxies, host_of, is_first_view, read_address, read_boxes, read_networks
from mayfly.web.settings import Settings, faults
from tests.web.serving import Web, serve, some_token

OURS = {"sec-fetch-site": "same-origin"}


def client(peer: str, *lines: tuple[str, str], trusted=(), scheme="http", public_url="") -> Client:
    raw = [(name.lower().encode(), value.encode()) for name, value in lines]
    scope = {"type": "http", "client": (peer, 5), "scheme": scheme, "headers": raw}
    return Proxies(read_networks(trusted), public_url).client(scope, Headers(raw=raw))


FORMS = [
    ("X-Forwarded-For", "198.51.100.9"),
    ("X-Forwarded-For", "10.0.0.1, 198.51.100.9"),
    ("x-forwarded-for", "127.0.0.1"),
    ("Forwarded", "for=198.51.100.9"),
    ("Forwarded", 'for="[2001:db8::1]:80"'),
    ("X-Real-IP", "198.51.100.9"),
    ("X-Client-IP", "198.51.100.9"),
    ("CF-Connecting-IP", "198.51.100.9"),
    ("True-Client-IP", "198.51.100.9"),
    ("X-Cluster-Client-IP", "198.51.100.9"),
    ("X-Forwarded", "198.51.100.9"),
    ("Via", "1.1 198.51.100.9"),
]


@pytest.mark.parametrize("line", FORMS, ids=lambda line: ":".join(line))
def test_an_outsider_is_its_socket_whatever_it_writes(line):
    """No header changes who a peer is that no configured network holds; not even its encryption is believed."""
    assert client("192.0.2.7", line).address == "192.0.2.7"
    assert client("192.0.2.7", line, trusted=["10.0.0.0/8"]).address == "192.0.2.7"
    assert not client("192.0.2.7", line, ("X-Forwarded-Proto", "https"), trusted=["10.0.0.0/8"]).secure


@pytest.mark.parametrize(
    ("lines", "address"),
    [
        (["198.51.100.9"], "198.51.100.9"),
        (["1.2.3.4, 198.51.100.9"], "198.51.100.9"),
        (["1.2.3.4, 198.51.100.9, 10.9.9.9"], "198.51.100.9"),
        (["1.2.3.4", "198.51.100.9", "10.9.9.9, 10.8.8.8"], "198.51.100.9"),
        (["10.1.1.1, 10.9.9.9"], "10.1.1.1"),
        (["198.51.100.9:4711"], "198.51.100.9"),
        (["[2001:db8::5]:4711"], "2001:db8::5"),
        (["::ffff:198.51.100.9"], "198.51.100.9"),
        (["1.2.3.4, nonsense"], "10.0.0.1"),
        (["1.2.3.4, unknown, 10.9.9.9"], "10.9.9.9"),
        ([""], "10.0.0.1"),
        ([], "10.0.0.1"),
    ],
)
def test_the_client_is_the_right_most_hop_that_is_no_proxy_of_ours(lines, address):
    """What stands left of the first foreign hop was written by that hop, or by anybody."""
    found = client("10.0.0.1", *(("X-Forwarded-For", line) for line in lines), trusted=["10.0.0.0/8"])
    assert found.address == address


def test_the_way_is_encrypted_where_a_trusted_proxy_says_so():
    """X-Forwarded-Proto counts from trusted proxies; a public https name counts by itself."""
    proto = ("X-Forwarded-Proto", "https")
    assert client("10.0.0.1", proto, trusted=["10.0.0.0/8"]).secure
    assert not client("10.0.0.1", ("X-Forwarded-Proto", "http"), trusted=["10.0.0.0/8"], scheme="https").secure
    host = ("Host", "Mail.example.org")
    assert client("192.0.2.7", host, public_url="https://mail.example.org").secure
    assert not client("192.0.2.7", ("Host", "localhost"), public_url="https://mail.example.org").secure
    assert not client("192.0.2.7", host).secure


@given(st.text(max_size=60))
def test_no_spelling_of_an_address_or_host_is_a_fault(text):
    """Any text is an address or none, a host or none."""
    found = read_address(text)
    assert found is None or isinstance(found, ipaddress.IPv4Address | ipaddress.IPv6Address)
    raw = [(b"host", text.encode("latin-1", "replace"))]
    if Hosts(("mail.example.org",), (), "").admits(Headers(raw=raw)):
        assert host_of(text) in ("mail.example.org", "localhost", "127.0.0.1", "[::1]")


def test_limits_are_by_client_and_not_by_its_headers():
    """Twelve header forms from one peer are one client; behind a trusted proxy each client is its own."""

    async def outsider(web: Web):
        assert (await web.ask("POST", "/api/v1/mailboxes")).status == 201
        for name, value in FORMS:
            assert (await web.ask("POST", "/api/v1/mailboxes", headers={name: value})).status == 429

    serve(outsider, rules=(Rule(1, 60),))

    async def proxied(web: Web):
        for address, status in (
            ("198.51.100.9", 201),
            ("198.51.100.9", 429),
            ("198.51.100.10", 201),
            ("2001:db8:1:2::1", 201),
            ("2001:db8:1:2:ffff::9", 429),
            ("2001:db8:1:3::1", 201),
        ):
            answer = await web.ask("POST", "/api/v1/mailboxes", headers={"x-forwarded-for": address})
            assert answer.status == status, address

    serve(proxied, rules=(Rule(1, 60),), trusted_proxies=("127.0.0.0/8",))


# --- cookies ---


async def held(web: Web, token: str, headers: dict[str, str] | None = None) -> str:
    """Give a mailbox to a browser; give its cookie pair."""
    answer = await web.ask("POST", "/session", body={"token": token}, headers=OURS | (headers or {}))
    assert answer.status == 200, answer
    return answer["set-cookie"].partition(";")[0]


def test_a_browser_holds_a_mailbox_by_a_cookie():
    """POST /session sets one HttpOnly, Lax cookie; requests by cookie name the mailbox; DELETE forgets it alone."""

    async def scene(web: Web):
        address, token = await web.open()
        answer = await web.ask("POST", "/session", body={"token": token}, headers=OURS)
        handle = handle_of(decode_token(token))
        assert answer.json["box"] == handle
        assert answer.json["address"] == address
        parts = [part.strip().lower() for part in answer["set-cookie"].split(";")]
        assert parts[0] == f"mayfly-{handle}={token}".lower()
        assert set(parts[1:]) == {"httponly", "max-age=86400", "path=/", "samesite=lax"}
        cookie = {"cookie": answer["set-cookie"].partition(";")[0]}
        assert (await web.ask("GET", f"/api/v1/mailbox?box={handle}", headers=cookie)).json["address"] == address
        assert (await web.ask("GET", "/api/v1/mailbox", headers=cookie)).status == 401
        assert (await web.ask("GET", "/api/v1/mailbox?box=00000000", headers=cookie)).status == 401
        forgot = await web.ask("DELETE", f"/session?box={handle}", headers=cookie | OURS)
        assert forgot.status == 204
        assert "max-age=0" in forgot["set-cookie"].lower()
        assert (await web.ask("GET", "/api/v1/mailbox", token)).status == 200
        other = await web.ask("DELETE", "/session?box=whatever", headers=cookie | OURS)
        assert (other.status, other["set-cookie"]) == (204, "")

    serve(scene)


def test_on_an_encrypted_way_the_cookie_is_bound_to_the_host():
    """``__Host-`` and Secure over https; an unprefixed cookie counts for nothing there."""

    async def scene(web: Web):
        _, token = await web.open()
        https = {"x-forwarded-proto": "https", "host": "localhost"}
        answer = await web.ask("POST", "/session", body={"token": token}, headers=OURS | https)
        handle = handle_of(decode_token(token))
        assert answer["set-cookie"].startswith(f"__Host-mayfly-{handle}={token};")
        assert "Secure" in answer["set-cookie"]
        for name, status in ((f"__Host-mayfly-{handle}", 200), (f"mayfly-{handle}", 401)):
            headers = https | {"cookie": f"{name}={token}"}
            assert (await web.ask("GET", f"/api/v1/mailbox?box={handle}", headers=headers)).status == status
        opened = await web.ask("POST", "/api/v1/mailboxes", headers=https)
        assert opened.json["link"].startswith("https://localhost/#")

    serve(scene, trusted_proxies=("127.0.0.1",))


def test_a_browser_holds_at_most_eight_mailboxes_and_none_is_replaced():
    """The ninth is 409 while eight live; an ended one makes room and is forgotten; one that is held may come again."""

    async def scene(web: Web):
        tokens = [(await web.open(lifetime_seconds=60 if n == 0 else 3600))[1] for n in range(9)]
        cookies = [await held(web, token) for token in tokens[:8]]
        jar = {"cookie": "; ".join(cookies)}
        answer = await web.ask("POST", "/session", body={"token": tokens[8]}, headers=OURS | jar)
        assert (answer.status, answer.json["type"]) == (409, "/problems/too-many-mailboxes")
        assert answer["set-cookie"] == ""
        assert (await held(web, tokens[3], jar)) == cookies[3]
        web.house.now += 60
        answer = await web.ask("POST", "/session", body={"token": tokens[8]}, headers=OURS | jar)
        assert answer.status == 200
        forgotten = [line for line in answer.all("set-cookie") if "Max-Age=0" in line]
        assert [line.partition("=")[0] for line in forgotten] == [cookies[0].partition("=")[0]]

    serve(scene)


def test_cookies_that_are_not_what_they_say_are_none():
    """A name that is not its token's handle, a token that is none, and a ninth mailbox are passed over."""
    token = some_token()
    handle = handle_of(decode_token(token))
    good = f"mayfly-{handle}={token}"
    wrong = (f"mayfly-00000000={token}", f"mayfly-{handle}={token[:-1]}", f"other={token}", f"mayfly-={token}", "a;;=b")
    for line in wrong:
        assert read_boxes(Headers({"cookie": line}), secure=False) == ()
    boxes = read_boxes(Headers({"cookie": f"x=1; {good}; {good}"}), secure=False)
    assert [box.handle for box in boxes] == [handle]
    tokens = [encode_token(bytes([n]) * 32) for n in range(12)]
    jar = "; ".join(f"mayfly-{handle_of(decode_token(one))}={one}" for one in tokens)
    assert [encode_token(box.token) for box in read_boxes(Headers({"cookie": jar}), secure=False)] == tokens[:8]


@settings(max_examples=50)
@given(st.text(alphabet=st.characters(max_codepoint=255), max_size=100))
def test_no_cookie_line_is_a_fault(line):
    """Any octets in a Cookie header are read as mailboxes or as none."""
    assert read_boxes(Headers({"cookie": line}), secure=True) == ()


def test_unsafe_requests_by_cookie_come_from_our_own_pages():
    """With a cookie, a browser must vouch for our page; with a bearer token nobody is asked; /session always asks."""

    async def scene(web: Web):
        _, token = await web.open()
        cookie = {"cookie": await held(web, token)}
        path = f"/api/v1/mailbox?box={handle_of(decode_token(token))}"
        body = {"lifetime_seconds": 600}
        here = f"http://127.0.0.1:{web.port}"
        for headers, status in (
            ({}, 403),
            ({"sec-fetch-site": "cross-site"}, 403),
            ({"sec-fetch-site": "same-site"}, 403),
            ({"sec-fetch-site": "none"}, 403),
            ({"sec-fetch-site": "cross-site", "origin": here}, 403),
            ({"origin": "https://evil.example"}, 403),
            ({"origin": "null"}, 403),
            ({"origin": f"http://127.0.0.1:{web.port + 1}"}, 403),
            ({"origin": f"{here}.evil.example"}, 403),
            ({"referer": here}, 403),
            ({"sec-fetch-site": "same-origin"}, 200),
            ({"origin": here}, 200),
        ):
            answer = await web.ask("PATCH", path, body=body, headers=cookie | headers)
            assert answer.status == status, headers
            session = await web.ask("POST", "/session", body={"token": token}, headers=headers)
            assert session.status == status, headers
            program = await web.ask("PATCH", "/api/v1/mailbox", token, body, headers)
            assert program.status == 200, headers

    serve(scene)


def test_a_page_of_another_site_reads_nothing_and_opens_nothing():
    """A foreign Origin or Sec-Fetch-Site is 403 on what programs read, streams too, before any token is looked at."""

    async def scene(web: Web):
        _, token = await web.open()
        cookie = {"cookie": await held(web, token)}
        box = handle_of(decode_token(token))
        for path in ("/api/v1/mailbox", "/api/v1/mailbox/events", "/api/v1/mailbox/messages", "/api/v1/domains"):
            for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
                for jar in ({}, cookie):
                    assert (await web.ask("GET", f"{path}?box={box}", headers=headers | jar)).status == 403
        for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
            assert (await web.ask("POST", "/api/v1/mailboxes", headers=headers)).status == 403
        navigation = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
        assert (await web.ask("GET", f"/api/v1/mailbox?box={box}", headers=navigation | cookie)).status == 403

    serve(scene)


def test_erasing_by_cookie_takes_this_cookie_alone():
    """The mailbox's cookie goes; the browser's others and its storage stay."""

    async def scene(web: Web):
        _, token = await web.open()
        cookie = {"cookie": await held(web, token)}
        box = handle_of(decode_token(token))
        answer = await web.ask("DELETE", f"/api/v1/mailbox?box={box}", headers=cookie | OURS)
        assert answer.status == 200
        assert answer["clear-site-data"] == '"cache"'
        assert answer["set-cookie"].startswith(f"mayfly-{box}=")
        assert "Max-Age=0" in answer["set-cookie"]

    serve(scene)


def test_the_operators_mailbox_stays_in_a_browser():
    """Its cookie lives as long as browsers keep one, also when the cap of other mailboxes has long passed."""

    async def scene(web: Web):
        written: list[bytes] = []
        await web.house.access.open_operators(written.append)
        token = encode_token(written[0])
        web.house.now += 10 * 86_400
        answer = await web.ask("POST", "/session", body={"token": token}, headers=OURS)
        assert f"Max-Age={400 * 86_400};" in answer["set-cookie"]

    serve(scene)


def test_only_a_person_who_looks_gets_a_mailbox_made():
    """A navigation is a first view; prefetches, images, scripts and frames are none."""
    assert is_first_view(Headers({}))
    assert is_first_view(Headers({"sec-fetch-dest": "document", "sec-fetch-mode": "navigate"}))
    for headers in ({"sec-purpose": "prefetch"}, {"sec-purpose": "prefetch;prerender"}, {"purpose": "prefetch"},
                    {"x-moz": "prefetch"}, {"sec-fetch-dest": "image"}, {"sec-fetch-dest": "iframe"},
                    {"sec-fetch-dest": "empty"}):  # fmt: skip
        assert not is_first_view(Headers(headers)), headers


def test_settings_that_cannot_be_are_told_one_by_one():
    """Each fault is a sentence that names the setting; good settings have none."""
    assert faults(Settings()) == ()
    good = Settings(listen=("[::]:80", "localhost:0"), public_url="https://x.example/", trusted_proxies=("::1",))
    assert faults(good) == ()
    bad = Settings(
        listen=("8080", "host:99999", "::1:80"),
        trusted_proxies=("10.0.0",),
        metrics_networks=("x/8",),
        public_url="mail.example.org",
        streams_in_all=0,
    )
    found = faults(bad)
    names = ["web.listen"] * 3 + ["web.trusted_proxies", "web.metrics_networks", "web.public_url", "web.streams_in_all"]
    assert [one.partition(":")[0] for one in found] == names
