"""The parent's side of child processes: hand out requests, bound their time and memory, replace what dies.

Rule 1: a child is started when there is work for it, or will be soon; it is ended when nobody has wanted one for long,
where the bounds say so. An idle service has none.
Rule 2: a child is given work when it has said that it is ready, so no request is charged for its start.
Rule 3: a child that is over its time is killed; the requests it held fail, the ones behind them go to the next. So is
one that says something when it was asked nothing.
Rule 4: nothing waits for ever: a request is answered, or fails with ``WorkerFailed``.
"""

import asyncio
import contextlib
import math
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from mayfly.core.errors import Unavailable
from mayfly.workers.child import FRAME_OCTETS, LENGTH, READY, name_of, types_of

# What a process dies of by its own fault: whatever it was given, it gave up on it, or did what is not allowed.
_OWN_FAULTS = frozenset(
    -number for number in (signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGSEGV)
)
# The system counts processor time in hundredths of a second; looking more often tells nothing new.
_TICK_SECONDS = 0.05
# Loading an interpreter and its libraries takes a second of processor time on a slow machine, which others share.
_START_SECONDS = 60.0

# A pipe is written to in slices, and after some of them others have their turn: less than a millisecond.
_SLICE_OCTETS = 262_144
_SLICES = 4
# The key and an empty value (bin 8), as a struct's field is written.
_NO_CONTENT = msgspec.msgpack.encode("content") + msgspec.msgpack.encode(b"")

Request = TypeVar("Request")
Answer = TypeVar("Answer")


class WorkerFailed(Unavailable):
    """Say that a child could not answer this request: it failed on it, or was over its time or memory."""


class WorkerLost(WorkerFailed):
    """Say that a child was killed by others, or was over its time without using it. The request may not be to blame."""


class NoWorker(WorkerFailed):
    """Say that there is no child to ask: none could be started, or the pool is closed. The request is not to blame."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a pool and each of its children may take."""

    children: int = 1
    # How many requests go into one frame: more share the cost of a round trip, fewer answer sooner.
    batch: int = 1
    # From handing a frame over to its answer; 0 is without limit (for work of our own, not for hostile input).
    seconds: float = 0
    # Processor time for a frame, where the system tells it: a child that the machine gave none is not to blame.
    cpu_seconds: float = 0
    # Address space of a child; 0 is without limit.
    memory_octets: int = 0
    # After so long without a request, or somebody who expects one, children with nothing to do are ended; 0 keeps them.
    idle_seconds: float = 0


class _Child(asyncio.Protocol):
    """One process and the frame it is working on."""

    def __init__(self, pool: "Pool[Any, Any]") -> None:
        self._pool = pool
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
            if len(piece) > _SLICE_OCTETS:
                self._unsent.appendleft(piece[_SLICE_OCTETS:])
            self._transport.write(piece[:_SLICE_OCTETS])
        if self._unsent:
            asyncio.get_running_loop().call_soon(self._write)

    def pause_writing(self) -> None:
        self._is_paused = True

    def resume_writing(self) -> None:
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
        self._pool.answered(self, frame, waiting)

    def _get_ready(self) -> None:
        if not READY.startswith(self._buffer):
            self.end()
        elif self._buffer == READY:
            self._buffer.clear()
            self._is_ready = True
            if self._timer:
                self._timer.cancel()
            self._pool.ready(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's signature
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
        self._pool.lost(self, waiting, why or WorkerFailed("the worker was ended"))


class Pool(Generic[Request, Answer]):
    """Children that all run one worker function (``child``); its annotations say what goes to and fro."""

    def __init__(self, function: Callable[[list[Request]], list[Answer]], bounds: Bounds) -> None:
        self._name = name_of(function)
        self._bounds = bounds
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(list[types_of(function)[1] | None])  # type: ignore[misc]
        self._queue: deque[tuple[Request, asyncio.Future[Answer]]] = deque()
        self._idle: list[_Child] = []
        # All there are, those that are not ready yet among them.
        self._children: set[_Child] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._wanted_at = 0.0
        self._ending: asyncio.TimerHandle | None = None
        self._closed = False

    def submit(self, request: Request) -> "asyncio.Future[Answer]":
        """Have one request answered. The future fails with ``WorkerFailed`` where it cannot be."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        if self._closed:
            future.set_exception(NoWorker("the pool is closed"))
            return future
        self._queue.append((request, future))
        self._wanted_at = asyncio.get_running_loop().time()
        if self._idle:
            if len(self._queue) == 1:
                # At the end of this turn of the loop: what comes in one turn shares a frame.
                asyncio.get_running_loop().call_soon(self._send_idle)
        elif len(self._children) < self._bounds.children:
            self._start()
        return future

    def get_ready(self) -> None:
        """Have a child for what will come soon: start the first one, or keep those there are as if they had worked."""
        self._wanted_at = asyncio.get_running_loop().time()
        if not self._children and not self._closed:
            self._start()

    def _send_idle(self) -> None:
        while self._queue and self._idle:
            self._send(self._idle.pop())

    def _start(self) -> None:
        child = _Child(self)
        # It counts from now on: it may be ended before its task goes on.
        self._children.add(child)
        task = asyncio.get_running_loop().create_task(self._start_child(child))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _start_child(self, child: _Child) -> None:
        try:
            await child.start(self._name, self._bounds.memory_octets)
        except OSError:
            child.end()

    def ready(self, child: _Child) -> None:
        """Take a child that can work now."""
        self._send(child)

    def _send(self, child: _Child) -> None:
        requests: list[Request] = []
        futures: list[asyncio.Future[Answer]] = []
        while self._queue and len(requests) < self._bounds.batch:
            request, future = self._queue.popleft()
            if not future.done():
                requests.append(request)
                futures.append(future)
        if requests:
            child.send(self._frame(requests), futures, self._bounds)
        else:
            self._idle.append(child)
            self._rest()

    def _rest(self) -> None:
        """See to it that children which have nothing to do are ended when nobody has wanted one for long."""
        if self._bounds.idle_seconds and self._ending is None:
            at = self._wanted_at + self._bounds.idle_seconds
            self._ending = asyncio.get_running_loop().call_at(at, self._end_idle)

    def _end_idle(self) -> None:
        self._ending = None
        if asyncio.get_running_loop().time() < self._wanted_at + self._bounds.idle_seconds:
            self._rest()
            return
        # Whoever wanted one was noted above, so nothing waits for these.
        for child in list(self._idle):
            child.end(is_ours=True)

    def _frame(self, requests: list[Request]) -> list[bytes]:
        """Write a frame; a long ``content`` of a single request is a piece of its own and is not copied for it."""
        content = getattr(requests[0], "content", None)
        if len(requests) == 1 and isinstance(content, bytes) and len(content) > _SLICE_OCTETS:
            without = self._encoder.encode([msgspec.structs.replace(requests[0], content=b"")])  # type: ignore[type-var]
            before, empty, after = without.partition(_NO_CONTENT)
            if empty:
                # MessagePack, bin 32: four octets of length, then the octets.
                return [before + _NO_CONTENT[:-2] + b"\xc6" + LENGTH.pack(len(content)), content, after]
        return [self._encoder.encode(requests)]

    def answered(self, child: _Child, frame: memoryview, waiting: list[asyncio.Future[Answer]]) -> None:
        """Take a child's answers, and give it the next frame before they are acted on."""
        try:
            answers = self._decoder.decode(frame)
        except msgspec.MsgspecError:
            answers = []
        self._send(child)
        for position, future in enumerate(waiting):
            answer = answers[position] if position < len(answers) else None
            if answer is None:
                _fail(future, WorkerFailed("the worker failed on this request"))
            elif not future.done():
                future.set_result(answer)

    def lost(self, child: _Child, waiting: list[asyncio.Future[Answer]], why: WorkerFailed) -> None:
        """Forget a child that is gone; start another when there is work left."""
        self._children.discard(child)
        with contextlib.suppress(ValueError):
            self._idle.remove(child)
        ended = NoWorker("the pool is closed") if self._closed else why
        for future in waiting:
            _fail(future, ended)
        if child.is_ready:
            if self._queue and not self._closed and len(self._children) < self._bounds.children:
                self._start()
        elif not self._children:
            # None can be had: say so to those who wait, and try again with the next request.
            self._fail_all("no child process could be started")

    def close(self) -> None:
        """End all children; what waits fails."""
        self._closed = True
        if self._ending is not None:
            self._ending.cancel()
        for child in list(self._children):
            child.end()
        self._fail_all("the pool is closed")

    def _fail_all(self, why: str) -> None:
        while self._queue:
            _fail(self._queue.popleft()[1], NoWorker(why))


def _fail(future: "asyncio.Future[Any]", why: Unavailable) -> None:
    if not future.done():
        future.set_exception(why)


def _cpu_seconds(pid: int) -> float | None:
    """Give the processor time that a process has used, or None where the system does not tell."""
    try:
        # proc(5): the name, in parentheses, may hold anything; user and system time are the fields 14 and 15.
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return None
