"""Counts: the scale, by a rule over a snapshot, with small numbers hidden."""
