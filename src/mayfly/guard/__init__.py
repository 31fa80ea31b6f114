"""Limits on what one client may do. Pure: clock and tally are handed in."""
