"""Data: files taken in, runs, exports, evaluation, and what Sightline holds."""
