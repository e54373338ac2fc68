"""Bulk exports: whole lists leave in a file only for a named purpose, and once a second person has agreed."""
