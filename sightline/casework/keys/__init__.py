"""Keys: which exist, what each one seals, and how they are kept apart from backups."""
