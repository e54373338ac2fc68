"""Clocks: deadlines as they stand now, of one child or of an agency."""
