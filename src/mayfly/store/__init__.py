"""How mail is kept, sealed, and forgotten. ``base`` is the promise; engines keep it."""
