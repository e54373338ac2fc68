"""What pages of files on a person, place or group are given, and the words that they offer."""
