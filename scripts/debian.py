"""Packages of Debian that the tests start: what is missing, and how it is installed without harm.

Rule 1: only root installs; anybody else is told in one line what to ask root for.
Rule 2: every installation is simulated first. A package that would remove another is not installed; one that can be
used without being installed (``UNPACKED``) is unpacked into a folder of the project instead.
Rule 3: no service is started by an installation: a ``policy-rc.d`` says no meanwhile, and what was there before is
back afterwards, also after a signal.
"""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

# package -> what shows that it is there: a command, a path, a library, a module of Perl
TEST_TOOLS = {
    "chromium": "chromium",  # the page, in a real browser
    "fonts-dejavu-core": "/usr/share/fonts/truetype/dejavu",  # without any font the browser lays out nothing
    "libatomic1": "libatomic.so.1",  # what drives the browser is linked with it, and its wheel does not bring it
    "swaks": "swaks",  # an SMTP client that is not ours
    "postfix": "smtp-source",  # smtp-source, smtp-sink and a real MTA
    "curl": "curl",  # the client that everybody has
    "nginx-light": "nginx",  # the proxies of deploy/
    "caddy": "caddy",
    "haproxy": "haproxy",  # a proxy that says who is behind it
    "libnet-ssleay-perl": "perl Net::SSLeay",  # STARTTLS in swaks
    "strace": "strace",  # what is synced before what is answered
}
# package -> the commands used from it when it can only be unpacked (another MTA holds its place)
UNPACKED = {"postfix": ("smtp-source", "smtp-sink")}
POLICY = Path("/usr/sbin/policy-rc.d")
SET_ASIDE = Path("/usr/sbin/policy-rc.d.before-mayfly")
# invoke-rc.d(8): 101 is "action forbidden by policy".
NO_SERVICE = "#!/bin/sh\n# mayfly: put here while packages are installed\nexit 101\n"
OURS = "# mayfly: put here"


class Missing(Exception):
    """Something the machine lacks, in one line that says what to do about it."""


def say(line, status=0):
    """Print one line for the person at the terminal; return ``status``."""
    print("mayfly: " + line, file=sys.stderr, flush=True)
    return status


def provide_test_tools(private):
    """Have every tool the tests start, or say in one line which are not there; in CI the lack of one stops the run.

    ``private`` is where packages are unpacked that cannot be installed; its ``bin`` is on the tests' path.
    """
    os.environ["PATH"] = os.pathsep.join(
        [str(private / "bin"), os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"]
    )
    missing = [package for package, sign in TEST_TOOLS.items() if not there(sign)]
    if not missing:
        return
    try:
        install(missing, "the tests", private)
    except Missing as told:
        if os.environ.get("CI") == "true":
            raise
        say(str(told) + " (tests that need them are left out)")


def there(sign):
    """Tell whether a command is on the path, a path exists, or a library or a module of Perl can be loaded."""
    if sign.startswith("perl "):
        return there("perl") and subprocess.call(["perl", f"-M{sign[5:]}", "-e1"], stderr=subprocess.DEVNULL) == 0
    if ".so." in sign:
        try:
            ctypes.CDLL(sign)
        except OSError:
            return False
        return True
    return Path(sign).exists() if sign.startswith("/") else shutil.which(sign) is not None


def install(packages, purpose, private=None):
    """Install ``packages`` as root; raise ``Missing`` in one line where that is not possible or would do harm."""
    wanted = " ".join(packages)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Missing(f"missing for {purpose}; as root: apt-get install --no-install-recommends {wanted}")
    say(f"installing for {purpose}: {wanted}")
    apt("update", "-qq")
    harmless = [package for package in packages if not removed_by([package])]
    if harmless and not removed_by(harmless):
        with no_service_started():
            apt("install", "-qq", "-y", "--no-install-recommends", "--no-remove", *harmless)
    else:
        # Each alone does no harm but together they exclude one another: none is worth guessing.
        harmless = []
    refused = []
    for package in packages:
        if package in harmless:
            continue
        if private is not None and package in UNPACKED:
            unpack(package, private)
        else:
            refused.append(package)
    if refused:
        raise Missing("not installed, because other packages would be removed: " + " ".join(refused))


def removed_by(packages):
    """Return the packages that installing ``packages`` would remove."""
    simulated = subprocess.run(
        ["apt-get", "-s", "install", "--no-install-recommends", *packages],
        env=quiet_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=True,
        encoding="utf-8",
        errors="replace",
    ).stdout
    return [line.split()[1] for line in simulated.splitlines() if line.startswith("Remv ")]


def unpack(package, private):
    """Unpack ``package`` below ``private`` and make its commands callable in ``private/bin``, installing nothing of it.

    The libraries it depends on are ordinary packages that stand beside anything, and are installed.
    """
    say(f"unpacking {package} beside the mail server that is installed")
    asked = ["apt-cache", "depends", "--no-recommends", "--no-suggests", "--no-conflicts", "--no-breaks"]
    asked += ["--no-replaces", "--no-enhances", "--no-pre-depends", package]
    listed = subprocess.run(asked, stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
    needed = [line.split(":", 1)[1].strip() for line in listed.splitlines() if line.strip().startswith("Depends:")]
    libraries = [name for name in needed if name.startswith("lib") and not removed_by([name])]
    with no_service_started():
        apt("install", "-qq", "-y", "--no-install-recommends", "--no-remove", *libraries)
    folder = private / package
    shutil.rmtree(str(folder), ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as downloads:
        subprocess.run(
            ["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", package],
            cwd=downloads,
            env=quiet_environment(),
            check=True,
        )
        (archive,) = Path(downloads).glob("*.deb")
        call(["dpkg-deb", "-x", str(archive), str(folder)])
    commands = private / "bin"
    commands.mkdir(exist_ok=True)
    for name in UNPACKED[package]:
        wrapper = commands / name
        libraries_there = folder / "usr/lib" / package
        wrapper.write_text(f'#!/bin/sh\nLD_LIBRARY_PATH="{libraries_there}" exec "{folder}/usr/sbin/{name}" "$@"\n')
        wrapper.chmod(0o755)


def apt(*arguments):
    """Run apt-get without a question and without a terminal; wait for another that holds the lock.

    What it has to say is shown only when it fails: a hundred lines about libraries hide the one about the tests.
    """
    command = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0", *arguments]
    done = subprocess.run(
        command,
        env=quiet_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr)
        done.check_returncode()


def quiet_environment():
    """Return the environment in which packages are installed: no questions, messages in the C locale."""
    return dict(os.environ, DEBIAN_FRONTEND="noninteractive", LC_ALL="C", NEEDRESTART_MODE="l")


@contextlib.contextmanager
def no_service_started():
    """Forbid the start of services while packages are configured, and leave ``policy-rc.d`` as it was found."""
    put_back_policy()
    if POLICY.exists() and subprocess.call([str(POLICY), "mayfly-asks", "start"], stdin=subprocess.DEVNULL) == 101:
        # The machine (a container, mostly) forbids it already.
        yield
        return
    if POLICY.exists():
        POLICY.rename(SET_ASIDE)
    # A signal must not skip the restoring: it becomes an ordinary exit for as long as the policy is ours.
    before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        POLICY.write_text(NO_SERVICE)
        POLICY.chmod(0o755)
        yield
    finally:
        put_back_policy()
        for number, handler in before.items():
            signal.signal(number, handler)


def put_back_policy():
    """Undo what an installation, this one or a killed one, left at ``policy-rc.d``."""
    if POLICY.is_file() and OURS in POLICY.read_text(errors="replace"):
        POLICY.unlink()
    if SET_ASIDE.exists() and not POLICY.exists():
        SET_ASIDE.rename(POLICY)


def leave(number, _frame):
    """Turn a signal into an exit that runs the ``finally`` blocks on its way."""
    raise SystemExit(128 + number)


def call(command, environment=None):
    """Run ``command`` with nothing to read; raise where it fails."""
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, env=environment)
