"""What is read of the time before go-live, for one reader."""
