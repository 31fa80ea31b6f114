"""Start a command that serves, wait for its first page and its SMTP greeting, and end it; say how long each took.

``python3 scripts/first-page.py make run``. Used where there is nothing but a standard library (``scripts/try-fresh``).
The address of the page is the one the service prints, which is what a person would open.
"""

import os
import re
import signal
import smtplib
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

PAGE = re.compile(r"http://[^\s]+")
PATIENCE_SECONDS = 600


def main(command: list[str]) -> int:
    """Return 0 when the service came up, answered on both ports and ended well."""
    began = time.monotonic()
    service = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, process_group=0
    )
    too_late = threading.Timer(PATIENCE_SECONDS, os.killpg, (service.pid, signal.SIGKILL))
    too_late.start()
    assert service.stdout is not None
    page = ""
    for line in service.stdout:
        print("  | " + line.rstrip(), flush=True)
        found = PAGE.search(line)
        if found:
            page = found.group().rstrip(".,)")
            break
    if not page:
        print("no address of a page was printed")
        return 1
    html = urllib.request.urlopen(page, timeout=30).read().decode()
    print(f"page after {time.monotonic() - began:.1f} s: {len(html)} characters, address in it: {'@' in html}")
    with smtplib.SMTP("127.0.0.1", 2525, timeout=30) as client:
        print("smtp:", client.noop())
    # The service alone is told, as a supervisor would do it; make then ends with the service's status.
    os.kill(innermost(service.pid), signal.SIGTERM)
    for line in service.stdout:
        print("  | " + line.rstrip())
    status = service.wait()
    too_late.cancel()
    print("ended with", status)
    return 0 if status == 0 and "@" in html else 1


def innermost(pid: int) -> int:
    """Give the service's own process: below make and the shell, which have one child each and are not Python."""
    name = Path(f"/proc/{pid}/comm").read_text().strip()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return innermost(int(children[0])) if name in {"make", "sh", "dash", "bash"} and children else pid


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
