"""Pairs that an earlier run compared, kept so that a daily file compares only what it touches."""
