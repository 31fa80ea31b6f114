"""What an operator can set about what one client may do (settings ``[guard]``)."""

from msgspec import Struct

from mayfly.guard.rate import Rule


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """How often one client may open a mailbox; 0 for no limit."""

    # Ten people behind one address, or one who tries every site's sign-up form; a script that wants more is the
    # operator's own and the operator can say so.
    opened_per_minute: int = 10
    # One a minute is more than anybody needs by hand.
    opened_per_hour: int = 60

    def opening(self) -> tuple[Rule, ...]:
        """Give the rules for opening mailboxes, for a Tally."""
        return Rule(self.opened_per_minute, 60.0), Rule(self.opened_per_hour, 3600.0)
