"""The commands that count and estimate: children by a rule, and how many there may be in all."""
