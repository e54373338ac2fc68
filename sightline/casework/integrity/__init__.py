"""Integrity: checks that snapshots and received files are unchanged, and triggers that keep rows unchanged."""
