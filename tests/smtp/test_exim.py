"""The real Exim: in front of the whole service with the configuration of ``deploy/exim``, and as a relay to us."""

import asyncio
from pathlib import Path

import pytest

from tests.smtp.exim import NEEDS, queued, run_exim, unpack
from tests.smtp.front import free_port, open_folder, play
from tests.smtp.relay import relay

pytestmark = NEEDS

DEPLOY = Path(__file__).resolve().parents[2] / "deploy" / "exim" / "exim4.conf"
RELAY = """
primary_hostname = relay.elsewhere.example
daemon_smtp_ports = 25
local_interfaces = 127.0.0.1
acl_smtp_rcpt = accept
message_size_limit = 30M
host_lookup =
keep_environment =
tls_advertise_hosts =
log_selector = +pipelining
begin acl
begin routers
ours:
  driver = manualroute
  route_list = * 127.0.0.1
  self = send
  transport = ours
begin transports
ours:
  driver = smtp
  port = {port}
  allow_localhost
  {tls} = *
begin retry
* * F,1h,1s
"""


@pytest.fixture(scope="module")
def unpacked(pytestconfig: pytest.Config) -> Path:
    """Give a folder with Exim's files below ``usr``, unpacked once."""
    return unpack(pytestconfig.cache.mkdir("exim"))


def configuration(place: str) -> str:
    """Give the shipped configuration, with what belongs to this machine behind it, and impatient."""
    text = DEPLOY.read_text("utf-8")
    for before, after in (
        ("MAYFLY_PORT = 2424", f"MAYFLY_PORT = {place.rpartition(':')[2]}"),
        ("local_interfaces = <; 0.0.0.0 ; ::0", "local_interfaces = 127.0.0.1"),
        ("F,1h,30s", "F,1h,1s"),
    ):
        assert before in text
        text = text.replace(before, after)
    return text


def test_exim_in_front(unpacked: Path) -> None:
    """A live address gets its mail, an unknown or erased one is refused at SMTP time, our being down queues."""
    with open_folder() as folder:
        place = f"127.0.0.1:{free_port()}"
        asyncio.run(
            play(lambda place: run_exim(unpacked, folder, configuration(place)), lambda: queued(folder), folder, place)
        )


@pytest.mark.parametrize("tls", [False, True])
def test_exim_as_a_relay(unpacked: Path, tmp_path: Path, *, tls: bool) -> None:
    """Exim hands on plain, HTML, 20 MB and SMTPUTF8 mail to us, pipelined, in chunks (BDAT), with and without TLS."""
    with open_folder() as folder:
        text = RELAY.replace("{tls}", "hosts_require_tls" if tls else "hosts_avoid_tls")
        try:
            relay(
                lambda port: run_exim(unpacked, folder, text.replace("{port}", str(port))),
                lambda: queued(folder),
                tmp_path,
                tls=tls,
            )
        finally:
            log = (folder / "spool" / "mainlog").read_text("utf-8")
            print(log[-4000:])
        sent = [line.split() for line in log.splitlines() if " => " in line]
        assert len(sent) == 4
        # What its log says of a delivery: K for CHUNKING, L for PIPELINING, X= for TLS.
        assert all("K" in words and "L" in words for words in sent)
        assert all(any(word.startswith("X=TLS1.") for word in words) == tls for words in sent)
