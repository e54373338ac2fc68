"""Backups: taken while pages are served, verified where they lie, and restored."""
