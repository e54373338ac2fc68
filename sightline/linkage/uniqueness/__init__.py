"""Joins what is sure because nobody else could be meant: a whole name that one person bears, a slip in a forename."""
