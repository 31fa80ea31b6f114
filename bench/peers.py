"""The peers that Mayfly is compared with, each as it is started; what is fetched for them lies below ``build/peers``.

Rule 1: what the machine lacks is left out with a sentence. Haraka (npm), Mailpit and Inbucket (Go) are fetched into
``build/`` when the bench runs, and only then; nothing of them is kept in the project.
Rule 2: a peer keeps its data in the same folder on the same disk as Mayfly.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.measure import Options
from bench.servers import ROOT, Kind, Running, free_port, started, wait_for_greeting

BUILT = ROOT / "build" / "peers"
HARAKA = "Haraka@3.3.4"
MAILPIT = "github.com/axllent/mailpit@v1.33.1"
INBUCKET = "github.com/inbucket/inbucket/v3/cmd/inbucket@v3.2.0"
FETCH_SECONDS = 900.0
# So often in a row a queue must look empty, a tenth of a second apart.
_LOOKS_AT_EMPTY = 10


def needs(program: str, *, as_root: bool = False) -> Callable[[bool], str]:
    """Make the question whether a program of the system is there."""

    def lacks(_may_fetch: bool) -> str:
        if shutil.which(program) is None:
            return f"{program} is not here"
        return f"{program} starts as root only" if as_root and os.geteuid() != 0 else ""

    return lacks


def fetched(there: Path, tool: str, command: Sequence[str]) -> Callable[[bool], str]:
    """Make the question whether something fetched is there; it fetches it where it may, and never twice in vain."""
    failed: list[str] = []

    def lacks(may_fetch: bool) -> str:
        if there.exists():
            return ""
        if not may_fetch:
            return f"{there.name} was not fetched"
        if shutil.which(tool) is None:
            return f"{tool}, which fetches it, is not here"
        if not failed:
            BUILT.mkdir(parents=True, exist_ok=True)
            environment = {**os.environ, "GOBIN": str(BUILT / "bin"), "GOFLAGS": "-buildvcs=false"}
            try:
                subprocess.run(
                    command, cwd=BUILT, env=environment, check=True, capture_output=True, timeout=FETCH_SECONDS
                )
            except (OSError, subprocess.SubprocessError) as error:
                failed.append(f"{tool} could not fetch it: {type(error).__name__}")
        return failed[0] if failed else ""

    return lacks


@contextlib.contextmanager
def simple(command: Sequence[str], cpus: str) -> Iterator[Running]:
    """Run a peer that keeps nothing; ``{port}`` in its command is where it is to listen."""
    port = free_port()
    with started([part.format(port=port) for part in command], cpus) as process:
        wait_for_greeting(port, process)
        yield Running(process.pid, f"127.0.0.1:{port}")


def simple_kind(name: str, durability: str, command: Sequence[str]) -> Kind:
    """Describe a peer that keeps nothing."""
    return Kind(name, durability, lambda _folder, cpus: simple(command, cpus), needs(command[0]))


SINK = simple_kind(
    "smtp-sink",
    "D0, throws away",
    ("smtp-sink", *(("-u", "nobody") if os.geteuid() == 0 else ()), "127.0.0.1:{port}", "1024"),
)
_NULL = (sys.executable, "-m", "bench.null_aiosmtpd", "{port}")
AIOSMTPD = simple_kind("aiosmtpd", "D0, null handler", _NULL)
AIOSMTPD_UVLOOP = simple_kind("aiosmtpd on uvloop", "D0, null handler", (*_NULL, "uvloop"))

POSTFIX_MASTER = """\
127.0.0.1:{port} inet n - n - {processes} smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
discard unix - - n - - discard
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
"""
POSTFIX_MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/queue/log
maillog_file_prefixes = {folder}
queue_minfree = 0
myhostname = localhost
mydestination = mayfly.test
inet_interfaces = loopback-only
inet_protocols = ipv4
local_recipient_maps =
alias_maps =
local_transport = discard:
message_size_limit = 30000000
# Only limits for one client are raised, as in bench.toml.
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
"""
# What its own documents on tuning name for many clients and small mail on one disk.
POSTFIX_TUNED = """\
default_process_limit = 300
in_flow_delay = 0
smtpd_client_event_limit_exceptions = static:all
smtpd_peername_lookup = no
max_use = 10000
local_destination_concurrency_limit = 100
default_destination_concurrency_limit = 100
enable_long_queue_ids = no
"""


@contextlib.contextmanager
def postfix(folder: Path, cpus: str, tuning: str = "") -> Iterator[Running]:
    """Run Postfix with a configuration, a queue and a log of its own; what it takes it discards after its queue."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        own, port = Path(made), free_port()
        # Its processes look into the queue as the user postfix.
        for above in (own, *own.parents):
            if above.is_relative_to(ROOT / "build"):
                above.chmod(0o755)
        for name in ("etc", "queue", "data"):
            (own / name).mkdir()
        shutil.chown(own / "data", "postfix")
        (own / "etc" / "main.cf").write_text(POSTFIX_MAIN.format(folder=own) + tuning)
        processes = "300" if tuning else "-"
        (own / "etc" / "master.cf").write_text(POSTFIX_MASTER.format(port=port, processes=processes))
        words = ["postfix", "-c", str(own / "etc")]
        subprocess.run([*words, "check"], check=True, capture_output=True)
        with started([*words, "start-fg"], cpus) as process:
            wait_for_greeting(port, process)
            yield Running(process.pid, f"127.0.0.1:{port}", count=lambda: discarded(own))


def discarded(folder: Path) -> int:
    """Count what Postfix took: messages that left its queue, which must come empty, by the log."""
    log, queue = folder / "queue" / "log", folder / "queue"

    def queued() -> int:
        return sum(
            1 for name in ("incoming", "active", "deferred") for path in (queue / name).rglob("*") if path.is_file()
        )

    # A file on its way from one folder of the queue to another is in none for who looks meanwhile.
    empty = 0
    for _ in range(600):
        empty = empty + 1 if queued() == 0 else 0
        if empty == _LOOKS_AT_EMPTY:
            break
        # The pause of somebody who watches a queue run empty, outside what is timed.
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(["sleep", "0.1"], check=True, timeout=1)
    return sum(b"status=sent" in line for line in log.read_bytes().splitlines())


def lacks_postfix(may_fetch: bool) -> str:
    """Say what stands in the way of Postfix: its processes look into the queue as a user of their own."""
    closed = [str(above) for above in ROOT.parents if not above.stat().st_mode & 0o001]
    closed_sentence = f"its user may not look into {closed[0]}" if closed else ""
    return needs("postfix", as_root=True)(may_fetch) or closed_sentence


POSTFIX = Kind("postfix", "D2, queue", postfix, lacks_postfix)
POSTFIX_FAST = Kind(
    "postfix, tuned",
    "D2, queue",
    lambda folder, cpus: postfix(folder, cpus, POSTFIX_TUNED),
    lacks_postfix,
)


@contextlib.contextmanager
def haraka(folder: Path, cpus: str) -> Iterator[Running]:
    """Run Haraka in one process, taking mail for one domain and discarding it from memory."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        own, port = Path(made), free_port()
        # It does not start without all of its own files; these are the ones it is installed with.
        package = BUILT / "node_modules" / "Haraka"
        shutil.copytree(package / "config", own / "config")
        files = {
            "smtp.ini": f"listen=127.0.0.1:{port}\nnodes=0\n",
            "plugins": "rcpt_to.in_host_list\nqueue/discard\n",
            "host_list": "mayfly.test\n",
            "log.ini": "[main]\nlevel=ERROR\n",
            "me": "localhost\n",
        }
        for name, text in files.items():
            (own / "config" / name).write_text(text)
        with started(
            ["node", str(package / "bin" / "haraka"), "-c", str(own)], cpus, {"YES_REALLY_DO_DISCARD": "1"}
        ) as process:
            wait_for_greeting(port, process)
            yield Running(process.pid, f"127.0.0.1:{port}")


HARAKA_DISCARD = Kind(
    "Haraka",
    "D0, discards",
    haraka,
    fetched(
        BUILT / "node_modules" / "Haraka",
        "npm",
        (
            "npm",
            "install",
            "--no-save",
            "--no-package-lock",
            "--omit=dev",
            "--no-audit",
            "--no-fund",
            "--prefix",
            ".",
            HARAKA,
        ),
    ),
)


@contextlib.contextmanager
def mailpit(folder: Path, cpus: str) -> Iterator[Running]:
    """Run Mailpit with its database on the disk and no limit on how many it keeps."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        smtp, http = free_port(), free_port()
        command = [str(BUILT / "bin" / "mailpit"), "--smtp", f"127.0.0.1:{smtp}", "--listen", f"127.0.0.1:{http}"]
        command += ["--database", f"{made}/mailpit.db", "--max", "0", "--quiet", "--disable-version-check"]
        with started(command, cpus) as process:
            wait_for_greeting(smtp, process)
            base = f"http://127.0.0.1:{http}"

            def count() -> int:
                with urllib.request.urlopen(f"{base}/api/v1/messages?limit=1", timeout=30) as answer:
                    return int(json.load(answer)["total"])

            yield Running(process.pid, f"127.0.0.1:{smtp}", http=base, count=count)


MAILPIT_DISK = Kind(
    "Mailpit", "D1, database", mailpit, fetched(BUILT / "bin" / "mailpit", "go", ("go", "install", MAILPIT))
)


@contextlib.contextmanager
def inbucket(folder: Path, cpus: str) -> Iterator[Running]:
    """Run Inbucket with its default store, in memory, and no limit on how many a mailbox keeps."""
    smtp, http, pop3 = free_port(), free_port(), free_port()
    with tempfile.TemporaryDirectory(dir=folder) as made:
        variables = {
            "INBUCKET_SMTP_ADDR": f"127.0.0.1:{smtp}",
            "INBUCKET_WEB_ADDR": f"127.0.0.1:{http}",
            "INBUCKET_POP3_ADDR": f"127.0.0.1:{pop3}",
            "INBUCKET_LOGLEVEL": "error",
            "INBUCKET_STORAGE_TYPE": "memory",
            "INBUCKET_STORAGE_MAILBOXMSGCAP": "0",
            "INBUCKET_WEB_UIDIR": made,
            "INBUCKET_WEB_GREETINGFILE": f"{made}/greeting.html",
        }
        (Path(made) / "greeting.html").write_text("bench\n")
        with started([str(BUILT / "bin" / "inbucket")], cpus, variables) as process:
            wait_for_greeting(smtp, process)

            def count() -> int:
                with urllib.request.urlopen(f"http://127.0.0.1:{http}/api/v1/mailbox/someone", timeout=60) as answer:
                    return len(json.load(answer))

            yield Running(process.pid, f"127.0.0.1:{smtp}", count=count)


INBUCKET_MEMORY = Kind(
    "Inbucket", "D0, memory", inbucket, fetched(BUILT / "bin" / "inbucket", "go", ("go", "install", INBUCKET))
)


def here(kinds: Sequence[Kind], options: Options) -> tuple[list[Kind], list[str]]:
    """Split servers into those that can be run, and sentences about those that are left out.

    Where a row is only to be seen running, the first two are enough.
    """
    missing = {kind: kind.lacks(options.may_fetch) for kind in kinds}
    found = [kind for kind, lack in missing.items() if not lack]
    left_out = [f"{kind.name} is left out: {lack}" for kind, lack in missing.items() if lack]
    return found[:2] if options.is_tiny else found, left_out
