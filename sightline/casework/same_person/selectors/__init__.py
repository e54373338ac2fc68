"""What is read of answers to "same person?", for one reader."""
