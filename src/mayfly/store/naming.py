"""The names an address may have: one under each pepper there has been, newest first.

Rule: a mailbox keeps the name it was given. Whoever asks for an address asks for all of its names.
"""

from mayfly.core.address import Address
from mayfly.store import derive
from mayfly.store.box import Box
from mayfly.store.provisional import Provisional, Provisionals
from mayfly.store.vault import Vault


class Naming:
    """Finds mailboxes by their address. For the loop's thread; the writer's changes ``Vault.peppers``."""

    def __init__(self, vault: Vault, provisionals: Provisionals) -> None:
        self._vault = vault
        self._provisionals = provisionals

    def names(self, address: Address) -> list[bytes]:
        """Give all names of an address; a new mailbox gets the first."""
        return [derive.mailbox_id(pepper, address) for pepper in self._vault.peppers.every]

    def box(self, address: Address, now: float) -> Box | None:
        """Find the living durable mailbox of an address."""
        for pepper in self._vault.peppers.every:
            box = self._vault.boxes.named(derive.mailbox_id(pepper, address), now)
            if box is not None:
                return box
        return None

    def provisional(self, address: Address, now: float) -> Provisional | None:
        """Find the living provisional mailbox of an address."""
        found = (self._provisionals.find(name, now) for name in self.names(address))
        return next(filter(None, found), None)

    def open_token(self, address: Address) -> bytes:
        """Derive the token of an address in open mode: the one its mailbox was opened with, where there is one."""
        newest, *older = (derive.open_token(pepper, address) for pepper in self._vault.peppers.every)
        opened = (token for token in older if self._vault.boxes.has_name(derive.token_id(token)))
        return next(opened, newest)
