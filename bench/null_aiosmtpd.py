"""aiosmtpd with a handler that takes every message and keeps none: ``python -m bench.null_aiosmtpd PORT [uvloop]``."""

import asyncio
import sys

from aiosmtpd.smtp import SMTP, Envelope, Session


class Null:
    """Says 250 and forgets."""

    async def handle_DATA(  # noqa: N802 - the name aiosmtpd looks for
        self, _server: SMTP, _session: Session, _envelope: Envelope
    ) -> str:
        """Take one message."""
        return "250 OK"


async def main(port: int) -> None:
    """Serve until the end."""
    loop = asyncio.get_running_loop()
    # The default limit is 32 MiB; the greeting names no host that would have to be looked up.
    server = await loop.create_server(lambda: SMTP(Null(), hostname="localhost"), "127.0.0.1", port, backlog=256)
    await server.serve_forever()


if __name__ == "__main__":
    if sys.argv[2:] == ["uvloop"]:
        import uvloop

        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(main(int(sys.argv[1])))
    else:
        asyncio.run(main(int(sys.argv[1])))
