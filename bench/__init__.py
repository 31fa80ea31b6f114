"""What `make bench` runs: Mayfly and other servers against the same generator, in one run, in turn."""
