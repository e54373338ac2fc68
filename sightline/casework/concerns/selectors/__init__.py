"""What is read of concerns, for one reader."""
