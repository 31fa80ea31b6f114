"""Mayfly: a disposable-mail service that anyone can run."""
