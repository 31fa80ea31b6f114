"""How what goes on beside the mail goes about: forgetting, and carrying logs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Sizes and times that are a trade between the mail that comes in and what is to be done beside it.

    ``step_seconds``: a message that comes while a step of forgetting runs waits for it.
    ``rewrite_rows``: below so many dead rows they are deleted where they are, as a new file costs more.
    ``sync_rows``: written anew between two syncs, as what lies dirty in memory keeps the writer's sync waiting.
    ``carry_pages``: of 4 KiB, in a log, above which the writer carries the rest itself; 32 MiB. A shorter log makes
    it wait for that more often.
    ``roll_pages``: in a log that cannot be carried, as somebody else reads the window, above which the next message
    goes to a new window; 128 MiB. Many times what a reader of ours could hold up, and little beside the disk.
    ``held_purges``: so many purges in turn have found somebody else reading a window whose log must be cut; then it is
    written anew, and the old file goes. Half a minute: what has ended is to be gone within one.
    """

    step_seconds: float = 0.005
    rewrite_rows: int = 2000
    sync_rows: int = 200
    carry_pages: int = 8192
    roll_pages: int = 32_768
    held_purges: int = 6


PACE = Pace()
