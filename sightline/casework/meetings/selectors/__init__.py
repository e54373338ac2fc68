"""What is read of meetings, for one reader."""
