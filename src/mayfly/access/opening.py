"""Make mailboxes, and let those in who hold a token."""

import secrets
from collections.abc import Awaitable, Callable

from mayfly.access.budget import READING_OCTETS, Budget, Leaving
from mayfly.access.inbox import Inbox, Terms, view_of
from mayfly.access.places import Places
from mayfly.access.summaries import Reader
from mayfly.access.values import Opened, Wish
from mayfly.core.address import Address, parse_local_part
from mayfly.core.domains import Domains, is_reserved
from mayfly.core.errors import Conflict, Refused, Rule
from mayfly.core.mailbox import TOKEN_OCTETS, Mailbox
from mayfly.core.names import choose_local_part, new_local_part
from mayfly.store.base import NewMailbox, Recipient, Store

# A hundred years: the operator's mailbox does not end while there is an operator.
_OPERATOR_SECONDS = 100 * 365 * 86_400
# How often a drawn name may turn out to be taken before something else must be wrong.
_DRAWS = 5


class Access:
    """Opens mailboxes, and lets those in who hold a token.

    In open mode an address that is not there is made when it is asked for or written to, and its token is derived.
    """

    def __init__(
        self,
        *,
        store: Store,
        domains: Domains,
        terms: Terms,
        look: Reader,
        send_test: Callable[[str], Awaitable[None]],
        clock: Callable[[], float],
        open_mode: bool = False,
        budget: Budget | None = None,
        get_ready: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._domains = domains
        self._terms = terms
        self._look = look
        self._send_test = send_test
        self._clock = clock
        self._open_mode = open_mode
        self._places = Places()
        self._budget = budget or Budget(READING_OCTETS)
        # Told when a mailbox is made or entered, and while it is followed: somebody is about to look at mail.
        self._get_ready = get_ready

    def closing(self) -> None:
        """Let no reader wait for its share of the budget any more, as the service stops: it gets Busy at once."""
        self._budget.close()

    async def open(self, wish: Wish) -> Opened:
        """Open a mailbox durably.

        Raises Conflict (taken, spent or reserved: one answer for all three), Refused (a field is not allowed). In
        open mode, asking again for the same address gives the same mailbox and token.
        """
        lifetimes = self._terms.lifetimes
        domain = self._domains.choose(wish.domain)
        lifetime = lifetimes.choose(wish.lifetime_seconds)
        idle = lifetimes.choose_idle(wish.idle_seconds)
        if wish.local_part is None:
            return await self._open_drawn(wish, domain, lifetime, idle)
        address = Address(self._local_part(wish.local_part), domain)
        if is_reserved(address):
            raise Conflict("reserved")
        if self._open_mode:
            return await self._open_derived(address, lifetime, idle)
        return await self._open(address, secrets.token_bytes(TOKEN_OCTETS), lifetime, idle, spend=True)

    def _local_part(self, wanted: str) -> str:
        """Give the local part somebody chose. In open mode mail makes any there can be, so any can be asked for."""
        if not self._open_mode:
            return choose_local_part(wanted)
        local_part = parse_local_part(wanted, utf8=True)
        if local_part is None:
            raise Refused("local_part", Rule.NOT_ALLOWED)
        return Address(local_part, "").canonical.local_part

    async def _open_drawn(self, wish: Wish, domain: str, lifetime: int, idle: int) -> Opened:
        for _ in range(_DRAWS):
            address = Address(new_local_part(wish.style), domain)
            try:
                if self._open_mode:
                    return await self._open_derived(address, lifetime, idle)
                token = secrets.token_bytes(TOKEN_OCTETS)
                return await self._open(address, token, lifetime, idle, spend=wish.style == "readable")
            except Conflict:
                continue
        raise Conflict("no free name was drawn")

    async def _open(self, address: Address, token: bytes, lifetime: int, idle: int, *, spend: bool) -> Opened:
        now = self._clock()
        mailbox = await self._store.open(NewMailbox(address, token, now, now + lifetime, idle, spend))
        return self._opened(token, mailbox, address)

    async def _open_derived(self, address: Address, lifetime: int, idle: int) -> Opened:
        token = self._store.open_token(address)
        try:
            return await self._open(address, token, lifetime, idle, spend=False)
        except Conflict:
            unlocked = await self._store.unlock(token, self._clock())
            return self._opened(token, unlocked.mailbox, unlocked.address)

    async def open_on_mail(self, address: Address) -> None:
        """Open mode: make the mailbox that the first mail names. Does nothing where it is there."""
        lifetimes = self._terms.lifetimes
        await self._open_derived(address, lifetimes.choose(None), lifetimes.choose_idle(None))

    async def provide(self, domain: str | None = None) -> Opened:
        """Make a provisional mailbox for a first view: in memory until its token comes back or mail comes."""
        now = self._clock()
        lifetimes = self._terms.lifetimes
        address = Address(new_local_part("readable"), self._domains.choose(domain))
        token = secrets.token_bytes(TOKEN_OCTETS)
        new = NewMailbox(address, token, now, now + lifetimes.choose(None), lifetimes.choose_idle(None))
        return self._opened(token, await self._store.provide(new), address)

    async def enter(self, token: bytes, leaving: Leaving | None = None) -> Inbox:
        """Unlock a mailbox and count it as seen. Raises NotFound.

        ``leaving`` comes back when who asks has gone: then it does not wait to read what nobody will take.
        """
        now = self._clock()
        unlocked = await self._store.unlock(token, now)
        self._store.seen(unlocked.mailbox.uid, now)
        self._get_ready()
        return Inbox(
            store=self._store,
            unlocked=unlocked,
            terms=self._terms,
            look=self._look,
            budget=self._budget.of_reader(leaving),
            send_test=self._send_test,
            clock=self._clock,
            places=self._places,
            get_ready=self._get_ready,
        )

    async def open_operators(self, write: Callable[[bytes], None]) -> None:
        """Open the operator's mailbox where there is none, handing its token to ``write``, this once.

        The token is written before the mailbox is opened: a crash between the two leaves a token that opens nothing
        and is written anew, never a mailbox that nobody can open.
        """
        now = self._clock()
        found = self._store.find(self._domains.operator, now)
        if (found if found is None or isinstance(found, Recipient) else await found) is not None:
            return
        token = secrets.token_bytes(TOKEN_OCTETS)
        write(token)
        end = now + _OPERATOR_SECONDS
        await self._store.open(NewMailbox(self._domains.operator, token, now, end, _OPERATOR_SECONDS, spend=False))

    def _opened(self, token: bytes, mailbox: Mailbox, address: Address) -> Opened:
        self._get_ready()
        return Opened(token, view_of(mailbox, str(address), self._terms))
