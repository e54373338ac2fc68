"""What is read of what is protected, for one reader."""
