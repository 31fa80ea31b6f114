"""Make the virtual environments of the project, from a machine that has only git, make and python3.

``bootstrap.py run`` makes ``.venv`` (what the service needs), ``bootstrap.py test`` makes ``.venv-dev`` (what the tests
need) and installs the Debian packages that the tests start, ``bootstrap.py install FOLDER BINARIES`` makes an
environment elsewhere that does not need this tree any more. The Makefile calls it before everything else.

Rule 1: an environment is built under a temporary name and renamed when it is complete, so an interrupted run leaves
nothing that looks finished. Its scripts name their interpreter by an absolute path; that path is put right before
the rename.
Rule 2: what an environment was made from (hashed requirements, interpreter, place) is its key. The same key again
means nothing to do, and no network.
Rule 3: packages of the system are installed as root only, and never one that would remove another (``debian.py``).
Rule 4: the standard library only, in syntax that a Python too old for the service can still parse.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import debian
from debian import Missing, call, say

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
# The newest first: a machine with several is best served by the one that will be kept longest.
CANDIDATES = ("python3.14", "python3.13", "python3.12", "python3.11", "/usr/bin/python3")

# what is asked for -> (folder, its requirement files, are the tools of the tests needed)
ENVIRONMENTS = {
    "run": (".venv", ("run.txt", "build.txt"), False),
    "dev": (".venv-dev", ("dev.txt",), False),
    "test": (".venv-dev", ("dev.txt",), True),
    "soak": (".venv-dev", ("dev.txt",), True),
    "lock": (".venv-lock", ("lock.txt",), False),
}
# Settings that a machine may carry for other purposes and that would lead the installation out of the environment.
LEADS_ELSEWHERE = (
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_ROOT",
    "PIP_PYTHON",
    "PIP_REQUIRE_HASHES",
    "PYTHONHOME",
    "PYTHONPATH",
)


def main(arguments):
    """Make what ``arguments`` name; return the exit status. Says in one line what is missing."""
    to_install = len(arguments) == 3 and arguments[0] == "install"
    if not to_install and (len(arguments) != 1 or arguments[0] not in ENVIRONMENTS):
        return say(f"usage: bootstrap.py {'|'.join(ENVIRONMENTS)} | install FOLDER BINARIES", 2)
    if sys.version_info < OLDEST:
        return run_with_newer_python(arguments)
    try:
        with only_one_at_a_time():
            if to_install:
                install(Path(arguments[1]).absolute(), Path(arguments[2]).absolute())
                return 0
            folder, files, with_tools = ENVIRONMENTS[arguments[0]]
            if with_tools:
                debian.provide_test_tools(ROOT / ".tools")
            provide(ROOT / folder, files, None if arguments[0] == "lock" else ["--editable", str(ROOT)])
    except Missing as missing:
        return say(str(missing), 1)
    except subprocess.CalledProcessError as failed:
        return say(f"failed with status {failed.returncode}: {' '.join(map(str, failed.cmd))}", 1)
    return 0


def run_with_newer_python(arguments):
    """Become a Python that is new enough, if the machine has one."""
    for name in CANDIDATES:
        found = shutil.which(name)
        if found and works([found, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]):
            os.execv(found, [found, __file__, *arguments])
    return say(f"Python 3.11 or newer is needed; python3 here is {sys.version.split()[0]}", 1)


@contextlib.contextmanager
def only_one_at_a_time():
    """Hold the lock under which environments are made: two ``make`` at once must not build the same one."""
    with (ROOT / ".venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def key_of(files):
    """Return the key of an environment made now from ``files``: other files, interpreter or place, other key."""
    digest = hashlib.sha256()
    # 3.11 and not 3.11.2: an environment outlives a fixed interpreter of the same series.
    for part in (sys.implementation.cache_tag, os.path.realpath(sys.executable), str(ROOT)):
        digest.update(part.encode() + b"\0")
    # The project's own metadata (version, entry points) is installed with it; its code is not, it is only pointed at.
    for path in [*files, ROOT / "pyproject.toml", Path(__file__)]:
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def install(folder, binaries):
    """Make ``folder`` an environment that does not need this tree any more, and put ``mayfly`` into ``binaries``."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    binaries.mkdir(parents=True, exist_ok=True)
    # The code is copied this time, so an equal key would not mean equal code.
    with contextlib.suppress(FileNotFoundError):
        (folder / "made-from").unlink()
    provide(folder, ("run.txt", "build.txt"), [str(ROOT)])
    link = binaries / "mayfly"
    if link.is_symlink():
        link.unlink()
    if link.exists():
        raise Missing(f"{link} is there already and is not a link of ours; {folder}/bin/mayfly works")
    link.symlink_to(folder / "bin/mayfly")
    say(f"installed: {link}")


def provide(folder, names, project):
    """Have ``folder`` hold the hashed requirements of ``names`` and nothing else but ``project``, in pip's words."""
    files = [ROOT / "requirements" / name for name in names]
    key = key_of(files)
    stamp = folder / "made-from"
    if stamp.is_file() and stamp.read_text() == key:
        return
    say(f"making {folder.name} (once; some seconds to a minute)")
    for left in folder.parent.glob(folder.name + ".new-*"):
        shutil.rmtree(str(left))
    new = folder.with_name(f"{folder.name}.new-{os.getpid()}")
    pip = empty_environment(new)
    environment = {name: value for name, value in os.environ.items() if name not in LEADS_ELSEWHERE}
    environment["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    environment["PIP_NO_INPUT"] = "1"
    listed = [part for path in files for part in ("-r", str(path))]
    call([*pip, "install", "--quiet", "--require-hashes", *listed], environment)
    if project:
        call([*pip, "install", "--quiet", "--no-deps", "--no-build-isolation", *project], environment)
    name_the_final_place(new, folder)
    (new / "made-from").write_text(key)
    old = folder.with_name(f"{folder.name}.old-{os.getpid()}")
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(str(old), ignore_errors=True)


def empty_environment(new):
    """Make an empty virtual environment at ``new`` and return the command that is pip for it.

    Three ways, because Debian keeps ensurepip in a package of its own: with ensurepip; without it but with the
    system's pip, which can install into another environment; and, as root, by installing the package.
    """
    # A Python with ensurepip but without its wheels (Debian's, without python3-venv) fails only when it is used.
    if has_ensurepip():
        call([sys.executable, "-m", "venv", "--prompt", "mayfly", str(new)])
        return [str(new / "bin" / "python"), "-m", "pip"]
    if works([sys.executable, "-m", "pip", "--version"]):
        call([sys.executable, "-m", "venv", "--without-pip", "--prompt", "mayfly", str(new)])
        return [sys.executable, "-m", "pip", "--python", str(new / "bin" / "python")]
    debian.install(["python3-venv"], "virtual environments")
    if not has_ensurepip():
        raise Missing(f"{sys.executable} has neither ensurepip nor pip, and python3-venv brought it none")
    call([sys.executable, "-m", "venv", "--prompt", "mayfly", str(new)])
    return [str(new / "bin" / "python"), "-m", "pip"]


def has_ensurepip():
    """Tell whether this Python can put pip into a new environment, asked of a fresh process."""
    return works([sys.executable, "-c", "import ensurepip; ensurepip.version()"])


def works(command):
    """Tell whether ``command`` ends well; nobody sees what it says."""
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def name_the_final_place(new, folder):
    """Let the scripts in ``new`` call the interpreter by the path it will have once renamed to ``folder``."""
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": str(new), "platbase": str(new)}))
    here, there = os.fsencode(str(new)), os.fsencode(str(folder))
    for script in scripts.iterdir():
        if script.is_symlink() or not script.is_file():
            continue
        octets = script.read_bytes()
        # A NUL means a compiled program (ruff, uv): those do not know where they lie, and must not be touched.
        if here in octets and b"\0" not in octets:
            script.write_bytes(octets.replace(here, there))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
