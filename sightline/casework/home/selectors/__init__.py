"""What is read of first pages, for one reader."""
