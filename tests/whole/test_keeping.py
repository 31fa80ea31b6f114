"""What an operator does with a data directory, while no service runs on it and while one does."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.whole.service import Writer, environment, start, stop


def mayfly(*arguments: str) -> subprocess.CompletedProcess:
    """Run one command as an operator does."""
    return subprocess.run(
        [sys.executable, "-m", "mayfly", *arguments],
        env=environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_check_tells_what_there_is_and_what_is_lost():
    """A good directory is counted; a damaged window is named, with status 2; a running service is left alone."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        service = start(data)
        address, _ = service.open()
        writer = Writer(service.smtp)
        for _ in range(20):
            assert writer.send(b"Subject: x\r\n\r\n" + b"x y z\r\n" * 500, address).startswith(b"250")
        writer.close()
        busy = mayfly("check", "--data", str(data))
        assert busy.returncode == 2
        assert "in use" in busy.stderr
        assert stop(service) == 0
        good = mayfly("check", "--data", str(data))
        assert good.returncode == 0, good.stderr
        assert "20 messages" in good.stdout
        token = data / "keys" / "operator-token"
        text = token.read_text()
        token.unlink()
        without = mayfly("check", "--data", str(data))
        assert without.returncode == 2
        assert "operator-token: is missing" in without.stderr
        token.write_text(text)
        token.chmod(0o600)
        (window,) = data.glob("mail-*.db")
        octets = bytearray(window.read_bytes())
        octets[100:-100] = bytes(len(octets) - 200)
        window.write_bytes(octets)
        damaged = mayfly("check", "--data", str(data))
        assert damaged.returncode == 2
        assert window.name in damaged.stderr
        assert "Traceback" not in damaged.stderr


def test_the_pepper_is_changed_without_losing_a_mailbox_or_a_spent_name():
    """After a rotation living mailboxes open and take mail, and a name that was given out is not given out again."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        service = start(data)
        address, token = service.open(local_part="still-here")
        _, gone = service.open(local_part="long-gone")
        assert service.api("DELETE", "/api/v1/mailbox", gone)[0] == 200
        assert stop(service) == 0
        pepper = (data / "keys" / "pepper").read_bytes()
        done = mayfly("rotate-pepper", "--data", str(data))
        assert done.returncode == 0, done.stderr
        assert (data / "keys" / "pepper").read_bytes() != pepper
        service = start(data)
        writer = Writer(service.smtp)
        assert writer.send(b"Subject: after\r\n\r\nx\r\n", address).startswith(b"250")
        writer.close()
        assert [message["subject"] for message in service.messages(token)] == ["after"]
        for name in ("still-here", "long-gone"):
            assert service.api("POST", "/api/v1/mailboxes", body={"local_part": name})[0] == 409
        assert stop(service) == 0


def test_the_pepper_of_a_running_service_is_changed():
    """The command has the service do it, under mail and openings; nobody who was there, or comes meanwhile, is lost."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        service = start(data)
        writer = Writer(service.smtp)
        kept = []
        _, gone = service.open(local_part="long-gone")
        assert service.api("DELETE", "/api/v1/mailbox", gone)[0] == 200
        command = [sys.executable, "-m", "mayfly", "rotate-pepper", "--data", str(data)]
        for turn in range(3):
            with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True) as rotating:
                while rotating.poll() is None:
                    kept.append(service.open(local_part=f"name-{len(kept)}"))
                    for address, _ in (kept[0], kept[-1]):
                        assert writer.send(b"Subject: x\r\n\r\nx\r\n", address).startswith(b"250")
                assert rotating.returncode == 0, rotating.stderr.read() if rotating.stderr else ""
            assert len((data / "keys" / "pepper").read_text().splitlines()) == turn + 2
        for again in range(2):
            for address, token in kept:
                assert writer.send(b"Subject: after\r\n\r\nx\r\n", address).startswith(b"250")
                assert [message["subject"] for message in service.messages(token)][-1] == "after"
            for name in ("long-gone", *(f"name-{number}" for number in range(len(kept)))):
                assert service.api("POST", "/api/v1/mailboxes", body={"local_part": name})[0] == 409
            writer.close()
            assert stop(service) == 0
            if not again:
                service = start(data)
                writer = Writer(service.smtp)
