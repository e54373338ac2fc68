"""What is read of a running system, for one reader."""
