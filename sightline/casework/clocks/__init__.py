"""Deadlines of one child or of an agency, as they are now."""
