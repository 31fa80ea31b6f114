"""Functions that the tests of the worker pool run in real child processes."""

import os
import signal
import struct
import sys
import threading
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


def halt(numbers: list[int]) -> list[int]:
    """Stop the process where it stands, as a debugger or a frozen container does."""
    if any(numbers):
        os.kill(os.getpid(), signal.SIGSTOP)
    return numbers


def babble(numbers: list[int]) -> list[int]:
    """Answer, and some time later say what nobody asked for."""

    def say() -> None:
        time.sleep(0.05)
        os.write(int(sys.argv[2]), struct.pack(">I", 2) + b"\x91\x07")

    if any(numbers):
        threading.Thread(target=say, daemon=True).start()
    return [os.getpid() for _ in numbers]
