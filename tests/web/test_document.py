"""``docs/api.md`` names what is shown, and its examples run as they are written."""

import asyncio
import re
import shutil
from pathlib import Path

import pytest
from starlette.responses import Response

from mayfly.access import Ends, Gone, RefusedMail, Sync
from mayfly.core.message import Authentication, Link, Passcode
from mayfly.web.answers import FullMessage
from mayfly.web.house import Pages
from mayfly.web.routes import Ask, Route
from mayfly.web.security import Kind
from tests.house import mail
from tests.web.serving import Web, serve

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
# Stands for the command that sends a test mail by SMTP; the port is another room's.
SHIM = '#!/bin/sh\nexec curl -sS --fail-with-body -X POST "$URL/deliver/$2"\n'


def test_every_shown_field_is_named():
    """What a mailbox, a message and an event hold is named in the document."""
    structs = (FullMessage, Passcode, Link, Authentication, Sync, Gone, RefusedMail, Ends)
    names = [name for struct in structs for name in struct.__struct_encode_fields__]
    assert [name for name in names if f"`{name}`" not in TEXT] == []


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_examples_run(tmp_path):
    """All shell blocks, one after the other in one shell, each command successful."""
    script = "set -eu\n" + "".join(re.findall(r"^```sh\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))
    shim = tmp_path / "mayfly"
    shim.write_text(SHIM)
    shim.chmod(0o755)

    async def scene(web: Web):
        environment = {"PATH": f"{tmp_path}:/usr/local/bin:/usr/bin:/bin", "URL": f"http://127.0.0.1:{web.port}"}
        delivering.append(web)
        process = await asyncio.create_subprocess_exec(
            "/bin/sh", "-c", script, cwd=tmp_path, env=environment,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        output, errors = await process.communicate()
        assert process.returncode == 0, (output, errors)
        assert b"493021" in output
        assert b"event: sync" in output
        assert b"erased_messages" in output
        assert (tmp_path / "message.eml").read_bytes().endswith(b"493021.\r\n")

    delivering: list[Web] = []

    async def deliver(ask: Ask) -> Response:
        await delivering[0].house.send(mail("Your code", "Your verification code is 493021."), ask.path["address"])
        return Response(status_code=204)

    route = Route("POST", "/deliver/{address}", deliver, Kind.API, "Deliver a mail.")
    serve(scene, pages=Pages(routes=(route,)))
