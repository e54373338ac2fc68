"""What is read of sentences that people read, for one reader."""
