"""What connections ask of the server they belong to, so that neither has to know the other's file."""

import enum
from typing import TYPE_CHECKING, Protocol

from mayfly.smtp.clients import Client
from mayfly.smtp.limits import Budget, Limits
from mayfly.smtp.promise import Delivery
from mayfly.smtp.tls import Tls

if TYPE_CHECKING:
    from mayfly.smtp.connection import Connection


class House(Protocol):
    """What a connection needs of the server it belongs to."""

    now: float
    budget: Budget
    delivery: Delivery
    is_stressed: bool

    def admit(self, connection: "Connection") -> bool:
        """Count a connection in; False where there are too many."""

    def is_proxy(self, address: str) -> bool:
        """Say whether a PROXY header is to come from there."""

    def enter(self, address: str) -> Client | None:
        """Count a session of the client at this address; None where it has too many."""

    def tls(self) -> Tls | None:
        """Give TLS for one connection, or None where there is no usable certificate."""

    def line_up(self, connection: "Connection") -> None:
        """Have a connection go on when it is its turn again."""

    def leave(self, connection: "Connection") -> None:
        """Count a connection out."""


class Stage(enum.Enum):
    """What a connection is doing, apart from what its session does."""

    PROXY = "proxy"  # a PROXY header is to come
    GREETING = "greeting"  # the greeting is held back
    SPEAKING = "speaking"
    HANDSHAKE = "handshake"
    CLOSING = "closing"

    def seconds(self, limits: Limits) -> float | None:
        """Say how long this may take before the connection is cut; None where the session says it."""
        return {
            Stage.PROXY: limits.proxy_seconds,
            Stage.HANDSHAKE: limits.handshake_seconds,
            Stage.CLOSING: limits.closing_seconds,
        }.get(self)
