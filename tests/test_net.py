"""Outward calls: no connection to what is not public, and nothing but small raster images comes back."""

import asyncio
import contextlib
import ipaddress

import httpcore2
import pytest

from mayfly.net import Fetcher, Limits, image_type, is_public

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)

# What an attacker writes into an <img>. Names are answered by the test's resolver as the table below says.
HOSTILE = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.255.255.254/",
    "http://0/",
    "http://0.0.0.0/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://100.127.255.255/",
    "http://192.0.0.8/",
    "http://192.0.2.1/",
    "http://192.88.99.1/",
    "http://198.18.0.1/",
    "http://198.51.100.1/",
    "http://203.0.113.1/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::]/",
    "http://[::1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::8.8.8.8]/",
    "http://[64:ff9b:1::1]/",
    "http://[100::1]/",
    "http://[2001::1]/",
    "http://[2001:db8::1]/",
    "http://[2001:20::1]/",
    "http://[2002:7f00:1::]/",
    "http://[3fff::1]/",
    "http://[5f00::1]/",
    "http://[fc00::1]/",
    "http://[fd12:3456::1]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[4000::1]/",
    "https://127.0.0.1/",
    "http://rebound.example/",
    "http://both.example/",
    "http://mapped.example/",
    "http://nowhere.example/",
    "http://１２７.０.０.１/",
    "http://public.example:22/",
    "http://public.example:8080/",
    "http://public.example:0/",
    "http://public.example:99999/",
    "http://user@public.example/",
    "http://user:password@public.example/",
    "http://public.example\\@127.0.0.1/",
    "http://public.example /",
    "http://public.example/\r\nHost: evil",
    "http://exa mple/",
    "http://.../",
    "http://-x-.example/",
    "http:///x",
    "http://",
    "//public.example/x",
    "ftp://public.example/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:25/_EHLO",
    "data:image/png;base64,AAAA",
    "javascript:alert(1)",
    "unix:///run/x",
    "",
    "x" * 5000,
    "http://public.example/" + "a" * 5000,
]
ANSWERS = {
    "public.example": ["93.184.215.14"],
    "rebound.example": ["127.0.0.1"],
    "both.example": ["93.184.215.14", "10.0.0.1"],
    "mapped.example": ["::ffff:10.0.0.1"],
}


class Recorder(httpcore2.AsyncNetworkBackend):
    """Stands where connections are made; notes each and lets none through."""

    def __init__(self) -> None:
        self.made: list[tuple[str, int]] = []

    async def connect_tcp(self, host, port, *args, **kwargs):
        self.made.append((host, port))
        raise httpcore2.ConnectError

    async def sleep(self, seconds):
        raise NotImplementedError


async def find(host: str, port: int):
    """Answer names of the table, and spellings of addresses as the system does."""
    if host in ANSWERS:
        return tuple(ipaddress.ip_address(text) for text in ANSWERS[host])
    if host.endswith(".example"):
        raise OSError
    infos = await asyncio.get_running_loop().getaddrinfo(host, port)
    return tuple(ipaddress.ip_address(info[4][0]) for info in infos)


@pytest.mark.parametrize("url", HOSTILE, ids=lambda url: url[:60])
def test_no_connection_is_made_to_a_hostile_url(url):
    """Private, translated, tunnelled, reserved, misspelt, rebound: not one packet leaves."""
    recorder = Recorder()
    assert asyncio.run(Fetcher(find=find, backend=recorder).fetch(url)) is None
    assert recorder.made == []


def test_a_public_host_is_connected_to_by_the_address_that_was_checked():
    """One look-up, and the connection goes to that address, not to the name."""
    for url, made in (
        ("http://public.example/a.png", ("93.184.215.14", 80)),
        ("https://public.example/a.png", ("93.184.215.14", 443)),
        ("http://public.example:443/a.png", ("93.184.215.14", 443)),
        ("http://8.8.8.8/", ("8.8.8.8", 80)),
        ("http://[2606:4700::1111]/", ("2606:4700::1111", 80)),
    ):
        recorder = Recorder()
        looked_up = []

        async def once(host, port, looked_up=looked_up):
            looked_up.append(host)
            return await find(host, port)

        assert asyncio.run(Fetcher(find=once, backend=recorder).fetch(url)) is None
        assert recorder.made == [made]
        assert len(looked_up) <= 1


def test_public_is_what_the_registries_leave():
    """The first and last address of each closed block is closed, and its neighbours outside are open."""
    for inside, outside in (
        ("10.255.255.255", "11.0.0.0"),
        ("100.64.0.0", "100.63.255.255"),
        ("172.16.0.0", "172.15.255.255"),
        ("172.31.255.255", "172.32.0.0"),
        ("192.168.0.0", "192.167.255.255"),
        ("198.19.255.255", "198.20.0.0"),
        ("224.0.0.0", "223.255.255.255"),
        ("2001:1ff:ffff::", "2001:200::"),
        ("2002::", "2003::"),
        ("1fff::", "2000::"),
    ):
        assert not is_public(ipaddress.ip_address(inside)), inside
        assert is_public(ipaddress.ip_address(outside)), outside


# --- real servers ---


class Peer:
    """An HTTP server on loopback that says what a test wants, and keeps what it was asked."""

    def __init__(self, answers: dict[str, bytes]) -> None:
        self.answers = answers
        self.requests: list[bytes] = []
        self.cut = asyncio.Event()

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            request = await reader.readuntil(b"\r\n\r\n")
            self.requests.append(request)
            answer = self.answers[request.split()[1].decode()]
            if answer == b"stall":
                await reader.read()
            else:
                writer.write(answer)
                await writer.drain()
        writer.close()
        self.cut.set()


def says(body: bytes, media_type: str = "image/png", status: str = "200 OK", extra: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{extra}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Redirected(httpcore2.AnyIOBackend):
    """Sends connections to any public address to the test's own peer."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def connect_tcp(self, host, port, *args, **kwargs):
        return await super().connect_tcp("127.0.0.1", self.port)


def fetched(answers: dict[str, bytes], *paths: str, limits: Limits | None = None):
    """Fetch paths of public.example from a real peer; give the images and the peer."""

    async def main():
        peer = Peer(answers)
        server = await asyncio.start_server(peer.handle, "127.0.0.1", 0)
        fetcher = Fetcher(limits or Limits(), find, backend=Redirected(server.sockets[0].getsockname()[1]))
        found = [await fetcher.fetch(f"http://public.example{path}") for path in paths]
        server.close()
        return found, peer

    return asyncio.run(main())


def test_an_image_is_fetched_and_nothing_about_the_reader_is_told():
    """The octets come back with the type their magic says; the request names host, path and formats, no more."""
    answers = {"/a.png?x=1%202": says(PNG, "text/html", extra="Set-Cookie: a=b\r\n")}
    (found,), peer = fetched(answers, "/a.png?x=1%202#frag")
    assert (found.media_type, found.octets) == ("image/png", PNG)
    lines = peer.requests[0].decode().lower().split("\r\n")
    names = {line.partition(":")[0] for line in lines[1:] if line}
    assert names == {"host", "accept", "accept-encoding", "user-agent", "connection"}
    assert "host: public.example" in lines


def test_cookies_are_not_kept():
    """What one answer sets, the next request does not bring."""
    answers = {"/a": says(PNG, extra="Set-Cookie: id=1\r\n"), "/b": says(PNG)}
    _, peer = fetched(answers, "/a", "/b")
    assert b"cookie" not in peer.requests[1].lower()


def test_only_raster_images_come_back():
    """HTML, SVG, scripts and nothing are none, whatever type they claim; the five raster types are."""
    bad = [b"<html>", b"<svg xmlns='http://www.w3.org/2000/svg'>", b"GIF8x", b"", b"%PDF-1.7", b"<?xml version='1.0'?>"]
    answers = {f"/{n}": says(body, "image/png") for n, body in enumerate(bad)}
    found, _ = fetched(answers, *answers)
    assert found == [None] * len(bad)
    for octets, media_type in (
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0x", "image/jpeg"),
        (b"GIF89a;", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x20ftypavif", "image/avif"),
    ):
        assert image_type(octets) == media_type


def test_redirects_are_followed_three_times_and_checked_each_time():
    """Three hops are followed, four are not; a hop to a private address, another scheme or port ends it."""

    def to(place: str) -> bytes:
        return says(b"", status="302 Found", extra=f"Location: {place}\r\n")

    answers = {
        "/3": to("/2"),
        "/2": to("http://public.example/1"),
        "/1": to("/0"),
        "/0": says(PNG),
        "/4": to("/3"),
        "/private": to("http://169.254.169.254/"),
        "/rebound": to("http://rebound.example/0"),
        "/file": to("file:///etc/passwd"),
        "/port": to("http://public.example:25/0"),
        "/loop": to("/loop"),
        "/none": says(b"", status="302 Found"),
        "/two": says(b"", status="302 Found", extra="Location: /0\r\nLocation: /0\r\n"),
    }
    found, peer = fetched(answers, "/3", "/4", "/private", "/rebound", "/file", "/port", "/loop", "/none", "/two")
    assert [one is not None for one in found] == [True] + [False] * 8
    assert sum(b"GET /loop" in request for request in peer.requests) == 4


def test_what_others_leave_to_the_browser_is_done_here():
    """Blanks in a path, and octets beyond ASCII in one or where a redirect leads, are sent in percent signs."""
    moved = b"HTTP/1.1 302 Found\r\nLocation: /caf\xc3\xa9 1.png\r\nContent-Length: 0\r\n\r\n"
    answers = {"/my%20logo.png?a%20b": says(PNG), "/moved": moved, "/caf%C3%A9%201.png": says(PNG)}
    found, _ = fetched(answers, "/my logo.png?a b", "/moved", "/caf\u00e9 1.png")
    assert [one is not None for one in found] == [True, True, True]


@pytest.mark.parametrize("place", [b"http://[::1", b"http://[x]/", b"//[", b"http://\xff\xfe/", b"http://a:b/"])
def test_a_redirect_to_what_is_no_url_gives_no_image(place):
    """It is one more image that is not to be had, and no fault of ours."""
    moved = b"HTTP/1.1 302 Found\r\nLocation: " + place + b"\r\nContent-Length: 0\r\n\r\n"
    assert fetched({"/moved": moved}, "/moved")[0] == [None]


def test_what_is_too_large_or_too_slow_is_cut_off():
    """At the limit it is an image, one octet more is none, claimed or not; a peer that stalls is given up."""
    limits = Limits(octets=1000, seconds=0.5)
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + PNG.ljust(1001) + b"\r\n0\r\n\r\n"
    answers = {
        "/at": says(PNG.ljust(1000)),
        "/above": says(PNG.ljust(1001)),
        "/chunked": chunked,
        "/short": b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + PNG,
        "/packed": says(PNG, extra="Content-Encoding: gzip\r\n"),
        "/404": says(PNG, status="404 Not Found"),
        "/nonsense": b"\x00\x01\x02\r\n\r\n",
        "/stall": b"stall",
    }
    found, _ = fetched(answers, *answers, limits=limits)
    assert [one is not None for one in found] == [True, False, False, False, True, False, False, False]
