"""Two thousand clients that send next to nothing, and an honest one: what each holds, and how long that one waits.

``python -m tests.soak.slow [SECONDS [CLIENTS]]``: a fifth each sends a command, DATA, a chunk or a handshake, an octet
every ten seconds, or nothing at all. Each comes from an address of its own, which a PROXY header says; so no limit is
raised. Figures are printed; wrong is only an honest client that is not served.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.smtp.certificates import make_certificate
from tests.soak.load import figures
from tests.whole.service import BULK, Service, start, stop

CLIENTS = 2000
PAUSE_SECONDS = 10.0
READY = (b"EHLO c.example\r\n", b"MAIL FROM:<a@b.example>\r\n", b"RCPT TO:<%s>\r\n")


async def slow(service: Service, number: int, address: bytes, ready: asyncio.Semaphore) -> None:
    """Come to one of five places, and go on from there by an octet at a time."""
    reader, writer = await asyncio.open_connection(*service.smtp)

    async def ask(line: bytes) -> None:
        writer.write(line)
        while (await reader.readline())[3:4] == b"-":
            pass

    await ask(b"PROXY TCP4 198.51.%d.%d 192.0.2.2 1 25\r\n" % (number // 250, number % 250))
    kind = number % 5
    if kind in (1, 2):
        for line in READY:
            await ask(line.replace(b"%s", address))
    if kind == 1:
        await ask(b"DATA\r\n")
    elif kind == 2:
        writer.write(b"BDAT 1000000 LAST\r\n")
    elif kind == 3:
        await ask(b"EHLO c.example\r\n")
        await ask(b"STARTTLS\r\n")
        writer.write(b"\x16\x03\x01\x02\x00")
    ready.release()
    while kind != 4:
        writer.write(b"x")
        await asyncio.sleep(PAUSE_SECONDS)
    await reader.read()


async def honest(service: Service, address: bytes) -> float:
    """Send one mail as anybody does; give how long it took."""
    began = time.monotonic()
    reader, writer = await asyncio.open_connection(*service.smtp)
    writer.write(b"PROXY TCP4 203.0.113.1 192.0.2.2 1 25\r\n")
    for line, code in (
        (b"", b"220"),
        (READY[0], b"250"),
        (READY[1], b"250"),
        (READY[2].replace(b"%s", address), b"250"),
        (b"DATA\r\n", b"354"),
        (b"Subject: honest\r\n\r\nx\r\n.\r\n", b"250"),
        (b"QUIT\r\n", b"221"),
    ):
        writer.write(line)
        while (said := await reader.readline())[3:4] == b"-":
            pass
        if not said.startswith(code):
            raise RuntimeError(f"{line!r} was answered {said!r}")
    writer.close()
    return time.monotonic() - began


async def play(service: Service, seconds: float, count: int) -> str:
    """Connect them all, be honest meanwhile; give what was seen."""
    address = service.open()[0].encode()
    for _ in range(20):
        await honest(service, address)
    before, _ = figures(service)
    ready = asyncio.Semaphore(0)
    clients = [asyncio.create_task(slow(service, number, address, ready)) for number in range(count)]
    for _ in clients:
        await ready.acquire()
    took = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        took.append(await honest(service, address))
        await asyncio.sleep(0.2)
    after, files = figures(service)
    for client in clients:
        client.cancel()
    await asyncio.gather(*clients, return_exceptions=True)
    took.sort()
    return (
        f"slow: {count} clients hold {(after - before) * 1e6 / count / 1024:.1f} KiB each ({files} open files);"
        f" {len(took)} honest mails, p50 {took[len(took) // 2] * 1000:.0f} ms,"
        f" p99 {took[len(took) * 99 // 100] * 1000:.0f} ms"
    )


def main() -> int:
    """Run it; say what was seen."""
    seconds = min(60.0, float(sys.argv[1])) if len(sys.argv) > 1 else 20.0
    count = int(sys.argv[2]) if len(sys.argv) > 2 else CLIENTS
    with tempfile.TemporaryDirectory(prefix="mayfly-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        make_certificate(folder, "mx.mayfly.test")
        settings = {**BULK, "MAYFLY_SMTP__TRUSTED_PROXIES": "127.0.0.1/32"}
        settings["MAYFLY_SMTP__TLS_CERTIFICATE"] = str(folder / "certificate.pem")
        settings["MAYFLY_SMTP__TLS_KEY"] = str(folder / "key.pem")
        service = start(folder / "data", settings=settings)
        try:
            print(asyncio.run(play(service, seconds, count)))
        finally:
            status = stop(service)
    return status


if __name__ == "__main__":
    sys.exit(main())
