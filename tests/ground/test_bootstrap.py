"""The way from a bare machine to an environment: what it makes, what it leaves alone, what it says."""

import contextlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"
ALLOWS, FORBIDS = "#!/bin/sh\nexit 0\n", "#!/bin/sh\nexit 101\n"


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Import the scripts as they import one another, and forget them again."""
    monkeypatch.syspath_prepend(SCRIPTS)
    import bootstrap

    yield bootstrap
    for name in ("bootstrap", "debian"):
        sys.modules.pop(name, None)


@pytest.fixture
def debian(bootstrap, tmp_path, monkeypatch):
    """Let the policy of services lie in a folder of the test."""
    import debian

    monkeypatch.setattr(debian, "POLICY", tmp_path / "policy-rc.d")
    monkeypatch.setattr(debian, "SET_ASIDE", tmp_path / "policy-rc.d.aside")
    return debian


def test_a_renamed_environment_works(bootstrap, tmp_path):
    """Scripts of an environment made at one place run at the place it is renamed to; programs are not touched."""
    new, final = tmp_path / "env.new-1", tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", new], check=True)
    script, program = new / "bin" / "hello", new / "bin" / "program"
    script.write_text(f"#!{new}/bin/python\nimport sys\nprint(sys.prefix)\n")
    script.chmod(0o755)
    octets = b"\x7fELF\0" + os.fsencode(new)
    program.write_bytes(octets)
    bootstrap.name_the_final_place(new, final)
    new.rename(final)
    said = subprocess.run([final / "bin" / "hello"], check=True, capture_output=True, text=True).stdout
    assert said.strip() == str(final)
    assert (final / "bin" / "program").read_bytes() == octets
    assert os.access(final / "bin" / "hello", os.X_OK)


def test_the_key_follows_the_requirements(bootstrap, tmp_path):
    """Other requirements are another environment, the same ones are the same."""
    file = tmp_path / "run.txt"
    file.write_text("a==1")
    first = bootstrap.key_of([file])
    assert bootstrap.key_of([file]) == first
    file.write_text("a==2")
    assert bootstrap.key_of([file]) != first


@pytest.mark.parametrize("arguments", [[], ["unknown"], ["install", "only-one"], ["run", "more"]])
def test_wrong_use_is_told_in_one_line(arguments):
    """Arguments that mean nothing end with status 2 and one line, and make nothing."""
    done = subprocess.run(
        [sys.executable, SCRIPTS / "bootstrap.py", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_what_is_missing_is_told_in_one_line(debian, monkeypatch, capsys, tmp_path):
    """Without root nothing is installed: one line names the packages; in CI it is the end, elsewhere a warning."""
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(debian, "TEST_TOOLS", {"no-such-package": "no-such-command"})
    monkeypatch.setenv("PATH", os.environ["PATH"])
    monkeypatch.delenv("CI", raising=False)
    debian.provide_test_tools(tmp_path)
    (line,) = capsys.readouterr().err.splitlines()
    assert "apt-get install --no-install-recommends no-such-package" in line
    monkeypatch.setenv("CI", "true")
    with pytest.raises(debian.Missing, match="no-such-package"):
        debian.provide_test_tools(tmp_path)


@pytest.mark.parametrize("before", [None, ALLOWS, FORBIDS])
@pytest.mark.parametrize("fails", [False, True])
def test_no_service_is_started_and_the_policy_is_as_before(debian, before, fails):
    """While packages are installed services are forbidden; afterwards the policy is what it was, also after a fault."""
    if before is not None:
        debian.POLICY.write_text(before)
        debian.POLICY.chmod(0o755)
    with contextlib.suppress(RuntimeError), debian.no_service_started():
        assert subprocess.call([debian.POLICY, "postfix", "start"]) == 101
        if fails:
            raise RuntimeError
    assert (debian.POLICY.read_text() if debian.POLICY.exists() else None) == before
    assert not debian.SET_ASIDE.exists()


def test_what_a_killed_installation_left_is_undone(debian):
    """A policy of ours and one set aside, left by a run that was killed, are put right by the next."""
    debian.SET_ASIDE.write_text(ALLOWS)
    debian.POLICY.write_text(debian.NO_SERVICE)
    debian.put_back_policy()
    assert debian.POLICY.read_text() == ALLOWS
    assert not debian.SET_ASIDE.exists()


def test_a_foreign_policy_is_never_overwritten(debian):
    """Where both a foreign policy and one set aside lie, neither is lost."""
    debian.SET_ASIDE.write_text(ALLOWS)
    debian.POLICY.write_text(FORBIDS)
    debian.put_back_policy()
    assert debian.POLICY.read_text() == FORBIDS
    assert debian.SET_ASIDE.read_text() == ALLOWS


def test_the_wheel_has_every_file_of_the_package(tmp_path):
    """Templates, styles and schemas are in the wheel, and nothing else is."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        check=True,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    package = {name for name in names if name.startswith("mayfly/")}
    files = (
        path for path in (ROOT / "src" / "mayfly").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )
    assert package == {path.relative_to(ROOT / "src").as_posix() for path in files}
    assert all(name.startswith(("mayfly/", "mayfly_mail-")) for name in names)
