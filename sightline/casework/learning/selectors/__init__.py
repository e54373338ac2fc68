"""Reads of this domain: what may be learned from, and how good the matching is."""
