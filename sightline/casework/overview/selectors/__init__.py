"""What is read of a person's overview, for one reader."""
