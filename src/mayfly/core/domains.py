"""Which domains are ours, which of them are given out, and which names in them nobody gets."""

import enum
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msgspec import Struct

from mayfly.core.address import Address, parse_domain
from mayfly.core.errors import Refused, Rule

# RFC 2142, and the names by which certificate authorities let a domain be claimed (CA/Browser Forum
# Baseline Requirements, section 3.2.2.4.4). Some more that people take for the operator of a site.
# fmt: off
RESERVED = frozenset(
    {
        "abuse", "admin", "administrator", "billing", "compliance", "dmarc", "dns", "ftp", "hostmaster", "info",
        "legal", "list", "list-request", "mail", "mailer-daemon", "majordomo", "marketing", "mta-sts", "news",
        "no-reply", "nobody", "noc", "noreply", "operator", "owner", "postmaster", "privacy", "root", "sales",
        "security", "spam", "ssladmin", "ssladministrator", "sslwebmaster", "staff", "support", "sysadmin",
        "tls-reports", "tlsrpt", "trouble", "usenet", "uucp", "webmaster", "www",
    }
)
# fmt: on

# These are read by somebody (RFC 5321 section 4.5.1, RFC 2142 section 2): the operator.
OPERATOR = frozenset({"postmaster", "abuse"})


class State(enum.Enum):
    """The life of a domain: given out; only kept for what lives; no longer ours."""

    ACTIVE = "active"
    RETIRING = "retiring"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Domain:
    """One domain of ours. With ``subdomains`` every name of one more label takes mail as well."""

    name: str
    state: State = State.ACTIVE
    subdomains: bool = False


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """Which domains mail is taken for (settings ``[domains]``)."""

    # Given out to whoever opens a mailbox. The default is a name that nobody on the Internet can have (RFC 6761).
    names: tuple[str, ...] = ("mayfly.test",)
    # Those of all of them under which every name of one more label takes mail as well (``x.mail.example``).
    subdomains: tuple[str, ...] = ()
    # Given out no more, but what lives there keeps its mail. To take a domain away, let it retire for the longest
    # lifetime first.
    retiring: tuple[str, ...] = ()
    # Takes no mail. Needed only for single names under a domain with subdomains; others are simply not named.
    retired: tuple[str, ...] = ()

    def domains(self) -> tuple[Domain, ...]:
        """Give the domains, names in lower-case A-labels; what is no domain name is left out."""
        wide = {parse_domain(name) for name in self.subdomains}
        states = ((State.ACTIVE, self.names), (State.RETIRING, self.retiring), (State.RETIRED, self.retired))
        named = [(parse_domain(name), state) for state, names in states for name in names]
        return tuple(Domain(name, state, name in wide) for name, state in named if name is not None)


class Domains:
    """The domains of one service."""

    def __init__(self, domains: Iterable[Domain]) -> None:
        self._by_name = {domain.name: domain for domain in domains}

    def __iter__(self) -> Iterator[Domain]:
        return iter(self._by_name.values())

    @property
    def operator(self) -> Address:
        """Give the one address whose mailbox takes all mail for the operator."""
        active = self.active() or tuple(self._by_name.values())
        return Address("postmaster", active[0].name)

    def find(self, name: str) -> Domain | None:
        """Give the domain that takes mail for ``name`` (lower-case A-labels), or None."""
        domain = self._by_name.get(name)
        if domain is None:
            parent = self._by_name.get(name.partition(".")[2])
            domain = parent if parent is not None and parent.subdomains else None
        return domain if domain is not None and domain.state is not State.RETIRED else None

    def active(self) -> tuple[Domain, ...]:
        """Give those that are given out now."""
        return tuple(d for d in self._by_name.values() if d.state is State.ACTIVE)

    def choose(self, wanted: str | None) -> str:
        """Give the domain name for a new address: the wanted one, or one drawn from those given out.

        Raises Refused where the wanted one is not given out.
        """
        active = self.active()
        if wanted is None:
            if not active:
                raise Refused("domain", Rule.NOT_ALLOWED)
            return secrets.choice(active).name
        name = parse_domain(wanted)
        domain = self.find(name) if name else None
        if name is None or domain is None or domain.state is not State.ACTIVE:
            raise Refused("domain", Rule.DOMAIN_NOT_OURS)
        return name


def is_reserved(address: Address) -> bool:
    """Say whether nobody may open this address. A tag does not free a reserved name."""
    return address.canonical.local_part.partition("+")[0] in RESERVED


def is_operators(address: Address) -> bool:
    """Say whether mail for this address goes to the operator's mailbox."""
    return address.canonical.local_part.partition("+")[0] in OPERATOR
