"""Concerns: drafts, sending, receiving, telling back, and the entries that no run holds yet."""
