"""Keys: which there are, how they are kept apart from backups, and what each one seals."""
