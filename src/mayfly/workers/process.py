"""One child process as its parent sees it: started, handed a frame, watched, killed.

Whoever owns it is told three things, each at most once for a frame: it is ready, it has answered, it is lost.
"""

import asyncio
import math
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import Any, Protocol

from mayfly.workers.child import FRAME_OCTETS, LENGTH, READY
from mayfly.workers.values import Bounds, WorkerFailed, WorkerLost

# What a process dies of by its own fault: whatever it was given, it gave up on it, or did what is not allowed.
_OWN_FAULTS = frozenset(
    -number for number in (signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGSEGV)
)
# The system counts processor time in hundredths of a second; looking more often tells nothing new.
_TICK_SECONDS = 0.05
# Loading an interpreter and its libraries takes a second of processor time on a slow machine, which others share.
_START_SECONDS = 60.0

# A pipe is written to in slices, and after some of them others have their turn: less than a millisecond.
SLICE_OCTETS = 262_144
_SLICES = 4


class Owner(Protocol):
    """What a child needs of who owns it."""

    def ready(self, child: "Child") -> None:
        """Take a child that can work now."""

    def answered(self, child: "Child", frame: memoryview, waiting: list[asyncio.Future[Any]]) -> None:
        """Take a child's answers to what waits for them."""

    def lost(self, child: "Child", waiting: list[asyncio.Future[Any]], why: WorkerFailed) -> None:
        """Forget a child that is gone, with what waited for it."""


class Child(asyncio.Protocol):
    """One process and the frame it is working on."""

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._is_ready = False
        self._is_ended = False
        self._is_paused = False
        self._unsent: deque[memoryview] = deque()
        self.waiting: list[asyncio.Future[Any]] = []

    async def start(self, function_name: str, memory_octets: int) -> None:
        """Start the process and connect to it; it tells the pool when it is ready, or lost. Raises OSError."""
        if self._is_ended:
            return
        ours, theirs = socket.socketpair()
        try:
            self._open(ours, theirs, function_name, memory_octets)
        except OSError:
            ours.close()
            raise
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(_START_SECONDS, self._end_over_time)
        await loop.create_connection(lambda: self, sock=ours)

    def _open(self, ours: socket.socket, theirs: socket.socket, function_name: str, memory_octets: int) -> None:
        # A batch of messages goes through in one piece; the default of about 200 kB makes both sides wait.
        for end in (ours, theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1_048_576)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module; vfork returns at once
                [sys.executable, "-m", "mayfly.workers.child", function_name, str(theirs.fileno()), str(memory_octets)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        ours.setblocking(False)

    @property
    def is_ready(self) -> bool:
        """Say whether it has ever been given work."""
        return self._is_ready

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection (asyncio.Protocol, as the four below)."""
        self._transport = transport  # type: ignore[assignment]
        if self._is_ended:
            # The pool was closed while it was being started.
            self._transport.abort()  # type: ignore[union-attr]

    def send(self, frame: list[bytes], waiting: list[asyncio.Future[Any]], bounds: Bounds) -> None:
        """Hand over one frame, given in pieces; its futures are this child's until it answers."""
        self.waiting = waiting
        if self._transport is None or self._process is None:
            # Not told yet that it is gone; its frame is not to blame.
            self.end(WorkerLost("the worker was gone"))
            return
        self._unsent.extend(map(memoryview, (LENGTH.pack(sum(map(len, frame))), *frame)))
        self._write()
        loop = asyncio.get_running_loop()
        until = loop.time() + bounds.seconds if bounds.seconds else math.inf
        spent = _cpu_seconds(self._process.pid) if bounds.cpu_seconds else None
        if spent is not None:
            first = min(loop.time() + bounds.cpu_seconds, until)
            self._timer = loop.call_at(first, self._judge, spent + bounds.cpu_seconds, until)
        elif bounds.seconds:
            self._timer = loop.call_at(until, self._end_over_time)

    def _write(self) -> None:
        """Write what the pipe takes, a little at a time, so that nobody else waits for a large frame to be copied."""
        for _ in range(_SLICES):
            if not self._unsent or self._is_paused or self._transport is None:
                return
            piece = self._unsent.popleft()
            if len(piece) > SLICE_OCTETS:
                self._unsent.appendleft(piece[SLICE_OCTETS:])
            self._transport.write(piece[:SLICE_OCTETS])
        if self._unsent:
            asyncio.get_running_loop().call_soon(self._write)

    def pause_writing(self) -> None:
        """Hold back what is not sent."""
        self._is_paused = True

    def resume_writing(self) -> None:
        """Go on sending."""
        self._is_paused = False
        self._write()

    def _judge(self, most: float, until: float) -> None:
        """End the child where it has used its processor time, or is over its time; else look again."""
        spent = _cpu_seconds(self._process.pid) if self._process is not None else None
        loop = asyncio.get_running_loop()
        if spent is not None and spent >= most:
            self._end_over_time()
        elif spent is None or loop.time() >= until:
            self._end_over_time(WorkerLost("the worker was given no time"))
        else:
            self._timer = loop.call_at(
                min(loop.time() + max(most - spent, _TICK_SECONDS), until), self._judge, most, until
            )

    def data_received(self, data: bytes) -> None:
        """Take what the child says: that it is ready, then its answers."""
        self._buffer += data
        if not self._is_ready:
            self._get_ready()
            return
        if len(self._buffer) < LENGTH.size:
            return
        (octets,) = LENGTH.unpack_from(self._buffer)
        if not self.waiting or not 0 < octets <= FRAME_OCTETS or len(self._buffer) > LENGTH.size + octets:
            self.end()
            return
        if len(self._buffer) < LENGTH.size + octets:
            return
        # Not copied: it may be tens of megabytes.
        frame = memoryview(self._buffer)[LENGTH.size :]
        self._buffer = bytearray()
        if self._timer:
            self._timer.cancel()
        waiting, self.waiting = self.waiting, []
        self._owner.answered(self, frame, waiting)

    def _get_ready(self) -> None:
        if not READY.startswith(self._buffer):
            self.end()
        elif self._buffer == READY:
            self._buffer.clear()
            self._is_ready = True
            if self._timer:
                self._timer.cancel()
            self._owner.ready(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's signature
        """Take the end of the child."""
        self._transport = None
        self.end(WorkerLost("the worker was killed"))

    def _end_over_time(self, why: WorkerFailed | None = None) -> None:
        self.end(why, is_ours=True)

    def end(self, why: WorkerFailed | None = None, *, is_ours: bool = False) -> None:
        """Kill the process and fail what it held; ``is_ours`` where that is its only fault. May be called twice."""
        if self._is_ended:
            return
        self._is_ended = True
        if self._timer:
            self._timer.cancel()
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()
            if is_ours:
                # What it died of is known, and the kernel takes its memory back: 70 ms for half a gigabyte.
                asyncio.get_running_loop().run_in_executor(None, process.wait)
            elif process.wait() in _OWN_FAULTS:
                why = None
        self._unsent.clear()
        if self._transport is not None:
            transport, self._transport = self._transport, None
            transport.abort()
        waiting, self.waiting = self.waiting, []
        self._owner.lost(self, waiting, why or WorkerFailed("the worker was ended"))


def _cpu_seconds(pid: int) -> float | None:
    """Give the processor time that a process has used, or None where the system does not tell."""
    try:
        # proc(5): the name, in parentheses, may hold anything; user and system time are the fields 14 and 15.
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return None
