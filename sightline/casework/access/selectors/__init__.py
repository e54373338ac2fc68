"""Reads who may open whom, and who knows a child."""
