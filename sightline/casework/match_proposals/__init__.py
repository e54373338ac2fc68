"""Proposals of practitioners: that two people are one, or that a record is about another person. An analyst answers."""
