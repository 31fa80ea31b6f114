"""A worker that takes more processor time to get ready than a request may take."""

import time


def prepare() -> None:
    while time.process_time() < 1.5:
        pass


def double(numbers: list[int]) -> list[int]:
    return [2 * number for number in numbers]
