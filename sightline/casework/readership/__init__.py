"""Readership: who has looked at a child's records, when, by which pages and why, for information governance alone."""
