"""What is read of a person's chronology, for one reader."""
