"""Agreements: drafts, invented ones for a trial, checks, and suspension by a named person."""
