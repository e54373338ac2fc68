"""What is read of signs in notes, for one reader."""
