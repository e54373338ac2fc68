"""Patterns: what rules recognised, the records that met them, and who must answer."""
