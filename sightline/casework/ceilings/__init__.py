"""Ceilings: roles with more work than they can answer, their daily list, and what the executive decides about it."""
