"""Attachments of every kind and name, over HTTP: downloads that nothing renders, under names that no disk minds."""

import base64
import re
from urllib.parse import quote, unquote

import pytest

from tests.mail.test_names import HOSTILE
from tests.web.serving import Web, serve

SCRIPT = b"<script>alert(1)</script>"
# The type a part says it has, as it is written in its header.
TYPES = [
    "text/html",
    "text/html; charset=utf-7",
    "application/xhtml+xml",
    "image/svg+xml",
    "text/xml",
    "application/xml",
    "application/rss+xml",
    "application/mathml+xml",
    "text/xsl",
    "application/pdf",
    "text/javascript",
    "application/javascript",
    "application/ecmascript",
    "application/wasm",
    "multipart/related",
    "message/rfc822",
    "application/x-mimearchive",
    "application/hta",
    "application/x-shockwave-flash",
    "application/x-msdownload",
    "application/x-sh",
    "application/java-archive",
    "application/zip",
    "text/css",
    "text/calendar",
    "text/vcard",
    "text/vtt",
    "image/png",
    "video/mp4",
    "application/vnd.ms-htmlhelp",
    "application/octet-stream",
    # Forged: quotes, line ends, other fields, two types, nothing.
    'text/html"; x="',
    "text/html\\r\\nContent-Disposition: inline",
    "text/html,text/plain",
    "text/html/plain",
    "*/*",
    "text/ht\x00ml",
    "text/html\tx",
    "\xfftext/html",
    "text",
    ";",
]


def mail_of(parts: list[bytes]) -> bytes:
    """Write a mail of these parts."""
    return (
        b"From: a@b.example\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b1\r\n\r\n"
        b"--b1\r\nContent-Type: text/plain\r\n\r\ntext\r\n"
        + b"".join(b"--b1\r\n" + part + b"\r\n" for part in parts)
        + b"--b1--\r\n"
    )


def part(media_type: str, disposition: str = 'attachment; filename="a.bin"', octets: bytes = SCRIPT) -> bytes:
    """Write one part."""
    header = f"Content-Type: {media_type}\r\nContent-Disposition: {disposition}\r\nContent-Transfer-Encoding: base64"
    return header.encode("latin-1") + b"\r\n\r\n" + base64.encodebytes(octets).replace(b"\n", b"\r\n")


async def sent(web: Web, parts: list[bytes]) -> tuple[str, str, list[dict]]:
    """Put a mail of these parts into a mailbox; give its path, the token, and what it lists."""
    address, token = await web.open()
    await web.house.send(mail_of(parts), address)
    path = f"/api/v1/mailbox/messages/{(await web.first(token))['id']}"
    return path, token, (await web.ask("GET", path, token)).json["attachments"]


def test_attachments_of_every_type_are_inert():
    """Whatever a part says it is, it comes as an attachment, sandboxed, unsniffed, without cookies, octet for octet."""

    async def scene(web: Web):
        path, token, listed = await sent(web, [part(media_type) for media_type in TYPES])
        whole = [one for one in listed if one["octets"] == len(SCRIPT)]
        # A multipart that is none is text; a message in base64 is not taken apart.
        assert len(whole) >= len(TYPES) - 2
        for one in listed:
            answer = await web.ask("GET", f"{path}/attachments/{one['index']}", token)
            assert answer.status == 200
            assert answer.all("content-disposition") == ['attachment; filename="a.bin"']
            assert answer.all("x-content-type-options") == ["nosniff"]
            (policy,) = answer.all("content-security-policy")
            assert policy.startswith("sandbox; default-src 'none'")
            (said,) = answer.all("content-type")
            assert re.fullmatch(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+", said)
            assert answer.all("set-cookie") == []
            assert len(answer.body) == one["octets"]
            if one["octets"] == len(SCRIPT):
                assert answer.body == SCRIPT

    serve(scene)


def written(name: str, form: str) -> str:
    """Write a file name into a header in one of the ways in which mail does."""
    octets = name.encode("utf-8", "surrogatepass")
    if form == "quoted":
        return 'attachment; filename="' + re.sub(r'(["\\])', r"\\\1", octets.decode("latin-1")) + '"'
    if form == "extended":
        return "attachment; filename*=UTF-8''" + quote(octets, safe="")
    encoded = base64.b64encode(octets).decode()
    return f'attachment; filename="=?utf-8?b?{encoded}?="'


@pytest.mark.parametrize("form", ["quoted", "extended", "encoded word"])
def test_hostile_names_come_out_clean(form: str):
    """Forty names, in each way of writing them: one component, no control, no quote, one field, the same octets."""
    names = [name for name, _ in HOSTILE if not (form == "quoted" and re.search(r"[\r\n\x00]", name))]

    async def scene(web: Web):
        parts = [
            part("application/octet-stream", written(name, form), str(at).encode()) for at, name in enumerate(names)
        ]
        path, token, listed = await sent(web, parts)
        assert len(listed) == len(names)
        for at, one in enumerate(listed):
            assert not re.search(r'[/\\\x00-\x1f\x7f"<>|:*?\u202a-\u202e\u2066-\u2069]', one["name"]), names[at]
            assert not one["name"].startswith(".")
            assert 0 < len(one["name"].encode()) <= 256
            answer = await web.ask("GET", f"{path}/attachments/{one['index']}", token)
            (field,) = answer.all("content-disposition")
            assert re.fullmatch(
                r"""attachment; filename="[^"\\/\x00-\x1f]+"(; filename\*=UTF-8''[\w!#$&+.^`|~%-]+)?""", field
            )
            if "filename*" in field:
                assert unquote(field.partition("''")[2]) == one["name"]
            assert answer.body == str(at).encode()

    serve(scene)


def test_names_of_parts_are_no_paths_of_ours():
    """Message-ID, Content-ID and the name of a part reach no path: what is asked for by them is not there."""

    async def scene(web: Web):
        hostile = "../../../../etc/passwd"
        path, token, listed = await sent(
            web, [part("text/html", f'inline; filename="{hostile}"\r\nContent-ID: <{hostile}>')]
        )
        assert [one["name"] for one in listed] == ["passwd"]
        for index in ("../0", "..%2f0", "0%00", "-1", "1", "99999", "0x0", "%30%2e", quote(hostile, safe="")):
            assert (await web.ask("GET", f"{path}/attachments/{index}", token)).status == 404, index

    serve(scene)
