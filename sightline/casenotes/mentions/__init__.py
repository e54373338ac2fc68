"""Finds who and what a note names: each kind by its own search, with the lists and rules for it."""
