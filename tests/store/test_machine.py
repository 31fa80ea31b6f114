"""Both engines do what the model does, whatever is asked of them and when."""

import shutil
import tempfile
from pathlib import Path

import msgspec
from hypothesis import settings

from mayfly.store.base import Store
from mayfly.store.memory import MemoryStore
from mayfly.store.pace import Pace
from mayfly.store.sqlite import SqliteStore
from tests.store.machine import SETTINGS, StoreMachine


class MemoryMachine(StoreMachine):
    def start(self) -> Store:
        return MemoryStore(SETTINGS)


class SqliteMachine(StoreMachine):
    lasting = True

    def start(self) -> Store:
        if not hasattr(self, "path"):
            self.path = Path(tempfile.mkdtemp(prefix="mayfly-"))
        wanted = msgspec.structs.replace(SETTINGS, path=str(self.path / "data"))
        return SqliteStore.start(wanted, pace=Pace(step_seconds=0.0, rewrite_rows=1))

    def teardown(self) -> None:
        super().teardown()
        if hasattr(self, "path"):
            shutil.rmtree(self.path)


TestMemoryMachine = MemoryMachine.TestCase
TestMemoryMachine.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestSqliteMachine = SqliteMachine.TestCase
TestSqliteMachine.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)
