"""The store in memory keeps the whole promise."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from mayfly.store.memory import MemoryStore
from mayfly.store.settings import Settings
from tests.store.contract import SETTINGS, Bench, Contract


class TestMemory(Contract):
    def run(self, test: Callable[[Bench], Coroutine[Any, Any, None]], settings: Settings = SETTINGS) -> None:
        async def body() -> None:
            store = MemoryStore(settings)
            await test(Bench(store))
            await store.close()

        asyncio.run(body())
