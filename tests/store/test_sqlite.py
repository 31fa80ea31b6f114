"""The engine on disk keeps the whole promise, and keeps it over a restart."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mayfly.store.settings import Settings
from mayfly.store.sqlite import SqliteStore
from tests.store.contract import SETTINGS, Bench, Contract


class TestSqlite(Contract):
    @pytest.fixture(autouse=True)
    def _directory(self, tmp_path: Path) -> None:
        self.path = tmp_path / "data"

    def run(self, test: Callable[[Bench], Coroutine[Any, Any, None]], settings: Settings = SETTINGS) -> None:
        async def body() -> None:
            store = SqliteStore.start(msgspec.structs.replace(settings, path=str(self.path)))
            await test(Bench(store))
            await store.close()

        asyncio.run(body())
