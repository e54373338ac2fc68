"""Counting by a rule of named lists: who is on which, since when that was known, and the table that comes of it."""
