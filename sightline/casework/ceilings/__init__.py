"""Ceilings: posts that get more than they can answer, their daily list, and what the executive decides about it."""
