"""What is read of rules, for one reader."""
