"""Which domains are ours, and which names nobody gets."""

import pytest

from mayfly.core.address import Address
from mayfly.core.domains import OPERATOR, RESERVED, Domain, Domains, State, is_operators, is_reserved
from mayfly.core.errors import Refused, Rule

ACTIVE = Domain("mayfly.test")
WIDE = Domain("wide.test", subdomains=True)
RETIRING = Domain("old.test", State.RETIRING, subdomains=True)
RETIRED = Domain("gone.test", State.RETIRED, subdomains=True)
ALL = Domains([ACTIVE, WIDE, RETIRING, RETIRED])


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("mayfly.test", ACTIVE),
        ("a.mayfly.test", None),
        ("wide.test", WIDE),
        ("a.wide.test", WIDE),
        ("a.b.wide.test", None),
        ("xwide.test", None),
        ("old.test", RETIRING),
        ("a.old.test", RETIRING),
        ("gone.test", None),
        ("a.gone.test", None),
        ("test", None),
        ("", None),
        ("other.test", None),
    ],
)
def test_find(name: str, domain: Domain | None) -> None:
    """A name is ours as itself or with one more label where subdomains are on; a retired one no more."""
    assert ALL.find(name) is domain


def test_retired_subdomain_of_an_active_domain() -> None:
    """What is said of a name itself counts before what is said of its parent."""
    domains = Domains([WIDE, Domain("no.wide.test", State.RETIRED)])
    assert domains.find("no.wide.test") is None
    assert domains.find("yes.wide.test") is WIDE


def test_only_active_ones_are_given_out() -> None:
    """A retiring domain takes mail for what lives, and is given to nobody new."""
    assert ALL.active() == (ACTIVE, WIDE)
    assert {ALL.choose(None) for _ in range(100)} == {"mayfly.test", "wide.test"}


@pytest.mark.parametrize(
    ("wanted", "name"),
    [("mayfly.test", "mayfly.test"), ("MAYFLY.test.", "mayfly.test"), ("a.wide.test", "a.wide.test")],
)
def test_wanted_domain(wanted: str, name: str) -> None:
    """Somebody may pick any that is given out, in any spelling, subdomains where they are on."""
    assert ALL.choose(wanted) == name


@pytest.mark.parametrize("wanted", ["", "old.test", "gone.test", "a.old.test", "other.test", "a b", "a.mayfly.test"])
def test_wanted_domain_that_is_not_given_out(wanted: str) -> None:
    """Every other name is refused, without saying why."""
    with pytest.raises(Refused) as refused:
        ALL.choose(wanted)
    assert (refused.value.field, refused.value.rule) == ("domain", Rule.DOMAIN_NOT_OURS)


def test_no_domain_to_give_out() -> None:
    """Where none is active nothing is drawn."""
    with pytest.raises(Refused) as refused:
        Domains([RETIRING]).choose(None)
    assert refused.value.rule is Rule.NOT_ALLOWED


def test_domains_are_iterated_in_order() -> None:
    """All that were set are there, in the order they were set."""
    assert list(ALL) == [ACTIVE, WIDE, RETIRING, RETIRED]


@pytest.mark.parametrize(
    "local_part",
    # RFC 2142 sections 3 to 7, RFC 5321 section 4.5.1, and CA/Browser Forum Baseline Requirements 3.2.2.4.4.
    ["info", "marketing", "sales", "support", "abuse", "noc", "security", "postmaster", "hostmaster", "usenet", "news",
     "webmaster", "www", "uucp", "ftp", "admin", "administrator"],
)  # fmt: skip
def test_reserved_by_a_standard(local_part: str) -> None:
    """No name of RFC 2142, and none by which a certificate can be had, is given to anybody, in any case or tag."""
    for spelling in (local_part, local_part.upper(), f"{local_part}+tag"):
        assert is_reserved(Address(spelling, "mayfly.test"))


@pytest.mark.parametrize("local_part", ["anna", "administration", "postmaster2", "x-abuse", "quiet-heron-7f3k2", ""])
def test_others_are_free(local_part: str) -> None:
    """A name that merely looks like a reserved one is free."""
    assert not is_reserved(Address(local_part, "mayfly.test"))


def test_operators_names() -> None:
    """Postmaster and abuse are read by the operator, in any case or tag, and are reserved; nobody else's are."""
    assert OPERATOR <= RESERVED
    for local_part in ("postmaster", "Postmaster", "ABUSE", "abuse+x"):
        assert is_operators(Address(local_part, ""))
    assert not is_operators(Address("webmaster", "mayfly.test"))


def test_reserved_names_are_canonical() -> None:
    """The table is in the form names are compared in."""
    assert {Address(name, "d").canonical.local_part for name in RESERVED} == RESERVED
