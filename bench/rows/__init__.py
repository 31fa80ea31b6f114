"""One file for each kind of work; each has ``ROWS``, and is found by being here."""
