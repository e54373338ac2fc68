"""Data breaches: reported by anybody in two clicks, decided by information governance, each step kept."""
