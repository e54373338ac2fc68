"""What a panel decides again, one decision at a time."""
