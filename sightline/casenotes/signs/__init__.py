"""Finds the signs that rules mark: rules, their lists and frames, made ready once for all notes."""
