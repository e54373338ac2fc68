"""Learns which signs of rules stand, from the marks of rules in the corpus."""
