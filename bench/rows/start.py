"""bench B15: from exec to the first 220 and to the first page; memory when nothing happens."""

import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.measure import Options, Table, proportional_octets, spread
from bench.servers import free_port, mayfly_command, started, wait_for_greeting

IDLE_SECONDS = 3.0


def measure(options: Options) -> list[Table]:
    """Start on new data and on the same again."""
    table = Table(
        "exec to first 220 and first page", ("data", "first 220, ms", "first page, ms", "idle memory, MB (PSS)")
    )
    for again in (False, True):
        greeted, paged, memory = [], [], []
        for _ in range(options.runs):
            with tempfile.TemporaryDirectory(dir=options.data) as folder:
                if again:
                    start_once(Path(folder))
                idle = 0.1 if options.is_tiny else IDLE_SECONDS
                greeting, page, octets = start_once(Path(folder), idle_seconds=idle)
                greeted.append(greeting * 1000)
                paged.append(page * 1000)
                memory.append(octets / 1e6)
        table.lines.append(
            ("there already" if again else "new", spread(greeted), spread(paged), spread(memory, "{:,.1f}"))
        )
    return [table]


def start_once(data: Path, *, idle_seconds: float = 0.0) -> tuple[float, float, int]:
    """Start and end the service once; give seconds to the greeting, seconds to the page, octets when idle."""
    smtp, http = free_port(), free_port()
    began = time.perf_counter()
    with started(mayfly_command(smtp, http, data), "") as process:
        wait_for_greeting(smtp, process)
        greeting = time.perf_counter() - began
        # HTTP is listened on before or after SMTP, but not much: an error here is one.
        page = wait_for_page(http) - began
        if idle_seconds:
            time.sleep(idle_seconds)
            return greeting, page, proportional_octets(process.pid)
        return greeting, page, 0


def wait_for_page(port: int) -> float:
    """Give the time at which the page was there; raise where it is not within ten seconds, or is not the page."""
    last = time.perf_counter() + 10
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                answer.read()
        except urllib.error.HTTPError:
            raise
        except OSError:
            if time.perf_counter() > last:
                raise
            time.sleep(0.002)
        else:
            return time.perf_counter()


ROWS = {"B15": measure}
