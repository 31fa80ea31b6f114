"""Whatever a mail says, its code is made of characters that stand in it, its link is http(s), and it takes no second.

Run: ``python fuzz/mail_extract.py -max_total_time=1800 -max_len=16384``.
"""

import sys
import time

import atheris

with atheris.instrument_imports(include=["mayfly"]):
    from mayfly.mail.extract import folding
    from mayfly.mail.read import read


def one_input(data: bytes) -> None:
    """Hold the invariant for one input, as text and as HTML."""
    for header in (b"Subject: Your verification code\r\n\r\n", b"Content-Type: text/html\r\n\r\n"):
        before = time.process_time()
        reading = read(header + data)
        if time.process_time() - before > 1:
            raise AssertionError("too slow")
        if reading.code is not None:
            stood = folding.same_digits(reading.code.evidence + reading.text + reading.subject)
            if not set(reading.code.value) <= set(stood) or not 3 <= len(reading.code.value) <= 80:
                raise AssertionError(reading.code)
        if reading.link is not None and not reading.link.url[:4].lower() == "http":
            raise AssertionError(reading.link)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
