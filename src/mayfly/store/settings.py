"""The store's settings (``[store]``)."""

from pathlib import Path

from msgspec import Struct


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """Where mail is kept, and how much of it."""

    # The data directory. It belongs to one service and one user.
    path: str = "mayfly-data"
    # Where the pepper and the shares lie; empty is ``keys`` in the data directory. Another volume keeps them
    # apart from what is copied and snapshotted.
    keys_path: str = ""
    # A window is destroyed as a whole; most mailboxes live for about an hour.
    window_seconds: int = 3600
    # More than anybody reads of a disposable mailbox; bounds what one address can make us hold.
    mailbox_messages: int = 500
    # Four messages of the greatest size.
    mailbox_octets: int = 104_857_600
    # A flood must not push out the passcode that somebody waits for right now.
    young_seconds: int = 600
    # Nothing is taken when less than the smaller of these two is free: room to purge, and for whoever else
    # uses the disk.
    free_octets: int = 1_073_741_824
    free_percent: float = 5.0
    # First views in memory; about one kB each. More than ten minutes of honest ones.
    provisional_mailboxes: int = 10_000
    # As long as a page may take to come back before its address is gone.
    provisional_seconds: int = 600

    @property
    def keys(self) -> Path:
        """Give the folder of the pepper and the shares."""
        return Path(self.keys_path) if self.keys_path else Path(self.path) / "keys"
