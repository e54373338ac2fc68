"""Rehearsals: play past deliveries through a new workspace, and show who would be told if nobody answers."""
