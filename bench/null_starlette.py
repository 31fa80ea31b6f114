"""Event streams as Starlette does them, which say one thing and then hold: ``python -m bench.null_starlette PORT``."""

import asyncio
import sys
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

SILENCE_SECONDS = 20.0


async def say() -> AsyncIterator[bytes]:
    """Begin, and then a comment every so often, as Mayfly does."""
    yield b"event: sync\ndata: {}\n\n"
    while True:
        await asyncio.sleep(SILENCE_SECONDS)
        yield b":\n\n"


async def events(_request: Request) -> StreamingResponse:
    """Answer with a stream."""
    return StreamingResponse(say(), media_type="text/event-stream")


if __name__ == "__main__":
    app = Starlette(routes=[Route("/api/v1/mailbox/events", events)])
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", loop="uvloop", http="httptools")
