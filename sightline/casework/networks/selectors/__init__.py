"""What is read of networks, for one reader."""
