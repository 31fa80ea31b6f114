"""The real Postfix: in front of the whole service with the configuration of ``deploy/postfix``, and as a relay to us.

It runs with a configuration, a queue and a log of its own; the one of the machine is not touched.
"""

import asyncio
from pathlib import Path

import pytest

from tests.smtp.front import free_port, open_folder, play
from tests.smtp.postfix import NEEDS, queued, run_postfix
from tests.smtp.relay import relay

pytestmark = NEEDS

DEPLOY = Path(__file__).resolve().parents[2] / "deploy" / "postfix" / "main.cf"
RELAY = """
compatibility_level = 3.6
myhostname = relay.elsewhere.example
inet_interfaces = 127.0.0.1
mydestination =
mynetworks = 127.0.0.1/32
alias_maps =
relayhost = [127.0.0.1]:{port}
message_size_limit = 30000000
smtputf8_enable = yes
smtp_dns_support_level = disabled
smtp_tls_security_level = {tls}
smtp_tls_loglevel = 1
minimal_backoff_time = 1s
queue_run_delay = 1s
"""


def configuration(place: str) -> str:
    """Give the shipped configuration, with what belongs to this machine behind it, and impatient."""
    text = DEPLOY.read_text("utf-8")
    for before, after in (
        ("inet:127.0.0.1:2424", place if place.startswith("unix:") else f"inet:{place}"),
        ("inet_interfaces = all", "inet_interfaces = 127.0.0.1"),
        ("minimal_backoff_time = 30s", "minimal_backoff_time = 1s"),
        ("maximal_backoff_time = 300s", "maximal_backoff_time = 2s"),
        ("queue_run_delay = 30s", "queue_run_delay = 1s"),
    ):
        assert before in text
        text = text.replace(before, after)
    return text


@pytest.mark.parametrize("kind", ["unix", "loopback"])
def test_postfix_in_front(kind: str) -> None:
    """A live address gets its mail, an unknown or erased one is refused at SMTP time, our being down queues."""
    with open_folder() as folder:
        place = f"unix:{folder}/lmtp" if kind == "unix" else f"127.0.0.1:{free_port()}"
        played = play(lambda place: run_postfix(folder, configuration(place)), lambda: queued(folder), folder, place)
        try:
            asyncio.run(played)
        finally:
            print((folder / "queue" / "log").read_text("utf-8")[-6000:])


@pytest.mark.parametrize("tls", [False, True])
def test_postfix_as_a_relay(tmp_path: Path, *, tls: bool) -> None:
    """Postfix hands on plain, HTML, 20 MB and SMTPUTF8 mail to us, pipelined, with and without STARTTLS."""
    with open_folder() as folder:
        text = RELAY.replace("{tls}", "encrypt" if tls else "none")
        try:
            relay(
                lambda port: run_postfix(folder, text.replace("{port}", str(port))),
                lambda: queued(folder),
                tmp_path,
                tls=tls,
            )
        finally:
            log = (folder / "queue" / "log").read_text("utf-8")
            print(log[-6000:])
        assert log.count("status=sent") == 4
        assert ("TLS connection established to 127.0.0.1" in log) == tls
