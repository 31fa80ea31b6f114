"""What can go wrong in the world, as a small tree that each edge translates once, in a table.

A peer's fault is a returned value (a reply, a problem document), our own fault is an exception nobody
catches by name. What is left stands here. The text of these errors is for logs and never reaches a peer.
"""

import enum


class MayflyError(Exception):
    """Stand above every error of the world."""


class NotFound(MayflyError):
    """Say that this token, address or id opens nothing; wrong, expired and erased are the same."""


class Conflict(MayflyError):
    """Say that a name is not to be had: taken, spent and reserved are the same."""


class Unavailable(MayflyError):
    """Say that it cannot be done now and may be tried again: the disk or the store fails."""


class NoSpace(Unavailable):
    """Say that the disk is too full to take more; reading, erasing and purging go on."""


class Rule(enum.Enum):
    """The rules a request can break."""

    NOT_AN_ADDRESS = "not-an-address"
    DOMAIN_NOT_OURS = "domain-not-ours"
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    NOT_ALLOWED = "not-allowed"


class Refused(MayflyError):
    """Say that a request can be read but is not allowed.

    ``field`` names what it is about (a field of the API), ``rule`` what it breaks, ``bound`` the nearest
    value that would be allowed, in the unit of the field, where there is one.
    """

    def __init__(self, field: str, rule: Rule, bound: float | None = None) -> None:
        super().__init__(f"{field}: {rule.value}")
        self.field = field
        self.rule = rule
        self.bound = bound


class CannotStart(MayflyError):
    """Say in one sentence why the service cannot start: which setting, and what to do. For the operator."""
