"""How people and programs come in, by HTTP."""
