"""A small whole of store, delivery and access for tests: real parts, a clock that is set by hand, no sockets."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from mayfly.access import Access, Inbox, Wish
from mayfly.access.inbox import Terms
from mayfly.core.address import parse_address
from mayfly.core.domains import Domain, Domains
from mayfly.core.mailbox import Lifetimes
from mayfly.core.message import Envelope
from mayfly.core.verdict import Delivered
from mayfly.delivery import MailDelivery
from mayfly.mail.look import Look, Looked, look
from mayfly.store.base import Store
from mayfly.store.memory import MemoryStore
from mayfly.store.sealing import SealJob, seal_content

T = TypeVar("T")
START = 1_790_000_000.0
DOMAINS = Domains([Domain("mayfly.test"), Domain("box.example", subdomains=True)])


class House:
    """Store, delivery and access, wired as the program wires them."""

    def __init__(self, store: Store | None = None, *, lifetimes: Lifetimes | None = None, open_mode: bool = False):
        self.now = START
        self.store = store or MemoryStore()
        self.terms = Terms(lifetimes or Lifetimes(), messages=500, octets=100 << 20, message_octets=25 << 20)
        self.looks = 0
        self.tokens: dict[str, bytes] = {}
        self.access = Access(
            store=self.store,
            domains=DOMAINS,
            terms=self.terms,
            look=self._look,
            send_test=self._send_test,
            clock=self.clock,
            open_mode=open_mode,
        )
        self.delivery = MailDelivery(
            store=self.store,
            domains=DOMAINS,
            hostname="mail.mayfly.test",
            seal=self._seal,
            clock=self.clock,
            open_on_mail=self.access.open_on_mail if open_mode else None,
        )

    def clock(self) -> float:
        return self.now

    async def _seal(self, job: SealJob):
        return seal_content(job)

    async def _look(self, wanted: Look) -> Looked:
        self.looks += 1
        return look(wanted)

    async def _send_test(self, address: str) -> None:
        await self.send(b"Subject: Test\r\n\r\nHello\r\n", address)

    async def inbox(self, **wish) -> tuple[str, Inbox]:
        """Open a mailbox; give its address and the inbox."""
        opened = await self.access.open(Wish(**wish))
        self.tokens[opened.view.address] = opened.token
        return opened.view.address, await self.access.enter(opened.token)

    async def send(self, content: bytes, *addresses: str, reverse_path: str = "news@shop.example") -> Delivered:
        """Deliver one message as the SMTP side would."""
        paths = tuple(parse_address(address) for address in addresses)
        envelope = Envelope(reverse_path, paths, "mx.shop.example", "192.0.2.7", "ESMTP", "s1")
        return await self.delivery.deliver(envelope, [content[:7], content[7:]])

    async def verdict(self, address):
        """Ask as RCPT does."""
        answer = self.delivery.recipient(parse_address(address))
        return await answer if isinstance(answer, Awaitable) else answer


def live(scene: Callable[[House], Awaitable[T]], **options) -> T:
    """Run one scene in a house of its own."""

    async def main() -> T:
        house = House(**options)
        try:
            return await asyncio.wait_for(scene(house), 60)
        finally:
            await house.store.close()

    return asyncio.run(main())


def mail(subject="Hello", text="Hi there", sender="News <news@shop.example>", extra="") -> bytes:
    """Write a small message."""
    return f"From: {sender}\r\nTo: you@mayfly.test\r\nSubject: {subject}\r\n{extra}\r\n{text}\r\n".encode()
