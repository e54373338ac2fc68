"""Clocks: the current deadlines of one child or of an agency."""
