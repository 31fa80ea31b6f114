"""The real Exim, with a configuration, a spool and a log of its own.

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

from tests.smtp.front import free_port, until_there

NEEDS = [
    pytest.mark.skipif(os.geteuid() != 0, reason="Exim starts as root only"),
    pytest.mark.skipif(shutil.which("unshare") is None, reason="needs unshare"),
    pytest.mark.timeout(300),
]
PACKAGE = "exim4-daemon-light"
USER = "Debian-exim"
# An id that no package of Debian gives out.
USER_ID = 59_987


def unpack(folder: Path) -> Path:
    """Fetch Exim's files into a folder, below ``usr``, unless they are there; skip where they are not to be had."""
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


def write_configuration(folder: Path, configuration: str, port: int) -> None:
    """Write what is laid over ``/etc``: the configuration, with this port, and the user that the package would make."""
    spool, etc = folder / "spool", folder / "etc"
    spool.mkdir()
    (etc / "exim4").mkdir(parents=True)
    assert "daemon_smtp_ports = 25\n" in configuration
    configuration = configuration.replace("daemon_smtp_ports = 25\n", f"daemon_smtp_ports = {port}\n")
    own = f"spool_directory = {spool}\nlog_file_path = {spool}/%slog\npid_file_path = {spool}/pid\n"
    (etc / "exim4" / "exim4.conf").write_text(own + configuration)
    for name, line in (("passwd", f"{USER}:x:{USER_ID}:{USER_ID}::/:/bin/false"), ("group", f"{USER}:x:{USER_ID}:")):
        (etc / name).write_text(Path("/etc", name).read_text("utf-8") + line + "\n")
    os.chown(spool, USER_ID, USER_ID)


@asynccontextmanager
async def run_exim(unpacked: Path, folder: Path, configuration: str) -> AsyncIterator[int]:
    """Run Exim in a folder that its user can look into; give its port. The configuration says 25 for it."""
    port = free_port()
    write_configuration(folder, configuration, port)
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
    """Count the messages in the queue of an Exim that runs in this folder."""
    return sum(1 for _ in (folder / "spool" / "input").rglob("*-H"))
