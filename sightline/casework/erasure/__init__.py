"""Erasure: decides that records are erased, carries it out phase by phase, and goes on where it was interrupted."""
