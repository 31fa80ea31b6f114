"""The examples for operators work as they are written, but for names, ports and certificates of the test."""

import datetime
import http.client
import json
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.whole.service import running

ROOT = Path(__file__).resolve().parents[2]
NAME = "inbox.example.org"


def free_port() -> int:
    """Give a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def certificate(folder: Path) -> None:
    """Write a key and a certificate that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    begin = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    signed = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(begin).not_valid_after(begin.replace(year=2120))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    (folder / "fullchain.pem").write_bytes(signed.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))


@pytest.fixture(scope="module")
def nginx(tmp_path_factory) -> Iterator[tuple[int, Path]]:
    """Run the service behind nginx, set up by the example; give nginx's port and its folder."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if program is None:
        pytest.skip("nginx is not installed")
    folder = tmp_path_factory.mktemp("nginx")
    certificate(folder)
    settings = {
        "MAYFLY_WEB__NAMES": NAME,
        "MAYFLY_WEB__TRUSTED_PROXIES": "127.0.0.1/32,::1/128",
    }
    with running(settings=settings) as service:
        plain, secure = free_port(), free_port()
        text = (ROOT / "deploy" / "nginx.conf").read_text()
        for old, new in (
            ("server 127.0.0.1:8080;", f"server {service.http.removeprefix('http://')};"),
            ("listen [::]:80;", ""),
            ("listen [::]:443 ssl http2;", ""),
            ("listen 80;", f"listen 127.0.0.1:{plain};"),
            ("listen 443 ssl http2;", f"listen 127.0.0.1:{secure} ssl http2;"),
            ("/etc/ssl/inbox.example.org", str(folder)),
            ("/var/log/nginx", str(folder)),
        ):
            assert old in text, old
            text = text.replace(old, new)
        whole = folder / "whole.conf"
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        around = f"pid {folder}/pid; daemon off; error_log {folder}/error.log crit;\nevents {{}}\n"
        whole.write_text(f"{around}http {{ {temporary}\n{text} }}\n")
        process = subprocess.Popen([program, "-c", whole, "-p", folder, "-e", folder / "start.log"])
        try:
            end = time.monotonic() + 20
            while time.monotonic() < end:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", secure)) == 0:
                        break
            yield secure, folder
        finally:
            process.terminate()
            process.wait(20)


def connection(port: int, folder: Path) -> http.client.HTTPSConnection:
    """Connect as a browser does that trusts the test's certificate and asks for the example's name."""
    context = ssl.create_default_context(cafile=folder / "fullchain.pem")

    class Named(http.client.HTTPSConnection):
        """Speaks to the loopback, but means the name."""

        def connect(self) -> None:
            """Connect there."""
            raw = socket.create_connection(("127.0.0.1", port), 20)
            self.sock = context.wrap_socket(raw, server_hostname=NAME)

    return Named(NAME, port, timeout=20)


def test_the_page_comes_through_nginx_as_secure(nginx):
    """Behind nginx the page has an address in it, and its cookie is for the secure name alone."""
    client = connection(*nginx)
    client.request("GET", "/", headers={"Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate", "Host": NAME})
    answer = client.getresponse()
    body = answer.read().decode()
    assert answer.status == 200
    assert re.search(r"[a-z0-9-]+@mayfly\.test", body)
    assert answer.getheader("Set-Cookie", "").startswith("__Host-mayfly-")
    assert "secure" in answer.getheader("Set-Cookie", "").lower()
    assert answer.getheader("Strict-Transport-Security")


def test_a_stream_is_not_held_back_by_nginx(nginx):
    """The first event of a stream comes while the stream stays open, and nobody's visit is in a log."""
    client = connection(*nginx)
    client.request("POST", "/api/v1/mailboxes", "{}", {"Content-Type": "application/json", "Host": NAME})
    answer = client.getresponse()
    token = json.loads(answer.read())["token"]
    client.request("GET", "/api/v1/mailbox/events", headers={"Authorization": f"Bearer {token}", "Host": NAME})
    stream = client.getresponse()
    assert stream.status == 200
    assert any(b"event: sync" in stream.readline() for _ in range(10))
    client.close()
    folder = nginx[1]
    assert not list(folder.glob("access*"))
    assert all(token not in log.read_text() for log in folder.glob("*.log"))


def test_the_unit_of_systemd_is_one(tmp_path):
    """The unit's command is one that the service takes, and systemd finds nothing to say about the unit."""
    unit = (ROOT / "deploy" / "mayfly.service").read_text()
    (command,) = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    assert command.split()[1] == "serve"
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not installed")
    file = tmp_path / "mayfly.service"
    file.write_text(unit.replace(command.split()[0], "/bin/true"))
    said = subprocess.run([program, "verify", file], capture_output=True, text=True, check=False, timeout=60).stderr
    assert [line for line in said.splitlines() if "mayfly.service" in line] == []
