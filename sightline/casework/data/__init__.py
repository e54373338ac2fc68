"""Data: imported files, updates, exports, evaluation, and what Sightline holds."""
