"""Whatever the octets are, ``read`` and ``take_part`` answer with values that encode as JSON, and nothing is raised.

Run: ``python fuzz/mail_parse.py -max_total_time=1800 -max_len=8192 [corpus folder]``.
"""

import sys

import atheris

with atheris.instrument_imports(include=["mayfly"]):
    import msgspec

    from mayfly.mail.read import read, take_part


def one_input(data: bytes) -> None:
    """Hold the invariant for one input."""
    reading = read(data)
    msgspec.json.encode(reading)
    for attachment in reading.attachments[:5]:
        part = take_part(data, attachment.index)
        if part is None or len(part.octets) != attachment.octets or "/" in part.name:
            raise AssertionError("a listed part cannot be taken as listed")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
