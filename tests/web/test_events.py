"""Server-sent events over real sockets: what is told, resuming, limits, slow readers, and the end."""

import asyncio
import re
import socket
import tracemalloc

from mayfly.access import Sync
from mayfly.web.events import Stream
from mayfly.web.house import Pages
from mayfly.web.routes import Ask, Route
from mayfly.web.security import Kind
from tests.house import mail
from tests.web.serving import Web, serve, until


def test_a_stream_tells_what_happens_in_the_order_it_happens():
    """sync, message with an id, changed, ends, refused, gone, erased; then the stream ends."""

    async def scene(web: Web):
        address, token = await web.open()
        await web.house.send(mail("Old"), address)
        old = (await web.first(token))["id"]
        async with web.stream(token) as events:
            assert b"HTTP/1.1 200" in events.head
            for line in (b"content-type: text/event-stream", b"x-accel-buffering: no", b"no-store"):
                assert line in events.head
            retry = int((await events.next())["retry"])
            assert 2000 <= retry < 3000
            assert await events.event() == ("sync", {"ids": [old]})
            await web.house.send(mail("New"), address)
            block = await events.next()
            assert block["event"] == "message"
            new = block["id"]
            listed = (await web.ask("GET", f"/api/v1/mailbox/messages?after={old}", token)).json["messages"][0]
            assert listed["id"] == new
            assert listed["subject"] == "New"
            await web.ask("GET", f"/api/v1/mailbox/messages/{new}", token)
            name, data = await events.event()
            assert (name, data["id"], data["seen"]) == ("changed", new, True)
            extended = (await web.ask("PATCH", "/api/v1/mailbox", token, {"lifetime_seconds": 7000})).json
            assert await events.event() == ("ends", {"ends_at": extended["ends_at"]})
            await web.ask("DELETE", f"/api/v1/mailbox/messages/{old}", token)
            assert await events.event() == ("gone", {"id": old})
            await web.ask("DELETE", "/api/v1/mailbox", token)
            assert (await events.event())[0] == "erased"
            assert await events.next() is None
        await until(lambda: len(web.server.house.streams) == 0)

    serve(scene)


def test_a_stream_that_comes_back_is_told_what_it_missed():
    """Last-Event-ID gives every message after it, each once; one that is not known is answered by sync."""

    async def scene(web: Web):
        address, token = await web.open()
        ids = []
        for number in range(4):
            await web.house.send(mail(f"Number {number}"), address)
            ids.append((await web.ask("GET", "/api/v1/mailbox/messages", token)).json["messages"][-1]["id"])
        async with web.stream(token, {"last-event-id": ids[1]}) as events:
            await events.next()
            for expected in ids[2:]:
                block = await events.next()
                assert (block["event"], block["id"]) == ("message", expected)
            assert await events.event() == ("sync", {"ids": ids})
        for unknown in ("0" * 32, "nonsense"):
            async with web.stream(token, {"last-event-id": unknown}) as events:
                assert await events.event() == ("sync", {"ids": ids})
        async with web.stream(token, {"last-event-id": ids[3]}) as events:
            # Nothing was missed: the stream stands at once, says what is there, and tells what comes.
            assert "retry" in await events.next()
            assert await events.event() == ("sync", {"ids": ids})
            await web.house.send(mail("After"), address)
            assert (await events.event())[1]["subject"] == "After"

    serve(scene)


def test_streams_are_limited_by_mailbox_by_client_and_in_all():
    """One more than the limit is 429 with Retry-After; who hangs up gives its place back."""

    async def by_mailbox(web: Web):
        _, token = await web.open()
        _, other = await web.open()
        async with web.stream(token) as one, web.stream(token):
            await one.next()
            refused = await web.ask("GET", "/api/v1/mailbox/events", token)
            assert refused.status == 429
            assert refused["retry-after"]
            async with web.stream(other) as third:
                assert await third.next()
                assert (await web.ask("GET", "/api/v1/mailbox/events", other)).status == 429
        await until(lambda: len(web.server.house.streams) == 0)
        async with web.stream(token) as again:
            assert await again.next()

    serve(by_mailbox, streams_per_mailbox=2, streams_per_client=3)

    async def in_all(web: Web):
        _, token = await web.open()
        async with web.stream(token):
            assert (await web.ask("GET", "/api/v1/mailbox/events", token)).status == 429

    serve(in_all, streams_in_all=1)


def test_waiting_requests_are_limited_as_well():
    """What waits holds a place by mailbox and by client; one more is 429, and not waiting is always allowed."""

    async def scene(web: Web):
        _, token = await web.open()
        waiting = asyncio.create_task(web.ask("GET", "/api/v1/mailbox/messages?wait=60", token))
        await until(lambda: len(web.server.house.waits) == 1)
        assert (await web.ask("GET", "/api/v1/mailbox/messages?wait=60", token)).status == 429
        assert (await web.ask("GET", "/api/v1/mailbox/messages", token)).status == 200
        await web.ask("DELETE", "/api/v1/mailbox", token)
        assert (await waiting).status == 404

    serve(scene, waits_per_mailbox=1)


def test_a_mailbox_that_is_not_there_is_a_problem_and_no_stream():
    """404 as a problem document: an EventSource does not come back after it."""

    async def scene(web: Web):
        _, token = await web.open()
        await web.ask("DELETE", "/api/v1/mailbox", token)
        answer = await web.ask("GET", "/api/v1/mailbox/events", token)
        assert (answer.status, answer.json["type"]) == (404, "/problems/not-found")

    serve(scene)


async def _flood():
    while True:
        yield Sync(("0" * 32,) * 30_000)
        await asyncio.sleep(0)


async def _silence():
    yield Sync(())
    while True:
        await asyncio.sleep(0.001)
        yield None


async def _flooded(ask: Ask):
    hold = ask.house.streams.take("flood", ask.client_key)
    return Stream(_flood(), hold, 1)


async def _silent(ask: Ask):
    hold = ask.house.streams.take("silence", ask.client_key)
    return Stream(_silence(), hold, 1)


FLOOD = Pages(
    routes=(
        Route("GET", "/flood", _flooded, Kind.STREAM, "Events without end."),
        Route("GET", "/silence", _silent, Kind.STREAM, "Nothing happens."),
    )
)


def test_a_reader_who_does_not_read_is_hung_up_on_and_costs_little():
    """Memory held for it stays below a few events, and after the time for slow readers its place is free."""

    async def scene(web: Web):
        slow = socket.socket()
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.setblocking(False)
        await asyncio.get_running_loop().sock_connect(slow, ("127.0.0.1", web.port))
        tracemalloc.start()
        await asyncio.get_running_loop().sock_sendall(slow, b"GET /flood HTTP/1.1\r\nHost: localhost\r\n\r\n")
        await until(lambda: len(web.server.house.streams) == 1)
        await until(lambda: len(web.server.house.streams) == 0)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 16 << 20
        slow.close()

    serve(scene, pages=FLOOD)


def test_silence_is_a_comment():
    """Where nothing happens a comment is sent, which a browser does not show and a proxy counts as life."""

    async def scene(web: Web):
        reader, writer = await asyncio.open_connection("127.0.0.1", web.port)
        writer.write(b"GET /silence HTTP/1.1\r\nHost: localhost\r\n\r\n")
        await reader.readuntil(b"event: sync")
        await reader.readuntil(b"\r\n:\n\n\r\n")
        writer.close()
        await until(lambda: len(web.server.house.streams) == 0)

    serve(scene, pages=FLOOD)


def test_when_the_service_stops_streams_are_told_when_to_come_back():
    """Each stream ends with a ``retry`` spread over more than ten seconds; waiting requests are 503; no new ones."""

    async def scene(web: Web):
        boxes = [await web.open() for _ in range(8)]
        waiting = asyncio.create_task(web.ask("GET", "/api/v1/mailbox/code?wait=60", boxes[0][1]))
        await until(lambda: len(web.server.house.waits) == 1)
        streams = [web.stream(token) for _, token in boxes]
        opened = [await stream.__aenter__() for stream in streams]
        for events in opened:
            await events.event()
        stopping = asyncio.create_task(web.server.stop(5))
        retries = []
        for events in opened:
            block = await events.next()
            retries.append(int(block["retry"]))
            assert await events.next() is None
        assert all(1000 <= retry < 13_000 for retry in retries)
        assert len(set(retries)) > 1
        answer = await waiting
        assert answer.status == 503
        assert answer["retry-after"]
        for stream in streams:
            await stream.__aexit__(None, None, None)
        await stopping
        try:
            await asyncio.open_connection("127.0.0.1", web.port)
        except ConnectionRefusedError:
            return
        raise AssertionError("it still listens")

    serve(scene)


def test_a_stopping_service_takes_no_new_streams():
    """503 with Retry-After, as long as anything is answered at all; readiness says no."""

    async def scene(web: Web):
        _, token = await web.open()
        web.server.house.closing()
        for path in ("/api/v1/mailbox/events", "/api/v1/mailbox/messages?wait=5"):
            answer = await web.ask("GET", path, token)
            assert answer.status == 503
            assert re.fullmatch(r"\d+", answer["retry-after"])
        assert (await web.ask("GET", "/readyz")).status == 503
        assert (await web.ask("GET", "/healthz")).status == 200
        assert (await web.ask("GET", "/api/v1/mailbox", token)).status == 200

    serve(scene)
