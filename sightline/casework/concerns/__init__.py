"""Concerns: drafts, sending, acknowledging, feedback to the referrer, and entries that no update has imported yet."""
