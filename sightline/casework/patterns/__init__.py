"""Patterns: what rules found, the records behind each, and who must answer."""
