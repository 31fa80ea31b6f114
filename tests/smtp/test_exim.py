"""The real Exim in front, with the configuration of ``deploy/exim`` and Mayfly's LMTP behind it.

Exim and Postfix exclude each other in Debian, and a user's own is never touched: Exim's package is fetched, unpacked
and laid over the system in a mount namespace of its own.
"""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.smtp.front import free_port, open_folder, play, until_there

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="Exim starts as root only"),
    pytest.mark.skipif(shutil.which("unshare") is None, reason="needs unshare"),
    pytest.mark.timeout(180),
]

DEPLOY = Path(__file__).resolve().parents[2] / "deploy" / "exim" / "exim4.conf"
PACKAGE = "exim4-daemon-light"
USER = "Debian-exim"
# An id that no package of Debian gives out.
USER_ID = 59_987


@pytest.fixture(scope="module")
def unpacked(pytestconfig: pytest.Config) -> Path:
    """Give a folder with Exim's files below ``usr``, unpacked once."""
    folder = pytestconfig.cache.mkdir("exim")
    if not (folder / "usr" / "sbin" / "exim4").exists():
        try:
            subprocess.run(
                ["apt-get", "-q", "download", *missing_packages()], cwd=folder, check=True, capture_output=True
            )
            for package in folder.glob("*.deb"):
                subprocess.run(["dpkg", "-x", package, folder], check=True, capture_output=True)
            # Some packages still say /lib for what has been /usr/lib for long.
            if (folder / "lib").is_dir():
                shutil.copytree(folder / "lib", folder / "usr" / "lib", dirs_exist_ok=True, symlinks=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip(f"needs Exim, and apt-get cannot fetch {PACKAGE}")
    return folder


def missing_packages() -> list[str]:
    """Name Exim and the libraries it needs that are not on this machine, by asking what an installation would bring."""
    asked = subprocess.run(
        ["apt-get", "-s", "-q", "install", "--no-install-recommends", PACKAGE],
        check=True,
        capture_output=True,
        text=True,
    )
    return [line.split()[1] for line in asked.stdout.splitlines() if line.startswith("Inst ")]


def unshare() -> list[str]:
    """Give the command for a mount namespace. In a chroot there is no root mount whose propagation could be changed."""
    mounts = Path("/proc/self/mountinfo").read_text("utf-8").splitlines()
    in_chroot = all(line.split()[4] != "/" for line in mounts)
    return ["unshare", "--mount", *(["--propagation", "unchanged"] if in_chroot else [])]


def write_configuration(folder: Path, port: int, lmtp_port: int) -> None:
    """Write what is laid over ``/etc``: the shipped configuration, and the user that the package would make."""
    spool, etc = folder / "spool", folder / "etc"
    spool.mkdir()
    (etc / "exim4").mkdir(parents=True)
    shipped = DEPLOY.read_text("utf-8")
    for before, after in (
        ("MAYFLY_PORT = 2424", f"MAYFLY_PORT = {lmtp_port}"),
        ("daemon_smtp_ports = 25\n", f"daemon_smtp_ports = {port}\n"),
        ("local_interfaces = <; 0.0.0.0 ; ::0", "local_interfaces = 127.0.0.1"),
        ("F,1h,30s", "F,1h,1s"),
    ):
        assert before in shipped
        shipped = shipped.replace(before, after)
    own = f"spool_directory = {spool}\nlog_file_path = {spool}/%slog\npid_file_path = {spool}/pid\n"
    (etc / "exim4" / "exim4.conf").write_text(own + shipped)
    for name, line in (("passwd", f"{USER}:x:{USER_ID}:{USER_ID}::/:/bin/false"), ("group", f"{USER}:x:{USER_ID}:")):
        (etc / name).write_text(Path("/etc", name).read_text("utf-8") + line + "\n")
    os.chown(spool, USER_ID, USER_ID)


@asynccontextmanager
async def exim(unpacked: Path, folder: Path, lmtp_port: int) -> AsyncIterator[int]:
    """Run Exim; give its port."""
    port = free_port()
    write_configuration(folder, port, lmtp_port)
    script = (
        f"mount -t overlay overlay -o lowerdir={unpacked}/usr:/usr /usr"
        f" && mount -t overlay overlay -o lowerdir={folder}/etc:/etc /etc"
        " && exec /usr/sbin/exim4 -bdf -q1s"
    )
    process = await asyncio.create_subprocess_exec(*unshare(), "sh", "-c", script, stdout=subprocess.DEVNULL)
    try:
        await until_there(port)
        yield port
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def queued(folder: Path) -> int:
    """Count the messages in Exim's queue."""
    return sum(1 for _ in (folder / "spool" / "input").rglob("*-H"))


def test_exim_in_front(unpacked: Path) -> None:
    """A live address gets its mail, an unknown or erased one is refused at SMTP time, our being down queues."""
    with open_folder() as folder:
        # It asks each time.
        played = play(lambda port: exim(unpacked, folder, port), lambda: queued(folder), forgotten_seconds=0)
        asyncio.run(asyncio.wait_for(played, 150))
