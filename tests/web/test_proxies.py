"""Behind real proxies: nobody gets another's mail, by a cache or by a request that two programs read differently."""

import asyncio
import contextlib
import json
import os
import re
import shutil
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mayfly.guard.rate import Rule
from mayfly.web.pages import pages
from tests.house import mail
from tests.web.serving import SECONDS, Web, parse, serve, until

ROOT = Path(__file__).parents[2]
TRUSTED = ("127.0.0.0/8",)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def nginx(port: int, behind: int, folder: Path, *, caching: bool) -> tuple[list[str], str]:
    """Give the command and the configuration: what the project's example says, on another port."""
    example = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    location = re.search(r"^ {4}location / \{\n(.*?)^ {4}\}", example, re.MULTILINE | re.DOTALL)[1]
    if caching:
        # As careless as an operator can be: everything that may be cached is.
        location = location.replace("proxy_buffering off;", "proxy_cache c; proxy_cache_valid any 1m;")
    body = f"""
        {"user root;" if os.geteuid() == 0 else ""}
        daemon off; pid {folder}/pid; error_log stderr crit; worker_processes 1;
        events {{ worker_connections 512; }}
        http {{
            access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
            fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
            proxy_cache_path {folder}/cache keys_zone=c:1m;
            upstream mayfly {{ server 127.0.0.1:{behind}; keepalive 1; }}
            server {{ listen 127.0.0.1:{port}; client_max_body_size 64k; location / {{ {location} }} }}
        }}"""
    (folder / "nginx.conf").write_text(body)
    return ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", "stderr"], body


def haproxy(port: int, behind: int, folder: Path) -> tuple[list[str], str]:
    body = f"""
defaults
    mode http
    timeout connect 5s
    timeout client 75s
    timeout server 75s
    option http-keep-alive
    option abortonclose
    http-reuse always
frontend door
    bind 127.0.0.1:{port}
    http-request set-header X-Forwarded-For %[src]
    default_backend mayfly
backend mayfly
    server one 127.0.0.1:{behind}
"""
    (folder / "haproxy.cfg").write_text(body)
    return ["haproxy", "-db", "-f", str(folder / "haproxy.cfg")], body


def caddy(port: int, behind: int, folder: Path, *, tls: bool = False) -> tuple[list[str], str]:
    """Give the command and the configuration: the project's example on another port, its own authority for TLS."""
    example = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")
    ours = f"admin off\nskip_install_trust\nauto_https disable_redirects\nstorage file_system {folder}/store"
    site = f"https://localhost:{port} {{\ntls internal\n" if tls else f"http://:{port} {{\n"
    body = example.replace("\n{\n", f"\n{{\n{ours}\n", 1).replace("inbox.example.org {\n", f"{site}bind 127.0.0.1\n")
    body = body.replace("127.0.0.1:8080", f"127.0.0.1:{behind}")
    assert body.count(ours) == body.count(site) == body.count(f"127.0.0.1:{behind}") == 1
    (folder / "Caddyfile").write_text(body)
    return ["env", f"HOME={folder}", "caddy", "run", "--adapter", "caddyfile", "--config", f"{folder}/Caddyfile"], body


PROXIES: dict[str, Callable[[int, int, Path], tuple[list[str], str]]] = {
    "nginx": lambda port, behind, folder: nginx(port, behind, folder, caching=False),
    "nginx that caches": lambda port, behind, folder: nginx(port, behind, folder, caching=True),
    "haproxy": haproxy,
    "caddy": caddy,
    "caddy with TLS": lambda port, behind, folder: caddy(port, behind, folder, tls=True),
}
# Those that are reached without TLS.
PLAIN = [name for name in PROXIES if not name.endswith("TLS")]


@contextlib.asynccontextmanager
async def behind(name: str, web: Web, folder: Path, log: Path | None = None) -> AsyncIterator[Web]:
    """Run a proxy before the web room; give the same room as it is reached through it."""
    port = free_port()
    command, _ = PROXIES[name](port, web.port, folder)
    # A file: a pipe that nobody reads would stop a proxy that has much to say.
    said = log or folder / "said"
    with said.open("wb") as file:
        process = await asyncio.create_subprocess_exec(*command, stderr=file)
    try:
        async with asyncio.timeout(SECONDS):
            while process.returncode is None:
                with contextlib.suppress(OSError):
                    (await asyncio.open_connection("127.0.0.1", port))[1].close()
                    break
                await asyncio.sleep(0.02)
        assert process.returncode is None, said.read_text()
        yield replace(web, port=port)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


def proxied(name: str, tmp_path: Path, scene, **settings) -> None:
    program = name.split()[0]
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")

    async def outer(web: Web):
        async with behind(name, web, tmp_path) as through:
            await scene(through)

    serve(outer, trusted_proxies=TRUSTED, **settings)


@pytest.mark.parametrize("name", PLAIN)
def test_two_tokens_never_get_each_others_mail(name, tmp_path):
    """The same paths with two tokens and two cookies, in turn, through one proxy: each sees its own mailbox alone."""

    async def scene(web: Web):
        boxes = [await web.open() for _ in range(2)]
        for number, (address, _) in enumerate(boxes):
            await web.house.send(mail(f"For {number}"), address)
        cookies = []
        for _, token in boxes:
            held = await web.ask("POST", "/session", body={"token": token}, headers={"sec-fetch-site": "same-origin"})
            cookies.append((held.json["box"], held["set-cookie"].partition(";")[0]))
        for _ in range(3):
            for number, (address, token) in enumerate(boxes):
                assert (await web.ask("GET", "/api/v1/mailbox", token)).json["address"] == address
                listed = (await web.ask("GET", "/api/v1/mailbox/messages", token)).json["messages"]
                assert [one["subject"] for one in listed] == [f"For {number}"]
                box, cookie = cookies[number]
                answer = await web.ask("GET", f"/api/v1/mailbox?box={box}", headers={"cookie": cookie})
                assert answer.json["address"] == address
            assert (await web.ask("GET", "/api/v1/mailbox")).status == 401

    proxied(name, tmp_path, scene)


SMUGGLED = b"GET /api/v1/domains HTTP/1.1\r\nHost: localhost\r\nX: "
HEAD = b"POST /api/v1/mailboxes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
AMBIGUOUS = {
    "CL.TE": HEAD
    + b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" % (len(SMUGGLED) + 5)
    + SMUGGLED,
    "TE.CL": HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n34\r\n" + SMUGGLED + b"\r\n0\r\n\r\n",
    "TE.TE space": HEAD + b"Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "TE.TE tab": HEAD + b"Transfer-Encoding:\tchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "TE.TE x": HEAD + b"Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "TE.TE twice": HEAD + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "TE.TE folded": HEAD + b"Transfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "CL.CL": HEAD + b"Content-Length: 2\r\nContent-Length: %d\r\n\r\n{}" % (len(SMUGGLED) + 2) + SMUGGLED,
    "CL list": HEAD + b"Content-Length: 2, %d\r\n\r\n{}" % (len(SMUGGLED) + 2) + SMUGGLED,
    "CL.0": b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(SMUGGLED) + SMUGGLED,
    "chunk size": HEAD + b"Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n" + SMUGGLED,
    "chunk LF": HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n" + SMUGGLED,
    "bare LF": b"GET /healthz HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n" + SMUGGLED,
    "NUL": HEAD + b"Content-Length\x00: 9\r\nContent-Length: 2\r\n\r\n{}" + SMUGGLED,
}


@pytest.mark.parametrize("name", ["nginx", "haproxy", "caddy"])
def test_no_request_is_read_as_two(name, tmp_path):
    """After each ambiguous request the next ones through the same proxy get the answers to what they asked."""

    async def scene(web: Web):
        boxes = [await web.open() for _ in range(2)]
        for kind, octets in AMBIGUOUS.items():
            reader, writer = await asyncio.open_connection("127.0.0.1", web.port)
            writer.write(octets)
            with contextlib.suppress(TimeoutError, ConnectionError):
                async with asyncio.timeout(0.2):
                    await reader.read()
            for _ in range(2):
                for address, token in boxes:
                    answer = await web.ask("GET", "/api/v1/mailbox", token)
                    assert answer.status == 200, kind
                    assert answer.json["address"] == address, kind
            writer.close()

    proxied(name, tmp_path, scene, rules=())


@pytest.mark.parametrize("name", ["nginx", "haproxy", "caddy"])
def test_streams_and_waiting_requests_pass_at_once(name, tmp_path):
    """A proxy holds no event back, and no stream open whose reader has gone; who waits is answered when mail comes."""

    async def scene(web: Web):
        address, token = await web.open()
        async with web.stream(token) as events:
            assert (await events.event())[0] == "sync"
            waiting = asyncio.create_task(web.ask("GET", "/api/v1/mailbox/messages?wait=60", token))
            await web.house.send(mail("Now"), address)
            assert (await events.event())[1]["subject"] == "Now"
            assert [one["subject"] for one in (await waiting).json["messages"]] == ["Now"]
        await until(lambda: len(web.server.house.streams) == 0)

    proxied(name, tmp_path, scene)


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_the_client_is_who_the_proxy_says_and_not_who_the_client_says(name, tmp_path):
    """X-Forwarded-For of the client is replaced by the example's configuration; all are one client here."""

    async def scene(web: Web):
        statuses = []
        for address in ("198.51.100.1", "198.51.100.2"):
            octets = (
                "POST /api/v1/mailboxes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                f"X-Forwarded-For: {address}\r\nContent-Length: 0\r\n\r\n"
            )
            answer = parse(await web.octets(octets.encode()))
            statuses.append(answer.status)
        assert statuses == [201, 429]
        assert json.loads(answer.body)["type"] == "/problems/rate-limited"

    proxied(name, tmp_path, scene, rules=(Rule(1, 60),))


def test_caddy_says_that_the_way_is_encrypted_and_logs_nobody(tmp_path):
    """Behind its TLS the cookie is for TLS alone; and where we do not answer, no client and no path is in its log."""
    if shutil.which("caddy") is None or shutil.which("curl") is None:
        pytest.skip("caddy or curl is not installed")

    async def scene(web: Web):
        log = tmp_path / "log"
        async with behind("caddy with TLS", web, tmp_path, log) as through:
            root = tmp_path / "store" / "pki" / "authorities" / "local" / "root.crt"
            await until(root.exists)
            url = f"https://localhost:{through.port}"
            curl = ["curl", "-sS", "--cacert", str(root), "--http2", "-i", "-H", "Accept: text/html"]
            async with asyncio.timeout(SECONDS):
                # It listens before it has a certificate.
                while not (said := await run(*curl, "-H", "Sec-Fetch-Dest: document", f"{url}/")).startswith("HTTP/2"):
                    pass
            assert said.startswith("HTTP/2 200")
            assert "set-cookie: __Host-mayfly-" in said
            assert "strict-transport-security: max-age=31536000" in said
            await web.server.stop(1)
            assert (await run(*curl, f"{url}/m/marker")).startswith("HTTP/2 502")
        text = log.read_text()
        # What it says of itself is there, so that the file is its log.
        assert "serving initial configuration" in text
        assert "marker" not in text
        assert "remote_ip" not in text

    serve(scene, pages=pages(), trusted_proxies=TRUSTED)


async def run(*command: str) -> str:
    """Run a command; give what it said."""
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    return said.decode("utf-8", "replace")
