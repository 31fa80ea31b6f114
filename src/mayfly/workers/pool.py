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
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import msgspec

from mayfly.core.errors import Unavailable
from mayfly.workers.child import LENGTH, name_of, types_of
from mayfly.workers.process import SLICE_OCTETS, Child
from mayfly.workers.values import Bounds, NoWorker, WorkerFailed

# The key and an empty value (bin 8), as a struct's field is written.
_NO_CONTENT = msgspec.msgpack.encode("content") + msgspec.msgpack.encode(b"")

Request = TypeVar("Request")
Answer = TypeVar("Answer")


class Pool(Generic[Request, Answer]):
    """Children that all run one worker function (``child``); its annotations say what goes to and fro."""

    def __init__(self, function: Callable[[list[Request]], list[Answer]], bounds: Bounds) -> None:
        self._name = name_of(function)
        self._bounds = bounds
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(list[types_of(function)[1] | None])  # type: ignore[misc]
        self._queue: deque[tuple[Request, asyncio.Future[Answer]]] = deque()
        self._idle: list[Child] = []
        # All there are, those that are not ready yet among them.
        self._children: set[Child] = set()
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
        child = Child(self)
        # It counts from now on: it may be ended before its task goes on.
        self._children.add(child)
        task = asyncio.get_running_loop().create_task(self._start_child(child))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _start_child(self, child: Child) -> None:
        try:
            await child.start(self._name, self._bounds.memory_octets)
        except OSError:
            child.end()

    def ready(self, child: Child) -> None:
        """Take a child that can work now."""
        self._send(child)

    def _send(self, child: Child) -> None:
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
        if len(requests) == 1 and isinstance(content, bytes) and len(content) > SLICE_OCTETS:
            without = self._encoder.encode([msgspec.structs.replace(requests[0], content=b"")])  # type: ignore[type-var]
            before, empty, after = without.partition(_NO_CONTENT)
            if empty:
                # MessagePack, bin 32: four octets of length, then the octets.
                return [before + _NO_CONTENT[:-2] + b"\xc6" + LENGTH.pack(len(content)), content, after]
        return [self._encoder.encode(requests)]

    def answered(self, child: Child, frame: memoryview, waiting: list[asyncio.Future[Answer]]) -> None:
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

    def lost(self, child: Child, waiting: list[asyncio.Future[Answer]], why: WorkerFailed) -> None:
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
