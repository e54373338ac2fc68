"""Insiders: what the holders of accounts declare of themselves, hashed, and the silent watch on a person."""
