"""What is read of every domain, for one reader."""
