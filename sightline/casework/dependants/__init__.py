"""Dependants: decisions that depend on a match or a pattern; each domain registers its own."""
