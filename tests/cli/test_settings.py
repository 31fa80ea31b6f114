"""check and serve: settings are good, or all that is wrong with them is said."""

import socket
from pathlib import Path

import pytest

from tests.cli.peers import mayfly


def test_check_of_good_settings(tmp_path: Path) -> None:
    """Good settings are said to be good; nothing is started or written."""
    done = mayfly("check", HOME=str(tmp_path))
    assert (done.returncode, done.stdout) == (0, "The settings are good.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["check", "serve"])
def test_bad_settings_are_all_said(command: str, tmp_path: Path) -> None:
    """Check says everything that is wrong, a line each, and serve does not start for any of it."""
    (tmp_path / "bad.toml").write_text("[smtp]\nlissten = []\n[web]\nimages = 5\n")
    options = ["--config", str(tmp_path / "bad.toml"), "--http", "nonsense", "--data", str(tmp_path / "data")]
    done = mayfly(command, *options, HOME=str(tmp_path), MAYFLY_STORE__PAHT="x")
    assert (done.returncode, done.stdout) == (2, "")
    assert [line.split(" ")[0].rstrip(":") for line in done.stderr.splitlines()] == [
        "smtp.lissten", "MAYFLY_STORE__PAHT", "web.images", "web.listen",
    ]  # fmt: skip
    assert not (tmp_path / "data").exists()


def test_place_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    """A port somebody else has stops the start with a sentence, not with a trace or the system's number for it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        for options in (["--smtp", where, "--http", "127.0.0.1:0"], ["--smtp", "127.0.0.1:0", "--http", where]):
            done = mayfly("serve", *options, "--data", str(tmp_path / "data"), HOME=str(tmp_path))
            assert (done.returncode, done.stdout) == (2, "")
            assert len(done.stderr.splitlines()) == 1
            assert "in use" in done.stderr
            assert "Errno" not in done.stderr


def test_check_prints_the_defaults(tmp_path: Path) -> None:
    """--defaults prints a file that check itself finds good."""
    file = tmp_path / "mayfly.toml"
    file.write_text(mayfly("check", "--defaults").stdout)
    assert "# listen = " in file.read_text()
    assert mayfly("check", "--config", str(file), HOME=str(tmp_path)).returncode == 0


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("--version",), *((name, "--help") for name in
                                       ("serve", "check", "new", "wait", "read", "erase", "send"))])  # fmt: skip
def test_help(arguments: tuple[str, ...]) -> None:
    """Every command explains itself, without a token, a server or settings."""
    done = mayfly(*arguments, MAYFLY_SMTP__LISTEN="nonsense")
    assert done.returncode == 0
    assert done.stdout
    assert done.stderr == ""
