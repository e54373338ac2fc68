"""What a panel decides again, and runs an earlier day again for a review."""
