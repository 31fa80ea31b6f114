"""The process: one for a data directory, stopped without losing what it accepted, killed without losing it either."""

import re
import smtplib
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.smtp.certificates import make_certificate, trusting
from tests.whole.senders import Crowd
from tests.whole.service import BULK, Writer, environment, running, start, stop, until


def test_a_second_process_is_refused_in_one_sentence():
    """Two on one data directory would lose mail; the second says so and stops."""
    with running() as service:
        second = subprocess.run(
            [sys.executable, "-m", "mayfly", "serve", "--data", str(service.data), "--smtp", "127.0.0.1:0",
             "--http", "127.0.0.1:0"],
            env=environment(), capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert second.returncode != 0
        assert "Traceback" not in second.stderr
        lines = [line for line in second.stderr.splitlines() if line.strip()]
        assert len(lines) == 1
        assert str(service.data) in lines[0]
        assert service.fetch("GET", "/healthz")[0] == 200


def test_wrong_settings_are_told_all_at_once():
    """One sentence for each, naming the setting; nothing is started."""
    done = subprocess.run(
        [sys.executable, "-m", "mayfly", "serve", "--smtp", "nonsense", "--domain", "not a domain"],
        env=environment(MAYFLY_MAILBOXES__LIFETIME_SECONDS="soon"), capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert done.returncode != 0
    for setting in ("smtp.listen", "domains.names", "mailboxes.lifetime_seconds"):
        assert setting in done.stderr
    assert "Traceback" not in done.stderr


def test_the_operators_token_is_written_once_for_its_owner_alone():
    """Mail for postmaster arrives there; the file is readable by nobody else and not written again."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        service = start(data)
        (path,) = (path for path in data.rglob("*operator*") if path.is_file())
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        token = re.search(r"[\w-]{43}", path.read_text())[0]
        writer = Writer(service.smtp)
        assert writer.send(b"Subject: abuse report\r\n\r\nx\r\n", "abuse@mayfly.test").startswith(b"250")
        writer.close()
        assert stop(service) == 0
        written = path.read_text()
        service = start(data)
        assert path.read_text() == written
        assert [m["subject"] for m in service.messages(token)] == ["abuse report"]
        assert stop(service) == 0


def test_sigterm_under_load_loses_nothing(tmp_path):
    """A37: exit status 0; every mail that got its 250 is there after the next start."""
    settings = {**BULK, "MAYFLY_STORE__MAILBOX_MESSAGES": "100000"}
    service = start(tmp_path / "data", settings=settings)
    crowd = Crowd(service, 8, tmp_path)
    crowd.wait_for(300)
    assert stop(service) == 0
    crowd.stop()
    service = start(tmp_path / "data", settings=settings)
    accepted, wrong = crowd.compare(service)
    stop(service)
    assert wrong == []
    assert accepted >= 300


def test_certificate_is_renewed_under_load(tmp_path):
    """A37: new files are used for new sessions, the open ones go on, and no mail is lost of those who send."""
    make_certificate(tmp_path, "mx.mayfly.test")
    settings = {**BULK, "MAYFLY_STORE__MAILBOX_MESSAGES": "100000"}
    settings["MAYFLY_SMTP__TLS_CERTIFICATE"] = str(tmp_path / "certificate.pem")
    settings["MAYFLY_SMTP__TLS_KEY"] = str(tmp_path / "key.pem")
    service = start(tmp_path / "data", settings=settings)
    crowd = Crowd(service, 4, tmp_path)
    address, token = service.open()
    before, client = in_tls(service)
    make_certificate(tmp_path, "mx.mayfly.test")
    until(lambda: in_tls(service)[0] != before)
    assert client.noop()[0] == 250
    assert client.sendmail("a@b.example", [address], b"Subject: old session\r\n\r\nx\r\n") == {}
    crowd.wait_for(crowd.accepted + 20)
    crowd.stop()
    # As many sessions as senders: nobody was cut off.
    assert crowd.sessions == 4
    assert crowd.compare(service)[1] == []
    assert [summary["subject"] for summary in service.messages(token)] == ["old session"]
    stop(service)


def in_tls(service) -> tuple[bytes, smtplib.SMTP]:
    """Go inside TLS; give the certificate that was shown, and the client."""
    client = smtplib.SMTP(*service.smtp, timeout=60)
    client.starttls(context=trusting())
    return client.sock.getpeercert(binary_form=True), client


def test_stopping_tells_open_sessions_and_streams():
    """421 to an idle session; a stream ends."""
    with running() as service:
        _, token = service.open()
        writer = Writer(service.smtp)
        stream = subprocess.Popen(
            ["curl", "-sN", "-H", f"Authorization: Bearer {token}", service.http + "/api/v1/mailbox/events"],
            stdout=subprocess.PIPE,
        )
        while b"sync" not in stream.stdout.readline():
            pass
        assert stop(service) == 0
        assert writer._read().startswith(b"421 4.3.2")
        stream.stdout.read()
        assert stream.wait(10) is not None
