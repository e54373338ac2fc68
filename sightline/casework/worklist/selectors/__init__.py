"""What is read of work lists, for one reader."""
