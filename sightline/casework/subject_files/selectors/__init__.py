"""What is read of files on a person, place or group, for one reader."""
