"""Disputes of what Sightline concluded: a pattern, a group, a question or a deadline that a person says is wrong."""
