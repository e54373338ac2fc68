"""Rolls: seals whole registers as they come, and opens the rows of a child or a thing when a rule says so."""
