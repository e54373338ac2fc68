"""Concerns: drafts, sending, acknowledging, feedback to the referrer, and entries that no run has taken in."""
