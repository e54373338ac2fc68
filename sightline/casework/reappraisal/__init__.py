"""Decisions that are listed for a second look, because of what was recorded afterwards."""
