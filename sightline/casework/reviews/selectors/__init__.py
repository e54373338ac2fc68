"""What is read of learning reviews, for one reader."""
