"""Possible missed opportunities and good practice: what called for action, who knew, what was done, what followed."""
