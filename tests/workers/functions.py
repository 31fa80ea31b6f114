"""Functions that the tests of the worker pool run in real child processes."""

import os
import signal
import time


def double(numbers: list[int]) -> list[int]:
    if min(numbers) < 0:
        raise ValueError("negative")
    return [2 * number for number in numbers]


def together(numbers: list[int]) -> list[int]:
    return [len(numbers)] * len(numbers)


def process_id(requests: list[int]) -> list[int]:
    return [os.getpid() for _ in requests]


def spin(seconds: list[float]) -> list[float]:
    end = time.monotonic() + sum(seconds)
    while time.monotonic() < end:
        pass
    return seconds


def eat(octets: list[int]) -> list[int]:
    return [len(bytearray(each)) for each in octets]


def die(numbers: list[int]) -> list[int]:
    if any(numbers):
        os.kill(os.getpid(), 9)
    return numbers


def crash(numbers: list[int]) -> list[int]:
    if any(numbers):
        os.abort()
    return numbers


def echo(octets: list[bytes]) -> list[bytes]:
    return octets


def stand(_: list[float]) -> list[float]:
    """Use no processor time, for ever."""
    while True:
        signal.pause()
