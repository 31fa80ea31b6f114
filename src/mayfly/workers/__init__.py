"""Child processes that hold no state: work that must not stall the loop, or may have to be killed."""
