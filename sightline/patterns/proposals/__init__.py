"""Proposals: what would be a pattern if a sentence said what only the model of notes marked. None is a pattern."""
