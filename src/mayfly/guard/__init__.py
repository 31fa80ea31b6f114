"""Limits on what one client may do. Pure: clock, tally and randomness are handed in."""
