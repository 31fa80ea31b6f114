"""Functions that the tests of the worker pool run in real child processes."""

import os
import signal
import time


def double(number: int) -> int:
    if number < 0:
        raise ValueError("negative")
    return 2 * number


def process_id(_: int) -> int:
    return os.getpid()


def spin(seconds: float) -> float:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass
    return seconds


def eat(octets: int) -> int:
    return len(bytearray(octets))


def die(number: int) -> int:
    if number:
        os.kill(os.getpid(), 9)
    return number


def echo(octets: bytes) -> bytes:
    return octets


def stand(_: float) -> float:
    """Use no processor time, for ever."""
    while True:
        signal.pause()
