"""Backups: taken while pages are served, verified in place, and restored."""
