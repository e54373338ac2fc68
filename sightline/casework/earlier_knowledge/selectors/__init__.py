"""Reads what agencies knew of a child, and how early it could have been seen."""
