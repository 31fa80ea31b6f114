"""What runs in a child process: take requests from the parent, answer each, hold nothing.

A worker function takes a list of requests and gives the answers in their order. The child is started as
``python -m mayfly.workers.child MODULE:FUNCTION FD MEMORY_OCTETS``. A frame is four octets of length (big-endian) and a
msgpack list, in both directions; an answer of nil says that the function failed on that request. Types come from the
function's annotations, so that neither side can be made to build anything else. The first thing a child says is a frame
of nothing: it is ready. Where the function's module has a ``prepare``, that was called before.

Rule 1: the child ends when the parent's end of the socket does. It never outlives it.
Rule 2: nothing of a request is printed, logged or kept.
"""

import importlib
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable
from typing import Any, get_args, get_type_hints

import msgspec

LENGTH = struct.Struct(">I")
# A list is never of no octets, so no answer looks like it.
READY = LENGTH.pack(0)
# Half a gigabyte: above the largest batch of messages and below what a length gone wrong would ask for.
FRAME_OCTETS = 512 * 1_048_576


def types_of(function: Callable[[list[Any]], list[Any]]) -> tuple[Any, Any]:
    """Give the type of a worker function's requests and of its answers."""
    hints = get_type_hints(function)
    (answer,) = get_args(hints.pop("return"))
    (requests,) = hints.values()
    return get_args(requests)[0], answer


def name_of(function: Callable[[list[Any]], list[Any]]) -> str:
    """Name a function so that ``find`` in the child finds it again."""
    return f"{function.__module__}:{function.__qualname__}"


def find(name: str) -> Callable[[list[Any]], list[Any]]:
    """Import the function that ``name_of`` named."""
    module, _, qualname = name.partition(":")
    function: Callable[[list[Any]], list[Any]] = getattr(importlib.import_module(module), qualname)
    return function


def _read_exactly(connection: socket.socket, octets: int) -> bytearray | None:
    buffer = bytearray(octets)
    view = memoryview(buffer)
    while view:
        got = connection.recv_into(view)
        if not got:
            return None
        view = view[got:]
    return buffer


def _answer(function: Callable[[list[Any]], list[Any]], requests: list[Any]) -> list[Any]:
    """Answer all requests of a frame; nil for one that fails, which takes no other with it."""
    try:
        return function(requests)
    except Exception:  # noqa: BLE001 - whatever hostile octets do to it, the next request must be answered
        if len(requests) == 1:
            return [None]
        return [answer for request in requests for answer in _answer(function, [request])]


def serve(connection: socket.socket, function: Callable[[list[Any]], list[Any]]) -> None:
    """Say that we are ready, and answer frames until the parent is gone."""
    decoder = msgspec.msgpack.Decoder(list[types_of(function)[0]])  # type: ignore[misc]
    encoder = msgspec.msgpack.Encoder()
    prepare: Callable[[], None] | None = getattr(sys.modules[function.__module__], "prepare", None)
    if prepare is not None:
        prepare()
    connection.sendall(READY)
    while (head := _read_exactly(connection, LENGTH.size)) is not None:
        frame = _read_exactly(connection, LENGTH.unpack(head)[0])
        if frame is None:
            return
        requests = decoder.decode(frame)
        # What was copied out of it need not be there twice.
        del frame
        answers = encoder.encode(_answer(function, requests))
        del requests
        connection.sendall(LENGTH.pack(len(answers)) + answers)


def main() -> None:
    """Run one child."""
    name, descriptor, memory_octets = sys.argv[1:]
    # The parent alone decides when to stop: a Ctrl+C in the terminal goes to both.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if int(memory_octets):
        resource.setrlimit(resource.RLIMIT_AS, (int(memory_octets), int(memory_octets)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with socket.socket(fileno=int(descriptor)) as connection:
        try:
            serve(connection, find(name))
        except (BrokenPipeError, ConnectionResetError):
            return


if __name__ == "__main__":
    main()
