"""The process: one for a data directory, stopped without losing what it accepted, killed without losing it either."""

import concurrent.futures
import os
import re
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from tests.whole.service import BULK, Writer, environment, running, start, stop


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


def send_until_stopped(address, recipient, accepted, stopped):
    """Send numbered mails one after the other; note each that got its 250."""
    number = 0
    while not stopped.is_set():
        try:
            writer = Writer(address)
            while not stopped.is_set():
                number += 1
                mark = f"{threading.get_ident()}-{number}"
                if not writer.send(f"Subject: {mark}\r\n\r\nx\r\n".encode(), recipient).startswith(b"250"):
                    break
                accepted.append(mark)
            writer.close()
        except (OSError, IndexError):
            if stopped.wait(0.05):
                return


def under_load(end):
    """Run eight senders, end the service in the midst, start it again; give what was accepted and what is there."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        settings = {**BULK, "MAYFLY_STORE__MAILBOX_MESSAGES": "100000"}
        service = start(data, settings=settings)
        address, token = service.open()
        accepted, stopped = [], threading.Event()
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            for _ in range(8):
                pool.submit(send_until_stopped, service.smtp, address, accepted, stopped)
            while len(accepted) < 500:
                stopped.wait(0.01)
            status = end(service)
            stopped.set()
        service = start(data, settings=settings)
        there = [summary["subject"] for summary in service.messages(token)]
        stop(service)
    return status, accepted, there


def test_sigterm_under_load_loses_nothing():
    """Exit status 0; every mail that got its 250 is there after the next start."""
    status, accepted, there = under_load(stop)
    assert status == 0
    assert set(accepted) <= set(there)
    assert len(there) == len(set(there))


def kill(service) -> int:
    os.kill(service.process.pid, signal.SIGKILL)
    service.process.communicate()
    return service.process.returncode


def test_kill_under_load_loses_nothing():
    """A killed service starts again with every mail that got its 250; nothing is there twice."""
    _, accepted, there = under_load(kill)
    assert set(accepted) <= set(there)
    assert len(there) == len(set(there))


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
