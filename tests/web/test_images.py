"""The path under which readers see remote images: signed, dated, and without anything of the reader."""

import asyncio
import re
from urllib.parse import urlsplit

from mayfly.access import Budget
from mayfly.mail.images import path as image_path
from mayfly.mail.read import ImagePath
from mayfly.net import Fetcher, Limits
from tests.test_net import PNG, Peer, Redirected, find, says
from tests.web.serving import SECONDS, Web, serve

URL = "http://public.example/a.png"


def signed(web: Web, url: str = URL, seconds: int = 600, key: bytes | None = None) -> str:
    images = ImagePath(key or web.server.house.image_key, int(web.house.now) + seconds)
    return image_path(images, url)


def test_a_signed_path_gives_the_image_and_no_other_path_does():
    """The image comes with its own type, to any origin; changed, dated, foreign and unsigned paths ask nobody."""

    async def scene(web: Web):
        peer = Peer({"/a.png": says(PNG, "text/html"), "/page": says(b"<script>", "image/png")})
        server = await asyncio.start_server(peer.handle, "127.0.0.1", 0)
        web.server.house.images = Fetcher(find=find, backend=Redirected(server.sockets[0].getsockname()[1]))
        good = signed(web)
        # A sandboxed frame has no origin of ours: its request is cross-site and has no cookie.
        answer = await web.ask("GET", good, headers={"sec-fetch-site": "cross-site", "origin": "null"})
        assert (answer.status, answer["content-type"], answer.body) == (200, "image/png", PNG)
        assert answer["cross-origin-resource-policy"] == "cross-origin"
        assert answer["content-security-policy"].startswith("sandbox;")
        assert answer["set-cookie"] == ""
        assert len(peer.requests) == 1
        pieces = good.split("/")
        other = signed(web, "http://public.example/page").split("/")
        for path in (
            "/".join([*pieces[:2], str(int(pieces[2]) + 1), *pieces[3:]]),
            "/".join([*pieces[:4], other[4]]),
            "/".join([*pieces[:3], "A" * len(pieces[3]), pieces[4]]),
            signed(web, key=bytes(32)),
            signed(web, seconds=0),
            "/img/9999999999/x/" + pieces[4],
            good + "x",
            good.replace("/img/", "/img//"),
        ):
            assert (await web.ask("GET", path)).status == 404, path
        assert len(peer.requests) == 1
        assert (await web.ask("GET", signed(web, "http://public.example/page"))).status == 404
        assert len(peer.requests) == 2
        web.house.now += 601
        assert (await web.ask("GET", good)).status == 404
        server.close()

    serve(scene)


def test_images_that_are_sent_slowly_are_counted_until_they_are_sent():
    """Where one reader holds all there is room for, nobody is asked for another image before it has gone."""
    large = PNG + bytes(8 * 1_048_576 - len(PNG))

    async def scene(web: Web):
        peer = Peer({"/a.png": says(large), "/b.png": says(PNG)})
        server = await asyncio.start_server(peer.handle, "127.0.0.1", 0)
        house = web.server.house
        limits = Limits(octets=len(large))
        house.images = Fetcher(limits, find=find, backend=Redirected(server.sockets[0].getsockname()[1]))
        # One of the largest at a time; who is slow is never asked to go.
        house.image_budget = Budget(len(large) * 4 // 3, grace_seconds=3600, patience_seconds=3600)
        free = house.image_budget.free
        slow, writer = await asyncio.open_connection("127.0.0.1", web.port)
        request = f"GET {signed(web)} HTTP/1.1\r\nHost: 127.0.0.1:{web.port}\r\n\r\n"
        writer.write(request.encode())
        assert b" 200 " in await slow.readline()
        assert house.image_budget.free == free - len(large)
        second = asyncio.create_task(web.ask("GET", signed(web, "http://public.example/b.png")))
        async with asyncio.timeout(SECONDS):
            while not any(lane._line for lane in house.image_budget._lanes):  # noqa: ASYNC110  nobody tells
                await asyncio.sleep(0.005)
        assert len(peer.requests) == 1
        writer.close()
        assert (await second).body == PNG
        assert len(peer.requests) == 2
        async with asyncio.timeout(SECONDS):
            while house.image_budget.free != free:  # noqa: ASYNC110  nobody tells
                await asyncio.sleep(0.005)
        assert (await web.ask("GET", signed(web, "http://public.example/none"))).status == 404
        assert house.image_budget.free == free
        server.close()

    serve(scene)


def test_paths_in_a_document_are_those_that_are_served():
    """What the document of a mail asks for with ``images=1`` is answered by this path."""

    async def scene(web: Web):
        peer = Peer({"/p.png": says(PNG)})
        server = await asyncio.start_server(peer.handle, "127.0.0.1", 0)
        web.server.house.images = Fetcher(find=find, backend=Redirected(server.sockets[0].getsockname()[1]))
        address, token = await web.open()
        html = '<img src="http://public.example/p.png" width="200" height="100">'
        await web.house.send(f"Content-Type: text/html\r\n\r\n{html}\r\n".encode(), address)
        message_id = (await web.first(token))["id"]
        document = (await web.ask("GET", f"/api/v1/mailbox/messages/{message_id}/html?images=1", token)).body.decode()
        (source,) = re.findall(r'<img[^>]* src="([^"]*)"', document)
        path = urlsplit(source).path
        assert path.startswith("/img/")
        assert token not in document
        assert (await web.ask("GET", path)).body == PNG
        server.close()

    serve(scene)


def test_no_image_is_fetched_where_the_operator_says_no():
    """A path that was signed before is not served either."""

    async def scene(web: Web):
        assert (await web.ask("GET", signed(web))).status == 404

    serve(scene, images=False)
