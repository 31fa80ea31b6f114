"""bench B8: ten thousand idle event streams, each of its own mailbox; then a message for each; then all come back.

Memory is the difference of the service's own (PSS) before and after; idle processor time is over more than one round
of the comments that keep a stream alive. Starlette's streaming stands beside it as what one would write first; it has
no mailboxes, so only its memory and idle time compare.
"""

import asyncio
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass

from bench import generator
from bench.mailboxes import open_mailboxes
from bench.measure import Options, Table, cpu_seconds, proportional_octets, spread
from bench.sending import address_file
from bench.servers import PATIENCE_SECONDS, Running, allow_open_files, free_port, mayfly, started
from bench.streams import Stream, close_all, open_all, wait_for_messages

STREAMS = 10_000
# More than the twenty seconds between two comments in silence.
IDLE_SECONDS = 25.0
OCTETS = 5_120


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: octets a stream, share of a processor when idle, and seconds of each part."""

    octets: float
    idle_percent: float
    opened: float
    told: float = 0.0
    back: float = 0.0


async def hold(pid: int, http: str, tokens: Sequence[str], idle_seconds: float) -> tuple[list[Stream], Sample]:
    """Open the streams and let them be idle; the memory is taken at the end of that."""
    # One stream first, so that what is made once is not counted.
    close_all(await open_all(http, tokens[:1]))
    before = proportional_octets(pid)
    began = time.perf_counter()
    streams = await open_all(http, tokens)
    opened = time.perf_counter() - began
    used, since = cpu_seconds(pid), time.perf_counter()
    await asyncio.sleep(idle_seconds)
    used, took = cpu_seconds(pid) - used, time.perf_counter() - since
    octets = (proportional_octets(pid) - before) / len(tokens)
    if lost := sum(stream.was_lost for stream in streams):
        raise RuntimeError(f"void: {lost} idle streams were ended")
    return streams, Sample(octets, 100 * used / took, opened)


async def one_run(server: Running, addresses: Sequence[str], tokens: Sequence[str], options: Options) -> Sample:
    """Hold the streams; send each mailbox a message; drop all and come back."""
    streams, held = await hold(server.pid, server.http, tokens, idle_seconds(options))
    task = generator.Task(server.smtp, str(address_file(options.data, addresses)), len(addresses), "plain", OCTETS)
    began = time.perf_counter()
    _, last = await asyncio.gather(asyncio.to_thread(generator.run_apart, task), wait_for_messages(streams, 1))
    last_ids = [stream.last_id for stream in streams]
    close_all(streams)
    again = time.perf_counter()
    streams = await open_all(server.http, tokens, last_ids)
    back = time.perf_counter() - again
    close_all(streams)
    return Sample(held.octets, held.idle_percent, held.opened, last - began, back)


def idle_seconds(options: Options) -> float:
    """Give how long the streams are left alone."""
    return 0.2 if options.is_tiny else IDLE_SECONDS


def with_starlette(options: Options, tokens: Sequence[str]) -> Sample:
    """Hold as many streams of the plain way."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with started([sys.executable, "-m", "bench.null_starlette", str(port)], "") as process:
        last = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                urllib.request.urlopen(base + "/nothing", timeout=5)
            except urllib.error.HTTPError:
                break
            except OSError:
                if time.monotonic() > last:
                    raise
                time.sleep(0.02)
        return asyncio.run(leave(process.pid, base, tokens, idle_seconds(options)))


async def leave(pid: int, http: str, tokens: Sequence[str], seconds: float) -> Sample:
    """Hold the streams, and drop them."""
    streams, held = await hold(pid, http, tokens, seconds)
    close_all(streams)
    return held


def measure(options: Options) -> list[Table]:
    """Measure both in turn, so often as was asked for."""
    number = options.share(STREAMS, 20)
    allow_open_files(number + 1_000)
    ours, theirs = [], []
    for _ in range(options.runs):
        with mayfly(options.data) as server:
            addresses, tokens = open_mailboxes(server.http, number)
            ours.append(asyncio.run(one_run(server, addresses, tokens, options)))
        theirs.append(with_starlette(options, tokens))
    columns = ("server", "octets a stream (PSS)", "CPU when idle, %", "all open, s", "a message each, s", "all back, s")
    table = Table(f"{number:,} idle event streams, each of its own mailbox", columns)
    for name, samples in (("mayfly", ours), ("Starlette's StreamingResponse", theirs)):
        octets = spread([each.octets for each in samples])
        idle = spread([each.idle_percent for each in samples], "{:.1f}")
        parts = [spread([getattr(each, part) for each in samples], "{:.1f}") for part in ("opened", "told", "back")]
        table.lines.append((name, octets, idle, *(parts if samples is ours else [parts[0], "-", "-"])))
    table.notes.append("every stream was told of its own message, once, and of no other; else the run is void")
    return [table]


ROWS = {"B8": measure}
