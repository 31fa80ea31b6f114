"""How mail comes in. Imports only ``core``; waits only in ``server``."""
