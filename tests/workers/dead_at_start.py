"""A worker that never gets ready."""


def prepare() -> None:
    raise SystemExit(3)


def double(numbers: list[int]) -> list[int]:
    return [2 * number for number in numbers]
