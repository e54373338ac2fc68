"""Counts: children counted by a rule over a snapshot, with small numbers hidden."""
